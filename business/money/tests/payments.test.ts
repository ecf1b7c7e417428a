import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

async function confirmed(total: number, more: object = {}) {
  const product_id = await shop.product({ on_hand: 5, price: total })
  const order = await shop.draft([{ product_id, quantity: 1 }], more)
  expect((await shop.owner.post(`/api/orders/${order.id}/confirm`)).status).toBe(200)
  return order.id
}
const pay = (order_id: string, amount: number, more: object = {}) =>
  shop.owner.post('/api/payments', { order_id, method: 'cash', amount, ...more })
const refund = (id: string, body: object = {}) =>
  shop.owner.post(`/api/payments/${id}/refund`, { reason: 'error', ...body })

test('the documented body pays an order, and the books say so', async () => {
  const order_id = await confirmed(23_800)
  const reply = await shop.owner.post('/api/payments', { order_id, method: 'cash', amount: 23_800 })
  expect(reply).toMatchObject({
    status: 201,
    body: {
      order_id,
      amount: 23_800,
      method: 'cash',
      store_id: shop.store_id,
      balance: { due_minor: 0, payment_status: 'paid' },
    },
  })
  expect((await shop.owner.get(`/api/payments/${reply.body.id}`)).body).toMatchObject({ refundable_minor: 23_800 })
})

test('two cashiers press at once: the balance is paid once', async () => {
  for (let round = 0; round < 5; round++) {
    const order_id = await confirmed(10_000)
    const replies = await Promise.all([pay(order_id, 7_000), pay(order_id, 7_000), pay(order_id, 7_000)])
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect(replies.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'payment.above_balance',
      due_minor: 3_000,
    })
  }
  await expectBooksToHold(shop)
})

test('one payment id is one payment', async () => {
  const order_id = await confirmed(10_000)
  const id = newId()
  const replies = await Promise.all(Array.from({ length: 5 }, () => pay(order_id, 4_000, { id })))
  expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
  expect((await shop.owner.get(`/api/orders/${order_id}`)).body).toMatchObject({ paid_minor: 4_000 })
  expect(await pay(await confirmed(10_000), 4_000, { id })).toMatchObject({
    status: 409,
    body: { code: 'payment.id_taken' },
  })
})

test('what cannot be paid is refused: above the balance, unknown ways, missing references, other orders', async () => {
  const order_id = await confirmed(10_000)
  expect((await pay(order_id, 10_001)).status).toBe(409)
  expect((await pay(order_id, 0)).status).toBe(422)
  expect((await pay(order_id, -5)).status).toBe(422)
  expect((await pay(order_id, 5, { method: 'paypal' })).body.code).toBe('payment.unknown_method')
  expect((await pay(order_id, 5, { method: 'transfer' })).body.code).toBe('payment.reference_needed')
  expect((await pay(order_id, 5, { method: 'debit', tendered_minor: 10 })).body.code).toBe(
    'payment.change_only_of_cash',
  )
  expect((await pay(newId(), 5)).body.code).toBe('payment.order_not_found')
  expect((await shop.storekeeper.post('/api/payments', { order_id, method: 'cash', amount: 5 })).status).toBe(403)
})

test('change of a cash payment is named when more is handed over', async () => {
  const { body } = await pay(await confirmed(9_990), 9_990, { tendered_minor: 20_000 })
  expect(body).toMatchObject({ amount: 9_990, tendered_minor: 20_000, change_minor: 10_010 })
})

