import type { Tx } from '#platform/context'
import { announce } from '../announce.ts'
import type { Cause, KindOut, MovedLine } from '../movement.ts'
import { postHandOverParts, setPartsReleased } from '../records.ts'
import { refuse } from '../refusals.ts'
import type { Owner, StockLine } from '../reservation.ts'
import { refuseShort } from '../short.ts'
import { movedLine } from './take-out.ts'

export interface HandOverParts {
  readonly owner: Owner
  readonly lines: readonly StockLine[]
  readonly cause: Cause
  readonly kind: Extract<KindOut, 'sale' | 'scrap' | 'return'>
  readonly reason?: string | undefined
  /** Hands over even what was sold short before it arrived. */
  readonly sell_short?: boolean | undefined
}

/** Turns a part of what an owner has reserved into movements: a shipment of some of an order's goods. */
export async function handOverParts(tx: Tx, input: HandOverParts): Promise<MovedLine[]> {
  if (input.lines.length === 0) return []
  const { owner, lines, cause, kind, reason, sell_short = false } = input
  const rows = await postHandOverParts(tx, owner, lines, { kind, cause, reason, sell_short })
  refuseShort(rows)
  refuseUnpromised(rows)
  await announce(tx, rows)
  return rows.map(movedLine)
}

/** Gives a part of what an owner has reserved back to what is available. */
export async function releaseParts(
  tx: Tx,
  input: { owner: Owner; lines: readonly StockLine[]; reason: string },
): Promise<void> {
  if (input.lines.length === 0) return
  const rows = await setPartsReleased(tx, input.owner, input.lines, input.reason)
  refuseUnpromised(rows)
  await announce(tx, rows)
}

function refuseUnpromised(
  rows: readonly { status: string; product_id: string; requested: number; available: number }[],
) {
  const row = rows.find(({ status }) => status === 'not_promised')
  if (!row) return
  const { product_id, requested, available } = row
  throw refuse.notPromised({ product_id, requested, available })
}
