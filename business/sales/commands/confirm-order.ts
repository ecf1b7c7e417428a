import { businessOf } from '#company'
import { writeTimeline } from '#contacts'
import { changeBalance, documentKindFor, takePayment } from '#money'
import { assertCan } from '#platform/actor'
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
import type { ConfirmOrder } from '../wire-counter.ts'
import { handOverNow } from './hand-over-order.ts'

/**
 * Freezes prices and customer, reserves every line or none, and records who confirmed and when. An order to take away
 * is handed over in the same breath.
 */
export async function confirmOrder(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => noteOnTimeline(tx, await confirmNow(tx, id)))
}

/**
 * Confirms and takes the money, both or nothing: each payment as the payment route takes it, one after another. Gives the
 * payments' ids.
 */
export async function confirmAndPay(
  ctx: Ctx,
  id: string,
  { payments, till_session_id }: ConfirmOrder,
): Promise<string[]> {
  assertCan(ctx.actor, 'payments.take')
  return transact(ctx, async (tx) => {
    const confirmed = await confirmNow(tx, id)
    const ids: string[] = []
    for (const payment of payments) ids.push(await takePayment(tx, { ...payment, order_id: id, till_session_id }))
    await noteOnTimeline(tx, confirmed)
    return ids
  })
}

async function confirmNow(tx: Tx, id: string): Promise<OrderRow> {
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
  if (order.fulfilment === 'takeaway') await handOverNow(tx, id)
  return confirmed
}

/** Last, because it locks the customer's record: every writer comes to it after stock, money and numbers. */
async function noteOnTimeline(tx: Tx, { id, number, customer_id, total }: OrderRow): Promise<void> {
  if (customer_id === null) return
  await writeTimeline(tx, {
    party_id: customer_id,
    kind: 'order',
    thing_id: id,
    label: String(number),
    amount_minor: total,
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
