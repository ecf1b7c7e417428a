import type { Ctx } from '#platform/context'
import { addQuantities, thousandths } from '#platform/quantity'

/** A part's share of an amount; the last part takes what the others left, so that the parts add up to the whole. */
export function partOf(
  amount: number,
  { all, quantity, left, taken }: { all: number; quantity: number; left: number; taken: number },
): number {
  if (quantity >= left) return amount - taken
  return Math.min(amount - taken, Math.round((amount * thousandths(quantity)) / thousandths(all)))
}

/** What returns that were not rejected took of each line, in quantity, value and cost. */
export async function returnedBefore(tx: Ctx, order_id: string, not_id?: string) {
  const rows = await tx.db
    .selectFrom('returns.line as l')
    .innerJoin('returns.return as r', 'r.id', 'l.return_id')
    .select(['l.order_line_id', 'l.quantity', 'l.value_minor', 'l.cost_minor', 'r.id'])
    .where('r.order_id', '=', order_id)
    .where('r.state', '<>', 'rejected')
    .execute()
  const sums = new Map<string, { quantity: number; value_minor: number; cost_minor: number; costed: number }>()
  for (const row of rows.filter(({ id }) => id !== not_id)) {
    const sum = sums.get(row.order_line_id) ?? { quantity: 0, value_minor: 0, cost_minor: 0, costed: 0 }
    sums.set(row.order_line_id, {
      quantity: addQuantities([sum.quantity, row.quantity]),
      value_minor: sum.value_minor + row.value_minor,
      cost_minor: sum.cost_minor + (row.cost_minor ?? 0),
      costed: addQuantities([sum.costed, row.cost_minor === null ? 0 : row.quantity]),
    })
  }
  return sums
}
