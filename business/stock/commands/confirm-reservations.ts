import type { Tx } from '#platform/context'
import { setConfirmed } from '../records.ts'
import { refuse } from '../refusals.ts'
import type { Owner } from '../reservation.ts'
import type { ReservedLine } from './reserve.ts'

/**
 * Makes what the owner holds firm. Gives what was pending and live; refused with 409 when time ended any of it, so the
 * caller reserves again. Nothing pending is no error: the answer is then empty.
 */
export async function confirmReservations(tx: Tx, owner: Owner): Promise<ReservedLine[]> {
  const rows = await setConfirmed(tx, { owner })
  const expired_lines = rows.filter(({ status }) => status === 'expired')
  if (expired_lines.length > 0) throw refuse.expired({}, { details: { expired_lines } })
  return rows.map(({ id, product_id, warehouse_id, quantity }) => ({ id, product_id, warehouse_id, quantity }))
}
