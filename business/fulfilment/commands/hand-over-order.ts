import type { Tx } from '#platform/context'
import { shipOrder } from '#sales'
import { movedOf } from '../queries-shipped.ts'

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
  await shipOrder(tx, order_id, await movedOf(tx, order_id))
}
