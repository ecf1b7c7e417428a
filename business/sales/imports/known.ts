import { sql } from 'kysely'
import { businessOf, countryOf, type Warehouse, warehousesOf } from '#company'
import { methodsOf } from '#money'
import type { Ctx } from '#platform/context'
import type { ImportRow } from '#platform/import/importable'
import type { CustomerOut } from '../wire.ts'

export interface KnownProduct {
  readonly id: string
  readonly sku: string
  readonly name: string
  readonly unit: string
  readonly tracks_stock: boolean
  readonly tax_class: string
}

/** Everything that the rows of a batch name, asked once for the batch. */
export interface Known {
  readonly products: ReadonlyMap<string, KnownProduct>
  readonly customers: ReadonlyMap<string, CustomerOut>
  readonly methods: ReadonlyMap<string, string>
  readonly warehouses: readonly Warehouse[]
  readonly rates: ReadonlyMap<string, number>
  readonly document_kind: string
  readonly time_zone: string
}

export const textIn = (row: ImportRow, name: string): string => {
  const cell = row.cells[name]
  return cell === null || cell === undefined ? '' : String(cell).trim()
}

export async function knownFor(ctx: Ctx, rows: readonly ImportRow[]): Promise<Known> {
  const { time_zone } = await businessOf(ctx)
  const { tax_classes, document_kinds } = await countryOf(ctx)
  const methods = (await methodsOf(ctx)).filter(({ kind }) => kind !== 'credit' && kind !== 'store_credit')
  return {
    products: await productsNamed(ctx, namesIn(rows, 'sku')),
    customers: await customersNamed(ctx, namesIn(rows, 'customer')),
    methods: new Map(
      methods.flatMap(({ code, name }) => [code, name.toLowerCase()].map((word) => [word, code] as const)),
    ),
    warehouses: await warehousesOf(ctx),
    rates: new Map(tax_classes.map(({ code, basis_points }) => [code, basis_points])),
    document_kind: document_kinds[0],
    time_zone,
  }
}

const namesIn = (rows: readonly ImportRow[], column: string) => [
  ...new Set(rows.map((row) => textIn(row, column)).filter((name) => name !== '')),
]

async function productsNamed(ctx: Ctx, names: readonly string[]): Promise<Map<string, KnownProduct>> {
  const { rows } = await sql<KnownProduct & { given: string }>`
    select distinct on (named.given) named.given, p.id, p.sku, p.name, p.unit, p.kind = 'good' as tracks_stock, p.tax_class
    from unnest(${[...names]}::text[]) as named (given)
    cross join lateral (
      select id, 1 as turn from catalog.product where sku_key = lower(named.given)
      union all
      select product_id, 2 from catalog.barcode where key = catalog.code_key(named.given)
    ) found
    join catalog.product p on p.id = found.id
    order by named.given, p.archived_at nulls first, found.turn`.execute(ctx.db)
  return new Map(rows.map(({ given, ...product }) => [given, product]))
}

async function customersNamed(ctx: Ctx, names: readonly string[]): Promise<Map<string, CustomerOut>> {
  const { rows } = await sql<CustomerOut & { given: string }>`
    select distinct on (named.given) named.given, p.id, p.name, p.tax_id, p.email, p.phone, null as address, p.activity
    from unnest(${[...names]}::text[]) as named (given)
    join contacts.party p on lower(p.code) = lower(named.given)
      or replace(p.tax_id, '-', '') = upper(translate(named.given, '.- ', '')) or p.email = lower(named.given)
      or p.name = named.given
    where p.archived_at is null and p.is_customer
    order by named.given, p.created_at`.execute(ctx.db)
  return new Map(rows.map(({ given, ...customer }) => [given, customer]))
}
