import { sql } from 'kysely'
import { businessOf } from '#company'
import { dayIn } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import { groupBy } from '#platform/group-by'
import type { Page } from '#platform/units'
import type { Lot, LotQuery, LotRule } from '../place-shapes.ts'
import { hasWords, productColumn, visibleTo, warehouseColumn } from './places.ts'

/** What a product is warned of by default before it expires. */
export const WARN_DAYS = 30

export async function lotRuleOf(ctx: Ctx, product_id: string): Promise<LotRule> {
  const row = await ctx.db
    .selectFrom('stock.lot_product')
    .select('warn_days')
    .where('product_id', '=', product_id)
    .executeTakeFirst()
  return { tracks_lots: row !== undefined, warn_days: row?.warn_days ?? WARN_DAYS }
}

export async function listLots(ctx: Ctx, query: LotQuery): Promise<Page<Lot>> {
  const today = sql`${await todayOf(ctx)}::date`
  const state = sql<Lot['state']>`
    case when t.expires_on < ${today} then 'expired'
      when t.expires_on < ${today} + coalesce(k.warn_days, ${WARN_DAYS}::integer) then 'expires_soon' else 'fine' end`
  const rows = ctx.db
    .selectFrom('stock.lot_level as v')
    .innerJoin('stock.lot as t', 't.id', 'v.lot_id')
    .innerJoin('catalog.product as p', 'p.id', 'v.product_id')
    .innerJoin('company.warehouse as w', 'w.id', 'v.warehouse_id')
    .leftJoin('stock.lot_product as k', 'k.product_id', 'v.product_id')
    .where(visibleTo(ctx.actor))
    .$if(query.empty !== true, (q) => q.where('v.on_hand', '>', 0))
    .$if(query.warehouse_id !== undefined, (q) => q.where('v.warehouse_id', '=', query.warehouse_id ?? ''))
    .$if(query.product_id !== undefined, (q) => q.where('v.product_id', '=', query.product_id ?? ''))
    .$if(query.state !== undefined, (q) => q.where(sql<boolean>`${state} = ${query.state}`))
    .$if(query.q !== undefined, (q) =>
      q.where(sql<boolean>`(t.code_key = lower(${query.q}) or ${hasWords(query.q ?? '')})`),
    )
    .select(['t.id', productColumn, warehouseColumn, 't.code', 'v.on_hand', state.as('state')])
    .select([sql<string | null>`t.expires_on::text`.as('expires_on')])
    .select(sql<number | null>`t.expires_on - ${today}`.as('days_left'))
  return pageOfQuery(rows, query, {
    sorts: {
      expires_on: { by: sql`t.expires_on`, cast: 'date' },
      name: { by: sql`p.name_key`, cast: 'text' },
      on_hand: { by: sql`v.on_hand`, cast: 'numeric' },
    },
    sort: 'expires_on',
    id: sql`t.id::text || w.id::text`,
    actor: ctx.actor,
  })
}

async function todayOf(ctx: Ctx): Promise<string> {
  const { time_zone } = await businessOf(ctx)
  return dayIn(time_zone, ctx.now())
}

const LOOSE_MAX = 200

/** Units of products kept by lot that are in none: what came before, or came without a word about it. */
export async function looseUnits(ctx: Ctx, warehouse_id: string | undefined) {
  const loose = sql<number>`l.on_hand - coalesce((
    select sum(v.on_hand) from stock.lot_level v
    where v.product_id = l.product_id and v.warehouse_id = l.warehouse_id), 0)`
  const items = await ctx.db
    .selectFrom('stock.lot_product as k')
    .innerJoin('stock.level as l', 'l.product_id', 'k.product_id')
    .innerJoin('catalog.product as p', 'p.id', 'l.product_id')
    .innerJoin('company.warehouse as w', 'w.id', 'l.warehouse_id')
    .where(visibleTo(ctx.actor))
    .where(sql<boolean>`${loose} > 0`)
    .$if(warehouse_id !== undefined, (q) => q.where('l.warehouse_id', '=', warehouse_id ?? ''))
    .orderBy('p.name_key')
    .limit(LOOSE_MAX)
    .select([productColumn, warehouseColumn, loose.as('quantity')])
    .execute()
  return { items }
}

export interface LotLeft {
  readonly product_id: string
  readonly lot_id: string
  readonly code: string
  readonly expires_on: string | null
  readonly is_expired: boolean
  readonly on_hand: number
}

/** Of the products that are kept by lot: what a warehouse has of each lot, the first to expire first; gone ones too. */
export async function lotsLeftOf(
  ctx: Ctx,
  { warehouse_id, product_ids }: { warehouse_id: string; product_ids: readonly string[] },
): Promise<ReadonlyMap<string, readonly LotLeft[]>> {
  const asked = sql<string>`any(${[...new Set(product_ids)]}::uuid[])`
  const kept = await ctx.db
    .selectFrom('stock.lot_product')
    .select('product_id')
    .where('product_id', '=', asked)
    .execute()
  if (kept.length === 0) return new Map()
  const today = sql`${await todayOf(ctx)}::date`
  const rows = await ctx.db
    .selectFrom('stock.lot_level as v')
    .innerJoin('stock.lot as t', 't.id', 'v.lot_id')
    .where('v.warehouse_id', '=', warehouse_id)
    .where('v.product_id', '=', asked)
    .select(['v.product_id', 'v.lot_id', 't.code', 'v.on_hand'])
    .select(sql<string | null>`t.expires_on::text`.as('expires_on'))
    .select(sql<boolean>`coalesce(t.expires_on < ${today}, false)`.as('is_expired'))
    .orderBy(sql`t.expires_on nulls last`)
    .orderBy('t.created_at')
    .orderBy('t.id')
    .execute()
  const lots = groupBy(rows, ({ product_id }) => product_id)
  return new Map(kept.map(({ product_id }) => [product_id, lots.get(product_id) ?? []]))
}
