import type { Tx } from '#platform/context'
import type { orderCreated } from './events.ts'

export interface TellableOrder {
  readonly id: string
  readonly number: number
  readonly status: string
  readonly store_id: string
  readonly warehouse_id: string
  readonly customer_id: string | null
  readonly total: number
}

/** Tells of an order, and writes who did it, with what changed. */
export async function announce(
  tx: Tx,
  kind: typeof orderCreated,
  order: TellableOrder,
  audit: { before?: object; after?: object; reason?: string | null; authorised_by?: string | null } = {},
): Promise<void> {
  const { id, number, status, store_id, warehouse_id, customer_id, total } = order
  await tx.emit(kind({ order_id: id, number, status, store_id, warehouse_id, customer_id, total }))
  tx.audit({ action: kind.fact, thing: 'order', thing_id: id, label: String(number), store_id, ...audit })
}
