import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { announce } from '../announce.ts'
import { reservationById } from '../queries/reservations.ts'
import { setReleased } from '../records.ts'
import { refuse } from '../refusals.ts'
import type { Reservation } from '../reservation-shapes.ts'

/**
 * Gives one reservation back. One that an order or a work order confirmed is released only by that document: it would
 * otherwise stand confirmed without goods.
 */
export async function releaseReservation(
  ctx: Ctx,
  input: { id: string; reason?: string | undefined },
): Promise<Reservation> {
  const { id, reason = null } = input
  return transact(ctx, async (tx) => {
    const before = await reservationById(tx, id)
    const states = before.owner_kind === 'cart' ? (['pending', 'confirmed'] as const) : (['pending'] as const)
    const [row] = await setReleased(tx, { only_id: id }, { states, reason })
    if (row?.status !== 'released') {
      const { state, owner_kind, owner_id } = await reservationById(tx, id)
      if (state === 'confirmed') throw refuse.ownedByDocument({ owner_kind, owner_id })
      throw refuse.cannotMove({ from: state, to: 'released' })
    }
    await announce(tx, [row])
    tx.audit({
      action: 'reservation.released',
      thing: 'reservation',
      thing_id: id,
      label: before.product.sku,
      before: { state: before.state },
      after: { state: 'released' },
      reason,
    })
    return reservationById(tx, id)
  })
}
