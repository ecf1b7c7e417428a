import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { noteMail } from '#platform/mail/send-mail'
import { expectBooksToHold } from '../../../tests/support/selling-shop.ts'
import { type BuyingShop, openBuyingShop } from './buying-shop.ts'

let shop: BuyingShop

beforeAll(async () => {
  shop = await openBuyingShop()
})

const receive = (body: object) => shop.storekeeper.post('/api/goods-receipts', body)
const purchase = async (id: string) => (await shop.owner.get(`/api/purchase-orders/${id}`)).body

test('an order is written at the supplier’s prices in whole packs, sent, and received in two parts', async () => {
  const [supplier_id, oil, filter] = [await shop.supplier(), await shop.product(), await shop.product()]
  await shop.offer(supplier_id, oil, { pack_size: 12, pack_cost_minor: 100_000, supplier_code: 'ACE-12' })
  await shop.offer(supplier_id, filter, { pack_cost_minor: 4_100 })
  const order = await shop.order(
    supplier_id,
    [
      { product_id: oil, quantity: 24 },
      { product_id: filter, quantity: 10 },
    ],
    { send: true },
  )
  expect(await purchase(order.id)).toMatchObject({ status: 'sent', goods_cost_minor: 241_000, received_percent: 0 })

  const first = await receive({ purchase_order_id: order.id, lines: [{ product_id: oil, quantity: 12 }] })
  expect(first, first.text).toMatchObject({ status: 201, body: { units: 12, has_differences: false } })
  expect(first.body.cost_minor, 'a storekeeper sees no costs').toBeUndefined()
  expect(await purchase(order.id)).toMatchObject({ status: 'partially_received' })
  await receive({
    purchase_order_id: order.id,
    lines: [
      { product_id: oil, quantity: 12 },
      { product_id: filter, quantity: 10 },
    ],
  })

  expect(await purchase(order.id)).toMatchObject({ status: 'received', received_percent: 100 })
  expect(await shop.onHand(oil)).toMatchObject({ on_hand: 24 })
  // A box of twelve costs 100.000: two boxes are 200.000, not 24 × 8.333.
  const kardex = await shop.owner.get(`/api/stock-movements?product_id=${oil}`)
  expect(kardex.body.items.map((row: { cost_minor: number }) => row.cost_minor)).toEqual([100_000, 100_000])
  expect((await shop.owner.get(`/api/products/${oil}`)).body).toMatchObject({ cost: 8_333 })
  await expectBooksToHold(shop)
})

test('a quantity that opens a pack is refused with the next whole one', async () => {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product()]
  await shop.offer(supplier_id, product_id, { pack_size: 6 })
  const reply = await shop.owner.post('/api/purchase-orders', { supplier_id, lines: [{ product_id, quantity: 8 }] })
  expect(reply).toMatchObject({ status: 422, body: { code: 'purchase_order.whole_packs', suggested: 12 } })
})

test('an order below the supplier’s minimum is sent only on purpose, and freight falls away above its mark', async () => {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product()]
  await shop.offer(supplier_id, product_id, { pack_cost_minor: 10_000 })
  const terms = { minimum_minor: 50_000, freight_minor: 6_000, free_freight_minor: 80_000 }
  await shop.owner.patch(`/api/suppliers/${supplier_id}/terms`, terms)
  const order = await shop.order(supplier_id, [{ product_id, quantity: 4 }])
  expect(await purchase(order.id)).toMatchObject({
    freight_cost_minor: 6_000,
    cost_minor: 46_000,
    cost_terms: { missing_to_minimum_minor: 10_000, missing_to_free_freight_minor: 40_000 },
  })
  const send = (body: object) => shop.owner.post(`/api/purchase-orders/${order.id}/send`, body)
  expect((await send({ without_mail: true })).body).toMatchObject({ code: 'purchase_order.below_minimum' })
  await shop.owner.patch(`/api/purchase-orders/${order.id}`, { lines: [{ product_id, quantity: 8 }] })
  expect(await purchase(order.id)).toMatchObject({ freight_cost_minor: 0, cost_minor: 80_000 })
  expect((await send({ without_mail: true })).body).toMatchObject({ status: 'sent' })
})

