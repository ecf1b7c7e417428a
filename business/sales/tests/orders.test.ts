import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

const act = (id: string, verb: string, body: object = {}) => shop.owner.post(`/api/orders/${id}/${verb}`, body)
const pay = (order_id: string, amount: number, more: object = {}) =>
  shop.owner.post('/api/payments', { order_id, method: 'debit', amount, ...more })

test('the documented body makes a draft', async () => {
  const oil = await shop.product({ on_hand: 5, price: 1_500_000 })
  const customer_id = await shop.customer({ name: 'María Soto' })
  const reply = await shop.owner.post('/api/orders', {
    customer_id,
    warehouse_id: shop.warehouse_id,
    status: 'draft',
    items: [{ product_id: oil, quantity: 2, unit_price: '1500000' }],
  })
  expect(reply.status, reply.text).toBe(201)
  expect(reply.body).toMatchObject({
    status: 'draft',
    total: 3_000_000,
    payment_status: 'unpaid',
    fulfilment_status: 'pending',
    customer: { name: 'María Soto' },
    next: ['edit', 'confirm', 'pay', 'cancel'],
  })
  expect(await shop.onHand(oil)).toMatchObject({ reserved: 0 })
})

test('an order lives from draft to completed: reserve, pay, hand over', async () => {
  const oil = await shop.product({ on_hand: 5, price: 11_900, cost: 5_000 })
  const order = await shop.draft([{ product_id: oil, quantity: 2 }])

  expect(await act(order.id, 'confirm')).toMatchObject({ status: 200, body: { status: 'confirmed' } })
  expect(await shop.onHand(oil)).toEqual({ on_hand: 5, reserved: 2, available: 3 })
  expect(await pay(order.id, 10_000)).toMatchObject({
    status: 201,
    body: { amount: 10_000, balance: { due_minor: 13_800, payment_status: 'partial' } },
  })
  expect(await pay(order.id, 13_800)).toMatchObject({ body: { balance: { due_minor: 0, payment_status: 'paid' } } })
  expect((await shop.owner.get(`/api/orders/${order.id}`)).body).toMatchObject({
    status: 'confirmed',
    payment_status: 'paid',
  })

  expect(await act(order.id, 'hand-over')).toMatchObject({
    status: 200,
    body: {
      status: 'completed',
      fulfilment_status: 'handed_over',
      cost_minor: 10_000,
      document_label: expect.stringMatching(/^B-\d+$/),
    },
  })
  expect(await shop.onHand(oil)).toEqual({ on_hand: 3, reserved: 0, available: 3 })
  const { items } = (await shop.owner.get(`/api/orders/${order.id}/history`)).body
  expect(items.map((entry: { action: string }) => entry.action)).toEqual(
    expect.arrayContaining([
      'order.created',
      'order.confirmed',
      'payment.created',
      'order.handed_over',
      'order.completed',
    ]),
  )
  expect(items[0]).toMatchObject({ actor_name: 'admin' })
  await expectBooksToHold(shop)
})

test('handed over first, the order completes with its last payment', async () => {
  const oil = await shop.product({ on_hand: 5, price: 1_000 })
  const order = await shop.draft([{ product_id: oil, quantity: 1 }])
  await act(order.id, 'confirm')
  expect((await act(order.id, 'hand-over')).body).toMatchObject({ status: 'confirmed' })
  await pay(order.id, 1_000)
  expect((await shop.owner.get(`/api/orders/${order.id}`)).body).toMatchObject({ status: 'completed' })
})

test('an order to take away is confirmed and handed over at once', async () => {
  const oil = await shop.product({ on_hand: 5, price: 1_000 })
  const order = await shop.draft([{ product_id: oil, quantity: 1 }], { fulfilment: 'takeaway' })
  expect((await act(order.id, 'confirm')).body).toMatchObject({ status: 'confirmed', fulfilment_status: 'handed_over' })
  expect(await shop.onHand(oil)).toMatchObject({ on_hand: 4, reserved: 0 })
})

