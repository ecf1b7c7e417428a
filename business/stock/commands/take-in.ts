import type { Tx } from '#platform/context'
import { announce } from '../announce.ts'
import type { Cause, KindIn, MovedLine } from '../movement.ts'
import { postIn } from '../records.ts'
import { refuse } from '../refusals.ts'
import type { StockLine } from '../reservation.ts'
import { movedLine } from './take-out.ts'

export interface TakeIn {
  /** `cost_minor` is the whole line's; null brings it in at the present average. */
  readonly lines: readonly (StockLine & { readonly cost_minor: number | null })[]
  readonly cause: Cause
  readonly kind: KindIn
  readonly reason?: string | undefined
}

/** Goods come in and the average moves. Gives one line per product and warehouse with its cost. */
export async function takeIn(tx: Tx, input: TakeIn): Promise<MovedLine[]> {
  if (input.lines.length === 0) return []
  const { lines, cause, kind, reason } = input
  const rows = await postIn(tx, lines, { kind, cause, reason })
  const over = rows.find(({ status }) => status === 'too_much')
  if (over) throw refuse.tooMuch({ product_id: over.product_id })
  await announce(tx, rows)
  return rows.map(movedLine)
}
