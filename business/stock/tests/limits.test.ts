import { beforeAll, beforeEach, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { takeIn, takeOut } from '#stock'
import { isEan13, isPrintable, SIZES, symbologyOf } from '../labels/label.ts'
import { REPEATS_MAX } from '../reservation.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

/** Where one thing ends and the next begins: the last moment, the exact share, one more than may be. */

let shop: StockedShop
let here: string
let now = new Date('2026-06-10T15:00:00Z')
const wait = (seconds: number) => {
  now = new Date(now.getTime() + Math.round(seconds * 1000))
  shop.time.now = now
}

beforeAll(async () => {
  shop = await openStockedShop()
  ;[here] = shop.warehouses
})

beforeEach(() => wait(1))

const day_s = 86_400
const sell = (product_id: string, quantity: number, warehouse_id = here) =>
  transact(shop.ctx, (tx) =>
    takeOut(tx, {
      lines: [{ product_id, warehouse_id, quantity }],
      kind: 'sale',
      cause: { kind: 'manual', id: newId() },
    }),
  )
const body = async (path: string, who: StockedShop['owner'] = shop.owner) => {
  const reply = await who.get(path)
  expect(reply.status, reply.text).toBe(200)
  return reply.body
}

test('the classes of the cycle begin at exactly four fifths and nineteen twentieths of what moved', async () => {
  const warehouse_id = shop.warehouses[2]
  const stocked = (unit_cost: number) => shop.product({ on_hand: 1, unit_cost, warehouse_id })
  const [most, next, last, still] = [await stocked(800), await stocked(150), await stocked(50), await stocked(10)]
  for (const id of [most, next, last]) await sell(id, 1, warehouse_id)
  const cycle = async (more = '') => (await body(`/api/stock-counts/cycle?warehouse_id=${warehouse_id}${more}`)).classes
  expect(await cycle()).toMatchObject([
    { abc_class: 'A', every_days: 30, products: 1, share_percent: 80, due: 1 },
    { abc_class: 'B', every_days: 90, products: 1, share_percent: 15, due: 1 },
    { abc_class: 'C', every_days: 180, products: 2, share_percent: 5, due: 2 },
  ])
  const counted = { scope: 'abc', abc_class: 'A', warehouse_id }
  const count = (await shop.storekeeper.post('/api/stock-counts', counted)).body
  const entry = { product_id: most, mode: 'set', quantity: 0, id: newId(), counted_at: now.toISOString() }
  await shop.storekeeper.post(`/api/stock-counts/${count.id}/entries`, { entries: [entry] })
  await shop.storekeeper.post(`/api/stock-counts/${count.id}/close`)
  expect((await shop.storekeeper.post(`/api/stock-counts/${count.id}/post`)).status).toBe(200)
  const due = async () => (await cycle()).map((one: { due: number }) => one.due)
  expect(await due()).toEqual([0, 1, 2])
  wait(30 * day_s)
  expect(await due()).toEqual([0, 1, 2])
  wait(0.001)
  expect(await due()).toEqual([1, 1, 2])
  // What moved ninety days ago to the moment still counts; a moment later it is forgotten.
  wait(60 * day_s - 0.001)
  expect((await cycle()).map((one: { products: number }) => one.products)).toEqual([1, 1, 2])
  wait(0.001)
  expect((await cycle()).map((one: { products: number }) => one.products)).toEqual([0, 0, 4])
  expect((await cycle('&days=91'))[0]).toMatchObject({ products: 1 })
  expect((await body(`/api/stock-levels?product_id=${still}`)).items).toHaveLength(1)
})

test('a stock card covers thirty days, both ends included, and that of goods that never moved is empty', async () => {
  const oil = await shop.product({ on_hand: 4, unit_cost: 250 })
  wait(29 * day_s)
  const card = (query: string) => body(`/api/reports/kardex?product_id=${query}`)
  expect((await card(oil)).rows).toMatchObject([{ quantity: 4 }])
  expect(await card(oil)).toMatchObject({ opening: { quantity: 0, value_minor: 0 }, closing: { quantity: 4 } })
  wait(day_s)
  expect(await card(oil)).toMatchObject({ rows: [], opening: { quantity: 4, value_minor: 1_000 } })
  const day = now.toISOString().slice(0, 10)
  expect((await card(`${oil}&from=${day}&to=${day}`)).rows).toEqual([])
  const wrong = await shop.owner.get(`/api/reports/kardex?product_id=${oil}&from=2026-07-02&to=2026-07-01`)
  expect(wrong.body.code).toBe('stock.bad_period')

  const never = await shop.product()
  const nothing = { quantity: 0, value_minor: 0 }
  expect(await card(never)).toMatchObject({
    ...{ opening: nothing, closing: nothing, rows: [] },
    totals: { quantity_in: 0, quantity_out: 0 },
  })
  const levels = await body(`/api/products/${never}/stock-by-warehouse`)
  expect(levels).toMatchObject({ value_minor: 0, unit_cost: 0 })
  for (const one of levels.warehouses) expect(one).toMatchObject({ on_hand: 0, reserved: 0, available: 0 })
})

test('goods that have a minimum and never came are missed, and promised to nobody', async () => {
  const never = await shop.product({ name: 'Nunca llegó' })
  const rules = { items: [{ warehouse_id: here, min_stock: 3 }] }
  const rule = await shop.owner.put(`/api/products/${never}/levels`, rules)
  expect(rule.status, rule.text).toBeLessThan(300)
  const { items } = await body(`/api/stock-alerts?q=nunca&warehouse_id=${here}`)
  expect(items).toMatchObject([
    { product: { id: never }, level: 'critical', on_hand: 0, available: 0, min_stock: 3, missing: 3 },
  ])
  const totals = await body(`/api/stock-totals?product_ids=${never}`)
  expect(totals.items).toMatchObject([{ product_id: never, on_hand: 0, reserved: 0, available: 0 }])
})

test('a bin of which nothing is changed keeps its version; each of its fields changes alone', async () => {
  const [bin] = (await shop.storekeeper.post('/api/bins', { warehouse_id: here, bins: [{ code: 'V-1', name: 'Uno' }] }))
    .body.items
  const patch = async (change: object) => (await shop.storekeeper.patch(`/api/bins/${bin.id}`, change)).body
  expect(await patch({})).toEqual(bin)
  expect(await patch({ name: 'Dos' })).toEqual({ ...bin, name: 'Dos', version: bin.version + 1 })
  expect(await patch({ walk_order: 7 })).toMatchObject({ name: 'Dos', code: 'V-1', walk_order: 7 })
  // The same code in other letters is no other bin's.
  expect(await patch({ code: 'v-1' })).toMatchObject({ name: 'Dos', code: 'v-1', walk_order: 7 })
})

test('S79: a hold of an hour ago is forgotten, and one given back at half its life was kept', async () => {
  const person = shop.as('vendedor')
  const oil = await shop.product({ on_hand: 500 })
  const hold = () =>
    person.post('/api/stock-reservations', { product_id: oil, warehouse_id: here, quantity: 1, ttl_seconds: 60 })
  const giveBack = async (after_s: number) => {
    const { body: held, status } = await hold()
    expect(status).toBe(201)
    wait(after_s)
    expect((await person.post(`/api/stock-reservations/${held.id}/release`)).status).toBe(200)
  }
  const refused = async () => {
    const { status, body: said } = await hold()
    expect([status, said.code, said.held]).toEqual([422, 'stock.too_many_repeats', REPEATS_MAX])
  }
  for (let n = 1; n < REPEATS_MAX; n += 1) expect((await hold()).status).toBe(201)
  await giveBack(0)
  expect((await hold()).status).toBe(201)
  await refused()
  wait(3_599.999)
  await refused()
  wait(0.001)
  for (let n = 0; n < REPEATS_MAX; n += 1) await giveBack(30)
  await refused()
  wait(3_600)
  for (let n = 0; n <= REPEATS_MAX; n += 1) await giveBack(29.999)
  expect((await hold()).status).toBe(201)
})

test('stock that comes in at a cost is worth it to the peso, and what sells leaves at the average', async () => {
  const oil = await shop.product({ decimals: 3 })
  const lines = [{ product_id: oil, warehouse_id: here, quantity: 3, cost_minor: 1_000 }]
  await transact(shop.ctx, (tx) => takeIn(tx, { lines, kind: 'receipt', cause: { kind: 'manual', id: newId() } }))
  await sell(oil, 0.5)
  const worth = async () =>
    shop.db
      .selectFrom('stock.valuation')
      .select(['quantity', 'value_minor'])
      .where('product_id', '=', oil)
      .executeTakeFirstOrThrow()
  expect(await worth()).toEqual({ quantity: 2.5, value_minor: 833 })
  await sell(oil, 2.5)
  expect(await worth()).toEqual({ quantity: 0, value_minor: 0 })
  const { items } = await body(`/api/reports/stock-valuation?warehouse_id=${here}&limit=200`)
  expect(items.map((one: { product: { id: string } }) => one.product.id)).not.toContain(oil)
})

test('a label says the SKU beside a barcode, and nothing beside the SKU itself', async () => {
  const [coded, plain] = [await shop.product({ sku: 'ETQ-1' }), await shop.product({ sku: 'ETQ-2' })]
  const barcode = await shop.owner.patch(`/api/products/${coded}`, { barcodes: [{ code: '4006381333931' }] })
  expect(barcode.status, barcode.text).toBeLessThan(300)
  const printed = async (product_id: string) => {
    const wanted = { kind: 'product', format: 'zpl', size: '50x25', items: [{ id: product_id }] }
    return (await shop.storekeeper.post('/api/labels', wanted)).text
  }
  expect(await printed(coded)).toContain('ETQ-1')
  expect(await printed(coded)).toContain('4006381333931')
  expect((await printed(plain)).match(/ETQ-2/g)).toHaveLength(1)
})

test('a label is as large as its name says, and carries the symbol that its code can be read in', () => {
  for (const [name, { width, height }] of Object.entries(SIZES)) expect(`${width}x${height}`).toBe(name)
  for (const code of ['4006381333931', '7802820600100', '0000000000000'])
    for (let last = 0; last < 10; last += 1) {
      const other = `${code.slice(0, 12)}${last}`
      expect([other, isEan13(other)]).toEqual([other, other === code])
      expect(symbologyOf(other, 'auto')).toBe(other === code ? 'ean13' : 'code128')
    }
  expect([isEan13('400638133393'), isEan13('40063813339310')]).toEqual([false, false])
  expect([symbologyOf('4006381333931', 'qr'), symbologyOf('4006381333931', 'code128')]).toEqual(['qrcode', 'code128'])
  const printable = ['', 'x', 'x'.repeat(48), 'x'.repeat(49), 'ñ', '~ !'].map(isPrintable)
  expect(printable).toEqual([false, true, true, false, false, true])
})
