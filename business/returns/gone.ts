import { movedOf, shippedOf } from '#fulfilment'
import type { Ctx } from '#platform/context'
import { addQuantities } from '#platform/quantity'
import type { orderById } from '#sales'
import { refuseReturn } from './refusals.ts'

type Order = Pick<Awaited<ReturnType<typeof orderById>>, 'id' | 'handed_over_at' | 'items'>

/**
 * How much of each line the customer has had: all of it once the order is handed over, before that what its parcels took
 * along. Refused while nothing has left.
 */
export async function goneOf(ctx: Ctx, order: Order): Promise<ReadonlyMap<string, number>> {
  if (order.handed_over_at !== null) return new Map(order.items.map(({ id, quantity }) => [id, quantity]))
  const shipped = await shippedOf(ctx, order.id)
  if (shipped.size === 0) throw refuseReturn.notHandedOver()
  return shipped
}

export interface Pool {
  readonly quantity: number
  readonly cost_minor: number
}

/** What left of each product and what it cost: stock moves a product once, however many lines name it. */
export async function costsOf(ctx: Ctx, order: Order): Promise<Map<string, Pool>> {
  const left =
    order.handed_over_at === null
      ? (await movedOf(ctx, order.id)).map((one) => ({ ...one, quantity: -one.quantity, cost_minor: -one.cost_minor }))
      : await ctx.db
          .selectFrom('sales.line')
          .select(['product_id', 'quantity', 'cost_minor'])
          .where('order_id', '=', order.id)
          .execute()
  return poolOf(left)
}

export function poolOf(
  parts: readonly { product_id: string; quantity: number; cost_minor: number | null }[],
): Map<string, Pool> {
  const pools = new Map<string, Pool>()
  for (const { product_id, quantity, cost_minor } of parts) {
    const pool = pools.get(product_id) ?? { quantity: 0, cost_minor: 0 }
    const sum = addQuantities([pool.quantity, quantity])
    pools.set(product_id, { quantity: sum, cost_minor: pool.cost_minor + (cost_minor ?? 0) })
  }
  return pools
}
