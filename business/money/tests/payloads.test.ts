import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { newId } from '#platform/ids'
import { laneDuring } from '../../../tests/support/lane-figures.ts'
import type { Worker } from '../../../tests/support/open-shop.ts'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'
import { traceOf } from '../../../tests/support/trace.ts'
import { methodsOf } from '../methods.ts'
import { insertEntries } from '../records.ts'

/** What is told of money, figure by figure, and what is not written where it was refused. */

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

afterEach(() => void vi.useRealTimers())

const trace = async (who: Worker, path: string, given: object = {}) => {
  const { answer, told, entries } = await traceOf(shop, () => who.post(path, given))
  expect([200, 201], answer.text).toContain(answer.status)
  return { body: answer.body, told, entries }
}
async function confirmed(price: number, more: object = {}): Promise<string> {
  const product_id = await shop.product({ on_hand: 1, price })
  const order = await shop.draft([{ product_id, quantity: 1 }], more)
  expect((await shop.owner.post(`/api/orders/${order.id}/confirm`)).status).toBe(200)
  return order.id
}
const balanceOf = (document_id: string) =>
  shop.db
    .selectFrom('money.balance')
    .select(['paid_minor', 'refunded_minor', 'credited_minor', 'updated_at', 'is_open'])
    .where('document_id', '=', document_id)
    .executeTakeFirstOrThrow()

test('each payment of an order says what is left; only the last one that it is settled', async () => {
  const customer_id = await shop.customer()
  const order_id = await confirmed(10_000, { customer_id })
  const cashier = await shop.atTill()
  // Nobody awaits its payment: the goods are not handed over yet.
  const about = {
    ...{ document_kind: 'order', document_id: order_id, order_id, customer_id, store_id: shop.store_id },
    awaited: false,
  }
  const pay = (payment: object) =>
    trace(cashier, '/api/payments', { order_id, till_session_id: cashier.session_id, ...payment })
  // At a till that is named it is served together with others all the same.
  const { value: part, done } = await laneDuring(() => pay({ method: 'debit', amount: 4_000, reference: 'V-1' }))
  expect(done).toBe(1)
  expect(part.told).toEqual([
    [
      'payment.created',
      { ...about, payment_id: part.body.id, method: 'debit', amount: 4_000, due_minor: 6_000, settled: false },
    ],
  ])
  expect(part.entries).toMatchObject([
    {
      ...{ action: 'payment.created', thing: 'payment', thing_id: part.body.id, actor_id: cashier.actor.id },
      after: { order_id, method: 'debit', amount: 4_000, rounding_minor: 0, reference: 'V-1' },
    },
  ])
  const rest = await pay({ method: 'cash', amount: 6_000, tendered_minor: 10_000 })
  expect(rest.told[0]).toEqual([
    'payment.created',
    { ...about, payment_id: rest.body.id, method: 'cash', amount: 6_000, due_minor: 0, settled: true },
  ])
  expect(rest.body).toMatchObject({
    ...{ order_id, customer_id, till_session_id: cashier.session_id, tendered_minor: 10_000, change_minor: 4_000 },
    ...{ refundable_minor: 6_000, category: null, description: null, file_id: null, refund_of_id: null },
    balance: { total: 10_000, paid_minor: 10_000, due_minor: 0, payment_status: 'paid' },
  })
  // The answer after a payment and the payment read later are the same.
  expect((await shop.owner.get(`/api/payments/${rest.body.id}`)).body).toEqual(rest.body)
})

