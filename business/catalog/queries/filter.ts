import { type RawBuilder, sql } from 'kysely'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { platformRefuse } from '#platform/platform-refusals'
import type { ProductFilter } from '../wire/product.ts'

/** A condition on `catalog.product p`. */
export type Condition = RawBuilder<boolean>

/** A filter on the cost answers questions about it, so it needs the permission that the cost itself needs (S29). */
const COST_FILTERS = ['cost_min', 'cost_max', 'without_cost'] as const

/** The filters of a list as one condition; the words of `q` are the search's business. */
export function conditionOf(ctx: Ctx, filter: Omit<ProductFilter, 'q' | 'search'>): Condition {
  const field = COST_FILTERS.find((name) => filter[name] !== undefined)
  if (field && !can(ctx.actor, 'costs.see')) throw platformRefuse.sortForbidden({ field })
  return all([...named(filter), ...amounts(filter)])
}

export function all(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

function named(filter: ProductFilter): Condition[] {
  const { supplier_id, family_id, ids, sku, barcode, kind, status, tax_class } = filter
  const category_id = filter.category_id ?? filter.category
  const found: (Condition | undefined)[] = [
    filter.archived ? sql`p.archived_at is not null` : sql`p.archived_at is null`,
    category_id === undefined ? undefined : inCategory(category_id),
    supplier_id === undefined ? undefined : sql`p.supplier_id = ${supplier_id}`,
    family_id === undefined ? undefined : sql`p.family_id = ${family_id}`,
    ids === undefined ? undefined : sql`p.id = any(${ids}::uuid[])`,
    sku === undefined ? undefined : sql`p.sku_key = lower(${sku})`,
    barcode === undefined
      ? undefined
      : sql`p.id = (select product_id from catalog.barcode where key = catalog.code_key(${barcode}))`,
    kind === undefined ? undefined : sql`p.kind = ${kind}`,
    status === undefined ? undefined : sql`p.status = ${status}`,
    tax_class === undefined ? undefined : sql`p.tax_class = ${tax_class}`,
  ]
  return found.filter((condition) => condition !== undefined)
}

function amounts({ price_min, price_max, cost_min, cost_max, without_cost }: ProductFilter): Condition[] {
  const found: (Condition | undefined)[] = [
    price_min === undefined ? undefined : sql`p.price_minor >= ${price_min}`,
    price_max === undefined ? undefined : sql`p.price_minor <= ${price_max}`,
    cost_min === undefined ? undefined : sql`p.cost_minor >= ${cost_min}`,
    cost_max === undefined ? undefined : sql`p.cost_minor <= ${cost_max}`,
    without_cost === undefined ? undefined : sql`(p.cost_minor is null) = ${without_cost}`,
  ]
  return found.filter((condition) => condition !== undefined)
}

/** The category and all below it. The array is made once, so the category's index serves the list. */
function inCategory(category_id: string): Condition {
  return sql<boolean>`p.category_id = any(array(
    with recursive below as (
      select id from catalog.category where id = ${category_id}
      union
      select child.id from catalog.category child join below on child.parent_id = below.id
    )
    select id from below))`
}
