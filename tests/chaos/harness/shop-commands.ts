import fc from 'fast-check'
import { newId } from '../../../platform/ids.ts'
import type { Reply, Worker } from '../../support/open-shop.ts'
import * as tiny from './tiny-shop.ts'
import type { WideShop } from './wide-shop.ts'

/** The real shop as one lane of the campaign sees it: goods, a customer and a till of its own. */
export interface Lane {
  readonly shop: WideShop
  readonly seller: Worker
  readonly products: readonly string[]
  readonly customer_id: string
  readonly till_id: string
  /** Asked after every command: both must say the same. */
  readonly compare: (model: tiny.TinyShop, order: tiny.TinyOrder | undefined) => Promise<void>
  readonly played: () => void
}

type Command = fc.AsyncCommand<tiny.TinyShop, Lane>
type Play = (model: tiny.TinyShop, lane: Lane) => Promise<tiny.TinyOrder | undefined>

function command(says: string, play: Play, check: (model: tiny.TinyShop) => boolean = () => true): Command {
  return {
    check,
    run: async (model, lane) => {
      const touched = await play(model, lane)
      lane.played()
      await lane.compare(model, touched)
    },
    toString: () => says,
  }
}

/** The answer must be the one that the notebook expects. */
function expectStatus(what: string, { status, body, text }: Reply, expected: number, code?: string): void {
  if (status === expected && (code === undefined || body?.code === code)) return
  throw new Error(`${what}: ${status} instead of ${expected} ${code ?? ''}: ${text.slice(0, 300)}`)
}

const nth = <T>(all: readonly T[], n: number): T | undefined => all[n % Math.max(1, all.length)]
const send = (lane: Lane, path: string, body: object = {}) => lane.seller.post(path, body, { key: newId() })
const itemsOf = (lane: Lane, lines: tiny.TinyOrder['lines']) =>
  lines.map(({ product, quantity }) => ({ product_id: lane.products[product] ?? '', quantity }))

const product = fc.nat(1)
const quantity = fc.integer({ min: 1, max: 4 })
const lines = fc.array(fc.record({ product, quantity }), { minLength: 1, maxLength: 3 })
const which = fc.nat(30)
const tender = fc.constantFrom('cash', 'debit', 'on_account')

const receive = fc.tuple(product, fc.integer({ min: 1, max: 8 }), fc.nat(900)).map(([one, units, cost]) =>
  command(`receive ${units} of ${one}`, async (model, lane) => {
    const movement = { product_id: lane.products[one], warehouse_id: lane.shop.warehouse_id, direction: 'in' }
    const given = { ...movement, kind: 'receipt', quantity: units, unit_cost: cost }
    expectStatus('receive', await send(lane, '/api/stock-movements', given), 201)
    tiny.levelOf(model, one).on_hand += units
    return undefined
  }),
)

const adjust = fc.tuple(product, fc.constantFrom('add', 'subtract'), quantity).map(([one, operation, units]) =>
  command(`${operation} ${units} of ${one}`, async (model, lane) => {
    const level = tiny.levelOf(model, one)
    const given = { warehouse_id: lane.shop.warehouse_id, operation, quantity: units, reason: 'Recuento' }
    const reply = await send(lane, `/api/products/${lane.products[one]}/adjust-stock`, given)
    const isShort = operation === 'subtract' && tiny.availableOf(level) < units
    expectStatus('adjust', reply, isShort ? 409 : 200)
    if (!isShort) level.on_hand += operation === 'add' ? units : -units
    return undefined
  }),
)

const draft = lines.map((wanted) =>
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

const confirm = which.map((n) =>
  onOrder(`confirm ${n}`, n, async (model, lane, order) => {
    const reply = await send(lane, `/api/orders/${order.id}/confirm`)
    if (order.status !== 'draft') return expectStatus('confirm', reply, 409, 'order.cannot_move')
    if (!tiny.fits(model, order.lines)) return expectStatus('confirm', reply, 409, 'stock.short')
    expectStatus('confirm', reply, 200)
    order.status = 'confirmed'
    tiny.reserve(model, order.lines, 1)
  }),
)

const handOver = which.map((n) =>
  onOrder(`hand over ${n}`, n, async (model, lane, order) => {
    const reply = await send(lane, `/api/orders/${order.id}/hand-over`)
    if (order.status !== 'confirmed' || order.is_handed_over) return expectStatus('hand over', reply, 409)
    expectStatus('hand over', reply, 200)
    order.is_handed_over = true
    tiny.takeOut(model, order.lines, 'reserved')
    tiny.endIfDone(order)
  }),
)

const cancel = fc.tuple(which, fc.boolean()).map(([n, gives_back]) =>
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

const pay = fc.tuple(which, tender, fc.constantFrom('half', 'all', 'too much')).map(([n, method, share]) =>
  onOrder(`pay ${share} of ${n} by ${method}`, n, async (model, lane, order) => {
    const due = tiny.dueOf(order)
    const amount =
      share === 'all' ? Math.max(10, due) : share === 'half' ? Math.max(10, Math.floor(due / 20) * 10) : due + 10
    const id = newId()
    const reply = await send(lane, '/api/payments', { id, order_id: order.id, method, amount })
    if (order.status === 'cancelled') return expectStatus('pay', reply, 409, 'payment.not_open')
    if (amount > due) return expectStatus('pay', reply, 409, 'payment.above_balance')
    expectStatus('pay', reply, 201)
    tiny.pay(model, order, id, method, amount)
  }),
)

const giveBack = fc
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

const sale = fc.tuple(lines, tender, fc.nat(5)).map(([wanted, method, extra]) =>
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
    const [payment] = await lane.shop.db
      .selectFrom('money.entry')
      .select('id')
      .where('document_id', '=', body.id)
      .where('kind', '=', 'charge')
      .execute()
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
    tiny.pay(model, order, payment?.id ?? '', method, total)
    return order
  }),
)

