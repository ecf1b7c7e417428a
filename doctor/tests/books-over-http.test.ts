import { beforeAll, expect, test } from 'vitest'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../tests/support/selling-shop.ts'
import { checkBooks } from '../doctor.ts'

let shop: SellingShop
let product: string

beforeAll(async () => {
  shop = await openSellingShop()
  product = await shop.product({ on_hand: 500, price: 1_000 })
})

test('the books are checked for who operates, and for nobody else', async () => {
  const { status, body } = await shop.owner.get('/api/health/books')
  expect(status).toBe(200)
  expect(body).toMatchObject({ ok: true, took_ms: expect.any(Number) })
  expect(body.laws.map(({ law }: { law: string }) => law)).toEqual(['B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7'])
  for (const path of ['/api/health/books', '/api/health/books/last']) {
    expect((await shop.cashier.get(path)).status).toBe(403)
  }
  expect((await shop.cashier.post('/api/health/books/check')).status).toBe(403)
})

test('a check goes on by itself; its progress and, later, its verdict can be asked for', async () => {
  const started = await shop.owner.post('/api/health/books/check')
  expect(started).toMatchObject({ status: 202, body: { is_running: true, started_at: expect.any(String) } })

  const state = await untilEnded()

  expect(state).toMatchObject({ is_running: false, failed_at: null, last: { ok: true } })
  expect(state.last.checked_at >= started.body.started_at).toBe(true)
  const { body } = await shop.owner.get('/api/health/books/last')
  expect(body).toEqual(state)
})

test('sales go on while the doctor looks, and he raises no false alarm', async () => {
  const seller = await shop.atTill()
  let done = false
  const selling = Array.from({ length: 6 }, async () => {
    let sold = 0
    while (!done) {
      const items = [{ product_id: product, quantity: 1 }]
      const payments = [{ method: 'cash', amount: 1_000 }]
      const reply = await seller.post('/api/sales', { warehouse_id: shop.warehouse_id, items, payments })
      expect([201, 409], reply.text).toContain(reply.status)
      if (reply.status === 201) sold += 1
    }
    return sold
  })
  const faults = []
  for (let look = 0; look < 5; look++) {
    for (const { findings } of await checkBooks(shop.owner_url)) faults.push(...findings)
  }
  done = true
  const sold = (await Promise.all(selling)).reduce((sum, one) => sum + one, 0)

  expect(faults).toEqual([])
  expect(sold).toBeGreaterThan(0)
  await expectBooksToHold(shop)
})

async function untilEnded() {
  for (let attempt = 0; attempt < 600; attempt++) {
    const { body } = await shop.owner.get('/api/health/books/last')
    if (!body.is_running) return body
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the check did not end')
}
