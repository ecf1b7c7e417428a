import { bookable } from '#platform/bookable'
import type { Tx } from '#platform/context'
import { announce } from '../announce.ts'
import type { Cause, KindIn, MovedLine } from '../movement.ts'
import { postIn } from '../records.ts'
import { refuse } from '../refusals.ts'
import type { StockLine } from '../reservation.ts'
import { intoLot } from './keep-lots.ts'
import { movedLine } from './take-out.ts'

export interface LineLot {
  readonly code: string
  readonly expires_on?: string | undefined
}

export interface TakeIn {
  /**
   * `cost_minor` is the whole line's; null brings it in at the present average. `lot`, for products kept by lot; units
   * without one wait until somebody says which it is.
   */
  readonly lines: readonly (StockLine & { readonly cost_minor: number | null; readonly lot?: LineLot | undefined })[]
  readonly cause: Cause
  readonly kind: KindIn
  readonly reason?: string | undefined
}

/** Goods come in and the average moves. Gives one line per product and warehouse with its cost. */
export async function takeIn(tx: Tx, input: TakeIn): Promise<MovedLine[]> {
  if (input.lines.length === 0) return []
  const { lines, cause, kind, reason } = input
  for (const { cost_minor } of lines) bookable(cost_minor ?? 0)
  const rows = await postIn(tx, lines, { kind, cause, reason })
  const over = rows.find(({ status }) => status === 'too_much')
  if (over) throw refuse.tooMuch({ product_id: over.product_id })
  for (const { lot, product_id, warehouse_id, quantity } of lines) {
    if (lot) await intoLot(tx, { ...lot, product_id, warehouse_id, quantity }, cause)
  }
  await announce(tx, rows)
  return rows.map(movedLine)
}
