import { beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { takeIn, takeOut } from '#stock'
import { expectBooksToHold } from './books.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

let shop: StockedShop
let oil: string

type Step = readonly [day: number, kind: 'receipt' | 'sale' | 'return' | 'scrap', quantity: number, cost?: number]

/**
 * Thirty movements with returns, worked out by hand. A return comes in at what its sale cost. To the right: cost of the
 * line, then quantity and value of the business after it.
 */
const steps: readonly Step[] = [
  [1, 'receipt', 20, 20_000], //   20000 | 20 | 20000
  [1, 'sale', 5], //               -5000 | 15 | 15000
  [2, 'receipt', 10, 13_000], //   13000 | 25 | 28000
  [2, 'sale', 10], //             -11200 | 15 | 16800   28000 × 10 ÷ 25
  [3, 'return', 5, 5_000], //       5000 | 20 | 21800   of the first sale
  [3, 'sale', 3], //               -3270 | 17 | 18530   21800 × 3 ÷ 20
  [4, 'return', 1, 1_090], //       1090 | 18 | 19620   a third of 3270
  [4, 'scrap', 2], //              -2180 | 16 | 17440
  [5, 'receipt', 4, 5_001], //      5001 | 20 | 22441
  [5, 'sale', 7], //               -7854 | 13 | 14587   22441 × 7 ÷ 20 = 7854.35
  [6, 'return', 7, 7_854], //       7854 | 20 | 22441
  [6, 'sale', 20], //             -22441 |  0 |     0   all of it: nothing is worth nothing
  [7, 'return', 1, 1_122], //       1122 |  1 |  1122   a twentieth, rounded
  [7, 'sale', 1], //               -1122 |  0 |     0
  [8, 'receipt', 3, 100], //         100 |  3 |   100
  [8, 'sale', 1], //                 -33 |  2 |    67
  [9, 'return', 1, 33], //            33 |  3 |   100
  [9, 'sale', 2], //                 -67 |  1 |    33   66.67
  [10, 'sale', 1], //                -33 |  0 |     0
  [10, 'return', 2, 67], //           67 |  2 |    67
  [11, 'receipt', 8, 9_933], //     9933 | 10 | 10000
  [11, 'sale', 4], //              -4000 |  6 |  6000
  [12, 'receipt', 6, 0], //            0 | 12 |  6000   a gift
  [12, 'sale', 3], //              -1500 |  9 |  4500
  [13, 'return', 3, 1_500], //      1500 | 12 |  6000
  [13, 'scrap', 5], //             -2500 |  7 |  3500
  [14, 'sale', 6], //              -3000 |  1 |   500
  [14, 'return', 6, 3_000], //      3000 |  7 |  3500
  [15, 'sale', 7], //              -3500 |  0 |     0
  [15, 'return', 7, 3_500], //      3500 |  7 |  3500
]

const worked = [
  [20000, 20, 20000],
  [-5000, 15, 15000],
  [13000, 25, 28000],
  [-11200, 15, 16800],
  [5000, 20, 21800],
  [-3270, 17, 18530],
  [1090, 18, 19620],
  [-2180, 16, 17440],
  [5001, 20, 22441],
  [-7854, 13, 14587],
  [7854, 20, 22441],
  [-22441, 0, 0],
  [1122, 1, 1122],
  [-1122, 0, 0],
  [100, 3, 100],
  [-33, 2, 67],
  [33, 3, 100],
  [-67, 1, 33],
  [-33, 0, 0],
  [67, 2, 67],
  [9933, 10, 10000],
  [-4000, 6, 6000],
  [0, 12, 6000],
  [-1500, 9, 4500],
  [1500, 12, 6000],
  [-2500, 7, 3500],
  [-3000, 1, 500],
  [3000, 7, 3500],
  [-3500, 0, 0],
  [3500, 7, 3500],
]

beforeAll(async () => {
  shop = await openStockedShop()
  oil = await shop.product({ name: 'Aceite', sku: 'ACE' })
  for (const [n, [day, kind, quantity, cost_minor = 0]] of steps.entries()) {
    shop.time.now = new Date(Date.UTC(2026, 5, day, 14, n))
    const place = { product_id: oil, warehouse_id: shop.warehouses[0], quantity }
    const cause = { kind: 'manual', id: newId() }
    await transact(shop.ctx, (tx) =>
      kind === 'receipt' || kind === 'return'
        ? takeIn(tx, { lines: [{ ...place, cost_minor }], kind, cause })
        : takeOut(tx, { lines: [place], kind, cause }),
    )
  }
  shop.time.now = new Date('2026-06-20T15:00:00Z')
})

const valued = async (query: string, who = shop.owner) => who.get(`/api/reports/stock-valuation?${query}`)

test('thirty movements with returns at their original cost run as worked out by hand', async () => {
  const { body } = await shop.owner.get(`/api/reports/kardex?product_id=${oil}&from=2026-06-01&to=2026-06-30`)
  type Row = { cost_minor: number; balance: number; value_minor: number }
  expect(body.rows.map((row: Row) => [row.cost_minor, row.balance, row.value_minor])).toEqual(worked)
  await expectBooksToHold(shop)
})

test('at the end of any day the valuation is what the stock card closed with', async () => {
  for (let day = 1; day <= 16; day += 1) {
    const on = `2026-06-${String(day).padStart(2, '0')}`
    const card = await shop.owner.get(`/api/reports/kardex?product_id=${oil}&from=${on}&to=${on}`)
    const { quantity, value_minor } = card.body.closing
    const { body } = await valued(`on=${on}`)
    expect([on, body.totals.value_minor]).toEqual([on, value_minor])
    expect(body.items).toMatchObject(quantity === 0 ? [] : [{ product: { id: oil }, quantity, value_minor }])
  }
})

test('what travels is in no warehouse and is said apart; by warehouse it is valued at the average of the business', async () => {
  shop.time.now = new Date('2026-06-21T15:00:00Z')
  const [from_warehouse_id, to_warehouse_id] = shop.warehouses
  const body = { from_warehouse_id, to_warehouse_id, items: [{ product_id: oil, quantity: 2 }] }
  const { id } = (await shop.owner.post('/api/stock-transfers', body)).body
  await shop.owner.post(`/api/stock-transfers/${id}/send`, {})
  shop.time.now = new Date('2026-06-23T15:00:00Z')
  await shop.owner.post(`/api/stock-transfers/${id}/receive`, {})
  const totals = async (query: string) => (await valued(query)).body.totals
  expect(await totals('on=2026-06-20')).toEqual({ products: 1, value_minor: 3500, in_transit_minor: 0 })
  expect(await totals('on=2026-06-21')).toEqual({ products: 1, value_minor: 2500, in_transit_minor: 1000 })
  expect(await totals('on=2026-06-23')).toEqual({ products: 1, value_minor: 3500, in_transit_minor: 0 })
  expect((await valued(`on=2026-06-23&warehouse_id=${to_warehouse_id}`)).body.items).toMatchObject([
    { quantity: 2, value_minor: 1000, unit_cost: 500 },
  ])
})

test('as a file too, and only for who sees costs', async () => {
  const { text, status } = await shop.owner.get('/api/reports/stock-valuation/export?on=2026-06-20&format=csv')
  expect(status).toBe(200)
  expect(text.trim().split(/\r?\n/)).toHaveLength(2)
  for (const format of ['xlsx', 'pdf']) {
    const path = `/api/reports/stock-valuation/export?on=2026-06-20&format=${format}`
    expect((await shop.owner.get(path)).status).toBe(200)
    expect((await shop.owner.get(`/api/reports/kardex/export?product_id=${oil}&format=${format}`)).status).toBe(200)
  }
  expect((await valued('on=2026-06-20', shop.storekeeper)).status).toBe(403)
})
