import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { laneDuring, patiently } from '../../../tests/support/lane-figures.ts'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'
import { commands, openReadShop, type Paid, type ReadShop, requests } from './confirm-and-pay-books.ts'

let shop: SellingShop
let clerk: Awaited<ReturnType<SellingShop['atTill']>>

beforeAll(async () => {
  shop = await openSellingShop({ cash_rounding_minor: 10 })
  clerk = await shop.atTill()
})

const many = <T>(count: number, make: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)))
const debit = (amount: number) => ({ payments: [{ method: 'debit', amount }] })
const pay = (id: string, body: object, key: string = newId(), who = clerk as Pick<typeof clerk, 'post'>) =>
  patiently(() => who.post(`/api/orders/${id}/confirm`, body, { key }))
const orderOf = async (id: string) => (await shop.owner.get(`/api/orders/${id}`)).body
const moneyOf = async (id: string) => (await shop.owner.get(`/api/payments?order_id=${id}`)).body.items
const draftOf = async (price = 1_000, quantity = 2, more: object = {}) => {
  const product_id = await shop.product({ on_hand: 10, price })
  return { product_id, ...(await shop.draft([{ product_id, quantity }], more)) }
}
/** Nothing happened: a draft, unpaid, whose goods are free. */
const expectNothing = async (id: string, product_id: string) => {
  expect(await orderOf(id)).toMatchObject({ status: 'draft', payment_status: 'unpaid', paid_minor: 0 })
  expect(await moneyOf(id)).toEqual([])
  expect(await shop.onHand(product_id)).toMatchObject({ on_hand: 10, reserved: 0 })
}

describe('confirmed and paid in one request, an order leaves the rows of two requests', () => {
  let read: readonly [ReadShop, ReadShop]
  beforeAll(async () => {
    read = [await openReadShop(), await openReadShop()]
  })

  const acts: [name: string, more: object, payments: Paid[]][] = [
    ['paid by card', {}, [{ method: 'debit', amount: 9_902 }]],
    ['paid in part', {}, [{ method: 'debit', amount: 4_000 }]],
    ['cash with change, coins rounded', {}, [{ method: 'cash', amount: 9_900, tendered_minor: 10_000 }]],
    [
      'two ways of paying',
      {},
      [
        { method: 'debit', amount: 902 },
        { method: 'cash', amount: 9_000 },
      ],
    ],
    ['on the customer’s account', {}, [{ method: 'on_account', amount: 9_902 }]],
    ['to take away, which completes it', { fulfilment: 'takeaway' }, [{ method: 'debit', amount: 9_902 }]],
    ['to take away, paid in part', { fulfilment: 'takeaway' }, [{ method: 'debit', amount: 1_000 }]],
  ]
  test.each(acts)('%s: one by one', async (_name, more, payments) => {
    const [two, one] = read
    const [theirs, mine] = [await two.draft(more), await one.draft(more)]
    const expected = await two.changes(() => commands.twoRequests(two, theirs, payments))
    expect(expected.length).toBeGreaterThan(8)
    expect(await one.changes(() => commands.oneRequest(one, mine, payments))).toEqual(expected)
  })

  /** Those that wait for nobody's account and leave no goods are served together with others. */
  const together = new Set(['paid by card', 'paid in part', 'cash with change, coins rounded', 'two ways of paying'])
  test.each(acts)('%s: over HTTP', async (name, more, payments) => {
    const [two, one] = read
    const [theirs, mine] = [await two.draft(more), await one.draft(more)]
    const expected = await two.changes(() => requests.twoRequests(two, theirs, payments))
    const { value, done, undone } = await laneDuring(() => one.changes(() => requests.oneRequest(one, mine, payments)))
    expect(value).toEqual(expected)
    expect({ done, undone }).toEqual({ done: together.has(name) ? 1 : 0, undone: 0 })
  })
})

test('the answer is the order as it then is, with what was taken and the change', async () => {
  const { id, product_id } = await draftOf(1_996, 1)
  const reply = await pay(id, { payments: [{ method: 'cash', amount: 2_000, tendered_minor: 5_000 }] })
  expect(reply, reply.text).toMatchObject({
    status: 200,
    body: {
      status: 'confirmed',
      payment_status: 'paid',
      due_minor: 0,
      next: ['hand_over', 'cancel'],
      payments: [{ method: 'cash', amount: 2_000, tendered_minor: 5_000, change_minor: 3_000 }],
    },
  })
  const { payments, ...order } = reply.body
  const now = await shop.owner.get(`/api/orders/${id}`)
  const { cost_minor: _cost, margin_minor: _margin, ...seen } = now.body
  const withoutCosts = (items: object[]) => items.map(({ cost_minor: _own, ...line }: { cost_minor?: unknown }) => line)
  expect(order).toEqual({ ...seen, items: withoutCosts(seen.items) })
  expect(reply.headers.etag).toBe(now.headers.etag)
  const entries = await moneyOf(id)
  expect(entries.find(({ kind }: { kind: string }) => kind === 'charge')).toMatchObject({
    id: payments[0].id,
    till_session_id: clerk.session_id,
    created_by: clerk.actor.id,
  })
  expect(await shop.onHand(product_id)).toMatchObject({ on_hand: 10, reserved: 1 })
})

test('part of it may be paid, and the rest is due', async () => {
  const { id } = await draftOf()
  const body = {
    payments: [
      { method: 'debit', amount: 500 },
      { method: 'transfer', amount: 700, reference: '0042' },
    ],
  }
  const reply = await pay(id, body)
  expect(reply.body).toMatchObject({ status: 'confirmed', payment_status: 'partial', due_minor: 800 })
  expect(reply.body.payments.map(({ amount }: { amount: number }) => amount)).toEqual([500, 700])
})

