import { newId } from '../../platform/ids.ts'
import type { Campaign } from '../chaos/harness/campaign.ts'
import { add } from './ledger.ts'
import {
  answered,
  type Clerk,
  comeBack,
  inCoins,
  isDone,
  itemsOf,
  leave,
  linesFor,
  type Stage,
  send,
  take,
  totalOf,
} from './stage.ts'

export async function sell(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const lines = linesFor(campaign, stage)
  const discount_minor = campaign.random.chance(0.2) ? campaign.random.whole(1, 300) : 0
  const total = totalOf(lines) - discount_minor
  const method = campaign.random.pick(['cash', 'cash', 'debit'])
  const due = method === 'cash' ? inCoins(total) : total
  const amount = method === 'cash' ? due + campaign.random.whole(0, 3) * 1_000 : total
  const { warehouse_id } = stage.shop
  const sale = {
    id: newId(),
    warehouse_id,
    till_session_id: clerk.session_id,
    items: itemsOf(lines),
    payments: [{ method, amount }],
    ...(discount_minor > 0 ? { discount_minor } : {}),
  }
  const reply = await send(campaign, clerk.who, '/api/sales', sale)
  if (!isDone(campaign, 'sale', reply, 'stock.short')) return
  if (reply.body.total !== total || reply.body.change !== amount - due)
    campaign.violate(`sale: ${reply.body.total} and ${reply.body.change} back, expected ${total} and ${amount - due}`)
  leave(stage, lines)
  take(stage, clerk, method, due)
  stage.sold.push({ id: sale.id, lines, method, value: total, total: due, given_back: 0 })
}

export async function sellOnAccount(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const lines = linesFor(campaign, stage)
  const customer_id = campaign.random.pick(stage.customers)
  const total = totalOf(lines)
  const sale = {
    id: newId(),
    warehouse_id: stage.shop.warehouse_id,
    customer_id,
    items: itemsOf(lines),
    payments: [{ method: 'on_account', amount: total }],
  }
  if (!isDone(campaign, 'on account', await send(campaign, clerk.who, '/api/sales', sale), 'stock.short')) return
  leave(stage, lines)
  add(stage.ledger.debts, customer_id, total)
}

export async function takeOrder(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const lines = linesFor(campaign, stage)
  const { store_id, warehouse_id } = stage.shop
  const order = { id: newId(), store_id, warehouse_id, items: itemsOf(lines) }
  if (!isDone(campaign, 'order', await send(campaign, clerk.who, '/api/orders', order))) return
  const confirmed = await send(campaign, clerk.who, `/api/orders/${order.id}/confirm`, {})
  if (!isDone(campaign, 'confirm', confirmed, 'stock.short')) return
  const total = totalOf(lines)
  const pays = campaign.random.chance(0.6)
  const payment = { id: newId(), order_id: order.id, method: 'debit', amount: total }
  const paid = pays && isDone(campaign, 'pay', await send(campaign, clerk.who, '/api/payments', payment))
  if (paid) take(stage, clerk, 'debit', total)
  stage.waiting.push({ id: order.id, lines, total, paid })
}

/** The order that has waited longest is fetched, or given up. */
export async function handOver(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const order = stage.waiting.shift()
  if (!order) return
  if (campaign.random.chance(0.25)) {
    const cancelled = await send(campaign, clerk.who, `/api/orders/${order.id}/cancel`, { refund: true })
    if (isDone(campaign, 'cancel', cancelled) && order.paid) take(stage, clerk, 'debit', -order.total)
    return
  }
  if (!isDone(campaign, 'hand over', await send(campaign, clerk.who, `/api/orders/${order.id}/hand-over`, {}))) return
  leave(stage, order.lines)
  if (order.paid) return
  const payment = { id: newId(), order_id: order.id, method: 'debit', amount: order.total }
  if (isDone(campaign, 'pay', await send(campaign, clerk.who, '/api/payments', payment)))
    take(stage, clerk, 'debit', order.total)
}

/** Money goes back for something sold before that the customer keeps. */
export async function giveBack(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const sale = stage.sold.at(-campaign.random.whole(1, Math.max(1, stage.sold.length)))
  if (!sale || sale.total - sale.given_back < 100 || sale.given_back > 0) return
  sale.given_back = 100
  const { items } = (await clerk.who.get(`/api/payments?order_id=${sale.id}&kind=charge`)).body
  const refund = { id: newId(), amount: 100, reason: 'Caja abollada', till_session_id: clerk.session_id }
  const reply = await send(campaign, clerk.who, `/api/payments/${items[0].id}/refund`, refund)
  if (isDone(campaign, 'refund', reply)) take(stage, clerk, sale.method, -100)
}

/** A whole sale comes back: its goods to the shelf, its money in the tender it came in. */
export async function bringBack(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const sale = stage.sold.at(-campaign.random.whole(1, Math.max(1, stage.sold.length)))
  if (!sale || sale.given_back > 0) return
  sale.given_back = sale.total
  const { items } = await answered(() => clerk.who.get(`/api/returns/returnable?order_id=${sale.id}`))
  const lines = items.map(({ order_line_id, sold }: { order_line_id: string; sold: number }) => ({
    order_line_id,
    quantity: sold,
  }))
  const asked = { id: newId(), order_id: sale.id, lines, reason: 'defective', is_here: true }
  const back = await send(campaign, clerk.who, '/api/returns', asked)
  if (!isDone(campaign, 'return', back)) return
  comeBack(stage, sale.lines)
  const settled = await send(campaign, clerk.who, `/api/returns/${back.body.id}/settle`, {
    till_session_id: clerk.session_id,
  })
  if (!isDone(campaign, 'settle', settled)) return
  if (settled.body.refunded_minor !== sale.value)
    campaign.violate(`return: ${settled.body.refunded_minor} went back of ${sale.value}`)
  take(stage, clerk, sale.method, -sale.total)
}