test('over, unordered, damaged and dearer goods are refused or noted, each by its name', async () => {
  const [supplier_id, oil, filter] = [await shop.supplier(), await shop.product(), await shop.product({ cost: 500 })]
  await shop.offer(supplier_id, oil, { pack_cost_minor: 1_000 })
  const order = await shop.order(supplier_id, [{ product_id: oil, quantity: 10 }], { send: true })
  const came = (lines: object[], more: object = {}) => ({ purchase_order_id: order.id, lines, ...more })

  expect(await receive(came([{ product_id: oil, quantity: 11 }]))).toMatchObject({
    status: 409,
    body: { code: 'goods_receipt.over', open: 10 },
  })
  expect((await receive(came([{ product_id: filter, quantity: 1 }]))).body.code).toBe('goods_receipt.unordered')
  expect((await receive(came([{ product_id: oil, quantity: 1, pack_cost_minor: 1_200 }]))).body.code).toBe(
    'offer.cost_forbidden',
  )
  expect((await receive(came([{ product_id: oil, quantity: 0 }]))).body.code).toBe('goods_receipt.nothing')
  expect(await shop.onHand(oil)).toMatchObject({ on_hand: 0 })

  const lines = [
    { product_id: oil, quantity: 11, damaged_quantity: 2, pack_cost_minor: 1_200 },
    { product_id: filter, quantity: 1 },
  ]
  const reply = await shop.owner.post(
    '/api/goods-receipts',
    came(lines, { accept_over: true, accept_unordered: true, document_label: 'GD-771' }),
  )
  expect(reply.body.items).toMatchObject([
    { differences: ['over', 'damaged', 'price'], cost_minor: 13_200 },
    { differences: ['unordered'], cost_minor: 500 },
  ])
  expect(await shop.onHand(oil), 'broken goods stay off the shelf').toMatchObject({ on_hand: 11 })
  const offers = (await shop.owner.get(`/api/products/${oil}/suppliers`)).body.items
  expect(offers).toMatchObject([{ pack_cost_minor: 1_200 }])
  await expectBooksToHold(shop)
})

test('what is missing is given up when nobody expects it any more', async () => {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product()]
  await shop.offer(supplier_id, product_id)
  const order = await shop.order(supplier_id, [{ product_id, quantity: 10 }], { send: true })
  const reply = await shop.owner.post('/api/goods-receipts', {
    purchase_order_id: order.id,
    lines: [{ product_id, quantity: 7 }],
    close_order: true,
  })
  expect(reply.body.items).toMatchObject([{ differences: ['under'] }])
  expect(await purchase(order.id)).toMatchObject({ status: 'received', received_percent: 70 })
  expect((await receive({ purchase_order_id: order.id, lines: [{ product_id, quantity: 3 }] })).body).toMatchObject({
    code: 'goods_receipt.not_receivable',
  })
})

test('a new cost brings the price that keeps today’s markup, rounded as the shop rounds cash', async () => {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product({ price: 11_990 })]
  await shop.offer(supplier_id, product_id, { pack_cost_minor: 6_000 })
  const buy = (pack_cost_minor: number) =>
    shop.post('/api/goods-receipts', { supplier_id, lines: [{ product_id, quantity: 1, pack_cost_minor }] })
  expect((await buy(6_000)).cost_hints).toEqual([])
  expect((await buy(6_600)).cost_hints).toMatchObject([
    { product_id, price: 11_990, cost_before_minor: 6_000, cost_after_minor: 6_600, suggested_price: 13_190 },
  ])
})

test('one receipt sent twice comes once, and two clerks who receive one order together take what there is', async () => {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product()]
  await shop.offer(supplier_id, product_id)
  const order = await shop.order(supplier_id, [{ product_id, quantity: 10 }], { send: true })
  const slip = { id: newId(), purchase_order_id: order.id, lines: [{ product_id, quantity: 4 }] }
  const replies = await Promise.all([receive(slip), receive(slip), receive(slip)])
  expect(replies.map(({ status }) => status)).toEqual([201, 201, 201])
  expect((await receive({ ...slip, lines: [{ product_id, quantity: 5 }] })).body.code).toBe('goods_receipt.id_taken')
  expect(await shop.onHand(product_id)).toMatchObject({ on_hand: 4 })

  const rest = { purchase_order_id: order.id, lines: [{ product_id, quantity: 6 }] }
  const both = await Promise.all([receive(rest), receive(rest)])
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(await shop.onHand(product_id)).toMatchObject({ on_hand: 10 })
  await expectBooksToHold(shop)
})

test('several orders are received at once, or none of them', async () => {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product()]
  await shop.offer(supplier_id, product_id)
  const orders = await Promise.all(
    [1, 2].map(() => shop.order(supplier_id, [{ product_id, quantity: 5 }], { send: true })),
  )
  const receipts = (quantity: number) =>
    orders.map(({ id }, at) => ({ purchase_order_id: id, lines: [{ product_id, quantity: at === 0 ? 5 : quantity }] }))
  const batch = (quantity: number) =>
    shop.storekeeper.post('/api/goods-receipts/batch', { receipts: receipts(quantity) })
  expect((await batch(6)).status).toBe(409)
  expect(await shop.onHand(product_id)).toMatchObject({ on_hand: 0 })
  const done = await batch(5)
  expect(done.body.items.map((one: { purchase_order: { id: string } }) => one.purchase_order.id)).toEqual(
    orders.map(({ id }) => id),
  )
  expect(await shop.onHand(product_id)).toMatchObject({ on_hand: 10 })
})

