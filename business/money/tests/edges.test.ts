import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import type { Worker } from '../../../tests/support/open-shop.ts'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

const made = async (who: Pick<Worker, 'post'>, path: string, given: object) => {
  const reply = await who.post(path, given)
  expect([200, 201], reply.text).toContain(reply.status)
  return reply.body
}
const codeOf = async (reply: Promise<{ status: number; body: { code: string } }>) => {
  const { status, body } = await reply
  return [status, body.code]
}
async function confirmed(price: number, more: object = {}): Promise<string> {
  const product_id = await shop.product({ on_hand: 1, price })
  const order = await shop.draft([{ product_id, quantity: 1 }], more)
  await made(shop.owner, `/api/orders/${order.id}/confirm`, {})
  return order.id
}
const auditOf = (thing_id: string) =>
  shop.db
    .selectFrom('platform.audit_entry')
    .select(['action', 'label', 'reason', 'before', 'after', 'authorised_by'])
    .where('thing_id', '=', thing_id)
    .orderBy('id')
    .execute()
async function toldOf(field: string, id: string) {
  const facts = await shop.db.selectFrom('platform.fact').select(['name', 'data']).orderBy('id').execute()
  return facts
    .map(({ name, data }) => ({ name, data: data as Record<string, unknown> }))
    .filter(({ data }) => data[field] === id)
}

test('only the way of paying that differs is settled, and the other is left as counted', async () => {
  const cashier = await shop.atTill()
  const path = `/api/till-sessions/${cashier.session_id}`
  const pay = { order_id: await confirmed(5_000), method: 'debit', amount: 5_000, till_session_id: cashier.session_id }
  await made(cashier, '/api/payments', pay)
  const counts = [
    { method: 'cash', counted_minor: 20_000 },
    { method: 'debit', counted_minor: 5_600 },
    { method: 'transfer', counted_minor: 0 },
  ]
  expect(await made(cashier, `${path}/close`, { counts, notes: 'Un vale de más' })).toMatchObject({
    state: 'under_review',
    difference_minor: 600,
    notes: 'Un vale de más',
    closed_by: cashier.actor.id,
    counts: [
      { method: 'cash', expected_minor: 20_000, difference_minor: 0 },
      { method: 'debit', expected_minor: 5_000, difference_minor: 600 },
      { method: 'transfer', expected_minor: 0, difference_minor: 0 },
    ],
  })
  expect(await made(shop.owner, `${path}/settle`, { reason: 'vale de otro' })).toMatchObject({
    settled_by: shop.owner.actor.id,
    settle_reason: 'vale de otro',
    difference_minor: 600,
  })
  const { items } = (await shop.owner.get(`${path}/entries`)).body
  const differences = items.filter(({ kind }: { kind: string }) => kind === 'difference')
  expect(differences).toMatchObject([{ method: 'debit', amount: 600 }])
  await expectBooksToHold(shop)
})

test('what cannot be counted is refused: fiado, a way twice, a way nobody knows', async () => {
  const cashier = await shop.atTill()
  const cash = { method: 'cash', counted_minor: 20_000 }
  const close = (...more: object[]) =>
    codeOf(cashier.post(`/api/till-sessions/${cashier.session_id}/close`, { counts: [cash, ...more] }))
  const refused = [422, 'till_session.not_countable']
  expect(await close({ method: 'on_account', counted_minor: 0 })).toEqual(refused)
  expect(await close({ method: 'store_credit', counted_minor: 0 })).toEqual(refused)
  expect(await close({ method: 'paypal', counted_minor: 0 })).toEqual(refused)
  expect(await close(cash)).toEqual(refused)
})

test('the holder of a till does not see what is expected of it, nor does one who may only look', async () => {
  const manager = await shop.atTill(shop.as('gerente'))
  const path = `/api/till-sessions/${manager.session_id}`
  const looker = shop.as('gerente', { permissions: ['till_sessions.see'] })
  expect((await manager.get(path)).body.counts).toEqual([])
  expect((await looker.get(path)).body.counts).toEqual([])
  expect((await shop.as('gerente').get(path)).body.counts).toMatchObject([{ method: 'cash', expected_minor: 20_000 }])
})

