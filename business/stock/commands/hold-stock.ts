import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { reservationById } from '../queries/reservations.ts'
import type { CreateReservation, Reservation } from '../reservation-shapes.ts'
import { knownPlace } from './known-place.ts'
import { reserve } from './reserve.ts'

/** Keeps units for a limited time, for a person who asked. */
export async function holdStock(ctx: Ctx, input: CreateReservation): Promise<Reservation> {
  const { product_id, warehouse_id, quantity, ttl_seconds, reason } = input
  return transact(ctx, async (tx) => {
    const { product, warehouse } = await knownPlace(tx, input)
    const id = input.id ?? newId()
    const owner = { kind: input.owner_kind ?? 'cart', id: input.owner_id ?? newId() }
    await reserve(tx, {
      owner,
      state: 'pending',
      ttl_seconds,
      reason,
      lines: [{ id, product_id, warehouse_id, quantity }],
    })
    tx.audit({
      action: 'reservation.created',
      thing: 'reservation',
      thing_id: id,
      label: product.sku,
      after: { product_id, warehouse_id, quantity, owner_kind: owner.kind, owner_id: owner.id },
      reason: reason ?? null,
      store_id: warehouse.store_id,
    })
    return reservationById(tx, id)
  })
}
