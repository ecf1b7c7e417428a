import { sql } from 'kysely'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import type { Page } from '#platform/units'
import type { LevelQuery, StockReport, StockRow } from '../shapes.ts'
import {
  availableNow,
  hasWords,
  productColumn,
  reservedNow,
  roundedCost,
  unitCost,
  visibleTo,
  warehouseColumn,
  worth,
} from './places.ts'

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
