import { beforeAll, expect, test } from 'vitest'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

test('twenty held carts that grew in opposite directions are sold at once without locking each other out', async () => {
  const seller = await shop.atTill(shop.as('admin'))
  const [oil, filter] = [
    await shop.product({ on_hand: 100, price: 1_000 }),
    await shop.product({ on_hand: 100, price: 1_000 }),
  ]
  const line = (product_id: string) => ({ product_id, quantity: 1 })
  const carts = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const items = [line(n % 2 === 0 ? oil : filter)]
      return (await seller.post('/api/held-carts', { warehouse_id: shop.warehouse_id, items, reserve: true })).body
    }),
  )
  const replies = await Promise.all(
    carts.map((cart, n) =>
      seller.post('/api/sales', {
        warehouse_id: shop.warehouse_id,
        held_cart_id: cart.id,
        items: n % 2 === 0 ? [line(oil), line(filter)] : [line(filter), line(oil)],
        payments: [{ method: 'debit', amount: 2_000 }],
      }),
    ),
  )
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 201))
  expect(await shop.onHand(oil)).toEqual({ on_hand: 80, reserved: 0, available: 80 })
  expect(await shop.onHand(filter)).toEqual({ on_hand: 80, reserved: 0, available: 80 })
  await expectBooksToHold(shop)
})
