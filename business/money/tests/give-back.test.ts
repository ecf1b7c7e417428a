import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { giveBack, paySupplier, refundPlan } from '#money'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'
import type { GiveBack } from '../commands/give-back.ts'
import { creditNoteKind, documentKindFor } from '../commands/issue-document.ts'

let shop: SellingShop
let ctx: Ctx

beforeAll(async () => {
  shop = await openSellingShop()
  ctx = { ...shop.ctx, actor: shop.owner.actor }
})

const made = async (path: string, given: object) => {
  const reply = await shop.owner.post(path, given)
  expect([200, 201], reply.text).toContain(reply.status)
  return reply.body
}
/** An order of one product, paid so; gives its id. */
async function paid(price: number, payments: object[], more: object = {}): Promise<string> {
  const product_id = await shop.product({ on_hand: 1, price })
  const order = await shop.draft([{ product_id, quantity: 1 }], more)
  await made(`/api/orders/${order.id}/confirm`, {})
  for (const payment of payments) await made('/api/payments', { order_id: order.id, ...payment })
  return order.id
}
const plan = async (document_id: string, amount: number, more: Partial<GiveBack> = {}) =>
  (await refundPlan(ctx, { document_id, amount, ...more })).map((part) => [
    part.method,
    part.amount,
    part.rounding_minor,
  ])
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (no: { code?: string }) => no.code,
  )

describe('how an amount goes back', () => {
  let document_id: string

  beforeAll(async () => {
    document_id = await paid(10_000, [
      { method: 'cash', amount: 4_000 },
      { method: 'debit', amount: 6_000 },
    ])
  })

  test('each payment in its own tender, oldest first', async () => {
    expect(await plan(document_id, 1_000)).toEqual([['cash', 1_000, 0]])
    expect(await plan(document_id, 4_001)).toEqual([
      ['cash', 4_000, 0],
      ['debit', 1, 0],
    ])
    expect(await plan(document_id, 10_000)).toEqual([
      ['cash', 4_000, 0],
      ['debit', 6_000, 0],
    ])
    expect(await plan(newId(), 500)).toEqual([])
  })

  test('cash goes back in coins that exist; what they cannot pay is said, and a card is exact', async () => {
    expect(await plan(document_id, 1_996)).toEqual([['cash', 2_000, -4]])
    expect(await plan(document_id, 2_004)).toEqual([['cash', 2_000, 4]])
    expect(await plan(document_id, 3)).toEqual([['cash', 3, 0]])
    expect(await plan(document_id, 1_996, { method: 'transfer' })).toEqual([['transfer', 1_996, 0]])
  })

  test('or set off against another document', async () => {
    expect(await plan(document_id, 2_500, { is_exchange: true })).toEqual([['exchange', 2_500, 0]])
  })

  test('never more than was paid, and only by who may', async () => {
    const give = (as: Ctx, amount: number) =>
      codeOf(transact(as, (tx) => giveBack(tx, { document_id, amount, reason: 'roto' })))
    expect(await give({ ...ctx, actor: shop.cashier.actor }, 500)).toBe('payment.approval_needed')
    expect(await give(ctx, 1_000)).toBe('done')
    expect(await plan(document_id, 9_000)).toEqual([
      ['cash', 3_000, 0],
      ['debit', 6_000, 0],
    ])
    expect(await give({ ...ctx, actor: shop.cashier.actor }, 1)).toBe('payment.approval_needed')
    const body = (await shop.owner.get(`/api/orders/${document_id}`)).body
    expect(body).toMatchObject({ paid_minor: 10_000, refunded_minor: 1_000 })
    const refund = (await shop.owner.get(`/api/payments?order_id=${document_id}&kind=refund`)).body.items
    expect(refund).toMatchObject([{ amount: -1_000, method: 'cash', description: 'roto' }])
    await expectBooksToHold(shop)
  })
})

test('fiado gives back what is still owed, and the rest as credit', async () => {
  const customer_id = await shop.customer({ credit_limit: 50_000 })
  const document_id = await paid(8_000, [{ method: 'on_account', amount: 8_000 }], { customer_id })
  expect(await plan(document_id, 8_000)).toEqual([['on_account', 8_000, 0]])
  await made(`/api/customer-accounts/${customer_id}/repayments`, {
    amount: 5_000,
    method: 'debit',
    store_id: shop.store_id,
  })
  expect(await plan(document_id, 2_000)).toEqual([['on_account', 2_000, 0]])
  expect(await plan(document_id, 8_000)).toEqual([
    ['on_account', 3_000, 0],
    ['store_credit', 5_000, 0],
  ])
  await transact(ctx, (tx) => giveBack(tx, { document_id, amount: 8_000, reason: 'volvió', authorised_by: null }))
  expect((await shop.owner.get(`/api/customer-accounts/${customer_id}`)).body).toMatchObject({
    debt_minor: 0,
    store_credit_minor: 5_000,
  })
  await expectBooksToHold(shop)
})

