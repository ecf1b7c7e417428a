import { beforeAll, expect, test } from 'vitest'
import { openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

test('what the shop switched off is refused, and works again once it is on', async () => {
  const seller = await shop.atTill(shop.as('admin'))
  const oil = await shop.product({ on_hand: 10, price: 1_000 })
  const customer_id = await shop.customer({ credit_limit: 10_000 })
  const asked = { warehouse_id: shop.warehouse_id, items: [{ product_id: oil, quantity: 1 }] }
  const pays = (method: string) => ({ ...asked, customer_id, payments: [{ method, amount: 1_000 }] })
  const answers = async () => [
    (await seller.post('/api/quotes', asked)).body.code,
    (await seller.post('/api/held-carts', asked)).body.code,
    (await seller.post('/api/sales', pays('on_account'))).body.code,
    (await seller.post('/api/sales', pays('debit'))).body.code,
  ]
  await shop.owner.patch('/api/features', { quotes: false, held_carts: false, customer_credit: false })
  const off = 'business.feature_off'
  expect(await answers()).toEqual([off, off, off, undefined])
  await shop.owner.patch('/api/features', { quotes: true, held_carts: true, customer_credit: true })
  expect(await answers()).toEqual([undefined, undefined, undefined, undefined])
})
