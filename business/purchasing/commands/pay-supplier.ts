import { amountSaid } from '#company'
import { paySupplier as payOut } from '#money'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { invoiceChanged } from '../events.ts'
import { supplierById } from '../queries/offers.ts'
import { type InvoiceRow, insertPayments, lockOpenInvoices, updateInvoice } from '../records/receipt.ts'
import { refuseInvoice } from '../refusals.ts'
import type { PaySupplier } from '../wire-receipts.ts'

/**
 * Pays a supplier: the invoices named, or the oldest due first, and never more than they ask. The money leaves through
 * the ledger; which part paid which invoice is written beside it.
 */
export async function paySupplier(ctx: Ctx, supplier_id: string, input: PaySupplier): Promise<void> {
  await transact(ctx, async (tx) => {
    const supplier = await supplierById(tx, supplier_id)
    const invoices = await lockOpenInvoices(tx, supplier.id, input.invoice_ids)
    const [first] = invoices
    const { amount, method, reference, till_session_id, store_id, id } = input
    const document = { kind: 'supplier_invoice', id: first?.id ?? supplier.id }
    const asked = { id, party_id: supplier.id, document, amount, method, reference, till_session_id, store_id }
    const paid = await payOut(tx, { ...asked, store_id: store_id ?? first?.store_id })
    if (paid.is_replay) return
    const parts = await partsOf(tx, invoices, input)
    for (const { invoice, amount } of parts) await payInvoice(tx, invoice, amount)
    await insertPayments(
      tx,
      parts.map(({ invoice, amount }) => ({ entry_id: paid.id, invoice_id: invoice.id, amount })),
    )
    tx.audit({
      action: 'supplier.paid',
      thing: 'person',
      thing_id: supplier.id,
      label: supplier.name,
      store_id: paid.store_id,
      after: {
        amount,
        method,
        reference: reference ?? null,
        invoices: parts.map(({ invoice, amount }) => ({ document_label: invoice.document_label, amount })),
      },
    })
  })
}

interface Part {
  readonly invoice: InvoiceRow
  readonly amount: number
}

/** Which invoice gets how much, in the order they fall due. */
async function partsOf(tx: Tx, invoices: readonly InvoiceRow[], { amount, invoice_ids }: PaySupplier): Promise<Part[]> {
  if (invoice_ids !== undefined && invoices.length < new Set(invoice_ids).size) throw refuseInvoice.notOpen()
  const open_minor = invoices.reduce((sum, invoice) => sum + invoice.total - invoice.paid_minor, 0)
  if (amount > open_minor) throw refuseInvoice.aboveBalance({ open_minor, open_text: await amountSaid(tx, open_minor) })
  const parts: Part[] = []
  let left = amount
  for (const invoice of invoices) {
    const part = Math.min(left, invoice.total - invoice.paid_minor)
    if (part > 0) parts.push({ invoice, amount: part })
    left -= part
  }
  return parts
}

async function payInvoice(tx: Tx, invoice: InvoiceRow, amount: number): Promise<void> {
  const paid_minor = invoice.paid_minor + amount
  const status = paid_minor === invoice.total ? 'paid' : 'open'
  await updateInvoice(tx, invoice.id, { paid_minor, status })
  const { id: invoice_id, supplier_id, store_id } = invoice
  await tx.emit(invoiceChanged({ invoice_id, supplier_id, store_id, status }))
}