test('S31: a refund is an entry, in the original tender, never above what was paid', async () => {
  const order_id = await confirmed(10_000)
  const { body: payment } = await pay(order_id, 10_000, { method: 'debit' })
  await shop.owner.post(`/api/orders/${order_id}/hand-over`)

  expect((await refund(payment.id, { amount: 10_001 })).body.code).toBe('payment.above_refundable')
  const part = await refund(payment.id, { amount: 4_000 })
  expect(part).toMatchObject({
    status: 201,
    body: {
      amount: -4_000,
      method: 'debit',
      refund_of_id: payment.id,
      balance: { refunded_minor: 4_000, credited_minor: 4_000, due_minor: 0, payment_status: 'paid' },
      credit_note: { kind: 'nota_credito', total: 4_000 },
    },
  })
  const { credit_note } = part.body
  expect(credit_note.net_minor + credit_note.tax_minor).toBe(4_000)
  const rest = await Promise.all([refund(payment.id, { amount: 6_000 }), refund(payment.id, { amount: 6_000 })])
  expect(rest.map(({ status }) => status).sort()).toEqual([201, 409])
  expect((await shop.owner.get(`/api/orders/${order_id}`)).body.payment_status).toBe('refunded')
  expect((await refund(part.body.id)).body.code).toBe('payment.not_a_payment')
  const denied = await shop.cashier.post(`/api/payments/${payment.id}/refund`, { reason: 'x' })
  expect(denied).toMatchObject({
    status: 403,
    body: { code: 'payment.approval_needed', permission: 'payments.refund' },
  })
  await expectBooksToHold(shop)
})

test('a payment in the wrong way is taken back without a nota de crédito, and the balance opens again', async () => {
  const order_id = await confirmed(5_000)
  const { body: wrong } = await pay(order_id, 5_000)
  expect((await refund(wrong.id, { credit_note: false })).body).toMatchObject({
    balance: { due_minor: 5_000 },
    credit_note: null,
  })
  expect((await pay(order_id, 5_000, { method: 'debit' })).body.balance).toMatchObject({
    due_minor: 0,
    payment_status: 'paid',
  })
})

test('the rounding of a cash sale goes back with the last of the money', async () => {
  const cashier = await shop.atTill()
  const product_id = await shop.product({ on_hand: 5, price: 1_996 })
  const items = [{ product_id, quantity: 1 }]
  const sale = (
    await cashier.post('/api/sales', {
      warehouse_id: shop.warehouse_id,
      items,
      payments: [{ method: 'cash', amount: 2_000 }],
    })
  ).body
  const [payment] = (await shop.owner.get(`/api/payments?order_id=${sale.id}`)).body.items
  const { body } = await refund(payment.id, { till_session_id: cashier.session_id })
  expect(body).toMatchObject({
    amount: -2_000,
    balance: { paid_minor: 1_996, refunded_minor: 1_996 },
    credit_note: { total: 1_996 },
  })
  await expectBooksToHold(shop)
})

test('S31: a refund out of a till that somebody else holds is refused', async () => {
  const cashier = await shop.atTill()
  const { body: payment } = await pay(await confirmed(1_000), 1_000)
  const seller = shop.as('cajero', { permissions: ['payments.take', 'payments.see', 'payments.refund'] })
  const reply = await seller.post(`/api/payments/${payment.id}/refund`, {
    reason: 'x',
    till_session_id: cashier.session_id,
  })
  expect(reply).toMatchObject({ status: 403, body: { code: 'till_session.other_till' } })
})

test('fiado: sold up to the limit, repaid oldest first, never above the debt', async () => {
  const customer_id = await shop.customer({ name: 'Don Pedro', credit_limit: 10_000 })
  const cashier = await shop.atTill()
  const sell = async (amount: number) => {
    const product_id = await shop.product({ on_hand: 1, price: amount })
    const items = [{ product_id, quantity: 1 }]
    return cashier.post('/api/sales', {
      warehouse_id: shop.warehouse_id,
      customer_id,
      items,
      payments: [{ method: 'on_account', amount }],
    })
  }
  const first = await sell(4_000)
  expect(first.status, first.text).toBe(201)
  expect((await sell(5_000)).status).toBe(201)
  expect(await sell(1_001)).toMatchObject({
    status: 409,
    body: {
      code: 'payment.over_limit',
      available_minor: 1_000,
      title: 'El cliente supera su límite de crédito. Le quedan $1.000.',
    },
  })

  const path = `/api/customer-accounts/${customer_id}`
  expect((await cashier.get(path)).body).toMatchObject({
    debt_minor: 9_000,
    available_minor: 1_000,
    open_documents: [{ open_minor: 4_000 }, { open_minor: 5_000 }],
  })
  const repaid = await cashier.post(`${path}/repayments`, {
    amount: 6_000,
    method: 'cash',
    till_session_id: cashier.session_id,
  })
  expect(repaid).toMatchObject({
    status: 201,
    body: { kind: 'deposit', amount: 6_000, account: { debt_minor: 3_000 } },
  })
  expect((await cashier.get(path)).body.open_documents).toMatchObject([{ amount: 5_000, open_minor: 3_000 }])
  const both = await Promise.all(
    [1, 2].map(() => cashier.post(`${path}/repayments`, { amount: 2_000, method: 'cash', store_id: shop.store_id })),
  )
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  expect((await cashier.get('/api/customer-accounts')).body.items).toContainEqual(
    expect.objectContaining({ customer_id, debt_minor: 1_000 }),
  )
  const [payment] = (await shop.owner.get(`/api/payments?order_id=${first.body.id}`)).body.items
  expect((await refund(payment.id)).body.code).toBe('payment.debt_repaid')
  await expectBooksToHold(shop)
})

