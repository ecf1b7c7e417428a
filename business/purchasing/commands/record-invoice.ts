import { storesOf } from '#company'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { invoiceChanged } from '../events.ts'
import { visibleRows } from '../queries/columns.ts'
import { supplierById } from '../queries/offers.ts'
import { chargeReceipts, freeReceipts, insertInvoice, lockInvoice, updateInvoice } from '../records/receipt.ts'
import { refuseGoods, refuseInvoice, refuseReorder } from '../refusals.ts'
import { assertInvoiceCanMove } from '../states.ts'
import { InvoiceStatus, type NewInvoice } from '../wire-receipts.ts'

/**
 * Records a supplier's invoice. The receipts it names are what our own papers say should have been charged: goods as
 * they were received, and the freight of orders whose first invoice this is. A difference is shown, never hidden.
 */
export async function recordInvoice(ctx: Ctx, input: NewInvoice): Promise<string> {
  return transact(ctx, async (tx) => {
    const supplier = await supplierById(tx, input.supplier_id)
    const { net_minor, tax_minor, total, document_label, issued_on } = input
    if (net_minor + tax_minor !== total) throw refuseInvoice.sum()
    const due_on = input.due_on ?? dayAfter(issued_on, supplier.payment_days)
    if (due_on < issued_on) throw refuseInvoice.due()
    const receipts = await receiptsNamed(tx, supplier.id, input.receipt_ids)
    const id = input.id ?? newId()
    const store_id = input.store_id ?? receipts[0]?.store_id ?? (await storeFor(tx))
    await insertInvoice(tx, {
      id,
      supplier_id: supplier.id,
      supplier_name: supplier.name,
      store_id,
      purchase_order_id: receipts[0]?.purchase_order_id ?? null,
      document_label,
      issued_on,
      due_on,
      net_minor,
      tax_minor,
      total,
      expected_net_minor: receipts.length === 0 ? null : await expectedNet(tx, receipts),
      status: 'open',
      notes: input.notes ?? null,
      created_at: tx.now(),
      created_by: tx.actor.id,
      created_by_name: tx.actor.name,
    })
    await chargeReceipts(tx, id, receipts)
    await tx.emit(invoiceChanged({ invoice_id: id, supplier_id: supplier.id, store_id, status: 'open' }))
    tx.audit({
      action: 'supplier_invoice.recorded',
      thing: 'supplier_invoice',
      thing_id: id,
      label: document_label,
      store_id,
      after: { supplier: supplier.name, total, due_on, receipts: receipts.map(({ number }) => number) },
    })
    return id
  })
}

/** Cancels an invoice of which nothing was paid; its receipts wait for the right one. */
export async function cancelInvoice(ctx: Ctx, id: string, { reason }: { reason: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const invoice = await lockInvoice(tx, id)
    if (invoice.paid_minor > 0) throw refuseInvoice.hasPayments()
    assertInvoiceCanMove(InvoiceStatus.parse(invoice.status), 'cancelled')
    await updateInvoice(tx, id, { status: 'cancelled', cancelled_at: tx.now(), cancel_reason: reason })
    await freeReceipts(tx, id)
    const { supplier_id, store_id, document_label } = invoice
    await tx.emit(invoiceChanged({ invoice_id: id, supplier_id, store_id, status: 'cancelled' }))
    const states = { before: { status: 'open' }, after: { status: 'cancelled' } }
    tx.audit({
      action: 'supplier_invoice.cancelled',
      thing: 'supplier_invoice',
      thing_id: id,
      label: document_label,
      store_id,
      reason,
      ...states,
    })
  })
}

interface ChargedReceipt {
  readonly id: string
  readonly number: number
  readonly store_id: string
  readonly cost_minor: number
  readonly purchase_order_id: string | null
}

async function receiptsNamed(tx: Tx, supplier_id: string, ids: readonly string[]): Promise<ChargedReceipt[]> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return []
  const rows = await tx.db
    .selectFrom('purchasing.receipt')
    .select(['id', 'number', 'store_id', 'cost_minor', 'purchase_order_id', 'supplier_id'])
    .where('id', 'in', wanted)
    .where(visibleRows(tx.actor, 'purchasing.receipt'))
    .orderBy('id')
    .execute()
  const missing = wanted.find((id) => !rows.some((row) => row.id === id))
  if (missing !== undefined) throw refuseGoods.notFound({ id: missing })
  if (rows.some((row) => row.supplier_id !== supplier_id)) throw refuseGoods.otherSupplier()
  return rows
}

/** Goods as received, and the freight of those orders of which no invoice was recorded before. */
async function expectedNet(tx: Tx, receipts: readonly ChargedReceipt[]): Promise<number> {
  const goods_minor = receipts.reduce((sum, { cost_minor }) => sum + cost_minor, 0)
  const orders = receipts.flatMap(({ purchase_order_id }) => (purchase_order_id ? [purchase_order_id] : []))
  if (orders.length === 0) return goods_minor
  const freights = await freightOfOrders(tx, [...new Set(orders)])
  return goods_minor + freights.reduce((sum, { freight_minor }) => sum + freight_minor, 0)
}

function freightOfOrders(tx: Tx, ids: readonly string[]) {
  return tx.db
    .selectFrom('purchasing.purchase_order as o')
    .select('o.freight_minor')
    .where('o.id', 'in', [...ids])
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('purchasing.invoice_receipt as ir')
            .innerJoin('purchasing.receipt as r', 'r.id', 'ir.receipt_id')
            .select('ir.receipt_id')
            .whereRef('r.purchase_order_id', '=', 'o.id'),
        ),
      ),
    )
    .execute()
}

async function storeFor(tx: Tx): Promise<string> {
  const [first, second] = await storesOf(tx)
  const id = tx.request.store_id ?? (first && !second ? first.id : undefined)
  if (id === undefined) throw refuseReorder.warehouseNeeded()
  return id
}

function dayAfter(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}
