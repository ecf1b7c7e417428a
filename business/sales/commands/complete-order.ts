import { awaitPayment, dueOf, issueDocument } from '#money'
import type { Tx } from '#platform/context'
import { announce } from '../announce.ts'
import { documentOf } from '../document.ts'
import { orderCompleted } from '../events.ts'
import { isDone, waitsForPayment } from '../order.ts'
import { linesOf, lockOrder, updateOrder } from '../records.ts'

/**
 * Completes an order that is paid and handed over, and gives it its document, number last. One that was handed over unpaid
 * waits for its last payment; anything else stays as it is.
 */
export async function completeIfDone(tx: Tx, id: string): Promise<void> {
  const { order, balance } = await lockOrder(tx, id)
  if (waitsForPayment(order, dueOf(balance)) && !balance.is_awaited) await awaitPayment(tx, id)
  if (!isDone(order, dueOf(balance))) return
  const { label } = await issueDocument(tx, documentOf(order, await linesOf(tx, id), 'order'))
  await updateOrder(tx, id, { status: 'completed', completed_at: tx.now(), document_label: label })
  await announce(
    tx,
    orderCompleted,
    { ...order, status: 'completed' },
    {
      before: { status: order.status },
      after: { status: 'completed', document: label },
    },
  )
}
