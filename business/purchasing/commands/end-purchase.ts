import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { closeLines, lockPurchase, type PurchaseRow, updatePurchase } from '../records/purchase.ts'
import { lockReorder, updateReorder } from '../records/reorder.ts'
import { refusePurchase } from '../refusals.ts'
import { assertPurchaseCanMove } from '../states.ts'
import { moveReorder } from './advance-reorder.ts'
import { reordersOn } from './send-purchase.ts'
import { tellIncoming } from './tell-incoming.ts'
import { tellPurchase } from './write-purchase.ts'

/** Cancels an order of which nothing came. Its requests are cancelled too, or free again when it was never sent. */
export async function cancelPurchase(ctx: Ctx, id: string, { reason }: { reason: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const order = await lockPurchase(tx, id)
    assertPurchaseCanMove(order.status, 'cancelled')
    for (const reorder_id of await reordersOn(tx, id)) {
      const reorder = await lockReorder(tx, reorder_id)
      if (reorder.status === 'ordered') await moveReorder(tx, reorder, 'cancelled', reason)
      if (reorder.status === 'requested') await updateReorder(tx, reorder_id, { purchase_order_id: null })
    }
    const cancelled = { cancelled_at: tx.now(), cancelled_by: tx.actor.id, cancel_reason: reason }
    await updatePurchase(tx, id, { status: 'cancelled', ...cancelled })
    await tellIncoming(tx, order, 'nothing')
    const states = { before: { status: order.status }, after: { status: 'cancelled' } }
    await tellPurchase(tx, order, 'cancelled', { action: 'purchase_order.cancelled', reason, ...states })
  })
}

/** Expects no more of an order of which a part came: what is missing is given up. */
export async function closePurchase(ctx: Ctx, id: string, { reason }: { reason: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const order = await lockPurchase(tx, id)
    if (order.status !== 'partially_received') throw refusePurchase.cannotMove({ from: order.status, to: 'received' })
    await endPurchase(tx, order, reason)
  })
}

/** The order has all that will come of it. Its requests are received with what came. */
export async function endPurchase(tx: Tx, order: PurchaseRow, reason: string | null): Promise<void> {
  assertPurchaseCanMove(order.status, 'received')
  await closeLines(tx, order.id)
  await tellIncoming(tx, order, 'nothing')
  await updatePurchase(tx, order.id, { status: 'received', received_at: tx.now() })
  const came = await tx.db
    .selectFrom('purchasing.purchase_line')
    .select(['reorder_id', 'received_quantity'])
    .where('purchase_order_id', '=', order.id)
    .where('reorder_id', 'is not', null)
    .execute()
  const quantities = new Map(came.map(({ reorder_id, received_quantity }) => [reorder_id, received_quantity]))
  for (const reorder_id of await reordersOn(tx, order.id)) {
    const reorder = await lockReorder(tx, reorder_id)
    const quantity = quantities.get(reorder_id) ?? 0
    if (reorder.status !== 'ordered') continue
    await moveReorder(tx, reorder, quantity > 0 ? 'received' : 'cancelled', reason, quantity)
  }
  const states = { before: { status: order.status }, after: { status: 'received' } }
  await tellPurchase(tx, order, 'received', { action: 'purchase_order.received', reason, ...states })
}
