import { type Insertable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/context'
import type { Rows } from '../../db/rows.ts'
import type { Barcode } from './barcode.ts'
import { refuse } from './refusals.ts'

/** The only writer of the catalogue's tables. */

type ProductRow = Insertable<Rows['catalog.product']>
type ProductValues = Updateable<Rows['catalog.product']>
type History = 'catalog.price_history' | 'catalog.cost_history'

/** Rows a statement carries at most: PostgreSQL takes 65,535 parameters. */
const CHUNK = 1000

export async function insertProducts(tx: Tx, rows: readonly ProductRow[]): Promise<void> {
  for (const chunk of chunks(rows)) {
    await translating(tx.db.insertInto('catalog.product').values(chunk).execute())
  }
  await openPeriods(
    tx,
    'catalog.price_history',
    rows.map(({ id, price_minor }) => ({ product_id: id, amount_minor: Number(price_minor) })),
  )
  await openPeriods(
    tx,
    'catalog.cost_history',
    rows.flatMap(({ id, cost_minor }) =>
      cost_minor === null || cost_minor === undefined ? [] : [{ product_id: id, amount_minor: Number(cost_minor) }],
    ),
  )
}

export async function updateProduct(tx: Tx, id: string, values: ProductValues): Promise<void> {
  await translating(
    tx.db
      .updateTable('catalog.product')
      .set({ ...values, updated_at: tx.now(), version: sql`version + 1` })
      .where('id', '=', id)
      .execute(),
  )
}

export async function addBarcodes(tx: Tx, rows: readonly (Barcode & { product_id: string; position: number })[]) {
  for (const chunk of chunks(rows)) {
    await translating(tx.db.insertInto('catalog.barcode').values(chunk).execute())
  }
}

export async function removeBarcodes(tx: Tx, product_id: string): Promise<void> {
  await tx.db.deleteFrom('catalog.barcode').where('product_id', '=', product_id).execute()
}

type Change = { readonly product_id: string; readonly amount_minor: number }

async function openPeriods(tx: Tx, table: History, changes: readonly Change[]): Promise<void> {
  const { id: author_id, name: author_name } = tx.actor
  const rows = changes.map((change) => ({ ...change, valid_from: tx.now(), author_id, author_name }))
  for (const chunk of chunks(rows)) await tx.db.insertInto(table).values(chunk).execute()
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
  const { rows } = await sql<{ valid_to: string }>`
    update ${target} set valid_to = greatest(${tx.now()}::timestamptz, valid_from + interval '1 microsecond')
    where product_id = ${product_id} and valid_to is null
    returning valid_to::text`.execute(tx.db)
  if (amount_minor === null) return
  await sql`
    insert into ${target} (product_id, amount_minor, valid_from, author_id, author_name)
    values (${product_id}, ${amount_minor}, coalesce(
      ${rows[0]?.valid_to ?? null}::timestamptz,
      greatest(${tx.now()}::timestamptz, (select max(valid_to) from ${target} where product_id = ${product_id}))),
      ${tx.actor.id}, ${tx.actor.name})`.execute(tx.db)
}

/** A code of the shop's own that nobody has: the sequence never gives a number twice, hand-made codes are skipped. */
export async function nextInternalCode(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select nextval('catalog.internal_code') as n`.execute(tx.db)
  return Number(rows[0]?.n)
}

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += CHUNK) yield rows.slice(at, at + CHUNK)
}

/** What a constraint forbids when two people do the same at once; the usual case is refused by name before. */
async function translating<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const constraint = error instanceof Error && 'constraint' in error ? error.constraint : undefined
    if (constraint === 'product_sku') throw refuse.skuTaken({ sku: '', name: '' })
    if (constraint === 'barcode_pkey') throw refuse.barcodeTaken({ code: '', name: '' })
    if (constraint === 'product_variant') throw refuse.variantTaken({ name: '' })
    throw error
  }
}
