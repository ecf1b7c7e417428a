/** The life of a reorder request, of a purchase order and of a supplier's invoice. Pure. */
import { refuseInvoice, refusePurchase, refuseReorder } from './refusals.ts'
import type { PurchaseStatus } from './wire-orders.ts'
import type { InvoiceStatus } from './wire-receipts.ts'
import type { ReorderStatus } from './wire-reorders.ts'

export const reorderMoves: Record<ReorderStatus, readonly ReorderStatus[]> = {
  requested: ['ordered', 'cancelled'],
  ordered: ['received', 'cancelled'],
  received: [],
  cancelled: [],
}

export const purchaseMoves: Record<PurchaseStatus, readonly PurchaseStatus[]> = {
  draft: ['sent', 'cancelled'],
  sent: ['partially_received', 'received', 'cancelled'],
  partially_received: ['partially_received', 'received'],
  received: [],
  cancelled: [],
}

/** Paid in parts, it stays open until the last one. */
export const invoiceMoves: Record<InvoiceStatus, readonly InvoiceStatus[]> = {
  open: ['open', 'paid', 'cancelled'],
  paid: [],
  cancelled: [],
}

export function assertReorderCanMove(from: ReorderStatus, to: ReorderStatus): void {
  if (!reorderMoves[from].includes(to)) throw refuseReorder.cannotMove({ from, to })
}

export function assertPurchaseCanMove(from: PurchaseStatus, to: PurchaseStatus): void {
  if (!purchaseMoves[from].includes(to)) throw refusePurchase.cannotMove({ from, to })
}

export function assertInvoiceCanMove(from: InvoiceStatus, to: InvoiceStatus): void {
  if (!invoiceMoves[from].includes(to)) throw refuseInvoice.notOpen()
}

/** Whether goods may be received on an order in this state. */
export const isReceivable = (status: PurchaseStatus): boolean => purchaseMoves[status].includes('received')
