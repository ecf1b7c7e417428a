import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import type { Worker } from '../../../tests/support/open-shop.ts'
import { openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop
let cashier: Worker & { session_id: string }
let customer_id: string
let order_id: string
let abono_id: string
const paid: Record<string, string> = {}

const body = async (path: string, who: Pick<Worker, 'get'> = shop.owner) => {
  const reply = await who.get(path)
  expect(reply.status, reply.text).toBe(200)
  return reply.body
}
const idsOf = async (path: string, who?: Pick<Worker, 'get'>) =>
  (await body(path, who)).items.map(({ id }: { id: string }) => id)
const made = async (who: Pick<Worker, 'post'>, path: string, given: object) => {
  const reply = await who.post(path, given)
  expect([200, 201], reply.text).toContain(reply.status)
  return reply.body
}
const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

async function confirmed(price: number, more: object = {}): Promise<string> {
  const product_id = await shop.product({ on_hand: 1, price })
  const order = await shop.draft([{ product_id, quantity: 1 }], more)
  await made(shop.owner, `/api/orders/${order.id}/confirm`, {})
  return order.id
}

beforeAll(async () => {
  shop = await openSellingShop()
  cashier = await shop.atTill(shop.as('gerente'))
  customer_id = await shop.customer({ name: 'Ñandú Fletes', credit_limit: 100_000 })
  order_id = await confirmed(30_000, { customer_id })
  const pay = async (name: string, who: Pick<Worker, 'post'>, payment: object) => {
    paid[name] = (await made(who, '/api/payments', { order_id, ...payment })).id
  }
  await pay('cash', cashier, { method: 'cash', amount: 1_000, till_session_id: cashier.session_id })
  await pay('card', shop.owner, { method: 'debit', amount: 3_000, reference: 'Vale 50%' })
  await pay('bank', shop.owner, { method: 'transfer', amount: 2_000, reference: 'OP_0042' })
  await pay('account', cashier, { method: 'on_account', amount: 9_000, till_session_id: cashier.session_id })
  const abono = { method: 'cash', amount: 4_000, till_session_id: cashier.session_id }
  abono_id = (await made(cashier, `/api/customer-accounts/${customer_id}/repayments`, abono)).id
  const expense = { store_id: shop.store_id, amount: 700, category: 'Aseo', description: 'Cloro' }
  await made(shop.owner, '/api/expenses', expense)
})

test('payments are found by whatever one knows of them; what was spent is not among them', async () => {
  const all = [abono_id, paid.account, paid.bank, paid.card, paid.cash]
  expect(await idsOf('/api/payments')).toEqual(all)
  expect(await idsOf(`/api/payments?order_id=${order_id}`)).toEqual(all.slice(1))
  expect(await idsOf(`/api/payments?order_id=${newId()}`)).toEqual([])
  expect(await idsOf(`/api/payments?customer_id=${customer_id}`)).toEqual(all)
  expect(await idsOf(`/api/payments?customer_id=${newId()}`)).toEqual([])
  expect(await idsOf('/api/payments?method=debit')).toEqual([paid.card])
  expect(await idsOf('/api/payments?kind=deposit')).toEqual([abono_id])
  expect(await idsOf(`/api/payments?till_session_id=${cashier.session_id}`)).toEqual([
    abono_id,
    paid.account,
    paid.cash,
  ])
  expect(await idsOf(`/api/payments?store_id=${shop.store_id}`)).toEqual(all)
  expect(await idsOf(`/api/payments?store_id=${newId()}`)).toEqual([])
  expect(await idsOf('/api/payments?q=op_')).toEqual([paid.bank])
  expect(await idsOf(`/api/payments?q=${encodeURIComponent('50%')}`)).toEqual([paid.card])
  expect(await idsOf('/api/payments?sort=amount&limit=2')).toEqual([paid.cash, paid.bank])
})

test('payments are found by their days, both of them included', async () => {
  const { day } = await body(`/api/payments/${paid.cash}`)
  expect(await idsOf(`/api/payments?from=${day}&to=${day}`)).toHaveLength(5)
  expect(await idsOf(`/api/payments?to=${dayFromNow(-2)}`)).toEqual([])
  expect(await idsOf(`/api/payments?from=${dayFromNow(2)}`)).toEqual([])
})

test('a payment says what of it may still go back; what is no payment, nothing', async () => {
  expect(await body(`/api/payments/${paid.card}`)).toMatchObject({
    refundable_minor: 3_000,
    order_id,
    customer_id,
    balance: { total: 30_000, paid_minor: 15_000, due_minor: 15_000, payment_status: 'partial' },
  })
  expect(await body(`/api/payments/${abono_id}`)).toMatchObject({ refundable_minor: 0, balance: null, order_id: null })
})

test('a till lists what was booked to it, in its order, and nothing else', async () => {
  const path = `/api/till-sessions/${cashier.session_id}/entries`
  expect(await idsOf(path)).toEqual([paid.cash, paid.account, abono_id])
  const first = await body(`${path}?limit=1`)
  expect(first.items.map(({ id }: { id: string }) => id)).toEqual([paid.cash])
  expect(await idsOf(`${path}?limit=1&cursor=${first.next_cursor}`)).toEqual([paid.account])
})

test('till sessions are found by till, store, state and day', async () => {
  const { till_id, opened_at } = await body(`/api/till-sessions/${cashier.session_id}`)
  const closed = await shop.atTill()
  const counts = [{ method: 'cash', counted_minor: 20_000 }]
  await made(closed, `/api/till-sessions/${closed.session_id}/close`, { counts })
  const find = (query: string) => idsOf(`/api/till-sessions?${query}`)
  expect(await find('')).toEqual([closed.session_id, cashier.session_id])
  expect(await find(`till_id=${till_id}`)).toEqual([cashier.session_id])
  expect(await find('state=closed')).toEqual([closed.session_id])
  expect(await find('state=open')).toEqual([cashier.session_id])
  expect(await find(`store_id=${newId()}`)).toEqual([])
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Santiago' }).format(new Date(opened_at))
  expect(await find(`from=${day}&to=${day}&till_id=${till_id}`)).toEqual([cashier.session_id])
  expect(await find(`to=${dayFromNow(-2)}`)).toEqual([])
  expect(await find(`from=${dayFromNow(2)}`)).toEqual([])
})

test('a till that opens at night belongs to the day of the shop, not of Greenwich', async () => {
  shop.time.now = new Date('2030-07-01T02:30:00Z')
  const { session_id } = await shop.atTill()
  shop.time.now = null
  const on = (day: string) => idsOf(`/api/till-sessions?from=${day}&to=${day}`)
  expect([await on('2030-06-30'), await on('2030-07-01')]).toEqual([[session_id], []])
})

test('who works elsewhere sees nothing of it and changes nothing', async () => {
  const elsewhere = shop.as('admin', { stores: [newId()] })
  expect(await idsOf('/api/payments', elsewhere)).toEqual([])
  expect(await idsOf('/api/expenses', elsewhere)).toEqual([])
  expect(await idsOf('/api/till-sessions', elsewhere)).toEqual([])
  expect(await idsOf('/api/issued-documents', elsewhere)).toEqual([])
  expect((await body(`/api/customer-accounts/${customer_id}`, elsewhere)).entries).toEqual([])
  const session = `/api/till-sessions/${cashier.session_id}`
  const expense = { till_session_id: cashier.session_id, amount: 5, category: 'a', description: 'b' }
  const replies = await Promise.all([
    elsewhere.get(`/api/payments/${paid.cash}`),
    elsewhere.get(session),
    elsewhere.post(`${session}/cash-in`, { amount: 5, reason: 'x' }),
    elsewhere.post('/api/expenses', expense),
    elsewhere.post('/api/payments', { order_id, method: 'cash', amount: 5 }),
    elsewhere.post(`/api/payments/${paid.cash}/refund`, { reason: 'x' }),
  ])
  expect(replies.map(({ status, body: { code } }) => [status, code])).toEqual([
    [404, 'payment.not_found'],
    [404, 'till_session.not_found'],
    [404, 'till_session.not_found'],
    [404, 'till_session.not_found'],
    [404, 'payment.order_not_found'],
    [404, 'payment.not_found'],
  ])
})

test('documents are found by number, kind, sale, store and day', async () => {
  const sell = async (price: number) => {
    const items = [{ product_id: await shop.product({ on_hand: 1, price }), quantity: 1 }]
    return made(shop.owner, '/api/sales', {
      warehouse_id: shop.warehouse_id,
      items,
      payments: [{ method: 'debit', amount: price }],
    })
  }
  const [one, two] = [await sell(5_000), await sell(3_000)]
  const documents = (await body('/api/issued-documents')).items
  expect(documents.map(({ document_id }: { document_id: string }) => document_id)).toEqual([two.id, one.id])
  const [newer, older] = documents
  expect(older).toMatchObject({ total: 5_000, exempt_minor: 0, net_minor: 4_202, tax_minor: 798, refers_to_id: null })
  const find = (query: string) => idsOf(`/api/issued-documents?${query}`)
  expect(await find(`order_id=${one.id}`)).toEqual([older.id])
  expect(await find(`number=${older.label}`)).toEqual([older.id])
  expect(await find(`number=${encodeURIComponent('%')}`)).toEqual([])
  expect(await find(`kind=${older.kind}`)).toEqual([newer.id, older.id])
  expect(await find('kind=nota_credito')).toEqual([])
  expect(await find(`store_id=${newId()}`)).toEqual([])
  expect(await find(`from=${older.day}&to=${older.day}`)).toHaveLength(2)
  expect(await find(`to=${dayFromNow(-2)}`)).toEqual([])
  expect(await find(`from=${dayFromNow(2)}`)).toEqual([])
  expect(await find('sort=total')).toEqual([newer.id, older.id])
  expect(await find('sort=number')).toEqual([older.id, newer.id])

  const payment = (await body(`/api/payments?order_id=${one.id}`)).items[0]
  const back = await made(shop.owner, `/api/payments/${payment.id}/refund`, { reason: 'fallado', amount: 2_000 })
  expect(await find('kind=nota_credito')).toEqual([back.credit_note.id])
  expect(back.credit_note).toMatchObject({ refers_to_id: older.id, total: 2_000, net_minor: 1_681, tax_minor: 319 })
  expect((await shop.owner.get(`/api/issued-documents/${newId()}`)).body.code).toBe('issued_document.not_found')
})

test('accounts are those of who owes or is owed, found without accents, the largest debt first', async () => {
  const [even, credited] = [await shop.customer(), await shop.customer({ name: 'Ana Ñandú' })]
  await made(shop.owner, `/api/payments/${(await sold(even, 800)).id}/refund`, { reason: 'x', method: 'cash' })
  await made(shop.owner, `/api/payments/${(await sold(credited, 900)).id}/refund`, {
    reason: 'x',
    method: 'store_credit',
  })
  const accounts = async (query: string) =>
    (await body(`/api/customer-accounts?${query}`)).items.map((one: { customer_id: string }) => one.customer_id)
  expect(await accounts('')).toEqual([customer_id, credited])
  expect(await accounts('sort=customer_name')).toEqual([credited, customer_id])
  expect(await accounts('q=fletes')).toEqual([customer_id])
  expect(await accounts('q=nandu')).toEqual([customer_id, credited])
  expect(await body(`/api/customer-accounts/${even}`)).toMatchObject({ debt_minor: 0, entries: [], open_documents: [] })
  expect(await body('/api/customer-accounts/totals')).toMatchObject({
    debt_minor: 5_000,
    customers: 1,
    store_credit_minor: 900,
  })
  const { entries, ...account } = await body(`/api/customer-accounts/${customer_id}`)
  expect(entries.map(({ id }: { id: string }) => id)).toEqual([abono_id, paid.account])
  expect(account).toMatchObject({ debt_minor: 5_000, limit_minor: 100_000, available_minor: 95_000 })
})

async function sold(customer: string, amount: number) {
  const order = await confirmed(amount, { customer_id: customer })
  return made(shop.owner, '/api/payments', { order_id: order, method: 'debit', amount })
}

test('a debt is late on the day after it was due, by the customer’s own terms', async () => {
  await shop.owner.patch(`/api/customers/${customer_id}`, { payment_days: 3 })
  const late = async (days: number) => {
    shop.time.now = new Date(Date.now() + days * 86_400_000)
    const { open_documents } = await body(`/api/customer-accounts/${customer_id}`)
    return open_documents.map(({ is_overdue }: { is_overdue: boolean }) => is_overdue)
  }
  expect([await late(3), await late(4)]).toEqual([[false], [true]])
  expect(await body('/api/customer-accounts/totals')).toMatchObject({ overdue_minor: 5_000, overdue_customers: 1 })
  shop.time.now = null
})

test('two records that become one owe together, and others hear of it', async () => {
  const [kept, duplicate] = [await shop.customer({ credit_limit: 9_000 }), await shop.customer({ credit_limit: 9_000 })]
  const orders: string[] = []
  for (const [who, amount] of [
    [kept, 1_000],
    [duplicate, 2_500],
  ] as const) {
    const order = await confirmed(amount, { customer_id: who })
    orders.push(order)
    await made(shop.owner, '/api/payments', { order_id: order, method: 'on_account', amount })
    const credit = await sold(who, amount / 5)
    await made(shop.owner, `/api/payments/${credit.id}/refund`, { reason: 'x', method: 'store_credit' })
  }
  await made(shop.owner, `/api/people/${kept}/merge`, { duplicate_id: duplicate })
  expect(await body(`/api/customer-accounts/${kept}`)).toMatchObject({ debt_minor: 3_500, store_credit_minor: 700 })
  const { rows } = await shop.ctx.db
    .selectFrom('money.account')
    .select(['debt_minor', 'store_credit_minor'])
    .where('party_id', '=', duplicate)
    .execute()
    .then((found) => ({ rows: found }))
  expect(rows).toEqual([{ debt_minor: 0, store_credit_minor: 0 }])
  const listed = (await body('/api/customer-accounts?limit=100')).items as { customer_id: string }[]
  expect(listed.map((one) => one.customer_id)).not.toContain(duplicate)
  const balances = await shop.ctx.db.selectFrom('money.balance').select(['document_id', 'party_id']).execute()
  const partyOf = (id: string) => balances.find(({ document_id }) => document_id === id)?.party_id
  expect([orders.map(partyOf), partyOf(order_id)]).toEqual([[kept, kept], customer_id])
  const repay = (amount: number) =>
    made(shop.owner, `/api/customer-accounts/${kept}/repayments`, { method: 'cash', amount, store_id: shop.store_id })
  // Exactly what the first document owes: the second is not touched.
  const first = await repay(1_000)
  const placed = await shop.ctx.db
    .selectFrom('money.allocation')
    .select(['document_id', 'amount'])
    .where('entry_id', '=', first.id)
    .execute()
  expect(placed).toEqual([{ document_id: orders[0], amount: 1_000 }])
  expect(await repay(2_500)).toMatchObject({ account: { debt_minor: 0 } })
})
