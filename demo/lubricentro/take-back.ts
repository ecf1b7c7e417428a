import type { Tx } from '#platform/context'
import { requestReturn, settleReturn } from '#returns'
import { type Kind, productOf, type Stage } from './stage.ts'

const reasons = {
  'No le quedaba al vehículo': 'wrong_item',
  'Producto fallado': 'defective',
  'Se llevó uno de más': 'not_wanted',
} as const
const reasonOf = (says: string) => Object.entries(reasons).find(([one]) => one === says)?.[1] ?? 'other'

/** At the counter a part comes back as a return: to its shelf, at what it cost, and its money the way it came. */
export async function takeBack(stage: Stage, tx: Tx, event: Kind<'refund'>, till_session_id: string): Promise<void> {
  const order_id = stage.sold.get(event.sale)?.id
  if (order_id === undefined) return
  const line = await tx.db
    .selectFrom('sales.line')
    .select('id')
    .where('order_id', '=', order_id)
    .where('product_id', '=', productOf(stage, event.sku).product_id)
    .executeTakeFirst()
  if (!line) return
  const id = await requestReturn(tx, {
    order_id,
    lines: [{ order_line_id: line.id, quantity: event.quantity, disposition: 'restock' }],
    reason: reasonOf(event.reason),
    note: event.reason,
    warehouse_id: stage.places.at[event.place].warehouse_id,
    is_here: true,
  })
  await settleReturn(tx, id, { as: 'original', till_session_id })
}
