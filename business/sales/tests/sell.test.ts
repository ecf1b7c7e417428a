import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { noteMail } from '#platform/mail/send-mail'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

const sale = (items: object[], payments: object[], more: object = {}) => ({
  warehouse_id: shop.warehouse_id,
  items,
  payments,
  ...more,
})

test('the documented body sells: total, change and document number, stock and till at once', async () => {
  const seller = await shop.atTill()
  const oil = await shop.product({ on_hand: 10, price: 11_900, cost: 6_000 })

  const reply = await seller.post('/api/sales', {
    till_session_id: seller.session_id,
    warehouse_id: shop.warehouse_id,
    items: [{ product_id: oil, quantity: 2 }],
    payments: [{ method: 'cash', amount: 24_000 }],
  })

  expect(reply.status, reply.text).toBe(201)
  expect(reply.body).toMatchObject({
    total: 23_800,
    net_minor: 20_000,
    tax_minor: 3_800,
    exempt_minor: 0,
    paid_minor: 23_800,
    change: 200,
    rounding_minor: 0,
    document_kind: 'boleta',
    customer_id: null,
    till_session_id: seller.session_id,
  })
  expect(reply.body.document_number).toBeGreaterThan(0)
  expect(await shop.onHand(oil)).toEqual({ on_hand: 8, reserved: 0, available: 8 })
  const order = (await shop.owner.get(`/api/orders/${reply.body.id}`)).body
  expect(order).toMatchObject({
    status: 'completed',
    payment_status: 'paid',
    fulfilment_status: 'handed_over',
    due_minor: 0,
    cost_minor: 12_000,
    margin_minor: 8_000,
    next: [],
  })
  await expectBooksToHold(shop)
})

test('cash is rounded to ten pesos on a line of its own', async () => {
  const seller = await shop.atTill()
  const bolt = await shop.product({ on_hand: 5, price: 1_996 })

  const { body } = await seller.post(
    '/api/sales',
    sale([{ product_id: bolt, quantity: 1 }], [{ method: 'cash', amount: 5_000 }]),
  )

  expect(body).toMatchObject({ total: 1_996, paid_minor: 2_000, rounding_minor: -4, change: 3_000 })
  const entries = (await shop.owner.get(`/api/payments?order_id=${body.id}&kind=rounding`)).body.items
  expect(entries).toMatchObject([{ kind: 'rounding', amount: -4, method: null }])
})

test('a card is charged to the peso, and change never comes out of it', async () => {
  const seller = await shop.atTill()
  const bolt = await shop.product({ on_hand: 5, price: 1_996 })
  const items = [{ product_id: bolt, quantity: 1 }]

  expect(await seller.post('/api/sales', sale(items, [{ method: 'debit', amount: 1_996 }]))).toMatchObject({
    status: 201,
    body: { paid_minor: 1_996, rounding_minor: 0, change: 0 },
  })
  expect(await seller.post('/api/sales', sale(items, [{ method: 'debit', amount: 2_000 }]))).toMatchObject({
    status: 409,
    body: {
      code: 'payment.above_balance',
      due_minor: 1_996,
      title: 'El pago supera lo que se debe. Quedan por pagar $1.996.',
    },
  })
})

test('tender is split, and only cash gives change', async () => {
  const seller = await shop.atTill()
  const oil = await shop.product({ on_hand: 5, price: 10_000 })
  const payments = [
    { method: 'cash', amount: 6_000 },
    { method: 'debit', amount: 5_000 },
  ]
  const reply = await seller.post('/api/sales', sale([{ product_id: oil, quantity: 1 }], payments))
  expect(reply).toMatchObject({ status: 201, body: { total: 10_000, paid_minor: 10_000, change: 1_000 } })
  const entries = (await shop.owner.get(`/api/payments?order_id=${reply.body.id}`)).body.items
  expect(entries.map((e: { method: string; amount: number }) => [e.method, e.amount])).toEqual(
    expect.arrayContaining([
      ['cash', 5_000],
      ['debit', 5_000],
    ]),
  )
})

