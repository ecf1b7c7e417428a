import { beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { takeOut } from '#stock'
import { expectBooksToHold } from './books.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

const SALES = 500
const PRODUCTS = 10
const ON_HAND = 200
const AT_ONCE = 16

let shop: StockedShop

beforeAll(async () => {
  shop = await openStockedShop()
})

/**
 * The shelf is the test's own: a unit leaves it at the hour of its sale, as a customer takes it before the till has
 * written it. Counting looks at the shelf as it was a millisecond ago and tells of it later, while sales go on.
 */
test('500 sales during a count make no false variance, and a true one is found to the unit', async () => {
  const here = shop.warehouses[0]
  const products = await Promise.all(Array.from({ length: PRODUCTS }, () => shop.product({ on_hand: ON_HAND })))
  const taken = new Map<string, number[]>(products.map((id) => [id, []]))
  // Three units of the first product were stolen before anybody looked.
  const [robbed = ''] = products
  const onShelf = (product_id: string, at: number) =>
    ON_HAND - (product_id === robbed ? 3 : 0) - (taken.get(product_id) ?? []).filter((time) => time <= at).length
  const body = { scope: 'products', warehouse_id: here, product_ids: products }
  const { body: count } = await shop.storekeeper.post('/api/stock-counts', body)

  let next = 0
  const seller = async () => {
    for (let n = next++; n < SALES; n = next++) {
      const product_id = products[n % PRODUCTS] ?? ''
      await transact(shop.ctx, (tx) => {
        const at = new Date()
        taken.get(product_id)?.push(at.getTime())
        return takeOut(
          { ...tx, now: () => at },
          {
            lines: [{ product_id, warehouse_id: here, quantity: 1 }],
            kind: 'sale',
            cause: { kind: 'manual', id: newId() },
          },
        )
      })
    }
  }
  const counter = async () => {
    for (const product_id of products) {
      await new Promise((resolve) => setTimeout(resolve, 15))
      const seen = Date.now() - 1
      const quantity = onShelf(product_id, seen)
      const entry = { product_id, mode: 'set', quantity, counted_at: new Date(seen).toISOString() }
      const reply = await shop.storekeeper.post(`/api/stock-counts/${count.id}/entries`, { entries: [entry] })
      expect(reply.status).toBe(200)
    }
  }
  await Promise.all([counter(), ...Array.from({ length: AT_ONCE }, seller)])
  await shop.storekeeper.post(`/api/stock-counts/${count.id}/close`, {})
  const { body: lines } = await shop.owner.get(`/api/stock-counts/${count.id}/lines?show=different`)
  expect(lines.items).toMatchObject([{ product: { id: robbed }, difference: -3 }])
  expect((await shop.storekeeper.post(`/api/stock-counts/${count.id}/post`, {})).status).toBe(200)
  for (const product_id of products) {
    expect((await shop.stockOf(product_id)).on_hand).toBe(onShelf(product_id, Date.now()))
  }
  await expectBooksToHold(shop)
})
