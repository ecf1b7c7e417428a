import { type Expression, sql } from 'kysely'
import type { Ctx } from '#platform/context'
import { gather } from '#platform/database/gather'
import type { ProductKind, ProductStatus } from '../wire/product.ts'

/** What selling and stock need to know of a product. `cost_minor` is for the books, not for the screen: see `costs.see`. */
export type Sellable = {
  readonly id: string
  readonly sku: string
  readonly name: string
  readonly kind: ProductKind
  readonly unit: string
  readonly decimals: number
  readonly price_minor: number
  /** Reference cost without tax; null is unknown. */
  readonly cost_minor: number | null
  readonly tax_class: string
  readonly status: ProductStatus
  /** Neither archived nor inactive; what is discontinued sells until it is gone. */
  readonly is_for_sale: boolean
  readonly tracks_stock: boolean
}

const columns = sql`
  p.id, p.sku, p.name, p.kind, p.unit, p.decimals, p.price_minor, p.cost_minor, p.tax_class, p.status,
  p.archived_at is null and p.status <> 'inactive' as is_for_sale, p.kind = 'good' as tracks_stock`

/** Products by id, archived ones too: documents of the past still name them. Unknown ids are missing from the map. */
export const sellablesById = gather<Sellable>(async ({ db }, ids) => {
  const { rows } = await sql<Sellable>`
    select ${columns} from catalog.product p where p.id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
})

/** Products that documents name, a row for each pair. `named` gives `order_id` and `product_id`. */
export async function sellablesNamed(
  db: Ctx['db'],
  named: Expression<{ order_id: string; product_id: string }>,
): Promise<(Sellable & { order_id: string })[]> {
  const { rows } = await sql<Sellable & { order_id: string }>`
    select distinct on (named.order_id, p.id) named.order_id, ${columns}
    from (${named}) named
    join catalog.product p on p.id = named.product_id`.execute(db)
  return rows
}

/** The product that a typed SKU or a scanned barcode names, and how many units one scan means. */
export async function sellableByCode(
  ctx: Ctx,
  code: string,
): Promise<{ sellable: Sellable; pack_quantity: number } | null> {
  const { rows } = await sql<Sellable & { pack_quantity: number }>`
    select ${columns}, found.pack_quantity
    from (
      select id as product_id, 1 as pack_quantity, 1 as turn from catalog.product where sku_key = lower(${code})
      union all
      select product_id, pack_quantity, 2 from catalog.barcode where key = catalog.code_key(${code})
    ) found
    join catalog.product p on p.id = found.product_id
    where p.archived_at is null
    order by found.turn
    limit 1`.execute(ctx.db)
  const [row] = rows
  if (!row) return null
  const { pack_quantity, ...sellable } = row
  return { sellable, pack_quantity }
}
