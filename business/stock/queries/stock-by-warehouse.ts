import { sql } from 'kysely'
import { can, seesStore, seesWarehouse } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { gather } from '#platform/database/gather'
import { groupBy } from '#platform/group-by'
import { addQuantities } from '#platform/quantity'
import { refuse } from '../refusals.ts'
import type { Level, StockByWarehouse } from '../shapes.ts'
import { availableNow, productColumn, reservedNow, roundedCost, warehouseColumn, worth } from './places.ts'

/** A product in each warehouse in use that the actor may see, also where there is none of it. */
export async function stockByWarehouse(ctx: Ctx, product_id: string): Promise<StockByWarehouse> {
  const places = (await placesOf(ctx, [product_id])).get(product_id)
  const [first] = places ?? []
  if (!places || !first) throw refuse.productNotFound({ id: product_id })
  const visible = places.filter(({ store_id, warehouse }) => isSeen(ctx, store_id, warehouse))
  const sum = (of: (level: Level) => number) => addQuantities(visible.map(of))
  const seesCosts = can(ctx.actor, 'costs.see')
  return {
    product: first.product,
    on_hand: sum((level) => level.on_hand),
    reserved: sum((level) => level.reserved),
    available: sum((level) => level.available),
    incoming: sum((level) => level.incoming),
    ...(seesCosts ? costsOf(ctx, first, visible) : {}),
    warehouses: visible.map(({ warehouse, on_hand, reserved, available, incoming, value_minor }) => ({
      warehouse,
      on_hand,
      reserved,
      available,
      incoming,
      ...(seesCosts ? { value_minor } : {}),
    })),
  }
}

type PlaceRow = Required<Level> & {
  product: StockByWarehouse['product']
  store_id: string
  book_value_minor: number
  unit_cost: number
}

const isSeen = ({ actor }: Ctx, store_id: string, { id }: { id: string }) =>
  seesStore(actor, store_id) && seesWarehouse(actor, id)

/** Each product in every warehouse in use, or where some of it still lies. */
const placesOf = gather<readonly PlaceRow[]>(async ({ db, now }, product_ids) => {
  const rows = await db
    .selectFrom('catalog.product as p')
    .innerJoin('company.warehouse as w', (join) => join.onTrue())
    .leftJoin('stock.level as l', (join) =>
      join.onRef('l.warehouse_id', '=', 'w.id').onRef('l.product_id', '=', 'p.id'),
    )
    .leftJoin('stock.valuation as v', 'v.product_id', 'p.id')
    .where('p.id', '=', sql<string>`any(${product_ids}::uuid[])`)
    .where((e) => e.or([e('w.archived_at', 'is', null), e('l.on_hand', '<>', 0)]))
    .select(['p.id', 'w.store_id', productColumn, warehouseColumn, sql<number>`coalesce(l.on_hand, 0)`.as('on_hand')])
    .select([reservedNow({ now }).as('reserved'), availableNow({ now }).as('available')])
    .select(
      sql<number>`coalesce((
      select sum(i.quantity) from stock.incoming i
      where i.product_id = p.id and i.warehouse_id = w.id), 0)`.as('incoming'),
    )
    .select([
      sql<number>`coalesce(${worth}, 0)`.as('value_minor'),
      sql<number>`coalesce(${roundedCost}, 0)`.as('unit_cost'),
    ])
    .select(sql<number>`coalesce(v.value_minor, 0)`.as('book_value_minor'))
    .orderBy('w.name')
    .execute()
  return groupBy(rows, ({ id }) => id)
})

/** Somebody limited to some warehouses sees the value of those; everybody else the exact value in the books. */
function costsOf({ actor }: Ctx, { book_value_minor, unit_cost }: PlaceRow, visible: readonly PlaceRow[]) {
  const isLimited = actor.store_ids !== null || actor.warehouse_ids !== null
  const visible_minor = visible.reduce((total, { value_minor = 0 }) => total + value_minor, 0)
  return { value_minor: isLimited ? visible_minor : book_value_minor, unit_cost }
}
