import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import type { StockTotal, TotalsQuery } from '../shapes.ts'
import { availableNow, minimum, reservedNow, watchedPlaces } from './places.ts'

/** One line a product for a list of products; one that never had stock nor a minimum of its own is not listed. */
export async function stockTotals(ctx: Ctx, { product_ids, warehouse_id }: TotalsQuery): Promise<StockTotal[]> {
  return watchedPlaces(ctx)
    .where(sql<boolean>`place.product_id = any(${product_ids}::uuid[])`)
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
