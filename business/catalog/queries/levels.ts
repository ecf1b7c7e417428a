import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import type { LevelRule } from '../wire/levels.ts'

export type Levels = {
  readonly product_id: string
  readonly min_stock: number | null
  readonly max_stock: number | null
  readonly reorder_quantity: number | null
}

/**
 * Minimum, maximum and reorder quantity of goods that have any: in one warehouse (its own rule where there is one, else
 * the product's) or, without a warehouse, the product's own. `product_ids` narrows it.
 */
export async function minimumsOf(
  ctx: Ctx,
  { product_ids, warehouse_id }: { product_ids?: readonly string[]; warehouse_id?: string },
): Promise<Map<string, Levels>> {
  const { rows } = await sql<Levels>`
    select p.id as product_id, coalesce(r.min_stock, p.min_stock) as min_stock,
      coalesce(r.max_stock, p.max_stock) as max_stock, coalesce(r.reorder_quantity, p.reorder_quantity) as reorder_quantity
    from catalog.product p
    left join catalog.level_rule r on r.product_id = p.id and r.warehouse_id = ${warehouse_id ?? null}::uuid
    where p.kind = 'good' and p.archived_at is null
      and (${product_ids === undefined} or p.id = any(${[...(product_ids ?? [])]}::uuid[]))
      and coalesce(r.min_stock, p.min_stock, r.max_stock, p.max_stock) is not null`.execute(ctx.db)
  return new Map(rows.map((row) => [row.product_id, row]))
}

export async function levelRulesOf(ctx: Ctx, product_id: string): Promise<LevelRule[]> {
  const { warehouse_ids } = ctx.actor
  return ctx.db
    .selectFrom('catalog.level_rule')
    .select(['warehouse_id', 'min_stock', 'max_stock', 'reorder_quantity'])
    .where('product_id', '=', product_id)
    .$if(warehouse_ids !== null, (q) => q.where('warehouse_id', 'in', [...(warehouse_ids ?? [])]))
    .orderBy('warehouse_id')
    .execute()
}
