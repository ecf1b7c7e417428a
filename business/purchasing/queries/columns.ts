import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#platform/actor'

/** A product (as `p`) as every answer names it. */
export const productRef = sql<{ id: string; sku: string; name: string; unit: string; decimals: number }>`
  jsonb_build_object('id', p.id, 'sku', p.sku, 'name', p.name, 'unit', p.unit, 'decimals', p.decimals)`

/** Which rows (of table `t`, with store_id and warehouse_id) the actor may see. */
export function visibleRows(actor: Actor, t: string): RawBuilder<boolean> {
  const { store_ids, warehouse_ids } = actor
  const stores = store_ids ? sql`${sql.ref(`${t}.store_id`)} = any(${[...store_ids]}::uuid[])` : sql`true`
  const places = warehouse_ids ? sql`${sql.ref(`${t}.warehouse_id`)} = any(${[...warehouse_ids]}::uuid[])` : sql`true`
  return sql<boolean>`(${stores} and ${places})`
}

/** `q` as a pattern that matches anywhere, its own signs taken literally. */
export const anywhere = (q: string): string => `%${q.replace(/[%_\\]/g, '\\$&')}%`