test('confirming more than there is names each short line and reserves nothing', async () => {
  const [oil, filter] = [await shop.product({ on_hand: 5 }), await shop.product({ on_hand: 1 })]
  const order = await shop.draft([
    { product_id: oil, quantity: 2 },
    { product_id: filter, quantity: 3 },
  ])
  expect(await act(order.id, 'confirm')).toMatchObject({
    status: 409,
    body: { code: 'stock.short', short_lines: [{ product_id: filter, requested: 3, available: 1 }] },
  })
  expect(await shop.onHand(oil)).toMatchObject({ reserved: 0 })
  expect((await shop.owner.get(`/api/orders/${order.id}`)).body.status).toBe('draft')
})

test('prices follow the catalogue until the order is confirmed, then they are frozen', async () => {
  const oil = await shop.product({ on_hand: 5, price: 1_000 })
  const order = await shop.draft([{ product_id: oil, quantity: 1 }])
  await shop.owner.patch(`/api/products/${oil}`, { price: 1_200 })
  expect((await act(order.id, 'confirm')).body).toMatchObject({ total: 1_200 })
  await shop.owner.patch(`/api/products/${oil}`, { price: 9_999 })
  expect((await shop.owner.get(`/api/orders/${order.id}`)).body).toMatchObject({ total: 1_200, due_minor: 1_200 })
})

test('items of a draft are added, changed and taken off, and the total follows', async () => {
  const [oil, filter] = [await shop.product({ price: 1_000 }), await shop.product({ price: 500 })]
  const order = await shop.draft([{ product_id: oil, quantity: 1 }])
  const path = `/api/orders/${order.id}/items`
  const added = await shop.owner.post(path, { product_id: filter, quantity: 2 })
  expect(added).toMatchObject({ status: 201, body: { total: 2_000 } })
  const [first, second] = added.body.items
  expect((await shop.owner.patch(`${path}/${first.id}`, { quantity: 3 })).body).toMatchObject({ total: 4_000 })
  expect((await shop.owner.patch(`${path}/${second.id}`, { discount_basis_points: 5_000 })).body.total).toBe(3_500)
  expect((await shop.owner.delete(`${path}/${first.id}`)).body).toMatchObject({ total: 500, lines: 1 })
  expect((await shop.owner.delete(`${path}/${first.id}`)).status).toBe(404)
  expect((await shop.owner.get(path)).body.items).toHaveLength(1)
})

test('an edit that started from an old version is refused', async () => {
  const order = await shop.draft([{ product_id: await shop.product(), quantity: 1 }])
  const old = { headers: { 'if-match': '"1"' } }
  expect((await shop.owner.patch(`/api/orders/${order.id}`, { notes: 'uno' }, old)).status).toBe(200)
  expect((await shop.owner.patch(`/api/orders/${order.id}`, { notes: 'dos' }, old)).status).toBe(412)
})

test('a draft is not edited below what was already paid', async () => {
  const oil = await shop.product({ price: 1_000, on_hand: 9 })
  const order = await shop.draft([{ product_id: oil, quantity: 2 }])
  await pay(order.id, 1_500)
  expect(
    await shop.owner.patch(`/api/orders/${order.id}`, { items: [{ product_id: oil, quantity: 1 }] }),
  ).toMatchObject({
    status: 409,
    body: { code: 'payment.total_below_paid' },
  })
})

