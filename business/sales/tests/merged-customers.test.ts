import { beforeAll, expect, test } from 'vitest'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

const onAccount = async (seller: { post: SellingShop['owner']['post'] }, customer_id: string, product_id: string) => {
  const reply = await seller.post('/api/sales', {
    warehouse_id: shop.warehouse_id,
    customer_id,
    items: [{ product_id, quantity: 1 }],
    payments: [{ method: 'on_account', amount: 5_000 }],
  })
  expect(reply.status, reply.text).toBe(201)
  return reply.body
}
const merge = (into: string, duplicate_id: string) => shop.owner.post(`/api/people/${into}/merge`, { duplicate_id })
const accountOf = async (id: string) => (await shop.owner.get(`/api/customer-accounts/${id}`)).body

test('the record that stays owes both debts, and pays them back', async () => {
  const seller = await shop.atTill(shop.owner)
  const oil = await shop.product({ on_hand: 10, price: 5_000 })
  const [kept, duplicate] = [
    await shop.customer({ credit_limit: 50_000 }),
    await shop.customer({ credit_limit: 50_000 }),
  ]
  await onAccount(seller, kept, oil)
  const sold = await onAccount(seller, duplicate, oil)
  expect((await merge(kept, duplicate)).status).toBe(200)

  expect(await accountOf(kept)).toMatchObject({ debt_minor: 10_000 })
  const statement = (await shop.owner.get(`/api/customer-accounts/${kept}`)).body
  expect(statement.open_documents).toHaveLength(2)
  expect(statement.entries).toHaveLength(2)
  await expectBooksToHold(shop)

  const order = (await shop.owner.get(`/api/orders/${sold.id}`)).body
  expect(order).toMatchObject({ customer_id: kept })
  const paid = await seller.post(`/api/customer-accounts/${duplicate}/repayments`, { method: 'cash', amount: 10_000 })
  expect(paid.status, paid.text).toBe(201)
  expect(await accountOf(kept)).toMatchObject({ debt_minor: 0 })
  await expectBooksToHold(shop)
})

test('open orders, quotes and carts follow the record that stays', async () => {
  const oil = await shop.product({ on_hand: 10, price: 1_000 })
  const [kept, duplicate] = [await shop.customer({ name: 'Rosa' }), await shop.customer({ name: 'Rosa Pérez' })]
  const asked = {
    warehouse_id: shop.warehouse_id,
    customer_id: duplicate,
    items: [{ product_id: oil, quantity: 1 }],
  }
  const order = (await shop.owner.post('/api/orders', asked)).body
  const quote = (await shop.owner.post('/api/quotes', asked)).body
  await shop.owner.post(`/api/quotes/${quote.id}/send`)
  await shop.owner.post(`/api/quotes/${quote.id}/accept`)
  expect((await merge(kept, duplicate)).status).toBe(200)

  expect((await shop.owner.get(`/api/orders/${order.id}`)).body).toMatchObject({ customer_id: kept })
  expect((await shop.owner.get(`/api/quotes/${quote.id}`)).body).toMatchObject({
    customer_id: kept,
    customer_name: 'Rosa Pérez',
  })
  const ordered = await shop.owner.post(`/api/quotes/${quote.id}/order`)
  expect(ordered.body, ordered.text).toMatchObject({ customer_id: kept })
})

test('sales on account and a merge at once lose no debt', async () => {
  const seller = await shop.atTill(shop.as('admin'))
  const oil = await shop.product({ on_hand: 50, price: 5_000 })
  const [kept, duplicate] = [await shop.customer({ credit_limit: 1e6 }), await shop.customer({ credit_limit: 1e6 })]
  const sales = Array.from({ length: 8 }, () => onAccount(seller, duplicate, oil))
  const [merged] = await Promise.all([merge(kept, duplicate), ...sales])
  expect(merged.status, merged.text).toBe(200)
  expect(await accountOf(kept)).toMatchObject({ debt_minor: 40_000 })
  await expectBooksToHold(shop)
})
