import { sql } from 'kysely'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { marginBasisPoints, markupBasisPoints } from '../margin.ts'
import { netOf, type Taxes, taxesOf } from '../taxes.ts'
import type { Product } from '../wire/product.ts'

type Stored = Omit<Product, 'options' | 'cost' | 'margin_basis_points' | 'markup_basis_points'> & {
  cost: number | null
  option_names: string[] | null
  option_values: string[] | null
}

/** Products as they are stored, one row each, before costs are hidden. */
export function productRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('catalog.product as p')
    .leftJoin('catalog.category as c', 'c.id', 'p.category_id')
    .leftJoin('catalog.family as f', 'f.id', 'p.family_id')
    .select(['p.id', 'p.sku', 'p.name', 'p.description', 'p.category_id', 'c.name as category', 'p.supplier_id'])
    .select([sql<Product['kind']>`p.kind`.as('kind'), sql<Product['status']>`p.status`.as('status')])
    .select(['p.unit', 'p.decimals', 'p.price_minor as price', 'p.cost_minor as cost', 'p.tax_class'])
    .select(['p.image_file_id', 'p.min_stock', 'p.max_stock', 'p.reorder_quantity', 'p.family_id'])
    .select(['p.option_values', 'f.option_names', 'p.version', 'p.created_at', 'p.updated_at', 'p.archived_at'])
    .select(
      sql<Product['barcodes']>`coalesce((
        select json_agg(json_build_object('code', b.code, 'pack_quantity', b.pack_quantity) order by b.position)
        from catalog.barcode b
        where b.product_id = p.id), '[]')`.as('barcodes'),
    )
}

/** Rows as the actor may see them: cost, margin and markup are absent, not empty, without `costs.see`. */
export async function shown(ctx: Ctx, rows: readonly Stored[]): Promise<Product[]> {
  const taxes = can(ctx.actor, 'costs.see') && rows.length > 0 ? await taxesOf(ctx) : null
  return rows.map((row) => product(row, taxes))
}

function product({ cost, option_names, option_values, ...row }: Stored, taxes: Taxes | null): Product {
  const options = Object.fromEntries((option_names ?? []).map((name, at) => [name, option_values?.[at] ?? '']))
  if (!taxes) return { ...row, options }
  const net_minor = netOf(row.price, row.tax_class, taxes)
  return {
    ...row,
    options,
    cost,
    margin_basis_points: marginBasisPoints(net_minor, cost),
    markup_basis_points: markupBasisPoints(net_minor, cost),
  }
}
