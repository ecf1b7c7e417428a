import { beforeAll, expect, test } from 'vitest'
import { creditDocument, giveBack, refundPlan } from '#money'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import type { Worker } from '../../../tests/support/open-shop.ts'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'
import { changesOf } from './money-books.ts'

/** What each act of money changes in its books, to the last column, while other tills, customers and documents stand beside. */

let shop: SellingShop
let till: Worker & { session_id: string }
const names = new Map<string, string>()
const called = (name: string, id: string): string => {
  names.set(id, name)
  return id
}
const changes = (act: () => Promise<unknown>) => changesOf(shop, (id) => names.get(id ?? '') ?? '?', act)
const made = async (path: string, given: object = {}, who: Pick<Worker, 'post'> = shop.owner) => {
  const reply = await who.post(path, given)
  expect([200, 201], reply.text).toContain(reply.status)
  return reply.body
}
async function order(name: string, total: number, customer_id?: string): Promise<string> {
  const product_id = await shop.product({ on_hand: 1, price: total })
  const { id } = await shop.draft([{ product_id, quantity: 1 }], customer_id ? { customer_id } : {})
  called(name, id)
  await made(`/api/orders/${id}/confirm`)
  return id
}
const pay = (order_id: string, method: string, amount: number, more: object = {}) =>
  made('/api/payments', { order_id, method, amount, ...more })
const customer = async (name: string) => called(name, await shop.customer({ name, credit_limit: 50_000 }))

beforeAll(async () => {
  shop = await openSellingShop()
  called('store', shop.store_id)
  called('Rosa', shop.owner.actor.id ?? '')
  till = await shop.atTill(shop.as('gerente'))
  called('till', till.session_id)
  called('Beto', till.actor.id ?? '')
  const beside = await shop.atTill()
  called('till beside', beside.session_id)
  const stranger = await customer('stranger')
  const theirs = await order('theirs', 4_000, stranger)
  await pay(theirs, 'on_account', 3_000)
  await pay(theirs, 'debit', 500, { till_session_id: beside.session_id })
})

test('payments: coins that do not exist, change, fiado and what is in favour', async () => {
  const ana = await customer('Ana')
  const coins = await order('coins', 1_996, ana)
  expect(await changes(() => pay(coins, 'cash', 2_000, { till_session_id: till.session_id }))).toEqual([
    'charge cash 2000 tendered 2000 coins Ana at till store',
    'owes coins order 1996 paid 1996 of Ana',
    'rounding -4 coins Ana at till store',
  ])
  const parts = await order('parts', 9_000, ana)
  expect(
    await changes(() => pay(parts, 'cash', 4_000, { tendered_minor: 5_000, till_session_id: till.session_id })),
  ).toEqual([
    'charge cash 4000 tendered 5000 change 1000 parts Ana at till store',
    'owes parts order 9000 paid 4000 of Ana',
  ])
  expect(await changes(() => pay(parts, 'on_account', 3_000))).toEqual([
    'account Ana 3000 0',
    'charge on_account 3000 parts Ana store',
    'debt parts Ana 3000 of 3000',
    'owes parts order 9000 paid 7000 of Ana',
  ])
  const [, first] = (await shop.owner.get(`/api/payments?order_id=${parts}`)).body.items
  expect(
    await changes(() =>
      made(`/api/payments/${first.id}/refund`, {
        reason: 'mejor después',
        amount: 1_500,
        method: 'store_credit',
        credit_note: false,
      }),
    ),
  ).toEqual([
    'account Ana 3000 1500',
    'owes parts order 9000 paid 7000 refunded 1500 of Ana',
    'refund store_credit -1500 parts Ana store “mejor después” of another',
  ])
  expect(await changes(() => pay(parts, 'store_credit', 1_000))).toEqual([
    'account Ana 3000 500',
    'charge store_credit 1000 parts Ana store',
    'owes parts order 9000 paid 8000 refunded 1500 of Ana',
  ])
  const more = await shop.owner.post('/api/payments', { order_id: parts, method: 'store_credit', amount: 501 })
  expect([more.body.code, more.body.available_minor]).toEqual(['payment.not_enough_store_credit', 500])
  await expectBooksToHold(shop)
})

