import { beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { takeOut } from '#stock'
import { measurePace, watchAlerts } from '../jobs.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

let shop: StockedShop
let here: string

beforeAll(async () => {
  shop = await openStockedShop()
  here = shop.warehouses[0]
})

const sell = (product_id: string, quantity: number) =>
  transact(shop.ctx, (tx) =>
    takeOut(tx, {
      lines: [{ product_id, warehouse_id: here, quantity }],
      kind: 'sale',
      cause: { kind: 'manual', id: newId() },
    }),
  )
const watch = () => watchAlerts.run(shop.ctx, {})
/** The announcements so far that name this product. */
const told = async (product: string) => {
  const rows = await shop.db
    .selectFrom('platform.fact')
    .select('data')
    .where('name', '=', 'stock_alert.raised')
    .execute()
  return rows.filter(({ data }) => JSON.stringify(data).includes(product)).length
}
const alertOf = async (product: string) => {
  const { body } = await shop.owner.get('/api/stock-alerts?limit=200')
  return body.items.find((one: { product: { id: string } }) => one.product.id === product)
}

test('each alert is told once, again only when it gets worse, and goes when it recovers', async () => {
  const oil = await shop.product({ on_hand: 12, min_stock: 10 })
  await watch()
  expect(await told(oil)).toBe(0)
  await sell(oil, 3)
  await watch()
  await watch()
  expect(await told(oil)).toBe(1)
  expect(await alertOf(oil)).toMatchObject({ level: 'high', acknowledged_at: null })
  await sell(oil, 9)
  await watch()
  expect(await told(oil)).toBe(2)
  await shop.receive(oil, 50, 5000)
  await watch()
  expect(await alertOf(oil)).toBeUndefined()
  expect(await shop.db.selectFrom('stock.alert').select('level').where('product_id', '=', oil).execute()).toEqual([])
})

test('somebody sees to it: it leaves the bell until it gets worse', async () => {
  const oil = await shop.product({ on_hand: 5, min_stock: 10 })
  await watch()
  const waiting = async () => (await shop.storekeeper.get('/api/stock-alerts/count')).body.waiting
  const before = await waiting()
  const body = { items: [{ product_id: oil, warehouse_id: here }] }
  expect((await shop.cashier.post('/api/stock-alerts/acknowledge', body)).status).toBe(403)
  expect((await shop.storekeeper.post('/api/stock-alerts/acknowledge', body)).body).toEqual({ acknowledged: 1 })
  expect((await shop.storekeeper.post('/api/stock-alerts/acknowledge', body)).body).toEqual({ acknowledged: 0 })
  expect(await waiting()).toBe(before - 1)
  expect(await alertOf(oil)).toMatchObject({ acknowledged_by_name: 'bodeguero' })
  const open = await shop.owner.get('/api/stock-alerts?acknowledged=false&limit=200')
  expect(JSON.stringify(open.body.items)).not.toContain(oil)
  await sell(oil, 5)
  await watch()
  expect(await waiting()).toBe(before)
})

test('goods that last a few days are low, whatever their minimum says', async () => {
  shop.time.now = new Date('2026-06-01T12:00:00Z')
  const fast = await shop.product({ on_hand: 300 })
  shop.time.now = new Date('2026-06-10T12:00:00Z')
  await sell(fast, 280)
  await measurePace.run(shop.ctx, {})
  expect(await alertOf(fast)).toMatchObject({ level: 'high', days_of_cover: 2 })
  await shop.receive(fast, 30, 3000)
  expect(await alertOf(fast)).toMatchObject({ level: 'medium', days_of_cover: 5 })
  await shop.owner.patch('/api/stock-settings', { cover_high_days: 0, cover_medium_days: 0 })
  expect(await alertOf(fast)).toBeUndefined()
  expect(await shop.owner.patch('/api/stock-settings', { cover_high_days: 9, cover_medium_days: 3 })).toMatchObject({
    status: 422,
    body: { code: 'stock.cover_days' },
  })
  shop.time.now = null
})

test('in the quiet hours nobody is told; in the morning they are', async () => {
  await shop.owner.patch('/api/stock-settings', { quiet_from: '21:00', quiet_until: '08:00' })
  // Santiago in June is four hours behind UTC.
  shop.time.now = new Date('2026-06-16T03:00:00Z')
  const oil = await shop.product({ on_hand: 1, min_stock: 10 })
  await watch()
  expect(await alertOf(oil)).toMatchObject({ level: 'high' })
  expect(await told(oil)).toBe(0)
  shop.time.now = new Date('2026-06-16T12:30:00Z')
  await watch()
  expect(await told(oil)).toBe(1)
  shop.time.now = null
})
