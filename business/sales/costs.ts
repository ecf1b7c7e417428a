import { groupBy } from '#platform/group-by'
import { allocate } from '#platform/money'
import { thousandths } from '#platform/quantity'
import type { MovedLine } from '#stock'

interface CostedLine {
  readonly id: string
  readonly product_id: string
  readonly quantity: number
}

/**
 * What each line's goods cost. Stock moves a product once, however many lines name it; the cost is shared by quantity
 * without losing a unit. What is not kept in stock costs nothing here. Movements out are negative; costs are not.
 */
export function costsByLine(
  lines: readonly CostedLine[],
  moved: readonly MovedLine[],
): { id: string; cost_minor: number }[] {
  const costs = new Map<string, number>()
  for (const { product_id, cost_minor } of moved) {
    costs.set(product_id, (costs.get(product_id) ?? 0) + Math.abs(cost_minor))
  }
  return [...groupBy(lines, ({ product_id }) => product_id)].flatMap(([product_id, group]) => {
    const shares = allocate(
      costs.get(product_id) ?? 0,
      group.map(({ quantity }) => thousandths(quantity)),
    )
    return group.map(({ id }, at) => ({ id, cost_minor: shares[at] ?? 0 }))
  })
}

export const sumCosts = (costs: readonly { cost_minor: number }[]) =>
  costs.reduce((sum, { cost_minor }) => sum + cost_minor, 0)