test('a refund with its nota de crédito tells of both, and what the document owes afterwards', async () => {
  const customer_id = await shop.customer({ tax_id: '76123456-0' })
  const product_id = await shop.product({ on_hand: 1, price: 11_900 })
  const sold = await trace(shop.owner, '/api/sales', {
    ...{ warehouse_id: shop.warehouse_id, items: [{ product_id, quantity: 1 }], customer_id, document_kind: 'factura' },
    payments: [
      { method: 'debit', amount: 5_000 },
      { method: 'credit', amount: 6_900 },
    ],
  })
  const document_id = sold.body.id
  const created = sold.told.filter(([name]) => name === 'payment.created').map(([, data]) => data)
  expect(created).toMatchObject([
    { document_kind: 'sale', document_id, amount: 5_000, due_minor: 0, settled: false },
    { document_kind: 'sale', document_id, amount: 6_900, due_minor: 0, settled: true },
  ])
  expect(sold.told).toContainEqual([
    'document.issued',
    expect.objectContaining({ kind: 'factura', order_id: document_id, store_id: shop.store_id, total: 11_900 }),
  ])
  const [{ payment_id }] = created as [{ payment_id: string }]
  const back = await trace(shop.owner, `/api/payments/${payment_id}/refund`, { reason: 'una abollada', amount: 1_190 })
  expect(back.told).toMatchObject([
    ['document.issued', { kind: 'nota_credito', order_id: document_id, total: 1_190 }],
    [
      'payment.refunded',
      {
        ...{ payment_id: back.body.id, refund_of_id: payment_id, document_kind: 'sale', document_id, customer_id },
        ...{ method: 'debit', amount: -1_190, due_minor: 0, settled: true },
      },
    ],
  ])
  const { items } = (await shop.owner.get(`/api/issued-documents?order_id=${document_id}&sort=issued_at`)).body
  const [invoice, note] = items
  expect(note).toMatchObject({
    ...{ kind: 'nota_credito', refers_to_id: invoice.id, reason: 'una abollada', total: 1_190, net_minor: 1_000 },
    ...{ tax_minor: 190, customer: { id: customer_id, tax_id: '76.123.456-0' } },
  })
  expect(back.entries).toMatchObject([
    {
      ...{ action: 'payment.refunded', thing_id: payment_id, reason: 'una abollada', authorised_by: null },
      after: { refund_id: back.body.id, amount: 1_190, order_id: document_id, credit_note: note.label },
    },
  ])
  expect(await balanceOf(document_id)).toMatchObject({
    paid_minor: 11_900,
    refunded_minor: 1_190,
    credited_minor: 1_190,
  })
  await expectBooksToHold(shop)
})

test('expenses and what takes them back name their till, their store and their kind', async () => {
  const cashier = await shop.atTill(shop.as('gerente'))
  const { session_id: till_session_id } = cashier
  const spent = { till_session_id, amount: 700, category: 'Aseo', description: 'Cloro', method: 'cash' }
  const expense = await trace(cashier, '/api/expenses', spent)
  const about = { till_session_id, store_id: shop.store_id }
  expect(expense.told).toEqual([['expense.recorded', { ...about, entry_id: expense.body.id, kind: 'expense' }]])
  expect(expense.entries).toMatchObject([
    {
      ...{ action: 'expense.recorded', thing: 'expense', thing_id: expense.body.id, label: 'Aseo' },
      after: { amount: 700, method: 'cash', category: 'Aseo', description: 'Cloro', file_id: null },
    },
  ])
  const reversed = await trace(cashier, `/api/expenses/${expense.body.id}/reverse`, { reason: 'era de la casa' })
  expect(reversed.told).toMatchObject([['expense.reversed', { ...about, kind: 'expense_reversal' }]])
  expect(reversed.entries).toMatchObject([{ thing: 'expense', thing_id: expense.body.id, reason: 'era de la casa' }])
  const ids = async (query: string) =>
    (await shop.owner.get(`/api/expenses?${query}`)).body.items.map(({ id }: { id: string }) => id)
  expect(await ids(`till_session_id=${till_session_id}`)).toContain(expense.body.id)
  expect(await ids(`till_session_id=${newId()}`)).toEqual([])
})

