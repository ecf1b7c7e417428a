import type { Tx } from '#platform/context'
import { announce } from '../announce.ts'
import type { Cause, MovedLine } from '../movement.ts'
import { postHandOver } from '../records.ts'
import type { Owner } from '../reservation.ts'
import { refuseShort } from '../short.ts'
import { movedLine } from './take-out.ts'

export interface HandOver {
  readonly owner: Owner
  readonly cause: Cause
  readonly kind: 'sale' | 'consumption'
  /** Hands over even what was sold short before it arrived. */
  readonly sell_short?: boolean | undefined
}

/** Turns the owner's confirmed reservations into movements and takes them off on hand. Nothing confirmed: nothing moves. */
export async function handOver(tx: Tx, input: HandOver): Promise<MovedLine[]> {
  const { owner, cause, kind, sell_short = false } = input
  const rows = await postHandOver(tx, owner, { kind, cause, sell_short })
  refuseShort(rows)
  await announce(tx, rows)
  return rows.map(movedLine)
}
