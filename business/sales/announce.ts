import type { Tx } from '#platform/context'
import type { orderCreated } from './events.ts'

export interface TellableOrder {
  readonly id: string
  readonly number: number
  readonly status: string
  readonly fulfilment: string
  readonly store_id: string
  readonly warehouse_id: string
  readonly customer_id: string | null
  readonly total: number
}

interface Told {
  readonly before?: object
  readonly after?: object
  readonly reason?: string | null
  readonly authorised_by?: string | null
}

/** Tells of an order, and writes who did it, with what changed. */
export async function announce(
  tx: Tx,
  kind: typeof orderCreated,
  order: TellableOrder,
  audit: Told = {},
): Promise<void> {
  await tx.emit(factOfOrder(kind, order))
  tx.audit(auditOfOrder(kind, order, audit))
}

export function factOfOrder(kind: typeof orderCreated, order: TellableOrder) {
  const { id, number, status, fulfilment, store_id, warehouse_id, customer_id, total } = order
  return kind({ order_id: id, number, status, fulfilment, store_id, warehouse_id, customer_id, total })
}

export function auditOfOrder(kind: typeof orderCreated, { id, number, store_id }: TellableOrder, audit: Told) {
  return { action: kind.fact, thing: 'order', thing_id: id, label: String(number), store_id, ...audit }
}