test('fiado tells of the customer and the store where it was sold; an abono is booked there too', async () => {
  const customer_id = await shop.customer({ credit_limit: 10_000 })
  const cashier = await shop.atTill(shop.as('gerente'))
  const order_id = await confirmed(8_000, { customer_id })
  const { store_id } = shop
  const changed = ['customer_account.changed', { customer_id, store_id }]
  const sold = await trace(cashier, '/api/payments', { order_id, method: 'on_account', amount: 8_000 })
  expect(sold.told).toContainEqual(changed)
  const [debt] = await shop.db
    .selectFrom('money.debt')
    .select(['created_at', 'amount'])
    .where('document_id', '=', order_id)
    .execute()
  expect(debt).toEqual({ created_at: sold.body.created_at, amount: 8_000 })
  const abono = { method: 'cash', amount: 3_000, till_session_id: cashier.session_id }
  const repaid = await trace(cashier, `/api/customer-accounts/${customer_id}/repayments`, abono)
  expect(repaid.told).toEqual([changed])
  expect(repaid.entries).toMatchObject([{ action: 'customer_account.repaid', thing_id: customer_id }])
  const back = await trace(shop.owner, `/api/payments/${sold.body.id}/refund`, { reason: 'x', amount: 2_000 })
  expect(back.told).toContainEqual(['customer_account.changed', { customer_id, store_id: null }])
  const more = await shop.owner.post(`/api/payments/${sold.body.id}/refund`, { reason: 'x', amount: 4_000 })
  expect([more.status, more.body.code]).toEqual([409, 'payment.debt_repaid'])
  expect((await shop.owner.get(`/api/customer-accounts/${customer_id}`)).body).toMatchObject({ debt_minor: 3_000 })
  expect((await shop.owner.patch('/api/features', { customer_credit: false })).status).toBe(200)
  const another = { order_id: await confirmed(1_000, { customer_id }), method: 'on_account', amount: 1_000 }
  expect((await cashier.post('/api/payments', another)).status).toBe(409)
  expect((await shop.owner.patch('/api/features', { customer_credit: true })).status).toBe(200)
  await trace(cashier, '/api/payments', another)
  // The least that can be owed is owed.
  const least = { order_id: await confirmed(1, { customer_id }), method: 'on_account', amount: 1 }
  await trace(cashier, '/api/payments', least)
  const { open_documents } = (await shop.owner.get(`/api/customer-accounts/${customer_id}`)).body
  expect(open_documents.map(({ open_minor }: { open_minor: number }) => open_minor)).toEqual([3_000, 1_000, 1])
  await expectBooksToHold(shop)
})

test('whoever works elsewhere moves no money here, whatever is answered', async () => {
  const cashier = await shop.atTill()
  const order_id = await confirmed(3_000)
  const paid = (await trace(cashier, '/api/payments', { order_id, method: 'debit', amount: 1_000 })).body
  const elsewhere = shop.as('admin', { stores: [newId()] })
  const path = `/api/till-sessions/${cashier.session_id}`
  const written = async () => [
    await shop.db
      .selectFrom('money.entry')
      .select('id')
      .execute()
      .then((rows) => rows.length),
    (await shop.owner.get(path)).body.state,
  ]
  const before = await written()
  const { told, entries } = await traceOf(shop, async () => {
    for (const [act, given] of [
      [`${path}/cash-in`, { amount: 5, reason: 'x' }],
      [`${path}/cash-out`, { amount: 5, reason: 'x' }],
      [`${path}/close`, { counts: [{ method: 'cash', counted_minor: 20_000 }] }],
      [`${path}/hand-over`, { user_id: newId() }],
      [`${path}/settle`, { reason: 'x' }],
      ['/api/expenses', { till_session_id: cashier.session_id, amount: 5, category: 'a', description: 'b' }],
      ['/api/payments', { order_id, method: 'cash', amount: 5 }],
      [`/api/payments/${paid.id}/refund`, { reason: 'x' }],
    ] as const)
      expect([act, (await elsewhere.post(act, given)).status]).toEqual([act, 404])
  })
  expect([told, entries, await written()]).toEqual([[], [], before])
})

