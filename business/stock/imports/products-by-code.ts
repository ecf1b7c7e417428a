import { sql } from 'kysely'
import type { Ctx } from '#platform/context'

export interface CodedProduct {
  readonly id: string
  readonly name: string
  readonly decimals: number
  readonly tracks_stock: boolean
}

/** The products that these SKUs or barcodes name, in one question for a whole batch. A SKU wins over a barcode. */
export async function productsByCode(ctx: Ctx, codes: readonly string[]): Promise<Map<string, CodedProduct>> {
  if (codes.length === 0) return new Map()
  const { rows } = await sql<CodedProduct & { code: string }>`
    select distinct on (given.code) given.code, p.id, p.name, p.decimals, p.kind = 'good' as tracks_stock
    from unnest(${[...new Set(codes)]}::text[]) as given (code)
    cross join lateral (
      select id, 1 as turn from catalog.product where sku_key = lower(given.code)
      union all
      select product_id, 2 from catalog.barcode where key = catalog.code_key(given.code)
    ) found
    join catalog.product p on p.id = found.id
    where p.archived_at is null
    order by given.code, found.turn`.execute(ctx.db)
  return new Map(rows.map(({ code, ...product }) => [code, product]))
}
