import type { z } from 'zod'
import { writeTimeline } from '#contacts'
import { closeBalance, refundDocument } from '#money'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { releaseReservations } from '#stock'
import { announce } from '../announce.ts'
import { orderCancelled } from '../events.ts'
import { assertCanMove } from '../order.ts'
import { lockOrder, updateOrder } from '../records.ts'
import type { CancelOrder } from '../wire-counter.ts'

/** Cancels before hand-over: stock is released once, no further payment is taken, and refunds are made if asked. */
export async function cancelOrder(ctx: Ctx, id: string, input: z.output<typeof CancelOrder>): Promise<void> {
  await transact(ctx, async (tx) => {
    const { order } = await lockOrder(tx, id)
    assertCanMove(order, 'cancelled')
    const reason = input.reason ?? null
    const cause = reason ?? `order ${order.number} cancelled`
    await releaseReservations(tx, { owner: { kind: 'order', id }, reason: cause })
    const refunds = input.refund
      ? await refundDocument(tx, { document_id: id, reason: cause, till_session_id: input.till_session_id })
      : []
    await closeBalance(tx, id)
    const cancelled = { cancelled_at: tx.now(), cancelled_by: tx.actor.id, cancel_reason: reason }
    await updateOrder(tx, id, { status: 'cancelled', ...cancelled })
    if (order.status === 'confirmed' && order.customer_id !== null) {
      const { customer_id: party_id, number, total } = order
      const note = { party_id, kind: 'order_cancelled', thing_id: id, label: String(number), amount_minor: total }
      await writeTimeline(tx, note)
    }
    await announce(
      tx,
      orderCancelled,
      { ...order, status: 'cancelled' },
      {
        before: { status: order.status },
        after: { status: 'cancelled', refunds: refunds.map(({ amount }) => amount) },
        reason,
      },
    )
  })
}