test('an archived till is not opened, and an id opens one session', async () => {
  const till_id = await shop.till('Caja vieja')
  const id = newId()
  const opened = await made(shop.as('cajero'), '/api/till-sessions', { id, till_id, opening_minor: 7_000 })
  expect(opened).toMatchObject({ id, till_id, opening_minor: 7_000, store_id: shop.store_id })
  expect(await auditOf(id)).toMatchObject([{ label: 'Caja vieja', after: { opening_minor: 7_000 } }])
  const other = { id, till_id: await shop.till(), opening_minor: 0 }
  expect(await codeOf(shop.as('cajero').post('/api/till-sessions', other))).toEqual([409, 'payment.id_taken'])
  const archived = await shop.till()
  await shop.owner.patch(`/api/tills/${archived}`, { archived: true })
  expect(await codeOf(shop.as('cajero').post('/api/till-sessions', { till_id: archived, opening_minor: 0 }))).toEqual([
    409,
    'till_session.till_archived',
  ])
})

test('money is booked to a till of its own store, open, and held by who takes it', async () => {
  const north = await made(shop.owner, '/api/stores', { name: 'Norte' })
  const warehouse = await made(shop.owner, '/api/warehouses', { name: 'Norte', store_id: north.id })
  const till = await made(shop.owner, '/api/tills', { name: 'N1', store_id: north.id, warehouse_id: warehouse.id })
  const northern = shop.as('gerente')
  const session = await made(northern, '/api/till-sessions', { till_id: till.id, opening_minor: 0 })
  const order_id = await confirmed(9_000)
  const pay = (who: Worker, more: object = {}) =>
    who.post('/api/payments', { order_id, method: 'cash', amount: 1_000, ...more })
  expect(await codeOf(pay(northern, { till_session_id: session.id }))).toEqual([409, 'till_session.other_store'])
  expect(await codeOf(pay(northern, { till_session_id: newId() }))).toEqual([404, 'till_session.not_found'])
  // Their own till is in another store: the payment belongs to none.
  expect((await pay(northern)).body).toMatchObject({ till_session_id: null })
  const local = await shop.atTill(shop.as('gerente'))
  expect((await pay(local)).body).toMatchObject({ till_session_id: local.session_id })
  // Who supervises may take money at somebody else's till.
  expect((await pay(shop.owner, { till_session_id: local.session_id })).body).toMatchObject({
    till_session_id: local.session_id,
  })
  const expense = { amount: 900, category: 'Aseo', description: 'Cloro' }
  expect(await codeOf(shop.owner.post('/api/expenses', expense))).toEqual([422, 'payment.store_needed'])
  expect(await codeOf(shop.owner.post('/api/expenses', { ...expense, store_id: newId() }))).toEqual([
    422,
    'payment.store_needed',
  ])
  const in_till = { ...expense, till_session_id: session.id }
  expect(await made(northern, '/api/expenses', in_till)).toMatchObject({
    store_id: north.id,
    till_session_id: session.id,
    method: 'cash',
    amount: -900,
  })
})

test('an order takes no payment once it is cancelled, nor one of nothing', async () => {
  const order_id = await confirmed(2_000)
  await made(shop.owner, `/api/orders/${order_id}/cancel`, { reason: 'se arrepintió' })
  const pay = { order_id, method: 'cash', amount: 5 }
  expect(await codeOf(shop.owner.post('/api/payments', pay))).toEqual([409, 'payment.not_open'])
  const paid = await confirmed(1_000)
  await made(shop.owner, '/api/payments', { order_id: paid, method: 'debit', amount: 1_000 })
  expect(await codeOf(shop.owner.post('/api/payments', { order_id: paid, method: 'debit', amount: 1 }))).toEqual([
    409,
    'payment.above_balance',
  ])
})