test('what coins could not pay goes back with the last of the money', async () => {
  const document_id = await paid(1_996, [{ method: 'cash', amount: 2_000 }])
  expect(await plan(document_id, 1_996)).toEqual([['cash', 2_000, 0]])
  await transact(ctx, (tx) => giveBack(tx, { document_id, amount: 1_996, reason: 'volvió' }))
  expect((await shop.owner.get(`/api/orders/${document_id}`)).body).toMatchObject({
    paid_minor: 1_996,
    refunded_minor: 1_996,
  })
  await expectBooksToHold(shop)
})

test('confirming one order leaves alone what the others owe', async () => {
  const draft = async (price: number) => {
    const product_id = await shop.product({ on_hand: 1, price })
    return (await shop.draft([{ product_id, quantity: 1 }])).id
  }
  const [one, two] = [await draft(1_000), await draft(2_000)]
  const owed = async (id: string) => (await shop.owner.get(`/api/orders/${id}`)).body.due_minor
  await made(`/api/orders/${one}/confirm`, {})
  expect([await owed(one), await owed(two)]).toEqual([1_000, 2_000])
  await made(`/api/orders/${two}/confirm`, {})
  expect([await owed(one), await owed(two)]).toEqual([1_000, 2_000])
})

test('a supplier is paid once under one id, out of the till or the store, never on account', async () => {
  const party_id = await shop.customer()
  const id = newId()
  const pay = (more: object = {}) =>
    transact(ctx, (tx) =>
      paySupplier(tx, {
        id,
        party_id,
        document: { kind: 'supplier_invoice', id: newId() },
        amount: 7_000,
        method: 'transfer',
        reference: 'TR-1',
        store_id: shop.store_id,
        ...more,
      }),
    )
  expect(await pay()).toEqual({ id, store_id: shop.store_id, is_replay: false })
  expect(await pay()).toEqual({ id, store_id: shop.store_id, is_replay: true })
  expect(await codeOf(pay({ amount: 7_001 }))).toBe('payment.id_taken')
  expect(await codeOf(pay({ id: newId(), reference: undefined }))).toBe('payment.reference_needed')
  for (const method of ['on_account', 'store_credit'])
    expect(await codeOf(pay({ id: newId(), method, reference: undefined }))).toBe('payment.unknown_method')
  const expense = (await shop.owner.get('/api/payments?kind=supplier_payment')).body.items
  expect(expense).toMatchObject([{ id, amount: -7_000, method: 'transfer', reference: 'TR-1', customer_id: party_id }])
  const charge = await paid(500, [{ id: newId(), method: 'cash', amount: 500 }])
  const [payment] = (await shop.owner.get(`/api/payments?order_id=${charge}`)).body.items
  expect(await codeOf(pay({ id: payment.id, amount: -500 }))).toBe('payment.id_taken')
})

test('a sale gets the document asked for, if the country has it and the customer can have it', async () => {
  const kind = (asked: string | undefined, customer: { tax_id: string | null } | null = null) =>
    documentKindFor(ctx, asked, customer).catch((no: { code: string }) => no.code)
  expect(await kind(undefined)).toBe('boleta')
  expect(await kind('boleta')).toBe('boleta')
  expect(await kind('factura', { tax_id: '76418230-8' })).toBe('factura')
  expect(await kind('factura', { tax_id: null })).toBe('issued_document.tax_id_needed')
  expect(await kind('factura')).toBe('issued_document.tax_id_needed')
  expect(await kind('nota_credito', { tax_id: '76418230-8' })).toBe('issued_document.unknown_kind')
  expect(await kind('servilleta')).toBe('issued_document.unknown_kind')
  expect(await creditNoteKind(ctx)).toBe('nota_credito')
})

test('a file of payments holds more of them than a page does', async () => {
  const { rows } = await sql<{ before: number }>`
    select count(*)::int as before from money.entry where kind in ('charge', 'refund', 'deposit')`.execute(shop.db)
  await sql`
    insert into money.entry (id, kind, method, amount, store_id, day, created_at, created_by_name)
    select gen_random_uuid(), 'deposit', 'cash', n, ${shop.store_id}::uuid, '2020-01-01', '2020-01-01', 'antes'
    from generate_series(1, 405) n`.execute(shop.ctx.db)
  const lines = (await shop.owner.get('/api/payments/export')).text.trim().split('\n')
  expect(lines).toHaveLength(1 + 405 + (rows[0]?.before ?? 0))
})
