import { refuseOrder } from './refusals.ts'
import type { OrderOut, OrderStatus } from './wire.ts'

/** The life of an order. Payment and fulfilment are derived from the ledgers, never set by hand. */
const nextStates: Record<OrderStatus, readonly OrderStatus[]> = {
  draft: ['confirmed', 'cancelled'],
  confirmed: ['completed', 'cancelled'],
  completed: [],
  cancelled: [],
}

interface Living {
  readonly status: OrderStatus
  readonly handed_over_at: string | null
}

export function canMove(from: OrderStatus, to: OrderStatus): boolean {
  return nextStates[from].includes(to)
}

export function assertCanMove(order: Living, to: OrderStatus): void {
  if (!canMove(order.status, to)) throw refuseOrder.cannotMove({ from: order.status, to })
  if (to === 'cancelled' && order.handed_over_at !== null) throw refuseOrder.alreadyHandedOver()
}

/** Lines and terms change only while the order is a draft: from confirmation on they are a promise. */
export function assertDraft(order: Living): void {
  if (order.status !== 'draft') throw refuseOrder.notADraft({ status: order.status })
}

/** How the goods reach the customer may change until they leave. */
export function assertWaits(order: Living): void {
  if (order.handed_over_at !== null) throw refuseOrder.alreadyHandedOver()
  if (order.status !== 'draft' && order.status !== 'confirmed') throw refuseOrder.notADraft({ status: order.status })
}

export function assertCanHandOver(order: Living & { readonly fulfilment: string }): void {
  if (order.fulfilment === 'delivery') throw refuseOrder.shippedInstead()
  if (order.status !== 'confirmed') throw refuseOrder.cannotHandOver({ status: order.status })
  if (order.handed_over_at !== null) throw refuseOrder.alreadyHandedOver()
}

/** Paid and handed over. */
export function isDone(order: Living, due_minor: number): boolean {
  return order.status === 'confirmed' && order.handed_over_at !== null && due_minor === 0
}

/** Handed over and not paid: its last payment completes it. */
export function waitsForPayment(order: Living, due_minor: number): boolean {
  return order.status === 'confirmed' && order.handed_over_at !== null && due_minor > 0
}

/** What may be done with an order next, for the screens. */
export function nextActs(order: Living & { lines: number; fulfilment: string }, due_minor: number): OrderOut['next'] {
  const isOpen = order.status === 'draft' || order.status === 'confirmed'
  return [
    ...(order.status === 'draft' ? (['edit'] as const) : []),
    ...(order.status === 'draft' && order.lines > 0 ? (['confirm'] as const) : []),
    ...(isOpen && due_minor > 0 ? (['pay'] as const) : []),
    ...(order.status === 'confirmed' && order.handed_over_at === null && order.fulfilment !== 'delivery'
      ? (['hand_over'] as const)
      : []),
    ...(isOpen && order.handed_over_at === null ? (['cancel'] as const) : []),
  ]
}
