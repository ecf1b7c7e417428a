import type { Tx } from '#platform/context'
import { announce } from '../announce.ts'
import { setReleased } from '../records.ts'
import type { Owner } from '../reservation.ts'
import type { ReservedLine } from './reserve.ts'

/** Gives back all that the owner still holds, once; calling it again gives back nothing more. */
export async function releaseReservations(tx: Tx, input: { owner: Owner; reason: string }): Promise<ReservedLine[]> {
  const { owner, reason } = input
  const rows = await setReleased(tx, { owner }, { states: ['pending', 'confirmed'], reason })
  await announce(tx, rows)
  return rows.map(({ id, product_id, warehouse_id, quantity }) => ({ id, product_id, warehouse_id, quantity }))
}
