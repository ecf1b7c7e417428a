import type { Tx } from '#platform/context'
import { announceTaken } from '../announce.ts'
import type { Cause, KindOut, MovedLine } from '../movement.ts'
import { type PostedRow, postOut } from '../records.ts'
import type { StockLine } from '../reservation.ts'
import { refuseShort } from '../short.ts'

export interface TakeOut {
  readonly lines: readonly StockLine[]
  readonly cause: Cause
  readonly kind: KindOut
  readonly reason?: string | undefined
  /** The goods have left whatever the books say: never refuse, open an oversell exception instead. */
  readonly sell_short?: boolean | undefined
}

/** Goods leave at once, without a reservation: every line or none. Gives one line per product and warehouse with its cost. */
export async function takeOut(tx: Tx, input: TakeOut): Promise<MovedLine[]> {
  if (input.lines.length === 0) return []
  const { lines, cause, kind, reason, sell_short = false } = input
  const rows = await postOut(tx, lines, { kind, cause, reason, sell_short })
  refuseShort(rows)
  await announceTaken(tx, rows)
  return rows.map(movedLine)
}

export function movedLine({ product_id, warehouse_id, requested, cost_minor }: Omit<PostedRow, 'status'>): MovedLine {
  return { product_id, warehouse_id, quantity: requested, cost_minor }
}
