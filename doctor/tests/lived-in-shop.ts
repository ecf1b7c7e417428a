import { expect } from 'vitest'
import { newId } from '#platform/ids'
import { allSealed } from '../../tests/support/all-sealed.ts'
import type { Reply } from '../../tests/support/open-shop.ts'
import { openSellingShop, type SellingShop } from '../../tests/support/selling-shop.ts'

/** A shop in which everything happened once: sold, ordered, cancelled, credited, on account, tills counted. Its owner's address. */
export async function openLivedInShop(): Promise<string> {
  const shop = await openSellingShop()
  const oil = await shop.product({ on_hand: 40, price: 11_900, cost: 6_000, name: 'Aceite Ñandú 10W-40' })
  const filter = await shop.product({ on_hand: 40, price: 5_990, cost: 2_500 })
  const customer_id = await shop.customer({ name: 'María Soto', credit_limit: 100_000 })
  await done(shop.owner.patch(`/api/products/${oil}`, { price: 12_990 }), 200)
  await done(shop.owner.post('/api/products', { name: 'Bujía', price: 990, barcodes: [{ code: '7801234567894' }] }))
  await tillsOf(shop, [oil, filter], customer_id)
  await ordersOf(shop, [oil, filter], customer_id)
  await allSealed(shop.owner_url)
  return shop.owner_url
}

type Goods = readonly [oil: string, filter: string]

async function tillsOf(shop: SellingShop, [oil, filter]: Goods, customer_id: string): Promise<void> {
  const { warehouse_id } = shop
  const seller = await shop.atTill(shop.as('admin'))
  const till = `/api/till-sessions/${seller.session_id}`
  const items = [
    { product_id: oil, quantity: 2, discount_basis_points: 500 },
    { product_id: filter, quantity: 1 },
  ]
  const sale = (payments: object[], more: object = {}) =>
    done(seller.post('/api/sales', { warehouse_id, items, payments, till_session_id: seller.session_id, ...more }))
  const cash = await sale([{ method: 'cash', amount: 50_000 }], { customer_id })
  await sale([{ method: 'debit', amount: cash.total }])
  await sale([{ method: 'on_account', amount: cash.total }], { customer_id })
  await done(seller.post(`/api/customer-accounts/${customer_id}/repayments`, { method: 'cash', amount: 3_000 }))
  await done(seller.post(`${till}/cash-out`, { amount: 1_000, reason: 'Colación' }), 200)
  const twice = { amount: 2_000, category: 'Aseo', description: 'Cloro' }
  const expense = await done(shop.owner.post('/api/expenses', { ...twice, store_id: shop.store_id }))
  await done(shop.owner.post(`/api/expenses/${expense.id}/reverse`, { reason: 'Se anotó dos veces' }))
  await refundOf(seller, cash.id, { amount: 2_000, method: 'store_credit' })
  await refundOf(seller, cash.id, { amount: 1_000 })
  const { counts } = await done(shop.as('admin').get(till), 200)
  const exact = counts.map(({ method, expected_minor }: { method: string; expected_minor: number }) => ({
    method,
    counted_minor: expected_minor,
  }))
  await done(seller.post(`${till}/close`, { counts: exact }), 200)

  const other = await shop.atTill(shop.as('admin'))
  await done(
    other.post(`/api/till-sessions/${other.session_id}/close`, { counts: [{ method: 'cash', counted_minor: 19_000 }] }),
    200,
  )
  await done(shop.owner.post(`/api/till-sessions/${other.session_id}/settle`, { reason: 'Vuelto mal dado' }), 200)
  await shop.atTill(shop.as('admin'))
}

async function refundOf(seller: SellingShop['owner'], order_id: string, body: object): Promise<void> {
  const { items } = await done(seller.get(`/api/payments?order_id=${order_id}&kind=charge`), 200)
  await done(seller.post(`/api/payments/${items[0].id}/refund`, { reason: 'Devolución', ...body }))
}

async function ordersOf(shop: SellingShop, [oil, filter]: Goods, customer_id: string): Promise<void> {
  const act = (id: string, verb: string) => done(shop.owner.post(`/api/orders/${id}/${verb}`), 200)
  const items = [
    { product_id: oil, quantity: 1 },
    { product_id: filter, quantity: 3 },
  ]
  const [waiting, ended, cancelled, unpaid] = await Promise.all(
    [1, 2, 3, 4].map(() => shop.draft(items, { customer_id })),
  )
  for (const order of [waiting, ended, cancelled, unpaid]) await act(String(order?.id), 'confirm')
  await done(
    shop.owner.post('/api/payments', { id: newId(), order_id: ended?.id, method: 'debit', amount: ended?.total }),
  )
  await act(String(ended?.id), 'hand-over')
  await act(String(unpaid?.id), 'hand-over')
  await act(String(cancelled?.id), 'cancel')
}

async function done(reply: Promise<Reply>, status = 201) {
  const answer = await reply
  expect(answer, answer.text).toMatchObject({ status })
  return answer.body
}
