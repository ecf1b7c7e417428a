import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { seesStore } from '#platform/actor'
import type { Tx } from '#platform/context'
import { translating } from '#platform/database/constraint'
import type { Rows } from '../../../db/rows.ts'
import { refuseGoods, refuseInvoice } from '../refusals.ts'

export type InvoiceRow = Selectable<Rows['purchasing.invoice']>
type LineRow = Omit<Insertable<Rows['purchasing.receipt_line']>, 'receipt_id'>
type LotRow = Omit<Insertable<Rows['purchasing.receipt_lot']>, 'receipt_line_id' | 'position'>
export type NewReceiptLine = LineRow & { readonly lots: readonly LotRow[] }

/**
 * Takes the id of a receipt until the transaction ends, and gives the fingerprint of the one that already has it: the
 * second of two who send the same receipt hears what the first was told.
 */
export async function claimReceipt(tx: Tx, id: string): Promise<Buffer | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}::text, 12))`.execute(tx.db)
  const known = await tx.db
    .selectFrom('purchasing.receipt')
    .select('fingerprint')
    .where('id', '=', id)
    .executeTakeFirst()
  return known?.fingerprint ?? null
}

export async function insertReceipt(
  tx: Tx,
  row: Insertable<Rows['purchasing.receipt']>,
  lines: readonly NewReceiptLine[],
): Promise<number> {
  const { number } = await translating({ receipt_pkey: () => refuseGoods.idTaken() }, () =>
    tx.db.insertInto('purchasing.receipt').values(row).returning('number').executeTakeFirstOrThrow(),
  )
  const rows = lines.map(({ lots: _lots, ...line }) => ({ ...line, receipt_id: row.id }))
  await tx.db.insertInto('purchasing.receipt_line').values(rows).execute()
  const lots = lines.flatMap((line) =>
    line.lots.map((lot, at) => ({ ...lot, receipt_line_id: line.id, position: at + 1 })),
  )
  if (lots.length > 0) await tx.db.insertInto('purchasing.receipt_lot').values(lots).execute()
  return number
}

export async function insertInvoice(tx: Tx, row: Insertable<Rows['purchasing.invoice']>): Promise<void> {
  const rules = {
    invoice_once: () => refuseInvoice.known({ document_label: row.document_label }),
    invoice_pkey: () => refuseInvoice.idTaken(),
  }
  await translating(rules, () => tx.db.insertInto('purchasing.invoice').values(row).execute())
}

/** Ties receipts to the invoice that charges them; a receipt is charged once, also when two clerks do it together. */
export async function chargeReceipts(tx: Tx, invoice_id: string, receipts: readonly { id: string; number: number }[]) {
  for (const { id: receipt_id, number } of receipts) {
    await translating({ invoice_receipt_pkey: () => refuseInvoice.receiptInvoiced({ number }) }, () =>
      tx.db.insertInto('purchasing.invoice_receipt').values({ invoice_id, receipt_id }).execute(),
    )
  }
}

/** A cancelled invoice charges nothing: its receipts wait for the right one. */
export async function freeReceipts(tx: Tx, invoice_id: string): Promise<void> {
  await tx.db.deleteFrom('purchasing.invoice_receipt').where('invoice_id', '=', invoice_id).execute()
}

export async function lockInvoice(tx: Tx, id: string): Promise<InvoiceRow> {
  const row = await tx.db
    .selectFrom('purchasing.invoice')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row || !seesStore(tx.actor, row.store_id)) throw refuseInvoice.notFound({ id })
  return row
}

/** The supplier's open invoices, locked in the order they fall due: those named, or all. */
export async function lockOpenInvoices(
  tx: Tx,
  supplier_id: string,
  ids: readonly string[] | undefined,
): Promise<InvoiceRow[]> {
  const { store_ids } = tx.actor
  return tx.db
    .selectFrom('purchasing.invoice')
    .selectAll()
    .where('supplier_id', '=', supplier_id)
    .where('status', '=', 'open')
    .$if(ids !== undefined, (q) => q.where('id', 'in', [...(ids ?? [])]))
    .$if(store_ids !== null, (q) => q.where('store_id', 'in', [...(store_ids ?? [])]))
    .orderBy('due_on')
    .orderBy('id')
    .forUpdate()
    .execute()
}

export async function updateInvoice(tx: Tx, id: string, change: Updateable<Rows['purchasing.invoice']>): Promise<void> {
  await tx.db
    .updateTable('purchasing.invoice')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
}

export async function insertPayments(tx: Tx, rows: readonly Insertable<Rows['purchasing.payment']>[]): Promise<void> {
  await tx.db
    .insertInto('purchasing.payment')
    .values([...rows])
    .execute()
}
