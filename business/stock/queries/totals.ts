import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import type { StockTotal, TotalsQuery } from '../shapes.ts'
import { availableNow, minimum, reservedNow, visibleTo, watched } from './places.ts'

/** One line a product for a list of products; one that never had stock nor a minimum of its own is not listed. */
export async function stockTotals(ctx: Ctx, { product_ids, warehouse_id }: TotalsQuery): Promise<StockTotal[]> {
  return ctx.db
    .selectFrom(watched.as('place'))
    .innerJoin('catalog.product as p', 'p.id', 'place.product_id')
    .innerJoin('company.warehouse as w', 'w.id', 'place.warehouse_id')
    .leftJoin('stock.level as l', (join) =>
      join.onRef('l.product_id', '=', 'place.product_id').onRef('l.warehouse_id', '=', 'place.warehouse_id'),
    )
    .leftJoin('catalog.level_rule as rule', (join) =>
      join.onRef('rule.product_id', '=', 'place.product_id').onRef('rule.warehouse_id', '=', 'place.warehouse_id'),
    )
    .where(sql<boolean>`place.product_id = any(${product_ids}::uuid[])`)
    .where(visibleTo(ctx.actor))
    .where('w.archived_at', 'is', null)
    .$if(warehouse_id !== undefined, (q) => q.where('w.id', '=', warehouse_id ?? ''))
    .groupBy('place.product_id')
    .select('place.product_id')
    .select([sql<number>`sum(coalesce(l.on_hand, 0))`.as('on_hand'), sql<number>`sum(${minimum})`.as('min_stock')])
    .select([
      sql<number>`sum(${reservedNow(ctx)})`.as('reserved'),
      sql<number>`sum(${availableNow(ctx)})`.as('available'),
    ])
    .select(sql<number>`count(*) filter (where ${availableNow(ctx)} <= ${minimum})`.as('low_places'))
    .execute()
}