test('S32: every transition that is not in the table is refused', async () => {
  const oil = await shop.product({ on_hand: 50, price: 1_000 })
  const make = async (...verbs: string[]) => {
    const order = await shop.draft([{ product_id: oil, quantity: 1 }])
    for (const verb of verbs)
      expect((verb === 'pay' ? await pay(order.id, 1_000) : await act(order.id, verb)).status).toBeLessThan(300)
    return order.id
  }
  const forbidden: [string[], string][] = [
    [[], 'hand-over'],
    [['confirm'], 'confirm'],
    [['confirm', 'hand-over'], 'hand-over'],
    [['confirm', 'hand-over'], 'cancel'],
    [['confirm', 'pay', 'hand-over'], 'confirm'],
    [['confirm', 'pay', 'hand-over'], 'cancel'],
    [['confirm', 'pay', 'hand-over'], 'hand-over'],
    [['confirm', 'pay', 'hand-over'], 'pay'],
    [['cancel'], 'confirm'],
    [['cancel'], 'cancel'],
    [['cancel'], 'hand-over'],
    [['cancel'], 'pay'],
    [['confirm', 'cancel'], 'confirm'],
    [['confirm', 'cancel'], 'cancel'],
  ]
  for (const [path, verb] of forbidden) {
    const id = await make(...path)
    const reply = verb === 'pay' ? await pay(id, 1_000) : await act(id, verb)
    expect(reply.status, `${path.join(' → ')} → ${verb}: ${reply.text}`).toBe(409)
  }
  for (const path of [['confirm'], ['cancel'], ['confirm', 'pay', 'hand-over']]) {
    const id = await make(...path)
    expect((await shop.owner.patch(`/api/orders/${id}`, { notes: 'tarde' })).status).toBe(409)
    expect((await shop.owner.post(`/api/orders/${id}/items`, { product_id: oil, quantity: 1 })).status).toBe(409)
  }
  expect((await act((await shop.draft([])).id, 'confirm')).body.code).toBe('order.empty')
  await expectBooksToHold(shop)
})

test('cancelling gives the stock back once and proposes the refunds', async () => {
  const oil = await shop.product({ on_hand: 5, price: 1_000 })
  const order = await shop.draft([{ product_id: oil, quantity: 2 }])
  await act(order.id, 'confirm')
  const payment = (await pay(order.id, 1_500)).body
  const cancelled = await act(order.id, 'cancel', { reason: 'se arrepintió' })
  expect(cancelled.body).toMatchObject({
    status: 'cancelled',
    cancel_reason: 'se arrepintió',
    proposed_refunds: [{ payment_id: payment.id, method: 'debit', amount: 1_500 }],
  })
  expect(await shop.onHand(oil)).toEqual({ on_hand: 5, reserved: 0, available: 5 })
  const refund = await shop.owner.post(`/api/payments/${payment.id}/refund`, { reason: 'anulado' })
  expect(refund).toMatchObject({
    status: 201,
    body: { amount: -1_500, method: 'debit', balance: { payment_status: 'refunded' } },
  })
  await expectBooksToHold(shop)
})

test('cancelling with refund gives the money back in its own tender', async () => {
  const oil = await shop.product({ on_hand: 5, price: 1_000 })
  const order = await shop.draft([{ product_id: oil, quantity: 1 }])
  await act(order.id, 'confirm')
  await pay(order.id, 400)
  await pay(order.id, 600, { method: 'cash' })
  const { body } = await act(order.id, 'cancel', { refund: true })
  expect(body).toMatchObject({
    status: 'cancelled',
    payment_status: 'refunded',
    refunded_minor: 1_000,
    proposed_refunds: [],
  })
  await expectBooksToHold(shop)
})

test('of two who hand over, and of one who cancels meanwhile, one wins', async () => {
  for (let round = 0; round < 6; round++) {
    const oil = await shop.product({ on_hand: 3, price: 1_000 })
    const order = await shop.draft([{ product_id: oil, quantity: 2 }])
    await act(order.id, 'confirm')
    const replies = await Promise.all([
      act(order.id, 'hand-over'),
      act(order.id, round % 2 ? 'hand-over' : 'cancel'),
      act(order.id, 'hand-over'),
    ])
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(2)
    const { status } = (await shop.owner.get(`/api/orders/${order.id}`)).body
    expect(await shop.onHand(oil)).toMatchObject({ on_hand: status === 'cancelled' ? 3 : 1, reserved: 0 })
  }
  await expectBooksToHold(shop)
})