test('a sale that is not paid in full is refused and leaves nothing behind', async () => {
  const seller = await shop.atTill()
  const oil = await shop.product({ on_hand: 5, price: 10_000 })
  const id = newId()
  const reply = await seller.post(
    '/api/sales',
    sale([{ product_id: oil, quantity: 1 }], [{ method: 'debit', amount: 9_999 }], { id }),
  )
  expect(reply).toMatchObject({ status: 422, body: { code: 'sale.underpaid', due_minor: 1 } })
  expect(await shop.onHand(oil)).toMatchObject({ on_hand: 5 })
  expect((await shop.owner.get(`/api/orders/${id}`)).status).toBe(404)
})

test('a short sale names each short line and leaves no gap in the numbers', async () => {
  const seller = await shop.atTill()
  const oil = await shop.product({ on_hand: 1, price: 100 })
  const items = [{ product_id: oil, quantity: 2 }]
  const good = [{ product_id: await shop.product({ on_hand: 9, price: 100 }), quantity: 1 }]
  const first = await seller.post('/api/sales', sale(good, [{ method: 'debit', amount: 100 }]))

  expect(await seller.post('/api/sales', sale(items, [{ method: 'debit', amount: 200 }]))).toMatchObject({
    status: 409,
    body: { code: 'stock.short', short_lines: [{ product_id: oil, requested: 2, available: 1 }] },
  })

  const next = await seller.post('/api/sales', sale(good, [{ method: 'debit', amount: 100 }]))
  expect(next.body.document_number).toBe(first.body.document_number + 1)
})

test('I5: five senders of one sale make one sale, and all hear the same answer', async () => {
  const seller = await shop.atTill()
  const oil = await shop.product({ on_hand: 1, price: 500 })
  const id = newId()
  const body = sale([{ product_id: oil, quantity: 1 }], [{ method: 'cash', amount: 1_000 }], { id })

  const replies = await Promise.all(Array.from({ length: 5 }, () => seller.post('/api/sales', body)))

  expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
  for (const reply of replies) expect(reply.body).toEqual(replies[0]?.body)
  expect(await shop.onHand(oil)).toMatchObject({ on_hand: 0 })
  shop.time.now = new Date(Date.now() + 8 * 86_400_000)
  expect((await seller.post('/api/sales', body)).body).toEqual(replies[0]?.body)
  shop.time.now = null
  const other = { ...body, items: [{ product_id: oil, quantity: 2 }] }
  expect(await seller.post('/api/sales', other)).toMatchObject({ status: 422, body: { code: 'sale.id_taken' } })
  await expectBooksToHold(shop)
})

test('line and order discounts are shared over the lines without losing a peso', async () => {
  const boss = await shop.atTill(shop.as('gerente'))
  const [a, b, c] = [
    await shop.product({ on_hand: 5, price: 333 }),
    await shop.product({ on_hand: 5, price: 333 }),
    await shop.product({ on_hand: 5, price: 334, tax_class: 'exempt' }),
  ]
  const items = [a, b, c].map((product_id) => ({ product_id, quantity: 1 }))
  const reply = await boss.post('/api/sales', sale(items, [{ method: 'debit', amount: 900 }], { discount_minor: 100 }))
  expect(reply.status, reply.text).toBe(201)
  const order = (await shop.owner.get(`/api/orders/${reply.body.id}`)).body
  const sum = (field: string) =>
    order.items.reduce((all: number, line: Record<string, number>) => all + (line[field] ?? 0), 0)
  expect(sum('order_discount_minor')).toBe(100)
  expect(sum('total')).toBe(900)
  expect(order.net_minor + order.tax_minor + order.exempt_minor).toBe(900)
  expect(order.exempt_minor).toBe(order.items[2].total)
})

test('S31: a discount above the limit needs approval, and the catalogue price holds for who may not set prices', async () => {
  const seller = await shop.atTill(shop.as('cajero', { limits: { discount_basis_points: 1_000 } }))
  const oil = await shop.product({ on_hand: 20, price: 1_000 })
  const item = { product_id: oil, quantity: 1 }

  expect(
    await seller.post(
      '/api/sales',
      sale([{ ...item, discount_basis_points: 1_000 }], [{ method: 'debit', amount: 900 }]),
    ),
  ).toMatchObject({ status: 201, body: { total: 900 } })
  expect(
    await seller.post(
      '/api/sales',
      sale([{ ...item, discount_basis_points: 1_100 }], [{ method: 'debit', amount: 900 }]),
    ),
  ).toMatchObject({ status: 403, body: { code: 'payment.approval_needed', permission: 'discounts.approve' } })
  expect(
    await seller.post(
      '/api/sales',
      sale([{ ...item, discount_basis_points: 1_000 }], [{ method: 'debit', amount: 800 }], {
        discount_basis_points: 1_000,
      }),
    ),
  ).toMatchObject({ status: 403 })
  expect(
    await seller.post('/api/sales', sale([{ ...item, unit_price: 1 }], [{ method: 'debit', amount: 1_000 }])),
  ).toMatchObject({ status: 201, body: { total: 1_000 } })
})

