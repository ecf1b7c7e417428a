import { lockBalance } from '#money'
import { can } from '#platform/actor'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { cancelOrder, cutOrder } from '#sales'
import { releaseParts } from '#stock'
import { namedBy } from '../find.ts'
import { OPEN } from '../fulfilment-state.ts'
import { move } from '../move.ts'
import {
  type FulfilmentRow,
  type LineRow,
  linesOf,
  lockFulfilment,
  lockFulfilmentsOf,
  updateShipment,
} from '../records.ts'
import { refuseFulfilment } from '../refusals.ts'
import { handOverIfShipped } from './hand-over-order.ts'

/**
 * Cancels what has not left. When it is all that the order still is, the order is cancelled; else the order asks for
 * that much less, and what was paid too much goes back.
 */
export async function cancelFulfilment(ctx: Ctx, key: string, asked: string | undefined): Promise<void> {
  await transact(ctx, async (tx) => {
    const { id, order_id } = await namedBy(tx, key)
    await lockBalance(tx, order_id)
    const row = await lockFulfilment(tx, id)
    if (!OPEN.includes(row.state)) throw refuseFulfilment.cannotMove({ from: row.state, to: 'cancelled' })
    const lines = await linesOf(tx, [id])
    if (lines.some(({ shipped }) => shipped > 0)) throw refuseFulfilment.alreadyShipped()
    const reason = asked ?? `fulfilment ${row.number} cancelled`
    const others = (await lockFulfilmentsOf(tx, order_id)).filter((one) => one.id !== id && one.state !== 'cancelled')
    if (others.length === 0) {
      await cancelOrder(tx, order_id, { reason, refund: can(tx.actor, 'payments.refund') })
      return
    }
    await end(tx, row, reason)
    await release(tx, row, lines, reason)
    const cuts = lines.map(({ order_line_id: line_id, quantity }) => ({ line_id, quantity }))
    await cutOrder(tx, order_id, cuts, { reason })
    await handOverIfShipped(tx, order_id)
  })
}

async function release(tx: Tx, row: FulfilmentRow, lines: readonly LineRow[], reason: string): Promise<void> {
  if (row.waits_for_stock) return
  const goods = lines
    .filter(({ tracks_stock, quantity }) => tracks_stock && quantity > 0)
    .map(({ product_id, quantity }) => ({ product_id, warehouse_id: row.warehouse_id, quantity }))
  await releaseParts(tx, { owner: { kind: 'order', id: row.order_id }, lines: goods, reason })
}

/** The order was cancelled: nothing of it is prepared any more. Refused once a part of it has left. */
export async function cancelAllOf(tx: Tx, order_id: string, reason: string): Promise<void> {
  const rows = await lockFulfilmentsOf(tx, order_id)
  if (rows.length === 0) return
  const lines = await linesOf(
    tx,
    rows.map(({ id }) => id),
  )
  if (lines.some(({ shipped }) => shipped > 0)) throw refuseFulfilment.alreadyShipped()
  for (const row of rows) if (row.state !== 'cancelled') await end(tx, row, reason)
}

export async function end(tx: Tx, row: FulfilmentRow, reason: string): Promise<void> {
  const waiting = await tx.db
    .selectFrom('fulfilment.shipment')
    .select('id')
    .where('fulfilment_id', '=', row.id)
    .where('state', '=', 'pending')
    .execute()
  for (const { id } of waiting) {
    const failed = { failed_at: tx.now(), failed_by: tx.actor.id, failed_reason: reason }
    await updateShipment(tx, id, { state: 'failed', ...failed })
  }
  await move(tx, row, 'cancelled', { act: 'cancel', reason, with: { cancel_reason: reason, waits_for_stock: false } })
}
