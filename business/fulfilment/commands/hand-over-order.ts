import type { Tx } from '#platform/context'
import { shipOrder } from '#sales'
import type { MovedLine } from '#stock'

/** When the last of an order's goods has left, the order is handed over; it completes when it is paid. */
export async function handOverIfShipped(tx: Tx, order_id: string): Promise<void> {
  const lines = await tx.db
    .selectFrom('fulfilment.line as l')
    .innerJoin('fulfilment.fulfilment as f', 'f.id', 'l.fulfilment_id')
    .select(['l.quantity', 'l.shipped'])
    .where('f.order_id', '=', order_id)
    .where('f.state', '<>', 'cancelled')
    .execute()
  if (lines.some(({ quantity, shipped }) => shipped < quantity) || !lines.some(({ shipped }) => shipped > 0)) return
  await shipOrder(tx, order_id, await movedFor(tx, order_id))
}

async function movedFor(tx: Tx, order_id: string): Promise<MovedLine[]> {
  const rows = await tx.db
    .selectFrom('stock.movement as m')
    .innerJoin('fulfilment.shipment as s', 's.id', 'm.cause_id')
    .select(['m.product_id', 'm.warehouse_id', 'm.quantity', 'm.cost_minor'])
    .where('s.order_id', '=', order_id)
    .where('m.cause_kind', '=', 'shipment')
    .execute()
  return rows
}