test('S31: selling below cost needs approval; negative quantities and prices are refused', async () => {
  const seller = await shop.atTill(shop.as('vendedor', { limits: { discount_basis_points: 10_000 } }))
  const oil = await shop.product({ on_hand: 20, price: 1_190, cost: 900 })
  const item = { product_id: oil, quantity: 1 }
  expect(
    await seller.post('/api/sales', sale([{ ...item, discount_minor: 200 }], [{ method: 'debit', amount: 990 }])),
  ).toMatchObject({ status: 403, body: { permission: 'prices.below_cost' } })
  for (const wrong of [{ quantity: -1 }, { quantity: 0 }, { unit_price: -5 }, { quantity: 1.5 }, { surprise: 1 }]) {
    const reply = await seller.post('/api/sales', sale([{ ...item, ...wrong }], [{ method: 'debit', amount: 1_190 }]))
    expect(reply.status, JSON.stringify(wrong)).toBe(422)
  }
})

test('a factura needs a customer with RUT and freezes who it was', async () => {
  const seller = await shop.atTill()
  const oil = await shop.product({ on_hand: 5, price: 1_000 })
  const items = [{ product_id: oil, quantity: 1 }]
  const payments = [{ method: 'debit', amount: 1_000 }]
  expect(await seller.post('/api/sales', sale(items, payments, { document_kind: 'factura' }))).toMatchObject({
    status: 422,
    body: { code: 'issued_document.tax_id_needed' },
  })
  const customer_id = await shop.customer({ name: 'Transportes Sur', tax_id: '76.086.428-5' })
  const { body } = await seller.post('/api/sales', sale(items, payments, { document_kind: 'factura', customer_id }))
  expect(body).toMatchObject({ document_kind: 'factura', document_number: 1, document_label: 'F-1', customer_id })
  const [document] = (await shop.owner.get(`/api/issued-documents?order_id=${body.id}`)).body.items
  expect(document).toMatchObject({ kind: 'factura', number: 1, total: 1_000, customer: { name: 'Transportes Sur' } })
})

test('the last unit goes to one of three: an order, a held cart, a counter sale', async () => {
  const seller = await shop.atTill()
  for (let round = 0; round < 5; round++) {
    const oil = await shop.product({ on_hand: 1, price: 1_000 })
    const items = [{ product_id: oil, quantity: 1 }]
    const order = await shop.draft(items)
    const replies = await Promise.all([
      shop.owner.post(`/api/orders/${order.id}/confirm`),
      seller.post('/api/held-carts', { warehouse_id: shop.warehouse_id, items, reserve: true }),
      seller.post('/api/sales', sale(items, [{ method: 'debit', amount: 1_000 }])),
    ])
    expect(replies.filter(({ status }) => status < 300)).toHaveLength(1)
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(2)
    expect(await shop.onHand(oil)).toMatchObject({ available: 0 })
  }
  await expectBooksToHold(shop)
})

test('numbers have no gap under concurrency', async () => {
  const seller = await shop.atTill()
  const oil = await shop.product({ on_hand: 30, price: 1_000 })
  const items = [{ product_id: oil, quantity: 1 }]
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      seller.post('/api/sales', sale(items, [{ method: 'debit', amount: n % 3 === 0 ? 1 : 1_000 }])),
    ),
  )
  const numbers = replies
    .flatMap(({ status, body }) => (status === 201 ? [body.document_number] : []))
    .sort((a, b) => a - b)
  expect(numbers).toHaveLength(13)
  expect(numbers.at(-1) - numbers[0]).toBe(12)
  await expectBooksToHold(shop)
})