test('coins that do not exist are rounded on an order too, and everybody hears what was charged', async () => {
  const order_id = await confirmed(1_996)
  const { id, balance } = await made(shop.owner, '/api/payments', { order_id, method: 'cash', amount: 2_000 })
  expect(balance).toMatchObject({ paid_minor: 1_996, due_minor: 0 })
  expect(await auditOf(id)).toMatchObject([
    { action: 'payment.created', after: { order_id, method: 'cash', amount: 2_000, rounding_minor: -4 } },
  ])
  expect(await toldOf('payment_id', id)).toMatchObject([
    { name: 'payment.created', data: { amount: 2_000, due_minor: 0, settled: true, order_id, method: 'cash' } },
  ])
})

test('a refund names its nota de crédito and who approved it, once', async () => {
  const order_id = await confirmed(10_000)
  const { id } = await made(shop.owner, '/api/payments', { order_id, method: 'cash', amount: 10_000 })
  await made(shop.owner, `/api/orders/${order_id}/hand-over`, {})
  const till = await shop.atTill(shop.as('gerente'))
  const refund = await made(till, `/api/payments/${id}/refund`, {
    reason: 'venía roto',
    amount: 2_500,
    method: 'transfer',
    reference: 'TR-9',
  })
  expect(refund).toMatchObject({
    amount: -2_500,
    method: 'transfer',
    reference: 'TR-9',
    description: 'venía roto',
    till_session_id: till.session_id,
    refund_of_id: id,
    order_id,
    credit_note: { total: 2_500, reason: 'venía roto' },
  })
  expect((await auditOf(id)).at(-1)).toMatchObject({
    action: 'payment.refunded',
    reason: 'venía roto',
    authorised_by: null,
    after: { refund_id: refund.id, amount: 2_500, credit_note: refund.credit_note.label },
  })
  expect((await shop.owner.get(`/api/payments/${id}`)).body).toMatchObject({ refundable_minor: 7_500 })
  const rest = await made(shop.owner, `/api/payments/${id}/refund`, { reason: 'todo' })
  expect(rest).toMatchObject({ amount: -7_500, method: 'cash', balance: { payment_status: 'refunded', due_minor: 0 } })
  expect(await codeOf(shop.owner.post(`/api/payments/${id}/refund`, { reason: 'otra vez' }))).toEqual([
    409,
    'payment.above_refundable',
  ])
  await expectBooksToHold(shop)
})

test('ways of paying: the exchange is nobody’s to edit, cash keeps its name when given one', async () => {
  const patch = (code: string, change: object) => shop.owner.patch(`/api/payment-methods/${code}`, change)
  expect(await codeOf(patch('exchange', { name: 'Mío' }))).toEqual([404, 'payment_method.not_found'])
  expect(await codeOf(patch('paypal', { name: 'x' }))).toEqual([404, 'payment_method.not_found'])
  const { body } = await patch('cash', { name: 'Billetes', is_active: true })
  expect(body).toMatchObject({ code: 'cash', name: 'Billetes', is_active: true, version: 2 })
  const methods = (await shop.owner.get('/api/payment-methods')).body.items
  expect(methods.map(({ code }: { code: string }) => code)).toContain('debit')
  const exchange = { order_id: await confirmed(10), method: 'exchange', amount: 10 }
  expect((await shop.owner.post('/api/payments', exchange)).status).toBe(422)
})

test('a card costs its share and its fixed part, of a payment and of an abono', async () => {
  const card = { code: 'junaeb', name: 'Junaeb', kind: 'card', fee_basis_points: 200, fee_fixed_minor: 30 }
  await made(shop.owner, '/api/payment-methods', card)
  const order_id = await confirmed(10_000)
  expect(await made(shop.owner, '/api/payments', { order_id, method: 'junaeb', amount: 10_000 })).toMatchObject({
    fee_minor: 230,
  })
  const customer_id = await shop.customer({ credit_limit: 5_000 })
  const owed = await confirmed(5_000, { customer_id })
  await made(shop.owner, '/api/payments', { order_id: owed, method: 'on_account', amount: 5_000 })
  const repay = (more: object) =>
    shop.owner.post(`/api/customer-accounts/${customer_id}/repayments`, {
      method: 'junaeb',
      store_id: shop.store_id,
      ...more,
    })
  expect(await codeOf(repay({ amount: 5_001 }))).toEqual([409, 'customer_account.above_debt'])
  expect((await repay({ amount: 5_000, reference: 'V-1' })).body).toMatchObject({
    fee_minor: 130,
    reference: 'V-1',
    account: { debt_minor: 0, available_minor: 5_000 },
  })
})