test('every move of an order that is not in its table is refused', async () => {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product()]
  await shop.offer(supplier_id, product_id)
  const moves: Record<string, (id: string) => Promise<{ status: number }>> = {
    send: (id) => shop.owner.post(`/api/purchase-orders/${id}/send`, { without_mail: true }),
    cancel: (id) => shop.owner.post(`/api/purchase-orders/${id}/cancel`, { reason: 'Ya no' }),
    close: (id) => shop.owner.post(`/api/purchase-orders/${id}/close`, { reason: 'No viene' }),
    edit: (id) => shop.owner.patch(`/api/purchase-orders/${id}`, { notes: 'x' }),
    some: (id) => receive({ purchase_order_id: id, lines: [{ product_id, quantity: 1 }] }),
    rest: (id) => receive({ purchase_order_id: id, lines: [{ product_id, quantity: 4 }] }),
  }
  const table: [string[], string[]][] = [
    [[], ['close', 'some']],
    [['send'], ['send', 'close', 'edit']],
    [['cancel'], ['send', 'cancel', 'close', 'edit', 'some']],
    [
      ['send', 'some'],
      ['send', 'cancel', 'edit'],
    ],
    [
      ['send', 'some', 'rest'],
      ['send', 'cancel', 'close', 'edit', 'some'],
    ],
    [
      ['send', 'some', 'close'],
      ['send', 'cancel', 'close', 'edit', 'some'],
    ],
  ]
  for (const [path, refused] of table) {
    const { id } = await shop.order(supplier_id, [{ product_id, quantity: 5 }])
    for (const move of path) expect((await moves[move]?.(id))?.status, `${path}`).toBeLessThan(300)
    for (const move of refused) expect((await moves[move]?.(id))?.status, `${path} → ${move}`).toBe(409)
  }
})

test('an order leaves as a PDF by e-mail, once there is an address and a mail server', async () => {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product()]
  await shop.offer(supplier_id, product_id)
  const order = await shop.order(supplier_id, [{ product_id, quantity: 5 }])
  const send = (body: object = {}) => shop.owner.post(`/api/purchase-orders/${order.id}/send`, body)
  expect((await send()).body.code).toBe('purchase_order.no_address')
  expect((await send({ email: 'ventas@distribuidora.cl' })).body.code).toBe('mail.not_configured')
  await noteMail(shop.ctx, { smtp_url: 'smtp://127.0.0.1:1', from: undefined })
  expect((await send({ email: 'ventas@distribuidora.cl' })).body).toMatchObject({
    status: 'sent',
    sent_to: 'ventas@distribuidora.cl',
  })
  const pdf = await shop.owner.get(`/api/purchase-orders/${order.id}/pdf`)
  expect(pdf).toMatchObject({ status: 200, headers: { 'content-type': 'application/pdf' } })
  expect(pdf.text.startsWith('%PDF')).toBe(true)
})

test('freight is shared among what came, by value and to the peso: it is part of what the goods cost', async () => {
  const [supplier_id, oil, filter, gift] = [
    await shop.supplier(),
    await shop.product(),
    await shop.product(),
    await shop.product(),
  ]
  const line = (product_id: string, quantity: number, pack_cost_minor: number) => ({
    product_id,
    quantity,
    pack_cost_minor,
  })
  const came = { supplier_id, warehouse_id: shop.warehouse_id, charges_minor: 1_000 }
  const lines = [line(oil, 3, 3_333), line(filter, 1, 1_000)]
  expect(await receive({ ...came, lines: lines.map(({ pack_cost_minor: _cost, ...one }) => one) })).toMatchObject({
    status: 422,
  })
  expect((await receive({ ...came, lines })).status, 'who sees no costs tells none').toBe(403)
  const { id, ...receipt } = await shop.post('/api/goods-receipts', { ...came, lines })
  expect(receipt).toMatchObject({ cost_minor: 10_999, charges_minor: 1_000 })
  expect(receipt.items).toMatchObject([{ charges_minor: 909 }, { charges_minor: 91 }])
  const costOf = async (product_id: string) =>
    (await shop.owner.get(`/api/stock-movements?product_id=${product_id}&kind=receipt`)).body.items[0].cost_minor
  expect([await costOf(oil), await costOf(filter)]).toEqual([10_908, 1_091])

  const damaged = { ...line(oil, 0, 3_333), damaged_quantity: 2 }
  expect((await shop.post('/api/goods-receipts', { ...came, lines: [damaged] }, 422)).code).toBe(
    'goods_receipt.charges_on_nothing',
  )
  await shop.post('/api/goods-receipts', { ...came, charges_minor: 100, lines: [line(gift, 3, 0), damaged] })
  expect(await costOf(gift)).toBe(100)
  const bill = { supplier_id, document_label: 'F-77', issued_on: '2026-01-05', receipt_ids: [id] }
  const invoice = await shop.post('/api/supplier-invoices', {
    ...bill,
    net_minor: 10_999,
    tax_minor: 2_090,
    total: 13_089,
  })
  expect(invoice, 'a carrier’s charge is not the supplier’s').toMatchObject({ match: { expected_net_minor: 10_999 } })
  await expectBooksToHold(shop)
})