test('an abono pays the oldest first, and a merge brings both accounts together', async () => {
  const [eva, twin] = [await customer('Eva'), await customer('twin')]
  const [one, two, three] = [
    await order('one', 1_000, eva),
    await order('two', 2_000, eva),
    await order('three', 700, twin),
  ]
  for (const [id, amount] of [
    [one, 1_000],
    [two, 2_000],
    [three, 700],
  ] as const)
    await pay(id, 'on_account', amount)
  const abono = (who: string, amount: number) =>
    made(`/api/customer-accounts/${who}/repayments`, {
      method: 'transfer',
      reference: 'TR-1',
      amount,
      store_id: shop.store_id,
    })
  expect(await changes(() => abono(eva, 1_200))).toEqual([
    'account Eva 1800 0',
    'debt one Eva 0 of 1000',
    'debt two Eva 1800 of 2000',
    'deposit transfer 1200 Eva store TR-1',
    'placed one 1000',
    'placed two 200',
  ])
  expect(await changes(() => made(`/api/people/${eva}/merge`, { duplicate_id: twin }))).toEqual([
    'account Eva 2500 0',
    'account twin 0 0',
    'debt three Eva 700 of 700',
    'owes three order 700 paid 700 of Eva',
  ])
  expect(await changes(() => abono(eva, 2_500))).toEqual([
    'account Eva 0 0',
    'debt three Eva 0 of 700',
    'debt two Eva 0 of 2000',
    'deposit transfer 2500 Eva store TR-1',
    'placed three 700',
    'placed two 1800',
  ])
  await expectBooksToHold(shop)
})

test('money goes back in its own tender, the oldest payment first, with its rounding and its nota de crédito', async () => {
  const leo = await customer('Leo')
  const product_id = await shop.product({ on_hand: 9, price: 1_996 })
  const sell = async (name: string, payments: object[], quantity = 1) =>
    called(
      name,
      (
        await made(
          '/api/sales',
          {
            warehouse_id: shop.warehouse_id,
            customer_id: leo,
            items: [{ product_id, quantity }],
            payments,
            till_session_id: till.session_id,
          },
          till,
        )
      ).id,
    )
  let cash = ''
  expect(
    await changes(async () => {
      cash = await sell('cash sale', [{ method: 'cash', amount: 5_000 }])
    }),
  ).toEqual([
    'charge cash 2000 tendered 5000 change 3000 cash sale Leo at till store',
    'issued B-1 1996 net 1677 tax 319 cash sale',
    'owes cash sale sale 1996 paid 1996 of Leo',
    'rounding -4 cash sale Leo at till store',
  ])
  const [paid] = (await shop.owner.get(`/api/payments?order_id=${cash}`)).body.items
  expect(
    await changes(() =>
      made(`/api/payments/${paid.id}/refund`, { reason: 'una', amount: 500, till_session_id: till.session_id }, till),
    ),
  ).toEqual([
    'issued NC-1 500 net 420 tax 80 cash sale against another “una”',
    'owes cash sale sale 1996 paid 1996 refunded 500 credited 500 of Leo',
    'refund cash -500 cash sale Leo at till store “una” of another',
  ])
  expect(
    await changes(() =>
      made(`/api/payments/${paid.id}/refund`, { reason: 'toda', till_session_id: till.session_id }, till),
    ),
  ).toEqual([
    'issued NC-2 1496 net 1257 tax 239 cash sale against another “toda”',
    'owes cash sale sale 1996 paid 1996 refunded 1996 credited 1996 of Leo',
    'refund cash -1500 cash sale Leo at till store “toda” of another',
    'rounding 4 cash sale Leo at till store',
  ])

  const mixed = await sell(
    'mixed sale',
    [
      { method: 'debit', amount: 1_000 },
      { method: 'on_account', amount: 2_000 },
      { method: 'cash', amount: 990 },
    ],
    2,
  )
  const plan = async (amount: number, more: object = {}) =>
    (await refundPlan({ ...shop.ctx, actor: shop.owner.actor }, { document_id: mixed, amount, ...more })).map(
      (part) => [part.method, part.amount, part.rounding_minor],
    )
  expect(await plan(500)).toEqual([['debit', 500, 0]])
  expect(await plan(1_001)).toEqual([
    ['debit', 1_000, 0],
    ['on_account', 1, 0],
  ])
  expect(await plan(3_503)).toEqual([
    ['debit', 1_000, 0],
    ['on_account', 2_000, 0],
    ['cash', 500, 3],
  ])
  expect(await plan(3_503, { method: 'debit' })).toEqual([
    ['debit', 1_000, 0],
    ['debit', 2_000, 0],
    ['debit', 503, 0],
  ])
  expect(await plan(3_992)).toEqual([
    ['debit', 1000, 0],
    ['on_account', 2000, 0],
    ['cash', 990, 0],
  ])
  expect(await plan(600, { is_exchange: true })).toEqual([['exchange', 600, 0]])
  await made(`/api/customer-accounts/${leo}/repayments`, { method: 'debit', amount: 1_500, store_id: shop.store_id })
  expect(await plan(2_000)).toEqual([
    ['debit', 1_000, 0],
    ['on_account', 500, 0],
    ['store_credit', 500, 0],
  ])
  const run = <T>(work: Parameters<typeof transact<T>>[1]) => transact({ ...shop.ctx, actor: shop.owner.actor }, work)
  expect(
    await changes(() => run((tx) => giveBack(tx, { document_id: mixed, amount: 2_000, reason: 'volvió' }))),
  ).toEqual([
    'account Leo 0 500',
    'debt mixed sale Leo 0 of 2000',
    'owes mixed sale sale 3992 paid 3992 refunded 2000 of Leo',
    'placed mixed sale 500',
    'refund debit -1000 mixed sale Leo store “volvió” of another',
    'refund on_account -500 mixed sale Leo store “volvió” of another',
    'refund store_credit -500 mixed sale Leo store “volvió” of another',
  ])
  const due = await order('due', 5_000, leo)
  const credit = (amount: number) => run((tx) => creditDocument(tx, { document_id: due, amount, reason: 'menos' }))
  await expect(credit(5_001)).rejects.toMatchObject({ code: 'payment.above_balance' })
  expect(await changes(() => credit(0))).toEqual([])
  await expectBooksToHold(shop)
})

