import { businessOf } from '#company'
import { changeBalance, giveBack } from '#money'
import type { Tx } from '#platform/context'
import { present } from '#platform/invariant'
import { subtractQuantity, thousandths } from '#platform/quantity'
import { announce } from '../announce.ts'
import { orderUpdated } from '../events.ts'
import type { DraftLine } from '../items.ts'
import { type Discount, priceDocument } from '../pricing.ts'
import { type LineRow, linesOf, lockOrder, type OrderRow, replaceLines, updateOrder } from '../records.ts'
import { refuseOrder } from '../refusals.ts'
import { cancelOrder } from './cancel-order.ts'

export interface Cut {
  readonly line_id: string
  readonly quantity: number
}

/**
 * Takes goods off a confirmed order that cannot be delivered: it asks for that much less, and what was paid above the
 * new total goes back. Prices stay as they were promised. An order of which nothing is left is cancelled. What the
 * order has reserved is the caller's to give back.
 */
export async function cutOrder(
  tx: Tx,
  id: string,
  cuts: readonly Cut[],
  input: { reason: string; till_session_id?: string | undefined },
): Promise<void> {
  const { order, balance } = await lockOrder(tx, id)
  if (order.status !== 'confirmed' || order.handed_over_at !== null) throw refuseOrder.cannotCut()
  const before = await linesOf(tx, id)
  const after = before.map((line) => ({ ...line, quantity: left(line, cuts) })).filter(({ quantity }) => quantity > 0)
  if (after.length === 0) return cancelOrder(tx, id, { ...input, refund: true })
  const priced = await reprice(tx, order, before, after)
  const kept = balance.paid_minor - balance.refunded_minor
  const excess = kept + balance.credited_minor - priced.totals.total
  if (excess > 0) await giveBack(tx, { document_id: id, amount: excess, ...input })
  await changeBalance(tx, { id, total: priced.totals.total, party_id: order.customer_id })
  await replaceLines(tx, id, priced.lines)
  const { units, ...totals } = priced.totals
  await updateOrder(tx, id, { ...totals, units, lines: priced.lines.length })
  await announce(
    tx,
    orderUpdated,
    { ...order, total: totals.total },
    {
      before: { total: order.total, lines: before.map(shown) },
      after: { total: totals.total, lines: priced.lines.map(shown), refunded: Math.max(0, excess) },
      reason: input.reason,
    },
  )
}

function left({ id, quantity }: LineRow, cuts: readonly Cut[]): number {
  const rest = cuts
    .filter(({ line_id }) => line_id === id)
    .reduce((sum, cut) => subtractQuantity(sum, cut.quantity), quantity)
  if (rest < 0) throw refuseOrder.cannotCut()
  return rest
}

/** What is left, at the prices that were promised: amounts given as a discount shrink with what they were given on. */
async function reprice(tx: Tx, order: OrderRow, before: readonly LineRow[], after: readonly LineRow[]) {
  const { prices_include_tax } = await businessOf(tx)
  const had = new Map(before.map((line) => [line.id, line]))
  const wanted = after.map((line) => ({ ...line, ...discountLeft(line, present(had.get(line.id), 'it was there')) }))
  const worth = (lines: readonly { discount_minor: number | null; quantity: number; unit_price: number }[]) =>
    lines.reduce((sum, line) => sum + line.quantity * line.unit_price - (line.discount_minor ?? 0), 0)
  const share = before.length === 0 ? 0 : worth(wanted) / Math.max(1, worth(before))
  const discount: Discount =
    order.discount_basis_points === null
      ? { discount_minor: Math.floor(order.order_discount_minor * share) }
      : { discount_basis_points: order.discount_basis_points }
  const { lines: amounts, totals } = priceDocument(wanted, discount, prices_include_tax)
  const lines = after.map((line, at): DraftLine => {
    const { gross_minor: _gross, ...priced } = present(amounts[at], 'each line is priced')
    const { cost_minor: _cost, order_id: _order, ...kept } = line
    return { ...kept, ...priced }
  })
  return { lines, totals }
}

function discountLeft(line: LineRow, had: LineRow) {
  if (line.discount_basis_points !== null) {
    return { discount_basis_points: line.discount_basis_points, discount_minor: null }
  }
  const share = thousandths(line.quantity) / thousandths(had.quantity)
  return { discount_basis_points: null, discount_minor: Math.floor(had.discount_minor * share) }
}

const shown = ({ sku, quantity, total }: { sku: string; quantity: number; total: number }) => ({ sku, quantity, total })
