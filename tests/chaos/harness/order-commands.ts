import fc from 'fast-check'
import { newId } from '../../../platform/ids.ts'
import { type Command, command, expectStatus, itemsOf, type Lane, lines, nth, send, tender, which } from './command.ts'
import * as tiny from './tiny-shop.ts'

export const draft = lines.map((wanted) =>
  command(`order ${JSON.stringify(wanted)}`, async (model, lane) => {
    const { store_id, warehouse_id } = lane.shop
    const { customer_id } = lane
    const body = { id: newId(), store_id, warehouse_id, customer_id, items: itemsOf(lane, wanted) }
    expectStatus('order', await send(lane, '/api/orders', body), 201)
    const order: tiny.TinyOrder = {
      id: body.id,
      lines: wanted,
      total: tiny.totalOf(model, wanted),
      status: 'draft',
      is_handed_over: false,
      paid: 0,
      refunded: 0,
      credited: 0,
      payments: [],
    }
    model.orders.push(order)
    return order
  }),
)

/** Something done to one of the orders there are. */
const onOrder = (
  says: string,
  n: number,
  play: (model: tiny.TinyShop, lane: Lane, order: tiny.TinyOrder) => Promise<void>,
): Command =>
  command(
    says,
    async (model, lane) => {
      const order = nth(model.orders, n)
      if (order) await play(model, lane, order)
      return order
    },
    ({ orders }) => orders.length > 0,
  )

export const confirm = which.map((n) =>
  onOrder(`confirm ${n}`, n, async (model, lane, order) => {
    const reply = await send(lane, `/api/orders/${order.id}/confirm`)
    if (order.status !== 'draft') return expectStatus('confirm', reply, 409, 'order.cannot_move')
    if (!tiny.fits(model, order.lines)) return expectStatus('confirm', reply, 409, 'stock.short')
    expectStatus('confirm', reply, 200)
    order.status = 'confirmed'
    tiny.reserve(model, order.lines, 1)
  }),
)

/** Confirmed with its money: both happen, or nothing. */
export const confirmAndPay = fc
  .tuple(which, tender, fc.constantFrom('half', 'all', 'too much'))
  .map(([n, method, share]) =>
    onOrder(`confirm ${n} and pay ${share} by ${method}`, n, async (model, lane, order) => {
      const { due, amount } = sharesOf(order, share)
      const payment = { id: newId(), method, amount }
      const reply = await send(lane, `/api/orders/${order.id}/confirm`, { payments: [payment] })
      if (order.status !== 'draft') return expectStatus('confirm and pay', reply, 409, 'order.cannot_move')
      if (!tiny.fits(model, order.lines)) return expectStatus('confirm and pay', reply, 409, 'stock.short')
      if (amount > due) return expectStatus('confirm and pay', reply, 409, 'payment.above_balance')
      expectStatus('confirm and pay', reply, 200)
      order.status = 'confirmed'
      tiny.reserve(model, order.lines, 1)
      tiny.pay(model, order, payment.id, method, amount)
    }),
  )

export const handOver = which.map((n) =>
  onOrder(`hand over ${n}`, n, async (model, lane, order) => {
    const reply = await send(lane, `/api/orders/${order.id}/hand-over`)
    if (order.status !== 'confirmed' || order.is_handed_over) return expectStatus('hand over', reply, 409)
    expectStatus('hand over', reply, 200)
    order.is_handed_over = true
    tiny.takeOut(model, order.lines, 'reserved')
    tiny.endIfDone(order)
  }),
)

export const cancel = fc.tuple(which, fc.boolean()).map(([n, gives_back]) =>
  onOrder(`cancel ${n}${gives_back ? ' and pay back' : ''}`, n, async (model, lane, order) => {
    const reply = await send(lane, `/api/orders/${order.id}/cancel`, { refund: gives_back, reason: 'Se arrepintió' })
    const isTooLate = order.is_handed_over || order.status === 'completed' || order.status === 'cancelled'
    if (isTooLate) return expectStatus('cancel', reply, 409)
    const debt = model.debts.find(({ document }) => document === order.id)?.open ?? 0
    const owed = order.payments.reduce(
      (sum, one) => sum + (one.method === 'on_account' ? one.amount - one.refunded : 0),
      0,
    )
    // What was sold on account and repaid since cannot go back on account.
    if (gives_back && owed > debt) return expectStatus('cancel', reply, 409, 'payment.debt_repaid')
    expectStatus('cancel', reply, 200)
    if (gives_back)
      for (const payment of order.payments) {
        const rest = payment.amount - payment.refunded
        if (rest > 0) tiny.refund(model, order, payment, rest)
      }
    if (order.status === 'confirmed') tiny.reserve(model, order.lines, -1)
    order.status = 'cancelled'
  }),
)

