import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

const auditOf = (thing_id: string) =>
  shop.db
    .selectFrom('platform.audit_entry')
    .select(['action', 'actor_id', 'label', 'reason', 'before', 'after'])
    .where('thing_id', '=', thing_id)
    .orderBy('id')
    .execute()

async function photograph(): Promise<string> {
  const id = newId()
  await shop.ctx.db
    .insertInto('platform.file')
    .values({ id, kind: 'receipt', media_type: 'image/webp', bytes: 3, sha256: Buffer.alloc(32) })
    .execute()
  return id
}

/** What others heard of one thing, in order. */
async function toldOf(field: string, id: string) {
  const facts = await shop.db.selectFrom('platform.fact').select(['name', 'data']).orderBy('id').execute()
  return facts
    .map(({ name, data }) => ({ name, data: data as Record<string, unknown> }))
    .filter(({ data }) => data[field] === id)
}

test('a till tells whatever happens to it: who, how much and why', async () => {
  const cashier = await shop.atTill()
  const id = cashier.session_id
  const path = `/api/till-sessions/${id}`
  await cashier.post(`${path}/cash-in`, { amount: 3_000, reason: 'sencillo' })
  await cashier.post(`${path}/cash-out`, { amount: 1_000, reason: 'retiro' })
  await cashier.post(`${path}/close`, { counts: [{ method: 'cash', counted_minor: 21_000 }] })
  await shop.owner.post(`${path}/settle`, { reason: 'billete falso' })

  expect(await auditOf(id)).toMatchObject([
    { action: 'till_session.opened', actor_id: cashier.actor.id },
    { action: 'till_session.cash_in', reason: 'sencillo', after: { amount: 3_000 } },
    { action: 'till_session.cash_out', reason: 'retiro', after: { amount: -1_000 } },
    { action: 'till_session.closed', actor_id: cashier.actor.id },
    { action: 'till_session.settled', actor_id: shop.owner.actor.id, reason: 'billete falso' },
  ])
  expect((await toldOf('till_session_id', id)).map(({ name, data }) => [name, data.kind ?? data.state])).toEqual([
    ['till_session.opened', 'open'],
    ['cash.moved', 'cash_in'],
    ['cash.moved', 'cash_out'],
    ['till_session.closed', 'under_review'],
    ['till_session.settled', 'settled'],
  ])
})

test('an expense of the store says what for, and a receipt that nobody uploaded is refused', async () => {
  const body = { store_id: shop.store_id, amount: 12_500, category: 'fletes', description: 'Transportes Ñuble' }
  const { status, body: expense } = await shop.owner.post('/api/expenses', body)
  expect(status).toBe(201)
  expect(expense).toMatchObject({ kind: 'expense', amount: -12_500, file_id: null, till_session_id: null })
  expect(await auditOf(expense.id)).toMatchObject([
    { action: 'expense.recorded', label: 'fletes', after: { amount: 12_500, description: 'Transportes Ñuble' } },
  ])
  expect(await toldOf('entry_id', expense.id)).toMatchObject([{ name: 'expense.recorded' }])
  expect(await shop.owner.post('/api/expenses', { ...body, file_id: newId() })).toMatchObject({
    status: 422,
    body: { code: 'payment.file_not_found' },
  })
  expect((await shop.owner.post('/api/expenses', { ...body, method: 'on_account' })).body.code).toBe(
    'payment.unknown_method',
  )
})

test('an expense keeps the receipt that was photographed', async () => {
  const file_id = await photograph()
  const expense = { store_id: shop.store_id, amount: 990, category: 'aseo', description: 'Cloro', file_id }
  const { body } = await shop.owner.post('/api/expenses', expense)
  expect(body).toMatchObject({ file_id })
  expect(await auditOf(body.id)).toMatchObject([{ after: { file_id } }])
})