test('a till that closes or changes hands says so with its holder and its counts', async () => {
  const cashier = await shop.atTill()
  const path = `/api/till-sessions/${cashier.session_id}`
  const session = (await shop.owner.get(path)).body
  const about = {
    ...{ till_session_id: cashier.session_id, till_id: session.till_id, store_id: shop.store_id },
    holder_id: cashier.actor.id,
  }
  const counts = [{ method: 'cash', counted_minor: 19_000 }]
  const closed = await trace(cashier, `${path}/close`, { counts })
  expect(closed.told).toEqual([['till_session.closed', { ...about, state: 'under_review' }]])
  const [count] = [{ method: 'cash', counted_minor: 19_000, expected_minor: 20_000 }]
  expect(closed.entries).toMatchObject([
    { before: { state: 'open' }, after: { state: 'under_review', counts: [count] } },
  ])
  expect(closed.body).toMatchObject({ notes: null, version: session.version + 1 })
  expect((await cashier.post(`${path}/close`, { counts })).body.code).toBe('till_session.closed')
  const settled = await trace(shop.owner, `${path}/settle`, { reason: 'vuelto mal dado' })
  expect(settled.told).toEqual([['till_session.settled', { ...about, state: 'settled' }]])
  expect(settled.entries).toMatchObject([
    {
      ...{ before: { state: 'under_review' }, reason: 'vuelto mal dado' },
      after: { state: 'settled', differences: [{ ...count, difference_minor: -1_000 }] },
    },
  ])
  const on = async (query: string) => (await shop.owner.get(`/api/till-sessions?${query}`)).body.items.length
  const day = session.opened_at.slice(0, 10)
  const [early, late] = ['2001-01-01', '2101-01-01']
  expect(await on(`from=${early}`)).toBe(await on(`from=${early}&to=${late}`))
  expect([await on(`from=${late}`), await on(`to=${early}`), (await on(`to=${late}`)) > 0]).toEqual([0, 0, day !== ''])
})

test('the ways of paying are kept for a second, and then read again', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const name = async () => (await methodsOf(shop.ctx)).find(({ code }) => code === 'debit')?.name
  methodsOf.forget(shop.ctx)
  const before = await name()
  await shop.db.updateTable('money.method').set({ name: 'Redcompra' }).where('code', '=', 'debit').execute()
  vi.advanceTimersByTime(999)
  expect(await name()).toBe(before)
  vi.advanceTimersByTime(1)
  expect(await name()).toBe('Redcompra')
})

test('what costs nothing is sold without a payment; nothing to write is nothing', async () => {
  const product_id = await shop.product({ on_hand: 2, price: 0 })
  const gift = { warehouse_id: shop.warehouse_id, items: [{ product_id, quantity: 1 }], payments: [] }
  const sold = await trace(shop.owner, '/api/sales', gift)
  expect(sold.told.filter(([name]) => String(name).startsWith('payment'))).toEqual([])
  const paid = { ...gift, payments: [{ method: 'debit', amount: 1 }] }
  expect((await shop.owner.post('/api/sales', paid)).body.code).toBe('payment.above_balance')
  await expect(shop.db.transaction().execute((db) => insertEntries({ ...shop.ctx, db } as never, []))).resolves.toBe(
    undefined,
  )
})

test('a statement shows documents by their age, and the newest line first', async () => {
  const customer_id = await shop.customer({ credit_limit: 100_000 })
  const orders: string[] = []
  for (const total of [300, 200]) {
    const order_id = await confirmed(total, { customer_id })
    orders.push(order_id)
    await trace(shop.owner, '/api/payments', { order_id, method: 'on_account', amount: total })
  }
  const abono = { method: 'cash', amount: 310, store_id: shop.store_id }
  await trace(shop.owner, `/api/customer-accounts/${customer_id}/repayments`, abono)
  const { entries, open_documents } = (await shop.owner.get(`/api/customer-accounts/${customer_id}`)).body
  expect(entries.map(({ kind, amount }: { kind: string; amount: number }) => [kind, amount])).toEqual([
    ['deposit', 310],
    ['charge', 200],
    ['charge', 300],
  ])
  expect(open_documents).toMatchObject([{ document_id: orders[1], amount: 200, open_minor: 190 }])
})
