import { type Insertable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/context'
import { translating } from '#platform/database/constraint'
import type { Rows } from '../../db/rows.ts'
import type { Barcode } from './barcode.ts'
import { refuse } from './refusals.ts'
import type { LevelRule } from './wire/levels.ts'

/** The writer of products, their codes, levels and histories. Categories, families and models have theirs beside it. */

export type ProductRow = Insertable<Rows['catalog.product']>
export type ProductValues = Updateable<Rows['catalog.product']>
type History = 'catalog.price_history' | 'catalog.cost_history'

/** Rows a statement carries at most: PostgreSQL takes 65,535 parameters. */
const CHUNK = 1000

/** What two people may do at the same instant; the usual case is refused by name before. */
const clashes = {
  product_pkey: () => refuse.idTaken(),
  product_sku: () => refuse.codeJustTaken(),
  product_variant: () => refuse.variantTaken(),
  barcode_pkey: () => refuse.codeJustTaken(),
}

/** Inserts products and opens the first period of each price and each known cost. */
export async function insertProducts(tx: Tx, rows: readonly ProductRow[]): Promise<void> {
  for (const chunk of chunks(rows))
    await translating(clashes, () => tx.db.insertInto('catalog.product').values(chunk).execute())
  const prices = rows.map(({ id, price_minor }) => ({ product_id: id, amount_minor: price_minor }))
  const costs = rows.flatMap(({ id, cost_minor }) =>
    cost_minor === null || cost_minor === undefined ? [] : [{ product_id: id, amount_minor: cost_minor }],
  )
  await openPeriods(tx, 'catalog.price_history', prices)
  await openPeriods(tx, 'catalog.cost_history', costs)
}

async function openPeriods(
  tx: Tx,
  table: History,
  first: readonly { product_id: string; amount_minor: number }[],
): Promise<void> {
  const { id: author_id, name: author_name } = tx.actor
  const valid_from = tx.now()
  const rows = first.map((amount) => ({ ...amount, valid_from, author_id, author_name }))
  for (const chunk of chunks(rows)) await tx.db.insertInto(table).values(chunk).execute()
}

export async function updateProduct(tx: Tx, id: string, values: ProductValues): Promise<void> {
  const changed = { ...values, updated_at: tx.now(), version: sql<number>`version + 1` }
  await translating(clashes, () => tx.db.updateTable('catalog.product').set(changed).where('id', '=', id).execute())
}

/** The products of a supplier whose record was merged into another go with it. */
export async function moveSupplier(tx: Tx, from_id: string, into_id: string): Promise<void> {
  await tx.db
    .updateTable('catalog.product')
    .set({ supplier_id: into_id, updated_at: tx.now(), version: sql<number>`version + 1` })
    .where('supplier_id', '=', from_id)
    .execute()
}

/**
 * Ends the open period and opens the next at the same instant, so periods neither overlap nor leave a gap. Two changes
 * within one tick of the clock are put a microsecond apart: a period is never empty. The product's row is locked.
 */
export async function changePeriod(
  tx: Tx,
  table: History,
  { product_id, amount_minor }: { product_id: string; amount_minor: number | null },
): Promise<void> {
  const target = sql.table(table)
  const now = sql`${tx.now().toISOString()}::timestamptz`
  await sql`
    update ${target} set valid_to = greatest(${now}, valid_from + interval '1 microsecond')
    where product_id = ${product_id} and valid_to is null`.execute(tx.db)
  if (amount_minor === null) return
  await sql`
    insert into ${target} (product_id, amount_minor, valid_from, author_id, author_name)
    select ${product_id}, ${amount_minor}, greatest(${now}, max(valid_to)), ${tx.actor.id}, ${tx.actor.name}
    from ${target} where product_id = ${product_id}`.execute(tx.db)
}

export type BarcodeRow = Barcode & { readonly product_id: string; readonly position: number }

export async function addBarcodes(tx: Tx, rows: readonly BarcodeRow[]): Promise<void> {
  for (const chunk of chunks(rows))
    await translating(clashes, () => tx.db.insertInto('catalog.barcode').values(chunk).execute())
}

export async function removeBarcodes(tx: Tx, product_id: string): Promise<void> {
  await tx.db.deleteFrom('catalog.barcode').where('product_id', '=', product_id).execute()
}

/** The next number of the shop's own codes: a sequence never gives one twice, however many ask at once. */
export async function nextInternalCode(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select nextval('catalog.internal_code') as n`.execute(tx.db)
  return Number(rows[0]?.n)
}

/** Replaces the rules of the warehouses named; a rule that says nothing is removed. */
export async function putLevelRules(tx: Tx, product_id: string, rules: readonly LevelRule[]): Promise<void> {
  const warehouses = rules.map((rule) => rule.warehouse_id)
  await tx.db
    .deleteFrom('catalog.level_rule')
    .where('product_id', '=', product_id)
    .where('warehouse_id', 'in', warehouses)
    .execute()
  const telling = rules.filter((r) => r.min_stock !== null || r.max_stock !== null || r.reorder_quantity !== null)
  if (telling.length === 0) return
  await tx.db
    .insertInto('catalog.level_rule')
    .values(telling.map((rule) => ({ ...rule, product_id })))
    .execute()
}

export type ImportRecord = Insertable<Rows['catalog.import_row']>

/** Keeps what an import did; the key (run, row) makes a second attempt of the same row fail rather than repeat. */
export async function keepImportRows(tx: Tx, rows: readonly ImportRecord[]): Promise<void> {
  for (const chunk of chunks(rows)) await tx.db.insertInto('catalog.import_row').values(chunk).execute()
}

export async function markImportUndone(tx: Tx, run_id: string, row_numbers: readonly number[]): Promise<void> {
  await tx.db
    .updateTable('catalog.import_row')
    .set({ undone_at: tx.now() })
    .where('run_id', '=', run_id)
    .where('row_number', 'in', [...row_numbers])
    .execute()
}

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += CHUNK) yield rows.slice(at, at + CHUNK)
}
