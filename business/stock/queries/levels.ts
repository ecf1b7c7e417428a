import { sql } from 'kysely'
import { sellablesById } from '#catalog'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import { addQuantities } from '#platform/quantity'
import type { Page } from '#platform/units'
import { refuse } from '../refusals.ts'
import type { Level, LevelQuery, StockByWarehouse, StockReport, StockRow } from '../shapes.ts'
import { availableNow, hasWords, productColumn, reservedNow, unitCost, visibleTo, warehouseColumn } from './places.ts'

/** What a level is worth at the moving average of the business. */
const worth = sql<number>`round(l.on_hand * (${unitCost}))`

/** Each product in each warehouse that has, or had, any of it. */
export async function listLevels(ctx: Ctx, query: LevelQuery): Promise<Page<StockRow>> {
  const rows = levelRows(ctx, query)
    .select([productColumn, warehouseColumn, 'l.on_hand'])
    .select([reservedNow(ctx).as('reserved'), availableNow(ctx).as('available')])
    .select(sql<number | null>`coalesce(rule.min_stock, p.min_stock)`.as('min_stock'))
    .$if(can(ctx.actor, 'costs.see'), (q) => q.select([worth.as('value_minor'), roundedCost.as('unit_cost')]))
  return pageOfQuery(rows, query, {
    sorts: {
      name: { by: sql`p.name_key`, cast: 'text' },
      sku: { by: sql`p.sku_key`, cast: 'text' },
      on_hand: { by: sql`l.on_hand`, cast: 'numeric' },
      available: { by: availableNow(ctx), cast: 'numeric' },
      value: { by: worth, cast: 'numeric', may: 'costs.see' },
      unit_cost: { by: unitCost, cast: 'numeric', may: 'costs.see' },
    },
    sort: 'name',
    id: sql`l.product_id::text || l.warehouse_id::text`,
    actor: ctx.actor,
  })
}

const roundedCost = sql<number>`round(${unitCost})`

/** The levels with what the whole selection, not only this page, amounts to. */
export async function stockReport(ctx: Ctx, query: LevelQuery): Promise<StockReport> {
  const totals = await levelRows(ctx, query)
    .select([sql<number>`count(distinct l.product_id)`.as('products')])
    .$if(can(ctx.actor, 'costs.see'), (q) =>
      q.select(sql<number>`round(coalesce(sum(l.on_hand * (${unitCost})), 0))`.as('value_minor')),
    )
    .executeTakeFirstOrThrow()
  return { ...(await listLevels(ctx, query)), totals }
}

function levelRows(ctx: Ctx, query: LevelQuery) {
  return ctx.db
    .selectFrom('stock.level as l')
    .innerJoin('catalog.product as p', 'p.id', 'l.product_id')
    .innerJoin('company.warehouse as w', 'w.id', 'l.warehouse_id')
    .leftJoin('stock.valuation as v', 'v.product_id', 'l.product_id')
    .leftJoin('catalog.level_rule as rule', (join) =>
      join.onRef('rule.product_id', '=', 'l.product_id').onRef('rule.warehouse_id', '=', 'l.warehouse_id'),
    )
    .where(visibleTo(ctx.actor))
    .$if(query.warehouse_id !== undefined, (q) => q.where('l.warehouse_id', '=', query.warehouse_id ?? ''))
    .$if(query.product_id !== undefined, (q) => q.where('l.product_id', '=', query.product_id ?? ''))
    .$if(query.category_id !== undefined, (q) => q.where('p.category_id', '=', query.category_id ?? ''))
    .$if(query.in_stock !== undefined, (q) => q.where('l.on_hand', query.in_stock ? '>' : '<=', 0))
    .$if(query.q !== undefined, (q) => q.where(hasWords(query.q ?? '')))
}

/** A product in each warehouse in use that the actor may see, also where there is none of it. */
export async function stockByWarehouse(ctx: Ctx, product_id: string): Promise<StockByWarehouse> {
  const product = (await sellablesById(ctx, [product_id])).get(product_id)
  if (!product) throw refuse.productNotFound({ id: product_id })
  const seesCosts = can(ctx.actor, 'costs.see')
  const warehouses = await levelsOf(ctx, product_id, seesCosts)
  const sum = (of: (level: Level) => number) => addQuantities(warehouses.map(of))
  const { sku, name, unit } = product
  return {
    product: { id: product_id, sku, name, unit },
    on_hand: sum((level) => level.on_hand),
    reserved: sum((level) => level.reserved),
    available: sum((level) => level.available),
    incoming: sum((level) => level.incoming),
    ...(seesCosts ? await costsOf(ctx, product_id, warehouses) : {}),
    warehouses,
  }
}

async function levelsOf(ctx: Ctx, product_id: string, seesCosts: boolean): Promise<Level[]> {
  return ctx.db
    .selectFrom('company.warehouse as w')
    .leftJoin('stock.level as l', (join) =>
      join.onRef('l.warehouse_id', '=', 'w.id').on('l.product_id', '=', product_id),
    )
    .leftJoin('stock.valuation as v', 'v.product_id', 'l.product_id')
    .where(visibleTo(ctx.actor))
    .where((e) => e.or([e('w.archived_at', 'is', null), e('l.on_hand', '<>', 0)]))
    .select([warehouseColumn, sql<number>`coalesce(l.on_hand, 0)`.as('on_hand')])
    .select([reservedNow(ctx).as('reserved'), availableNow(ctx).as('available')])
    .select(
      sql<number>`coalesce((
      select sum(i.quantity) from stock.incoming i
      where i.product_id = ${product_id}::uuid and i.warehouse_id = w.id), 0)`.as('incoming'),
    )
    .$if(seesCosts, (q) => q.select(sql<number>`coalesce(${worth}, 0)`.as('value_minor')))
    .orderBy('w.name')
    .execute()
}

/** Somebody limited to some warehouses sees the value of those; everybody else the exact value in the books. */
async function costsOf(ctx: Ctx, product_id: string, levels: readonly Level[]) {
  const row = await ctx.db
    .selectFrom('stock.valuation as v')
    .where('v.product_id', '=', product_id)
    .select(['v.value_minor', roundedCost.as('unit_cost')])
    .executeTakeFirst()
  const { store_ids, warehouse_ids } = ctx.actor
  const isLimited = store_ids !== null || warehouse_ids !== null
  const visible = levels.reduce((total, { value_minor = 0 }) => total + value_minor, 0)
  return { value_minor: isLimited ? visible : (row?.value_minor ?? 0), unit_cost: row?.unit_cost ?? 0 }
}
