import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { reservationById } from '../queries/reservations.ts'
import { setConfirmed } from '../records.ts'
import { refuse } from '../refusals.ts'
import type { Reservation } from '../reservation-shapes.ts'

/**
 * Makes one pending reservation firm. Over, or no longer pending: refused. One of an order or a work order is confirmed
 * with that document, all its lines or none.
 */
export async function confirmReservation(ctx: Ctx, id: string): Promise<Reservation> {
  return transact(ctx, async (tx) => {
    const before = await reservationById(tx, id)
    const { owner_kind, owner_id } = before
    if (owner_kind !== 'cart') throw refuse.ownedByDocument({ owner_kind, owner_id })
    const [row] = await setConfirmed(tx, { only_id: id })
    if (row?.status === 'expired') throw refuse.expired({ id })
    if (!row) throw refuse.cannotMove({ from: (await reservationById(tx, id)).state, to: 'confirmed' })
    tx.audit({
      action: 'reservation.confirmed',
      thing: 'reservation',
      thing_id: id,
      label: before.product.sku,
      before: { state: 'pending' },
      after: { state: 'confirmed' },
    })
    return reservationById(tx, id)
  })
}
