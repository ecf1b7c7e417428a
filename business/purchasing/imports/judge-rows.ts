import { sql } from 'kysely'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import type { ImportRow } from '#platform/import/importable'
import { Refusal } from '#platform/refusals'
import { QUANTITY_MAX } from '#platform/units'
import { refuseOffer, refuseRow } from '../refusals.ts'

/** A row of a price list that can be read: whose it is, which of our products it means (if any), and what it asks. */
export interface PriceRow {
  readonly supplier_id: string
  readonly supplier_code: string
  readonly description: string | null
  readonly product_id: string | null
  /** The offer that stands today for this code or product, if there is one. */
  readonly offer: KnownOffer | null
  readonly pack_size: number
  readonly pack_cost_minor: number
  readonly minimum_quantity: number
  readonly lead_time_days: number | null
}

export interface KnownOffer {
  readonly id: string
  readonly product_id: string
  readonly supplier_code: string | null
  readonly pack_size: number
  readonly pack_cost_minor: number
  readonly minimum_quantity: number
  readonly lead_time_days: number | null
  readonly version: number
}

export interface Judged {
  readonly number: number
  readonly outcome: PriceRow | Refusal
}

/** Judges rows without writing. */
export async function judgeRows(ctx: Ctx, rows: readonly ImportRow[]): Promise<Judged[]> {
  const suppliers = await suppliersNamed(ctx, [...new Set(rows.map(({ cells }) => textOf(cells.supplier)))])
  const read = rows.map((row) => ({ number: row.number, outcome: attempt(() => readRow(ctx, row, suppliers)) }))
  const fine = read.flatMap(({ outcome }) => (outcome instanceof Refusal ? [] : [outcome]))
  const known = await knownOffers(ctx, fine)
  const products = await productsOf(ctx, fine)
  const seen = new Set<string>()
  return read.map(({ number, outcome }): Judged => {
    if (outcome instanceof Refusal) return { number, outcome }
    const key = keyOf(outcome)
    if (seen.has(key)) return { number, outcome: refuseRow.repeated({ column: 'supplier_code' }) }
    seen.add(key)
    const { sku, ...row } = outcome
    const offer = known.get(key) ?? null
    return { number, outcome: { ...row, offer, product_id: offer?.product_id ?? products.get(sku) ?? null } }
  })
}

type ReadRow = Omit<PriceRow, 'offer' | 'product_id'> & { readonly sku: string }

function readRow(ctx: Ctx, { cells }: ImportRow, suppliers: ReadonlyMap<string, string>): ReadRow {
  const supplier = textOf(cells.supplier)
  const supplier_id = suppliers.get(supplier)
  if (supplier_id === undefined) throw refuseRow.unknownSupplier({ supplier, column: 'supplier' })
  if (!can(ctx.actor, 'costs.see')) throw refuseOffer.costForbidden({ column: 'pack_cost' })
  const pack_size = cells.pack_size ?? 1
  if (typeof pack_size !== 'number' || pack_size <= 0 || pack_size > QUANTITY_MAX)
    throw refuseRow.badPack({ column: 'pack_size' })
  const pack_cost_minor = cells.pack_cost
  if (typeof pack_cost_minor !== 'number' || pack_cost_minor < 0) throw refuseRow.badCost({ column: 'pack_cost' })
  return {
    supplier_id,
    supplier_code: textOf(cells.supplier_code),
    description: textOf(cells.description) || null,
    sku: textOf(cells.sku),
    pack_size,
    pack_cost_minor,
    minimum_quantity: typeof cells.minimum_quantity === 'number' ? Math.max(cells.minimum_quantity, 0) : 0,
    lead_time_days: typeof cells.lead_time_days === 'number' ? Math.min(Math.max(cells.lead_time_days, 0), 365) : null,
  }
}

const textOf = (cell: ImportRow['cells'][string] | undefined) =>
  cell === null || cell === undefined ? '' : String(cell).trim()

const keyOf = (row: { supplier_id: string; supplier_code: string }) =>
  `${row.supplier_id} ${row.supplier_code.toLowerCase()}`

/** Suppliers by code, tax number without punctuation, or exact name; a name that two share names nobody. */
async function suppliersNamed(ctx: Ctx, names: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string; ids: string[] }>`
    select given.name, array_agg(distinct p.id) as ids
    from unnest(${[...names]}::text[]) as given (name)
    join contacts.party p on p.is_supplier and p.archived_at is null and (
      lower(p.code) = lower(given.name) or platform.fold(p.name) = platform.fold(given.name)
      or lower(translate(p.tax_id, '.-/ ', '')) = lower(translate(given.name, '.-/ ', '')))
    group by given.name`.execute(ctx.db)
  return new Map(rows.flatMap(({ name, ids: [id, ...others] }) => (id && others.length === 0 ? [[name, id]] : [])))
}

/** What stands today for each supplier and code, or for the product that a resolved code means. */
async function knownOffers(ctx: Ctx, rows: readonly ReadRow[]): Promise<Map<string, KnownOffer>> {
  if (rows.length === 0) return new Map()
  const { rows: found } = await sql<KnownOffer & { supplier_id: string; code_key: string }>`
    select o.id, o.product_id, o.supplier_id, given.code_key, o.supplier_code, o.pack_size, o.pack_cost_minor,
      o.minimum_quantity, o.lead_time_days, o.version
    from unnest(${rows.map((row) => row.supplier_id)}::uuid[], ${rows.map((row) => row.supplier_code.toLowerCase())}::text[])
      as given (supplier_id, code_key)
    join purchasing.offer o on o.supplier_id = given.supplier_id and o.code_key = given.code_key and o.archived_at is null
  `.execute(ctx.db)
  return new Map(found.map(({ supplier_id, code_key, ...offer }) => [`${supplier_id} ${code_key}`, offer]))
}

/** Products by our SKU or a barcode. */
async function productsOf(ctx: Ctx, rows: readonly ReadRow[]): Promise<Map<string, string>> {
  const codes = [...new Set(rows.map(({ sku }) => sku).filter(Boolean))]
  if (codes.length === 0) return new Map()
  const { rows: found } = await sql<{ code: string; id: string }>`
    select distinct on (given.code) given.code, p.id
    from unnest(${codes}::text[]) as given (code)
    cross join lateral (
      select id, 1 as turn from catalog.product where sku_key = lower(given.code)
      union all
      select product_id, 2 from catalog.barcode where key = catalog.code_key(given.code)
    ) named
    join catalog.product p on p.id = named.id
    where p.archived_at is null and p.kind = 'good'
    order by given.code, named.turn`.execute(ctx.db)
  return new Map(found.map(({ code, id }) => [code, id]))
}

function attempt<T>(work: () => T): T | Refusal {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