test('an order to take away is handed over, paid and completed with its document', async () => {
  const { id, product_id } = await draftOf(1_000, 2, { fulfilment: 'takeaway' })
  const reply = await pay(id, debit(2_000))
  expect(reply.body).toMatchObject({
    status: 'completed',
    payment_status: 'paid',
    fulfilment_status: 'handed_over',
    document_label: expect.stringMatching(/^B-\d+$/),
  })
  expect(await shop.onHand(product_id)).toMatchObject({ on_hand: 8, reserved: 0 })
  await expectBooksToHold(shop)
})

describe('a payment that is refused leaves the order a draft', () => {
  const refused: [name: string, status: number, code: string, payments: object[], more?: object][] = [
    ['above what is due', 409, 'payment.above_balance', [{ method: 'debit', amount: 2_001 }]],
    [
      'the second above the rest',
      409,
      'payment.above_balance',
      [
        { method: 'debit', amount: 1_500 },
        { method: 'debit', amount: 600 },
      ],
    ],
    [
      'change out of a card',
      422,
      'payment.change_only_of_cash',
      [{ method: 'debit', amount: 2_000, tendered_minor: 3_000 }],
    ],
    ['an unknown way of paying', 422, 'payment.unknown_method', [{ method: 'gold', amount: 2_000 }]],
    [
      'a till that is not there',
      404,
      'till_session.not_found',
      [{ method: 'debit', amount: 2_000 }],
      {
        till_session_id: newId(),
      },
    ],
    ['on account without a customer', 422, 'payment.customer_needed', [{ method: 'on_account', amount: 2_000 }]],
  ]
  test.each(refused)('%s', async (_name, status, code, payments, more = {}) => {
    const { id, product_id } = await draftOf()
    const key = newId()
    const reply = await pay(id, { payments, ...more }, key)
    expect(reply, reply.text).toMatchObject({ status, body: { code } })
    expect(await pay(id, { payments, ...more }, key)).toMatchObject({ status, body: reply.body })
    await expectNothing(id, product_id)
  })

  test('another person’s till', async () => {
    const { id, product_id } = await draftOf()
    const other = await shop.atTill()
    const reply = await pay(id, { ...debit(2_000), till_session_id: other.session_id })
    expect(reply.body.code).toBe('till_session.other_till')
    await expectNothing(id, product_id)
  })

  test('above the customer’s limit', async () => {
    const customer_id = await shop.customer({ credit_limit: 1_999 })
    const { id, product_id } = await draftOf(1_000, 2, { customer_id })
    const reply = await pay(id, { payments: [{ method: 'on_account', amount: 2_000 }] })
    expect(reply.body.code).toBe('payment.over_limit')
    await expectNothing(id, product_id)
  })
})

test('who may confirm and not take payments confirms, and is told clearly what is missing', async () => {
  const { id, product_id } = await draftOf()
  const keeper = shop.as('vendedor', { permissions: ['orders.see', 'orders.confirm'] })
  const reply = await pay(id, debit(2_000), newId(), keeper)
  expect(reply).toMatchObject({ status: 403, body: { code: 'request.forbidden', permission: 'payments.take' } })
  await expectNothing(id, product_id)
  const collector = shop.as('cajero', { permissions: ['orders.see', 'payments.take'] })
  expect(await pay(id, debit(2_000), newId(), collector)).toMatchObject({
    status: 403,
    body: { permission: 'orders.confirm' },
  })
  expect(await pay(id, {}, newId(), keeper)).toMatchObject({ status: 200, body: { payment_status: 'unpaid' } })
})

test('an order that is short takes no money', async () => {
  const [scarce, plenty] = [await shop.product({ on_hand: 1 }), await shop.product({ on_hand: 10 })]
  const { id } = await shop.draft([scarce, plenty].map((product_id) => ({ product_id, quantity: 2 })))
  const reply = await pay(id, debit(4_000))
  expect(reply).toMatchObject({ status: 409, body: { code: 'stock.short', short_count: 1 } })
  await expectNothing(id, plenty)
})

test('under its key the act happens once: the same answer again, another body refused', async () => {
  const { id, product_id } = await draftOf()
  const first = await pay(id, debit(2_000), 'once-and-paid')
  expect(first.status, first.text).toBe(200)
  const again = await pay(id, debit(2_000), 'once-and-paid')
  expect(again).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' } })
  expect(again.body).toEqual(first.body)
  expect(await pay(id, debit(1_000), 'once-and-paid')).toMatchObject({
    status: 422,
    body: { code: 'request.key_reused' },
  })
  expect(await moneyOf(id)).toHaveLength(1)
  expect(await shop.onHand(product_id)).toMatchObject({ reserved: 2 })
})

test('of many who confirm and charge one order, one is first and the money is taken once', async () => {
  const { id } = await draftOf()
  const replies = await many(6, () => pay(id, debit(2_000)))
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409])
  expect(await moneyOf(id)).toHaveLength(1)
  await expectBooksToHold(shop)
})

test('a price that rose since the draft leaves the rest due; one that fell refuses the payment', async () => {
  const [risen, fallen] = [await draftOf(), await draftOf()]
  await shop.owner.patch(`/api/products/${risen.product_id}`, { price: 1_500 })
  await shop.owner.patch(`/api/products/${fallen.product_id}`, { price: 500 })
  const answers = [await pay(risen.id, debit(2_000)), await pay(fallen.id, debit(2_000))]
  expect(answers[0]?.body).toMatchObject({ status: 'confirmed', total: 3_000, due_minor: 1_000 })
  expect(answers[1]?.body).toMatchObject({ code: 'payment.above_balance', due_minor: 1_000 })
  await expectNothing(fallen.id, fallen.product_id)
})
