import { beforeAll, expect, test } from 'vitest'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

test('a price and a quantity that no book holds together are refused everywhere, and nothing is kept', async () => {
  const product_id = await shop.product({ price: 9e14 })
  const { store_id, warehouse_id } = shop
  const items = [{ product_id, quantity: 1e8 }]
  const tooBig = { status: 422, body: { code: 'request.too_big' } }
  expect(await shop.owner.post('/api/orders', { store_id, warehouse_id, items })).toMatchObject(tooBig)
  expect(await shop.owner.post('/api/quotes', { store_id, warehouse_id, items })).toMatchObject(tooBig)
  const cashier = await shop.atTill()
  const payments = [{ method: 'debit', amount: 9e14 }]
  expect(await cashier.post('/api/sales', { warehouse_id, items, payments })).toMatchObject(tooBig)
  const arrival = { product_id, warehouse_id, direction: 'in', kind: 'receipt', quantity: 1e8, unit_cost: 9e14 }
  expect(await shop.owner.post('/api/stock-movements', arrival)).toMatchObject(tooBig)
  await expectBooksToHold(shop)
})
