import { beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { takeIn, takeOut } from '#stock'
import { expectBooksToHold } from './books.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

let shop: StockedShop
let oil: string

/** Day of June 2026, in or out, warehouse, quantity, cost of the whole line when it comes in. */
type Step = readonly [day: number, way: 'in' | 'out', warehouse: 0 | 1, quantity: number, cost?: number]

/**
 * Thirty movements, worked out by hand. Columns to the right: cost of the line, quantity and value of the whole
 * business after it. Out: round(value × quantity ÷ quantity owned).
 */
const steps: readonly Step[] = [
  [1, 'in', 0, 10, 1000], //   1000 |  10 | 1000
  [1, 'out', 0, 3], //         -300 |   7 |  700
  [2, 'in', 0, 5, 650], //      650 |  12 | 1350
  [2, 'out', 0, 4], //         -450 |   8 |  900
  [3, 'in', 1, 6, 900], //      900 |  14 | 1800
  [3, 'out', 1, 1], //         -129 |  13 | 1671   1800 × 1 ÷ 14 = 128.57
  [4, 'out', 0, 2], //         -257 |  11 | 1414   1671 × 2 ÷ 13 = 257.08
  [4, 'in', 0, 4, 500], //      500 |  15 | 1914
  [5, 'out', 0, 5], //         -638 |  10 | 1276   1914 × 5 ÷ 15 = 638
  [5, 'out', 1, 2], //         -255 |   8 | 1021   1276 × 2 ÷ 10 = 255.2
  [6, 'in', 1, 2.5, 333], //    333 |  10.5 | 1354
  [6, 'out', 1, 0.5], //        -64 |  10 | 1290   1354 × 0.5 ÷ 10.5 = 64.48
  [7, 'out', 0, 3], //         -387 |   7 |  903
  [7, 'in', 0, 1, 0], //          0 |   8 |  903
  [8, 'out', 0, 3], //         -339 |   5 |  564   903 × 3 ÷ 8 = 338.63
  [8, 'out', 1, 5], //         -564 |   0 |    0   all that was left
  [9, 'in', 0, 3, 100], //      100 |   3 |  100
  [9, 'out', 0, 1], //          -33 |   2 |   67   33.33
  [10, 'out', 0, 1], //         -34 |   1 |   33   33.5 rounds away from zero
  [10, 'out', 0, 1], //         -33 |   0 |    0
  [11, 'in', 1, 7, 7001], //   7001 |   7 | 7001
  [11, 'out', 1, 2], //       -2000 |   5 | 5001   2000.29
  [12, 'in', 0, 0.125, 250], // 250 |   5.125 | 5251
  [12, 'out', 0, 0.1], //      -102 |   5.025 | 5149   102.46
  [13, 'out', 1, 4], //       -4099 |   1.025 | 1050   5149 × 4 ÷ 5.025 = 4098.71
  [13, 'in', 1, 1, 999], //     999 |   2.025 | 2049
  [14, 'out', 1, 1], //       -1012 |   1.025 | 1037   1011.85
  [14, 'out', 0, 0.025], //     -25 |   1 | 1012   25.29
  [15, 'in', 0, 9, 5000], //   5000 |  10 | 6012
  [15, 'out', 0, 9], //       -5411 |   1 |  601   5410.8
]

const worked = [
  [1000, 10, 1000],
  [-300, 7, 700],
  [650, 12, 1350],
  [-450, 8, 900],
  [900, 14, 1800],
  [-129, 13, 1671],
  [-257, 11, 1414],
  [500, 15, 1914],
  [-638, 10, 1276],
  [-255, 8, 1021],
  [333, 10.5, 1354],
  [-64, 10, 1290],
  [-387, 7, 903],
  [0, 8, 903],
  [-339, 5, 564],
  [-564, 0, 0],
  [100, 3, 100],
  [-33, 2, 67],
  [-34, 1, 33],
  [-33, 0, 0],
  [7001, 7, 7001],
  [-2000, 5, 5001],
  [250, 5.125, 5251],
  [-102, 5.025, 5149],
  [-4099, 1.025, 1050],
  [999, 2.025, 2049],
  [-1012, 1.025, 1037],
  [-25, 1, 1012],
  [5000, 10, 6012],
  [-5411, 1, 601],
]

beforeAll(async () => {
  shop = await openStockedShop()
  oil = await shop.product({ decimals: 3, sku: 'ACEITE-10W40', name: 'Aceite 10W-40 granel' })
  for (const [n, [day, way, at, quantity, cost_minor = 0]] of steps.entries()) {
    shop.time.now = new Date(Date.UTC(2026, 5, day, 14, n))
    const place = { product_id: oil, warehouse_id: shop.warehouses[at], quantity }
    const cause = { kind: 'manual', id: newId(), label: `M-${n + 1}` }
    await transact(shop.ctx, (tx) =>
      way === 'in'
        ? takeIn(tx, { lines: [{ ...place, cost_minor }], kind: 'receipt', cause })
        : takeOut(tx, { lines: [place], kind: 'consumption', cause }),
    )
  }
  shop.time.now = new Date('2026-06-20T15:00:00Z')
})

const kardex = (query: string, who = shop.owner) => who.get(`/api/reports/kardex?${query}`)

test('thirty movements run as they were worked out by hand', async () => {
  const { body, status } = await kardex(`product_id=${oil}&from=2026-06-01&to=2026-06-30`)

  expect(status).toBe(200)
  expect(body.opening).toEqual({ quantity: 0, value_minor: 0 })
  expect(
    body.rows.map((row: { cost_minor: number; balance: number; value_minor: number }) => [
      row.cost_minor,
      row.balance,
      row.value_minor,
    ]),
  ).toEqual(worked)
  expect(body.closing).toEqual({ quantity: 1, value_minor: 601 })
  expect(body.totals).toEqual({ quantity_in: 48.625, quantity_out: 47.625 })
  expect(body.rows[0]).toMatchObject({ cause_label: 'M-1', warehouse: { id: shop.warehouses[0] }, actor_name: 'test' })
  await expectBooksToHold(shop)
})

test('a period opens with what the days before it left, and closes with what is there', async () => {
  const { body } = await kardex(`sku=ACEITE-10W40&from=2026-06-05&to=2026-06-08`)
  expect(body).toMatchObject({ opening: { quantity: 15, value_minor: 1914 }, closing: { quantity: 0, value_minor: 0 } })
  expect(body.rows).toHaveLength(8)
})

test('days are those of the shop: an evening sale in Santiago belongs to that evening', async () => {
  shop.time.now = new Date('2026-06-17T02:30:00Z')
  const lamp = await shop.product({ on_hand: 1 })
  shop.time.now = new Date('2026-06-20T15:00:00Z')
  expect((await kardex(`product_id=${lamp}&from=2026-06-16&to=2026-06-16`)).body.rows).toHaveLength(1)
  expect((await kardex(`product_id=${lamp}&from=2026-06-17&to=2026-06-17`)).body).toMatchObject({
    rows: [],
    opening: { quantity: 1 },
  })
})

test('one warehouse: its own quantities, at the average of the business', async () => {
  const { body } = await kardex(`product_id=${oil}&warehouse_id=${shop.warehouses[1]}&from=2026-06-01&to=2026-06-07`)
  expect(body.rows.map((row: { balance: number; value_minor: number }) => [row.balance, row.value_minor])).toEqual([
    [6, 771], // 6 × 1800 ÷ 14
    [5, 643], // 5 × 1671 ÷ 13
    [3, 383], // 3 × 1021 ÷ 8
    [5.5, 709], // 5.5 × 1354 ÷ 10.5
    [5, 645], // 5 × 1290 ÷ 10
  ])
  expect(body.closing).toEqual({ quantity: 5, value_minor: 564 }) // 5 × 903 ÷ 8
})

test('the closing of each warehouse is what is on hand there', async () => {
  for (const warehouse_id of shop.warehouses) {
    const { body } = await kardex(`product_id=${oil}&warehouse_id=${warehouse_id}&from=2026-06-01`)
    expect(body.closing.quantity).toBe((await shop.stockOf(oil, warehouse_id)).on_hand)
  }
})

test('pages go on where the last one ended, with the running balance', async () => {
  const first = await kardex(`product_id=${oil}&from=2026-06-01&limit=20`)
  const second = await kardex(`product_id=${oil}&from=2026-06-01&limit=20&cursor=${first.body.next_cursor}`)
  expect(first.body.rows).toHaveLength(20)
  expect(second.body.rows).toHaveLength(10)
  expect(second.body.rows[0]).toMatchObject({ balance: 7, value_minor: 7001 })
  expect(second.body.next_cursor).toBeNull()
})

test('without the permission there is no cost anywhere, and no card without its own permission', async () => {
  const { body, text } = await kardex(`product_id=${oil}&from=2026-06-01`, shop.storekeeper)
  expect(body.rows).toHaveLength(30)
  expect(text).not.toMatch(/cost|value/)
  expect((await kardex(`product_id=${oil}`, shop.cashier)).status).toBe(403)
  expect((await kardex(`product_id=${oil}`, shop.anonymous)).status).toBe(401)
})

test('the card as a file: each movement once with its balance, values only for who sees costs', async () => {
  const path = `/api/reports/kardex/export?product_id=${oil}&from=2026-06-01&format=csv`
  const { status, text } = await shop.owner.get(path)
  expect(status).toBe(200)
  const [heads, ...lines] = text.trim().split(/\r?\n/)
  expect(heads).toContain('Saldo')
  expect(heads).toContain('Valor')
  expect(lines).toHaveLength(30)
  expect((await shop.storekeeper.get(path)).text).not.toContain('Valor')
  expect((await shop.cashier.get(path)).status).toBe(403)
})

test('somebody of one warehouse sees that one only', async () => {
  const keeper = shop.as('gerente', { warehouses: [shop.warehouses[1]] })
  const { body } = await kardex(`product_id=${oil}&from=2026-06-01`, keeper)
  expect(new Set(body.rows.map((row: { warehouse: { id: string } }) => row.warehouse.id))).toEqual(
    new Set([shop.warehouses[1]]),
  )
  expect((await kardex(`product_id=${oil}&warehouse_id=${shop.warehouses[0]}`, keeper)).status).toBe(404)
})

test('what makes no sense is said so', async () => {
  expect(await kardex('from=2026-06-01')).toMatchObject({ status: 422, body: { code: 'stock.which_product' } })
  expect((await kardex('sku=NO-EXISTE')).status).toBe(404)
  expect(await kardex(`product_id=${oil}&from=2026-06-02&to=2026-06-01`)).toMatchObject({
    status: 422,
    body: { code: 'stock.bad_period' },
  })
  expect((await kardex(`product_id=${oil}&cursor=abc`)).status).toBe(422)
})