test('an abono changes what the customer owes, and tells so', async () => {
  const customer_id = await shop.customer({ credit_limit: 50_000 })
  const product_id = await shop.product({ on_hand: 1, price: 8_000 })
  const cashier = await shop.atTill()
  const sold = await cashier.post('/api/sales', {
    warehouse_id: shop.warehouse_id,
    customer_id,
    items: [{ product_id, quantity: 1 }],
    payments: [{ method: 'on_account', amount: 8_000 }],
  })
  expect(sold.status, sold.text).toBe(201)
  const id = newId()
  const abono = { id, amount: 3_000, method: 'debit', reference: '0042', store_id: shop.store_id }
  const path = `/api/customer-accounts/${customer_id}/repayments`
  expect((await cashier.post(path, abono)).status).toBe(201)
  // Sent again by a till that heard no answer: it is the same one.
  expect((await cashier.post(path, abono)).body).toMatchObject({ id, account: { debt_minor: 5_000 } })
  const other = await shop.customer({ credit_limit: 50_000 })
  expect((await cashier.post(`/api/customer-accounts/${other}/repayments`, abono)).body.code).toBe('payment.id_taken')
  expect((await cashier.post(path, { ...abono, id: newId(), method: 'on_account' })).body.code).toBe(
    'payment.unknown_method',
  )

  expect((await auditOf(customer_id)).filter(({ action }) => action === 'customer_account.repaid')).toMatchObject([
    { before: { debt_minor: 8_000 }, after: { debt_minor: 5_000, method: 'debit', amount: 3_000 } },
  ])
  const changes = (await toldOf('customer_id', customer_id)).filter(({ name }) => name === 'customer_account.changed')
  expect(changes).toHaveLength(2)
})

test('a refund says what it gave back and what is left to pay', async () => {
  const product_id = await shop.product({ on_hand: 1, price: 10_000 })
  const order = await shop.draft([{ product_id, quantity: 1 }])
  await shop.owner.post(`/api/orders/${order.id}/confirm`)
  const paid = await shop.owner.post('/api/payments', { order_id: order.id, method: 'debit', amount: 10_000 })
  const back = { reason: 'tarjeta equivocada', amount: 10_000, credit_note: false }
  const { status, body } = await shop.owner.post(`/api/payments/${paid.body.id}/refund`, back)
  expect(status).toBe(201)
  expect(await toldOf('refund_of_id', paid.body.id)).toMatchObject([
    {
      name: 'payment.refunded',
      data: { payment_id: body.id, amount: -10_000, due_minor: 10_000, settled: false, method: 'debit' },
    },
  ])
  expect((await toldOf('payment_id', paid.body.id))[0]).toMatchObject({
    name: 'payment.created',
    data: { amount: 10_000, due_minor: 0, settled: true },
  })
})

test('one sees the own till sessions apart from those of all', async () => {
  const [one, other] = [await shop.atTill(), await shop.atTill()]
  const mine = (await one.get('/api/till-sessions?mine=true')).body.items
  expect(mine.map(({ id }: { id: string }) => id)).toEqual([one.session_id])
  const all = (await one.get(`/api/till-sessions?store_id=${shop.store_id}&limit=100`)).body.items
  expect(all.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining([one.session_id, other.session_id]))
})

test('a new way of paying is written down, with what it costs, and so is each change', async () => {
  const method = { code: 'redcompra', name: 'Redcompra', kind: 'card', fee_basis_points: 150, fee_fixed_minor: 50 }
  expect((await shop.owner.post('/api/payment-methods', method)).status).toBe(201)
  expect((await shop.owner.post('/api/payment-methods', method)).status).toBe(409)
  await shop.owner.patch('/api/payment-methods/redcompra', { fee_basis_points: 120 })
  expect(await auditOf('redcompra')).toMatchObject([
    { action: 'payment_method.created', label: 'Redcompra', after: { fee_basis_points: 150 } },
    { action: 'payment_method.changed', before: { fee_basis_points: 150 }, after: { fee_basis_points: 120 } },
  ])
})
