import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#platform/actor'
import type { Ctx } from '#platform/context'

/** Which warehouses (as `w`) the actor may see: those of their stores and of their own list. */
export function visibleTo(actor: Actor): RawBuilder<boolean> {
  const stores = actor.store_ids === null ? sql`true` : sql`w.store_id = any (${[...actor.store_ids]}::uuid[])`
  const own = actor.warehouse_ids === null ? sql`true` : sql`w.id = any (${[...actor.warehouse_ids]}::uuid[])`
  return sql<boolean>`(${stores} and ${own})`
}

/** A product (as `p`) and a warehouse (as `w`) as every answer names them. */
export const productColumn = sql<{ id: string; sku: string; name: string; unit: string }>`
  jsonb_build_object('id', p.id, 'sku', p.sku, 'name', p.name, 'unit', p.unit)`.as('product')
export const warehouseColumn = sql<{ id: string; code: string; name: string }>`
  jsonb_build_object('id', w.id, 'code', w.code, 'name', w.name)`.as('warehouse')

/** Holds of the level `l` that time has ended and nobody has marked yet: they count for nothing. */
const over = (ctx: Pick<Ctx, 'now'>) => sql<number>`coalesce((
  select sum(r.quantity)
  from stock.reservation r
  where r.product_id = l.product_id and r.warehouse_id = l.warehouse_id and r.state = 'pending'
    and r.expires_at <= ${ctx.now().toISOString()}::timestamptz), 0)`

export const reservedNow = (ctx: Pick<Ctx, 'now'>) => sql<number>`(coalesce(l.reserved, 0) - ${over(ctx)})`
export const availableNow = (ctx: Pick<Ctx, 'now'>) => sql<number>`(coalesce(l.on_hand - l.reserved, 0) + ${over(ctx)})`

/** What a unit costs now by the valuation `v`: the moving average, or the last one there was. */
export const unitCost = sql<number>`case when v.quantity > 0 then v.value_minor / v.quantity else v.unit_cost_minor end`

export const roundedCost = sql<number>`round(${unitCost})`
/** What a level is worth at the moving average of the business. */
export const worth = sql<number>`round(l.on_hand * (${unitCost}))`

/**
 * The product `p` has every word of what was typed in its name or SKU, in any order, without accents. `p.search` holds
 * both ways to write what has signs in it, so `10W-40` is found as it stands, parted and in one piece.
 */
export function hasWords(q: string): RawBuilder<boolean> {
  const words = q
    .split(/\s+/)
    .map((word) => word.replace(/[!-/:-@[-`{-~]+/g, ' ').trim())
    .filter(Boolean)
    .slice(0, 10)
  const has = (word: string) => sql`p.search like '%' || platform.fold(${word}) || '%'`
  const each = words.map((word) => sql`(${has(word)} or ${has(word.replaceAll(' ', ''))})`)
  return each.length === 0 ? sql<boolean>`${q.trim() === ''}::boolean` : sql<boolean>`(${sql.join(each, sql` and `)})`
}

/** The minimum that holds at a place, with the `rule` of the warehouse: the warehouse's own rule, else the product's, else none. */
export const minimum = sql<number>`coalesce(rule.min_stock, p.min_stock, 0)`

interface Place {
  product_id: string
  warehouse_id: string
}

/** Places worth watching: those that had stock, and those with a minimum of their own although they never had any. */
const watched: RawBuilder<Place> = sql<Place>`(
  select product_id, warehouse_id from stock.level
  union
  select product_id, warehouse_id from catalog.level_rule where min_stock > 0)`

/** The watched places that the actor sees, each with its product `p`, warehouse `w`, level `l` and own minimum `rule`. */
export function watchedPlaces(ctx: Ctx) {
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
    .where(visibleTo(ctx.actor))
    .where('w.archived_at', 'is', null)
}
