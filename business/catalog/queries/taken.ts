import { sql } from 'kysely'
import type { Ctx } from '#platform/context'

/** A code that a product already has, as a SKU or as a barcode. */
export type Taken = {
  readonly given: string
  readonly as: 'sku' | 'barcode'
  readonly product_id: string
  readonly name: string
  readonly archived: boolean
}

/** Which of these codes already name a product. A SKU of one product may not be the barcode of another, nor the reverse. */
export async function takenCodes(
  ctx: Ctx,
  { skus, barcodes }: { skus: readonly string[]; barcodes: readonly string[] },
): Promise<Taken[]> {
  if (skus.length + barcodes.length === 0) return []
  const { rows } = await sql<Taken>`
    with wanted as (
      select given, 'sku' as as from unnest(${[...skus]}::text[]) given
      union all
      select given, 'barcode' from unnest(${[...barcodes]}::text[]) given
    )
    select w.given, w.as, p.id as product_id, p.name, p.archived_at is not null as archived
    from wanted w
    join catalog.product p on p.sku_key = lower(w.given)
    union
    select w.given, w.as, p.id, p.name, p.archived_at is not null
    from wanted w
    join catalog.barcode b on b.key = catalog.code_key(w.given)
    join catalog.product p on p.id = b.product_id`.execute(ctx.db)
  return rows
}