test('two tills together do not pass a customer’s limit', async () => {
  const customer_id = await shop.customer({ credit_limit: 1_000 })
  const cashiers = [await shop.atTill(), await shop.atTill()]
  const product_id = await shop.product({ on_hand: 5, price: 700 })
  const body = {
    warehouse_id: shop.warehouse_id,
    customer_id,
    items: [{ product_id, quantity: 1 }],
    payments: [{ method: 'on_account', amount: 700 }],
  }
  const replies = await Promise.all(cashiers.map((who) => who.post('/api/sales', body)))
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409])
  expect((await cashiers[0]?.post('/api/sales', { ...body, customer_id: null }))?.body.code).toBe(
    'payment.customer_needed',
  )
})

test('store credit comes from a refund and pays the next purchase', async () => {
  const customer_id = await shop.customer()
  const order_id = await confirmed(5_000, { customer_id })
  const { body: payment } = await pay(order_id, 5_000)
  expect((await refund(payment.id, { method: 'store_credit' })).status).toBe(201)
  expect((await shop.owner.get(`/api/customer-accounts/${customer_id}`)).body).toMatchObject({
    store_credit_minor: 5_000,
  })
  const next = await confirmed(6_000, { customer_id })
  expect((await pay(next, 6_000, { method: 'store_credit' })).body.code).toBe('payment.not_enough_store_credit')
  expect((await pay(next, 5_000, { method: 'store_credit' })).body.balance).toMatchObject({ due_minor: 1_000 })
  await expectBooksToHold(shop)
})

test('payment methods are edited with their version, and cash stays', async () => {
  const made = await shop.owner.post('/api/payment-methods', {
    code: 'webpay',
    name: 'Webpay',
    kind: 'card',
    fee_basis_points: 295,
  })
  expect(made.status, made.text).toBe(201)
  const { body } = await pay(await confirmed(10_000), 10_000, { method: 'webpay' })
  expect(body.fee_minor).toBe(295)
  const stale = { headers: { 'if-match': '"9"' } }
  expect((await shop.owner.patch('/api/payment-methods/webpay', { is_active: false }, stale)).status).toBe(412)
  expect((await shop.owner.patch('/api/payment-methods/webpay', { is_active: false })).status).toBe(200)
  expect((await pay(await confirmed(10), 10, { method: 'webpay' })).body.code).toBe('payment.unknown_method')
  expect((await shop.owner.patch('/api/payment-methods/cash', { is_active: false })).status).toBe(409)
})

test('bank accounts are kept', async () => {
  const account = { bank: 'Banco Estado', number: '123', type: 'corriente', holder: 'Lubricentro' }
  const { body } = await shop.owner.post('/api/bank-accounts', account)
  expect((await shop.owner.patch(`/api/bank-accounts/${body.id}`, { is_active: false })).body).toMatchObject({
    ...account,
    is_active: false,
    version: 2,
  })
  expect((await shop.owner.get('/api/bank-accounts?is_active=true')).body.items).toEqual([])
})
