import { businessOf } from '#company'
import { writeTimeline } from '#contacts'
import { changeBalance, documentKindFor } from '#money'
import { dayIn } from '#platform/clock'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { reserve } from '#stock'
import { announce } from '../announce.ts'
import { customerOf, discountOf, totalsOf, wantedFrom } from '../draft.ts'
import { orderConfirmed } from '../events.ts'
import { type PricedItems, priceItems } from '../items.ts'
import { assertCanMove } from '../order.ts'
import { linesOf, lockOrder, type OrderRow, replaceLines, updateOrder } from '../records.ts'
import { refuseOrder } from '../refusals.ts'
import { handOverNow } from './hand-over-order.ts'

/**
 * Freezes prices and customer, reserves every line or none, and records who confirmed and when. An order to take away
 * is handed over in the same breath.
 */
export async function confirmOrder(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { order } = await lockOrder(tx, id)
    assertCanMove(order, 'confirmed')
    const before = await linesOf(tx, id)
    if (before.length === 0) throw refuseOrder.empty()
    const priced = await priceItems(tx, before.map(wantedFrom), discountOf(order))
    const confirmed = await freeze(tx, order, priced)
    await keepStock(tx, confirmed, priced)
    await announce(tx, orderConfirmed, confirmed, {
      before: { status: 'draft', total: order.total },
      after: { status: 'confirmed', total: confirmed.total },
    })
    if (confirmed.customer_id !== null) {
      const { customer_id: party_id, total: amount_minor } = confirmed
      await writeTimeline(tx, { party_id, kind: 'order', thing_id: id, label: String(order.number), amount_minor })
    }
    if (order.fulfilment === 'takeaway') await handOverNow(tx, id)
  })
}

async function freeze(tx: Tx, order: OrderRow, priced: PricedItems): Promise<OrderRow> {
  const { id } = order
  const { time_zone } = await businessOf(tx)
  const customer = await customerOf(tx, order.customer_id)
  const document_kind = await documentKindFor(tx, order.document_kind, customer)
  const totals = totalsOf(priced)
  const customer_id = customer?.id ?? null
  await changeBalance(tx, { id, total: totals.total, party_id: customer_id })
  await replaceLines(tx, id, priced.lines)
  const now = tx.now()
  const frozen = { customer_id, customer_name: customer?.name ?? null, document_kind, ...totals }
  await updateOrder(tx, id, {
    ...frozen,
    status: 'confirmed',
    customer: customer && JSON.stringify(customer),
    confirmed_at: now,
    confirmed_by: tx.actor.id,
    day: dayIn(time_zone, now),
  })
  return { ...order, ...frozen, status: 'confirmed' }
}

async function keepStock(tx: Tx, { id, warehouse_id }: OrderRow, { lines }: PricedItems) {
  const kept = lines.filter(({ tracks_stock }) => tracks_stock)
  await reserve(tx, {
    owner: { kind: 'order', id },
    lines: kept.map(({ product_id, quantity }) => ({ product_id, warehouse_id, quantity })),
    state: 'confirmed',
  })
}