const hold = fc.tuple(product, quantity).map(([one, units]) =>
  command(`hold ${units} of ${one}`, async (model, lane) => {
    const wanted = {
      id: newId(),
      product_id: lane.products[one],
      warehouse_id: lane.shop.warehouse_id,
      quantity: units,
    }
    const reply = await send(lane, '/api/stock-reservations', { ...wanted, ttl_seconds: 86_400 })
    const isThere = tiny.fits(model, [{ product: one, quantity: units }])
    expectStatus('hold', reply, isThere ? 201 : 409)
    if (!isThere) return undefined
    model.holds.push({ id: wanted.id, product: one, quantity: units, state: 'pending' })
    tiny.levelOf(model, one).reserved += units
    return undefined
  }),
)

const endHold = fc.tuple(which, fc.constantFrom('confirm', 'release')).map(([n, verb]) =>
  command(
    `${verb} hold ${n}`,
    async (model, lane) => {
      const one = nth(model.holds, n)
      if (!one) return undefined
      const { status } = await send(lane, `/api/stock-reservations/${one.id}/${verb}`)
      if (status !== 200 && status !== 409) throw new Error(`${verb} a hold: ${status}`)
      if (one.state === 'released') return undefined
      if (status !== 200 && !(verb === 'confirm' && one.state === 'confirmed'))
        throw new Error(`${verb} a ${one.state} hold: ${status}`)
      if (verb === 'release' && status === 200) tiny.levelOf(model, one.product).reserved -= one.quantity
      if (status === 200) one.state = verb === 'release' ? 'released' : 'confirmed'
      return undefined
    },
    ({ holds }) => holds.length > 0,
  ),
)

const openTill = fc.nat(5).map((thousands) =>
  command(`open the till with ${thousands}000`, async (model, lane) => {
    const body = { id: newId(), till_id: lane.till_id, opening_minor: thousands * 1_000 }
    const reply = await send(lane, '/api/till-sessions', body)
    if (model.till) {
      expectStatus('open', reply, 409)
      return undefined
    }
    expectStatus('open', reply, 201)
    model.till = { id: body.id, sums: new Map([['cash', body.opening_minor]]) }
    return undefined
  }),
)

const moveCash = fc
  .tuple(fc.constantFrom('cash-in', 'cash-out'), fc.integer({ min: 1, max: 900 }))
  .map(([verb, amount]) =>
    command(
      `${verb} ${amount}`,
      async (model, lane) => {
        const reply = await send(lane, `/api/till-sessions/${model.till?.id}/${verb}`, { amount, reason: 'Sencillo' })
        expectStatus(verb, reply, 200)
        tiny.book(model, 'cash', verb === 'cash-in' ? amount : -amount)
        return undefined
      },
      ({ till }) => till !== null,
    ),
  )

const closeTill = fc.integer({ min: -1, max: 1 }).map((off) =>
  command(
    `close the till, ${off} off`,
    async (model, lane) => {
      const sums = model.till?.sums ?? new Map<string, number>()
      const counts = ['cash', 'debit'].map((method) => {
        const expected = sums.get(method) ?? 0
        return { method, expected, counted_minor: Math.max(0, expected + (method === 'cash' ? off : 0)) }
      })
      const body = { counts: counts.map(({ method, counted_minor }) => ({ method, counted_minor })) }
      const reply = await send(lane, `/api/till-sessions/${model.till?.id}/close`, body)
      expectStatus('close', reply, 200)
      const isExact = counts.every(({ expected, counted_minor }) => expected === counted_minor)
      const state = isExact ? 'closed' : 'under_review'
      if (reply.body.state !== state)
        throw new Error(`the till is ${reply.body.state} instead of ${state}: ${reply.text}`)
      model.till = null
      return undefined
    },
    ({ till }) => till !== null,
  ),
)

const repay = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.constantFrom('cash', 'debit')).map(([eighths, method]) =>
  command(`repay ${eighths}/4 of the debt`, async (model, lane) => {
    const debt = tiny.debtOf(model)
    const amount = Math.max(1, Math.floor((debt * eighths) / 4))
    const reply = await send(lane, `/api/customer-accounts/${lane.customer_id}/repayments`, { method, amount })
    if (amount > debt) {
      expectStatus('repay', reply, 409)
      return undefined
    }
    expectStatus('repay', reply, 201)
    tiny.repay(model, amount)
    tiny.book(model, method, amount)
    return undefined
  }),
)

/** All that may happen, the frequent first. */
export const shopCommands: fc.Arbitrary<Command>[] = [
  receive,
  adjust,
  draft,
  draft,
  confirm,
  confirm,
  handOver,
  cancel,
  pay,
  pay,
  giveBack,
  sale,
  sale,
  hold,
  endHold,
  openTill,
  moveCash,
  closeTill,
  repay,
]
