import { sql } from 'kysely'
import { countryOf } from '#company'
import type { Ctx } from '#platform/context'
import { codeKey } from '../barcode.ts'
import type { StoredProduct } from '../commands/lock-product.ts'
import { type Taken, takenCodes } from '../queries/taken.ts'
import type { Given } from './read-row.ts'

export type KnownProduct = StoredProduct & { readonly codes: readonly string[] }

/** All that judging a batch of rows needs to know of the shop, read at once: no row asks the database. */
export type KnownThings = {
  /** Products that the rows' codes name, by id, with their barcodes. */
  readonly products: ReadonlyMap<string, KnownProduct>
  readonly taken: readonly Taken[]
  /** Category ids by folded path, such as `lubricantes>aceites`. */
  readonly categories: ReadonlyMap<string, string>
  /** Supplier ids by folded code, tax number or name. */
  readonly suppliers: ReadonlyMap<string, string>
  /** Tax classes by code and by folded name. */
  readonly tax_classes: ReadonlyMap<string, string>
}

export const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

export const pathKey = (path: readonly string[]) => path.map(fold).join('>')

export async function knownThings(ctx: Ctx, rows: readonly Given[]): Promise<KnownThings> {
  const taken = await takenCodes(ctx, {
    skus: rows.flatMap(({ sku }) => sku ?? []),
    barcodes: rows.flatMap(({ barcodes }) => barcodes.map(({ code }) => code)),
  })
  const [products, categories, suppliers, tax_classes] = await Promise.all([
    productsOf(ctx, [...new Set(taken.map(({ product_id }) => product_id))]),
    categoriesOf(ctx),
    suppliersOf(ctx, rows),
    taxClassesOf(ctx),
  ])
  return { products, taken, categories, suppliers, tax_classes }
}

async function productsOf(ctx: Ctx, ids: readonly string[]): Promise<KnownThings['products']> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('catalog.product as p')
    .selectAll('p')
    .select(
      sql<string[]>`array(select code from catalog.barcode where product_id = p.id order by position)`.as('codes'),
    )
    .where('p.id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function categoriesOf(ctx: Ctx): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; path: string[] }>`
    with recursive tree as (
      select id, array[name] as path from catalog.category where parent_id is null and archived_at is null
      union all
      select c.id, tree.path || c.name
      from catalog.category c join tree on c.parent_id = tree.id
      where c.archived_at is null
    )
    select id, path from tree`.execute(ctx.db)
  return new Map(rows.map(({ id, path }) => [pathKey(path), id]))
}

async function suppliersOf(ctx: Ctx, rows: readonly Given[]): Promise<Map<string, string>> {
  const wanted = [...new Set(rows.flatMap(({ supplier }) => supplier ?? []))]
  if (wanted.length === 0) return new Map()
  const found = await sql<{ given: string; id: string }>`
    select given, s.id
    from unnest(${wanted}::text[]) given
    join contacts.party s on s.is_supplier and s.archived_at is null
      and (lower(s.code) = lower(given) or platform.fold(s.name) = platform.fold(given)
        or lower(translate(s.tax_id, '.-/ ', '')) = lower(translate(given, '.-/ ', '')))`.execute(ctx.db)
  return new Map(found.rows.map(({ given, id }) => [fold(given), id]))
}

async function taxClassesOf(ctx: Ctx): Promise<Map<string, string>> {
  const { tax_classes } = await countryOf(ctx)
  return new Map(
    tax_classes.flatMap(({ code, says }) => [
      [fold(code), code],
      [fold(says.es), code],
      [fold(says.en), code],
    ]),
  )
}

/** The product that a row names: by SKU first, else by any of its barcodes. */
export function productOf({ taken, products }: KnownThings, { sku, barcodes }: Given) {
  const keys = new Set(barcodes.map(({ code }) => codeKey(code)))
  const hit =
    taken.find((one) => one.as === 'sku' && sku !== null && one.given.toLowerCase() === sku.toLowerCase()) ??
    (sku === null ? taken.find((one) => one.as === 'barcode' && keys.has(codeKey(one.given))) : undefined)
  return hit ? products.get(hit.product_id) : undefined
}
