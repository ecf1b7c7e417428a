import type { Ctx } from '#platform/context'
import { addQuantities } from '#platform/quantity'
import type { MovedLine } from '#stock'

/** How much of each line of an order has left with a carrier; what was sent again left once. */
export async function shippedOf(ctx: Ctx, order_id: string): Promise<Map<string, number>> {
  const rows = await ctx.db
    .selectFrom('fulfilment.line as l')
    .innerJoin('fulfilment.fulfilment as f', 'f.id', 'l.fulfilment_id')
    .select(['l.order_line_id', 'l.shipped'])
    .where('f.order_id', '=', order_id)
    .where('l.shipped', '>', 0)
    .execute()
  const sums = new Map<string, number>()
  for (const { order_line_id, shipped } of rows) {
    sums.set(order_line_id, addQuantities([sums.get(order_line_id) ?? 0, shipped]))
  }
  return sums
}

/** What the parcels of an order took out of the stock, each movement at its cost. */
export async function movedOf(ctx: Ctx, order_id: string): Promise<MovedLine[]> {
  return ctx.db
    .selectFrom('stock.movement as m')
    .innerJoin('fulfilment.shipment as s', 's.id', 'm.cause_id')
    .select(['m.product_id', 'm.warehouse_id', 'm.quantity', 'm.cost_minor'])
    .where('s.order_id', '=', order_id)
    .where('m.cause_kind', '=', 'shipment')
    .execute()
}
