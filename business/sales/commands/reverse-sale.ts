import { writeTimeline } from '#contacts'
import { refundDocument } from '#money'
import type { Tx } from '#platform/context'
import { takeIn } from '#stock'
import { linesOf, lockOrder } from '../records.ts'

/** Reverses a whole sale by counter-entries: the goods return at their cost, the money with its nota de crédito. */
export async function reverseSale(tx: Tx, id: string, reason: string): Promise<void> {
  const { order } = await lockOrder(tx, id)
  const returned = (await linesOf(tx, id)).filter(({ tracks_stock }) => tracks_stock)
  const { warehouse_id, number, customer_id, total } = order
  await takeIn(tx, {
    lines: returned.map(({ product_id, quantity, cost_minor }) => ({ product_id, warehouse_id, quantity, cost_minor })),
    cause: { kind: 'sale_reversal', id, label: order.document_label ?? String(number) },
    kind: 'return',
    reason,
  })
  await refundDocument(tx, { document_id: id, reason })
  if (customer_id !== null) {
    const label = order.document_label ?? String(number)
    await writeTimeline(tx, { party_id: customer_id, kind: 'refund', thing_id: id, label, amount_minor: total })
  }
  tx.audit({
    action: 'sale.reversed',
    thing: 'order',
    thing_id: id,
    label: String(number),
    store_id: order.store_id,
    reason,
  })
}
