import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
  const seller = await shop.atTill(shop.as('gerente'))
  const oil = await shop.product({ on_hand: 50, price: 11_900, cost: 6_000, name: 'Aceite 10W-40' })
  const filter = await shop.product({ on_hand: 50, price: 5_950, cost: 2_000, name: 'Filtro' })
  const sellAt = async (day: string, product_id: string, quantity: number, amount: number) => {
    shop.time.now = new Date(`${day}T15:00:00-03:00`)
    const items = [{ product_id, quantity }]
    const reply = await seller.post('/api/sales', {
      warehouse_id: shop.warehouse_id,
      items,
      payments: [{ method: 'debit', amount }],
    })
    expect(reply.status, reply.text).toBe(201)
  }
  await sellAt('2026-01-05', oil, 1, 11_900)
  await sellAt('2026-01-20', oil, 5, 59_500)
  await sellAt('2026-02-03', filter, 2, 11_900)
  await sellAt('2026-02-10', oil, 2, 23_800)
  await sellAt('2026-02-10', filter, 1, 5_950)
  shop.time.now = new Date('2026-02-10T18:00:00-03:00')
})

test('each figure stands beside a like-for-like one', async () => {
  const { status, body } = await shop.owner.get('/api/dashboard/overview')
  expect(status).toBe(200)
  expect(body.today).toMatchObject({
    sales_minor: { value: 29_750, before: 11_900, change_basis_points: 15_000 },
    orders: { value: 2, before: 1 },
    units: { value: 3, before: 2 },
    margin_minor: { value: 25_000 - 14_000, before: 10_000 - 4_000 },
  })
  expect(body.month).toMatchObject({ sales_minor: { value: 41_650, before: 11_900 } })
  expect(body.previous_month).toEqual({ sales_minor: 71_400, orders: 2 })
  expect(body.received_month_minor).toBe(41_650)
  expect(body.currency).toBe('CLP')
})

test('margins are for those who may see costs, and stores for those who work there', async () => {
  expect((await shop.as('vendedor').get('/api/dashboard/overview')).body.today).not.toHaveProperty('margin_minor')
  expect((await shop.as('vendedor').get('/api/dashboard/top-products')).body.items[0]).not.toHaveProperty(
    'margin_minor',
  )
  const elsewhere = shop.as('gerente', { stores: [newId()] })
  expect((await elsewhere.get('/api/dashboard/overview')).body.today.sales_minor.value).toBe(0)
  expect((await elsewhere.get(`/api/dashboard/overview?store_id=${shop.store_id}`)).status).toBe(404)
  expect((await shop.cashier.get('/api/dashboard/overview')).status).toBe(403)
})

test('the trend has a place for days without sales, and months', async () => {
  const days = (await shop.owner.get('/api/dashboard/sales-trend?days=8')).body
  expect(days.items).toHaveLength(8)
  expect(days.items.at(-1)).toMatchObject({ from: '2026-02-10', sales_minor: 29_750, orders: 2, before_minor: 11_900 })
  expect(days.items.at(-2)).toMatchObject({ sales_minor: 0, orders: 0 })
  const months = (await shop.owner.get('/api/dashboard/sales-trend?by=month&from=2026-01-01&to=2026-02-28')).body
  expect(months.items).toMatchObject([{ sales_minor: 71_400 }, { sales_minor: 41_650 }])
})

test('best sellers are real products with their share', async () => {
  const { body } = await shop.owner.get('/api/dashboard/top-products?days=60')
  expect(body.items).toMatchObject([
    { name: 'Aceite 10W-40', units: 8, sales_minor: 95_200, orders: 3 },
    { name: 'Filtro', units: 3, sales_minor: 17_850, orders: 2 },
  ])
  expect(body.items[0].share_basis_points + body.items[1].share_basis_points).toBe(10_000)
})