export const pay = fc.tuple(which, tender, fc.constantFrom('half', 'all', 'too much')).map(([n, method, share]) =>
  onOrder(`pay ${share} of ${n} by ${method}`, n, async (model, lane, order) => {
    const { due, amount } = sharesOf(order, share)
    const id = newId()
    const reply = await send(lane, '/api/payments', { id, order_id: order.id, method, amount })
    if (order.status === 'cancelled') return expectStatus('pay', reply, 409, 'payment.not_open')
    if (amount > due) return expectStatus('pay', reply, 409, 'payment.above_balance')
    expectStatus('pay', reply, 201)
    tiny.pay(model, order, id, method, amount)
  }),
)

/** What an order owes, and a part of it in coins that exist. */
function sharesOf(order: tiny.TinyOrder, share: 'half' | 'all' | 'too much') {
  const due = tiny.dueOf(order)
  const amount =
    share === 'all' ? Math.max(10, due) : share === 'half' ? Math.max(10, Math.floor(due / 20) * 10) : due + 10
  return { due, amount }
}

export const giveBack = fc
  .tuple(which, which, fc.constantFrom('part', 'rest', 'too much'), fc.boolean())
  .map(([n, m, share, credit_note]) =>
    onOrder(`give back ${share} of ${n}`, n, async (model, lane, order) => {
      const payment = nth(order.payments, m)
      if (!payment) return
      const rest = payment.amount - payment.refunded
      const amount = share === 'rest' ? Math.max(10, rest) : share === 'part' ? 10 : rest + 10
      const given = { id: newId(), amount, reason: 'Error', credit_note }
      const reply = await send(lane, `/api/payments/${payment.id}/refund`, given)
      if (amount > rest) return expectStatus('give back', reply, 409, 'payment.above_refundable')
      const debt = model.debts.find(({ document }) => document === order.id)?.open ?? 0
      if (payment.method === 'on_account' && amount > debt)
        return expectStatus('give back', reply, 409, 'payment.debt_repaid')
      expectStatus('give back', reply, 201)
      tiny.refund(model, order, payment, amount)
      // Only a sale that has its document gets a nota de crédito.
      if (credit_note && order.status === 'completed') order.credited += amount
    }),
  )

export const sale = fc.tuple(lines, tender, fc.nat(5)).map(([wanted, method, extra]) =>
  command(`sell ${JSON.stringify(wanted)} by ${method}`, async (model, lane) => {
    const total = tiny.totalOf(model, wanted)
    const amount = method === 'cash' ? total + extra * 1_000 : total
    const { warehouse_id } = lane.shop
    const { customer_id } = lane
    const payments = [{ method, amount }]
    const body = { id: newId(), warehouse_id, customer_id, items: itemsOf(lane, wanted), payments }
    const reply = await send(lane, '/api/sales', body)
    if (!tiny.fits(model, wanted)) {
      expectStatus('sale', reply, 409, 'stock.short')
      return undefined
    }
    expectStatus('sale', reply, 201)
    if (reply.body.change !== amount - total) throw new Error(`change ${reply.body.change} of ${amount} for ${total}`)
    const [payment_id = ''] = await lane.chargesOf(body.id)
    const order: tiny.TinyOrder = {
      id: body.id,
      lines: wanted,
      total,
      status: 'completed',
      is_handed_over: true,
      paid: 0,
      refunded: 0,
      credited: 0,
      payments: [],
    }
    model.orders.push(order)
    tiny.takeOut(model, wanted, 'shelf')
    tiny.pay(model, order, payment_id, method, total)
    return order
  }),
)
