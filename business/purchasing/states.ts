/** The life of a reorder request and of a purchase order. Pure. */
import { refusePurchase, refuseReorder } from './refusals.ts'
import type { PurchaseStatus } from './wire-orders.ts'
import type { ReorderStatus } from './wire-reorders.ts'

const nextReorder: Record<ReorderStatus, readonly ReorderStatus[]> = {
  requested: ['ordered', 'cancelled'],
  ordered: ['received', 'cancelled'],
  received: [],
  cancelled: [],
}

const nextPurchase: Record<PurchaseStatus, readonly PurchaseStatus[]> = {
  draft: ['sent', 'cancelled'],
  sent: ['partially_received', 'received', 'cancelled'],
  partially_received: ['partially_received', 'received'],
  received: [],
  cancelled: [],
}

export function assertReorderCanMove(from: ReorderStatus, to: ReorderStatus): void {
  if (!nextReorder[from].includes(to)) throw refuseReorder.cannotMove({ from, to })
}

export function assertPurchaseCanMove(from: PurchaseStatus, to: PurchaseStatus): void {
  if (!nextPurchase[from].includes(to)) throw refusePurchase.cannotMove({ from, to })
}

/** Whether goods may be received on an order in this state. */
export const isReceivable = (status: PurchaseStatus): boolean => nextPurchase[status].includes('received')