test('fiado needs a customer, a permission, and a limit that only some may pass', async () => {
  const customer_id = await shop.customer({ credit_limit: 1_000 })
  const pay = async (who: Worker, amount: number) => {
    const order_id = await confirmed(amount, { customer_id })
    return who.post('/api/payments', { order_id, method: 'on_account', amount })
  }
  const may = (...permissions: string[]) => shop.as('cajero', { permissions: ['payments.take', ...permissions] })
  expect((await pay(may(), 500)).status).toBe(403)
  expect((await pay(may('accounts.sell'), 1_000)).status).toBe(201)
  expect(await codeOf(pay(may('accounts.sell'), 1))).toEqual([409, 'payment.over_limit'])
  expect((await pay(may('accounts.sell', 'accounts.exceed'), 400)).status).toBe(201)
  expect((await pay(may('accounts.sell'), 1)).body).toMatchObject({ available_minor: 0, limit_minor: 1_000 })
  const nobody = await confirmed(700)
  const on_account = { order_id: nobody, method: 'on_account', amount: 700 }
  expect(await codeOf(shop.owner.post('/api/payments', on_account))).toEqual([422, 'payment.customer_needed'])
})

test('two payments on account of one order are one debt, and a refund lowers it', async () => {
  const customer_id = await shop.customer({ credit_limit: 9_000 })
  const order_id = await confirmed(6_000, { customer_id })
  const pay = (amount: number) => made(shop.owner, '/api/payments', { order_id, method: 'on_account', amount })
  const first = await pay(2_000)
  await pay(3_000)
  const statement = async () => (await shop.owner.get(`/api/customer-accounts/${customer_id}`)).body
  expect(await statement()).toMatchObject({
    debt_minor: 5_000,
    open_documents: [{ document_id: order_id, amount: 5_000, open_minor: 5_000 }],
  })
  await made(shop.owner, `/api/payments/${first.id}/refund`, { reason: 'x', credit_note: false })
  expect(await statement()).toMatchObject({
    debt_minor: 3_000,
    store_credit_minor: 0,
    open_documents: [{ open_minor: 3_000 }],
  })
  expect(await toldOf('customer_id', customer_id)).toContainEqual({
    name: 'customer_account.changed',
    data: expect.objectContaining({ customer_id }),
  })
  await expectBooksToHold(shop)
})

test('bank accounts are kept with their version, and those in use are listed', async () => {
  const account = { bank: 'Banco Andes', number: '9', type: 'vista', holder: 'Lubricentro' }
  const { id } = await made(shop.owner, '/api/bank-accounts', account)
  const path = `/api/bank-accounts/${id}`
  expect(await codeOf(shop.owner.post('/api/bank-accounts', { ...account, id }))).toEqual([409, 'payment.id_taken'])
  expect((await shop.owner.patch(path, { notes: 'x' }, { headers: { 'if-match': '"7"' } })).status).toBe(412)
  expect((await shop.owner.patch(path, { is_active: false })).body).toMatchObject({ is_active: false, version: 2 })
  expect(await codeOf(shop.owner.patch(`/api/bank-accounts/${newId()}`, { notes: 'x' }))).toEqual([
    404,
    'bank_account.not_found',
  ])
  const ids = async (query: string) =>
    (await shop.owner.get(`/api/bank-accounts${query}`)).body.items.map((one: { id: string }) => one.id)
  expect([await ids('?is_active=true'), await ids('?is_active=false'), await ids('')]).toEqual([[], [id], [id]])
  expect(await auditOf(id)).toMatchObject([
    { action: 'bank_account.created', label: 'Banco Andes', after: { number: '9' } },
    { action: 'bank_account.changed', before: { is_active: true }, after: { is_active: false } },
  ])
})
