import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import type { Page } from '#platform/units'
import type { Coded } from '../wire/product.ts'

/** Small enough that a slow till takes a page in between two scans. */
const PAGE_MAX = 1_000

/**
 * What can be scanned, in the order of the ids: the same products that `sellableByCode` finds. A SKU and another product's
 * barcode that are alike are refused (`assertCodesFree`), so each page is true by itself.
 */
export async function codesPage({ db }: Ctx, cursor: string | undefined): Promise<Page<Coded>> {
  const after = cursor === undefined ? sql`true` : sql`p.id > ${cursor}::uuid`
  const { rows } = await sql<Coded>`
    select p.id, p.sku, p.name, p.kind, p.unit, p.decimals, p.price_minor as price,
      coalesce(
        (select json_agg(json_build_object('code', b.code, 'pack_quantity', b.pack_quantity) order by b.position)
         from catalog.barcode b
         where b.product_id = p.id),
        '[]'
      ) as barcodes
    from catalog.product p
    where p.archived_at is null and ${after}
    order by p.id
    limit ${PAGE_MAX + 1}`.execute(db)
  const items = rows.slice(0, PAGE_MAX)
  return { items, next_cursor: rows.length > PAGE_MAX ? (items.at(-1)?.id ?? null) : null }
}