test('paying, handing over and cancelling at once never dead-lock', async () => {
  const oil = await shop.product({ on_hand: 50, price: 1_000 })
  for (let round = 0; round < 8; round++) {
    const order = await shop.draft([{ product_id: oil, quantity: 1 }])
    await act(order.id, 'confirm')
    const replies = await Promise.all([
      pay(order.id, 1_000),
      act(order.id, 'hand-over'),
      act(order.id, 'cancel'),
      pay(order.id, 1_000),
    ])
    for (const reply of replies) expect([200, 201, 409], reply.text).toContain(reply.status)
  }
  await expectBooksToHold(shop)
})

test('an order of another store does not exist for those who do not work there', async () => {
  const order = await shop.draft([{ product_id: await shop.product(), quantity: 1 }])
  const stranger = shop.as('vendedor', { stores: [newId()] })
  expect((await stranger.get(`/api/orders/${order.id}`)).status).toBe(404)
  expect((await stranger.get('/api/orders')).body.items).toEqual([])
  for (const verb of ['confirm', 'cancel', 'hand-over']) {
    expect((await stranger.post(`/api/orders/${order.id}/${verb}`)).status, verb).toBe(404)
  }
  expect((await stranger.patch(`/api/orders/${order.id}`, { notes: 'x' })).status).toBe(404)
  expect((await shop.as('vendedor').get(`/api/orders/${order.id}`)).body).not.toHaveProperty('cost_minor')
  expect((await shop.as('vendedor').get('/api/orders?sort=-margin_minor')).status).toBe(403)
})

test('orders are found by state, number, customer and words, and exported', async () => {
  const customer_id = await shop.customer({ name: 'Ñandú Repuestos Ltda' })
  const order = await shop.draft([{ product_id: await shop.product({ on_hand: 5 }), quantity: 1 }], { customer_id })
  const ids = async (query: string) =>
    (await shop.owner.get(`/api/orders?${query}`)).body.items.map((o: { id: string }) => o.id)
  expect(await ids(`number=${order.number}`)).toEqual([order.id])
  expect(await ids(`customer_id=${customer_id}&status=draft&payment_status=unpaid`)).toEqual([order.id])
  expect(await ids('q=nandu')).toEqual([order.id])
  expect(await ids(`customer_id=${customer_id}&status=completed`)).toEqual([])
  const file = await shop.owner.get('/api/orders/export?format=csv&q=nandu')
  expect(file.status).toBe(200)
  expect(file.text).toContain('Ñandú Repuestos Ltda')
  expect((await shop.cashier.get('/api/orders/export')).status).toBe(403)
})

test('stock is judged line by line before confirming, and the whole is priced', async () => {
  const [plenty, few, none] = [
    await shop.product({ on_hand: 20, price: 1_000, min_stock: 5 }),
    await shop.product({ on_hand: 2, price: 1_000 }),
    await shop.product({ price: 1_000 }),
  ]
  const missing = newId()
  const reply = await shop.owner.post('/api/orders/validate', {
    warehouse_id: shop.warehouse_id,
    items: [
      { product_id: plenty, quantity: 16 },
      { product_id: few, quantity: 3 },
      { product_id: none, quantity: 1 },
      { product_id: missing, quantity: 1 },
    ],
  })
  expect(reply.status, reply.text).toBe(200)
  expect(reply.body.items.map((item: { status: string }) => item.status)).toEqual([
    'in_stock',
    'partial',
    'out_of_stock',
    'not_found',
  ])
  expect(reply.body.items[0].warnings).toEqual(['leaves_at_minimum'])
  expect(reply.body).toMatchObject({
    is_valid: false,
    summary: { lines: 4, in_stock: 1, partial: 1, out_of_stock: 1, not_found: 1 },
    totals: { total: 20_000 },
  })
})