test('the receipt opens by its link alone, as a page and as data, and escapes what people wrote', async () => {
  const seller = await shop.atTill()
  const oil = await shop.product({ on_hand: 5, price: 1_000, name: '<script>alert(1)</script> & Co' })
  const { body } = await seller.post(
    '/api/sales',
    sale([{ product_id: oil, quantity: 1 }], [{ method: 'cash', amount: 2_000 }]),
  )

  expect(body.receipt_token).toMatch(/^[\w-]{22,}$/)
  const page = await shop.anonymous.get(`/api/receipts/${body.receipt_token}`)
  expect(page.status).toBe(200)
  expect(page.headers['content-type']).toContain('text/html')
  expect(page.text).toContain('80mm')
  expect(page.text).toContain(body.document_label)
  expect(page.text).not.toContain('<script>')
  expect(page.text).toContain('&lt;script&gt;')
  const data = await shop.anonymous.get(`/api/receipts/${body.receipt_token}?format=json`)
  expect(data.body).toMatchObject({ total: 1_000, change_minor: 1_000, payments: [{ method: 'cash', amount: 1_000 }] })
  expect((await shop.anonymous.get('/api/receipts/AAAAAAAAAAAAAAAAAAAAAAAA')).status).toBe(404)
})

test('a receipt is mailed with a link that opens from anywhere, and promised only where mail can leave', async () => {
  const seller = await shop.atTill()
  const oil = await shop.product({ on_hand: 5, price: 1_000 })
  const paid = [{ method: 'cash', amount: 1_000 }]
  const { body } = await seller.post('/api/sales', sale([{ product_id: oil, quantity: 1 }], paid))
  const send = () => seller.post(`/api/orders/${body.id}/receipt/send`, { email: 'rosa@ejemplo.cl' })

  await noteMail(shop.ctx, { smtp_url: undefined, from: undefined })
  expect(await send()).toMatchObject({ status: 409, body: { code: 'mail.not_configured' } })
  await noteMail(shop.ctx, { smtp_url: 'smtp://127.0.0.1:1', from: undefined })
  expect((await send()).status).toBeLessThan(300)
  const { rows } = await sql<{ text: string }>`
    select payload->>'text' as text
    from graphile_worker._private_jobs
    where payload->>'to' = 'rosa@ejemplo.cl'`.execute(shop.ctx.db)
  expect(rows).toHaveLength(1)
  expect(rows[0]?.text).toContain(`https://tienda.example/api/receipts/${body.receipt_token}`)
})

test('a held cart is recalled by one till, whichever asks first', async () => {
  const one = await shop.atTill()
  const two = await shop.atTill(shop.as('vendedor'))
  const oil = await shop.product({ on_hand: 3, price: 1_000 })
  const cart = {
    warehouse_id: shop.warehouse_id,
    items: [{ product_id: oil, quantity: 2 }],
    reserve: true,
    label: 'Señora Rosa',
  }
  const { body } = await one.post('/api/held-carts', cart)
  expect(body).toMatchObject({ total: 2_000, label: 'Señora Rosa', is_reserved: true })
  expect(await shop.onHand(oil)).toMatchObject({ reserved: 2 })
  expect((await two.get('/api/held-carts')).body.items.map((c: { id: string }) => c.id)).toContain(body.id)

  const replies = await Promise.all([one, two].map((who) => who.post(`/api/held-carts/${body.id}/recall`)))
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(await shop.onHand(oil)).toMatchObject({ reserved: 0 })
})

test('U5: selling a held cart uses up its hold', async () => {
  const seller = await shop.atTill()
  const oil = await shop.product({ on_hand: 2, price: 1_000 })
  const items = [{ product_id: oil, quantity: 2 }]
  const { body } = await seller.post('/api/held-carts', { warehouse_id: shop.warehouse_id, items, reserve: true })
  const reply = await seller.post(
    '/api/sales',
    sale(items, [{ method: 'debit', amount: 2_000 }], { held_cart_id: body.id }),
  )
  expect(reply.status, reply.text).toBe(201)
  expect(await shop.onHand(oil)).toEqual({ on_hand: 0, reserved: 0, available: 0 })
  expect((await seller.delete(`/api/held-carts/${body.id}`)).status).toBe(409)
})