test('a till: cash in and out, an expense and its return, another hand, a count and its difference', async () => {
  const path = `/api/till-sessions/${till.session_id}`
  const at = { till_session_id: till.session_id }
  expect(await changes(() => made(`${path}/cash-in`, { amount: 3_000, reason: 'sencillo' }, till))).toEqual([
    'cash_in cash 3000 at till store “sencillo”',
  ])
  expect(await changes(() => made(`${path}/cash-out`, { amount: 1_000, reason: 'retiro' }, till))).toEqual([
    'cash_out cash -1000 at till store “retiro”',
  ])
  let expense = ''
  expect(
    await changes(async () => {
      expense = (
        await made(
          '/api/expenses',
          { ...at, amount: 700, category: 'Aseo', description: 'Cloro', method: 'cash' },
          till,
        )
      ).id
    }),
  ).toEqual(['expense cash -700 at till store Aseo “Cloro”'])
  expect(await changes(() => made(`/api/expenses/${expense}/reverse`, { reason: 'de la casa' }, till))).toEqual([
    'expense_reversal cash 700 at till store Aseo “de la casa” of another',
  ])
  const expected = (await shop.owner.get(path)).body.counts
  const counts = expected.map(({ method, expected_minor }: { method: string; expected_minor: number }) => ({
    method,
    counted_minor: expected_minor + (method === 'cash' ? -150 : 0),
  }))
  expect(await changes(() => made(`${path}/close`, { counts }, till))).toEqual([
    'counted till cash 28840 expected 28990',
    'counted till debit 1000 expected 1000',
    'till till under_review held by Beto v2',
  ])
  expect(await changes(() => made(`${path}/settle`, { reason: 'faltó' }))).toEqual([
    'difference cash -150 at till store “faltó”',
    'till till settled held by Beto v3',
  ])
  expect((await shop.owner.post(`${path}/settle`, { reason: 'otra vez' })).body.code).toBe('till_session.cannot_move')
  expect((await till.post(`${path}/cash-in`, { amount: 1, reason: 'tarde' })).body.code).toBe('till_session.closed')
  expect(
    (await till.post('/api/expenses', { ...at, amount: 1, category: 'a', description: 'b', id: newId() })).body.code,
  ).toBe('till_session.closed')
  await expectBooksToHold(shop)
})
