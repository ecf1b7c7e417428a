import { beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { averageCostsOf, takeOut } from '#stock'
import type { Worker } from '../../../tests/support/open-shop.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

let shop: StockedShop
let here: string
let there: string
let oil: string
let lamp: string
let category: string

const body = async (path: string, who: Pick<Worker, 'get'> = shop.owner) => {
  const reply = await who.get(path)
  expect(reply.status, reply.text).toBe(200)
  return reply.body
}
const items = async (path: string, who?: Pick<Worker, 'get'>) => (await body(path, who)).items
const made = async (path: string, given: object, who: Pick<Worker, 'post'> = shop.owner) => {
  const reply = await who.post(path, given)
  expect([200, 201], reply.text).toContain(reply.status)
  return reply.body
}
const ids = async (path: string) => (await items(path)).map((one: { id: string }) => one.id)
const moments = (from: number, to: number) =>
  [from, to].map((seconds) => encodeURIComponent(new Date(Date.now() + seconds * 1_000).toISOString()))

beforeAll(async () => {
  shop = await openStockedShop()
  ;[here, there] = shop.warehouses
  oil = await shop.product({ name: 'Aceite Ñandú 10W-40', sku: 'ACE-1', on_hand: 10, unit_cost: 300, min_stock: 4 })
  lamp = await shop.product({ name: 'Ampolleta 50%', sku: 'AMP-1', on_hand: 6, unit_cost: 50, warehouse_id: there })
  category = (await made('/api/categories', { name: 'Aceites' })).id
  await shop.owner.patch(`/api/products/${oil}`, { category_id: category })
})

test('the ledger is searched by product, place, kind, cause, person and moment', async () => {
  const moved = await made('/api/stock-movements', {
    product_id: oil,
    warehouse_id: here,
    direction: 'out',
    quantity: 1,
    kind: 'consumption',
    reason: 'prueba',
  })
  const find = async (query: string) =>
    (await items(`/api/stock-movements?${query}`)).map((one: { product: { sku: string }; quantity: number }) => [
      one.product.sku,
      one.quantity,
    ])
  const [used, oils, lamps] = [
    ['ACE-1', -1],
    ['ACE-1', 10],
    ['AMP-1', 6],
  ]
  expect(await find('')).toEqual([used, lamps, oils])
  expect(await find('sort=at')).toEqual([oils, lamps, used])
  expect(await find(`product_id=${lamp}`)).toEqual([lamps])
  expect(await find(`warehouse_id=${there}`)).toEqual([lamps])
  expect(await find('kind=receipt')).toEqual([lamps, oils])
  expect(await find(`cause_id=${moved.id}`)).toEqual([used])
  expect(await find('cause_kind=nothing')).toEqual([])
  expect(await find(`actor_id=${shop.owner.actor.id}`)).toEqual([used])
  expect(await find('q=nandu')).toEqual([used, oils])
  expect(await find('q=ACE-1')).toEqual([used, oils])
  expect(await find(`q=${encodeURIComponent('50%')}`)).toEqual([lamps])
  expect(await find(`q=${encodeURIComponent('A_P')}`)).toEqual([])
  expect(await find(`q=${encodeURIComponent('%')}`)).toEqual([])
  const [before, after] = moments(-3_600, 3_600)
  expect(await find(`from=${before}&to=${after}`)).toHaveLength(3)
  expect(await find(`from=${after}`)).toEqual([])
  expect(await find(`to=${before}`)).toEqual([])
  const blind = shop.as('admin', { permissions: ['stock.see'] })
  const [first] = await items('/api/stock-movements', blind)
  expect(first.cost_minor).toBeUndefined()
  expect((await items('/api/stock-movements'))[0]).toMatchObject({ cost_minor: -300, balance_after: 9 })
})

test('levels are found by place, product, category and what is left, with what they are worth', async () => {
  const gone = await shop.product({ name: 'Correa', sku: 'COR-1', on_hand: 2, unit_cost: 10 })
  await transact(shop.ctx, (tx) =>
    takeOut(tx, {
      lines: [{ product_id: gone, warehouse_id: here, quantity: 2 }],
      kind: 'sale',
      cause: { kind: 'manual', id: newId() },
    }),
  )
  const find = async (query: string) =>
    (await items(`/api/stock-levels?${query}`)).map((one: { product: { sku: string } }) => one.product.sku)
  expect(await find('')).toEqual(['ACE-1', 'AMP-1', 'COR-1'])
  expect(await find('in_stock=true')).toEqual(['ACE-1', 'AMP-1'])
  expect(await find('in_stock=false')).toEqual(['COR-1'])
  expect(await find(`warehouse_id=${there}`)).toEqual(['AMP-1'])
  expect(await find(`product_id=${oil}`)).toEqual(['ACE-1'])
  expect(await find(`category_id=${category}`)).toEqual(['ACE-1'])
  expect(await find('q=ampolleta')).toEqual(['AMP-1'])
  expect(await find('sort=-value')).toEqual(['ACE-1', 'AMP-1', 'COR-1'])
  expect(await find('sort=on_hand')).toEqual(['COR-1', 'AMP-1', 'ACE-1'])
  expect(await find('sort=unit_cost')).toEqual(['COR-1', 'AMP-1', 'ACE-1'])
  const report = await body('/api/reports/stock')
  expect(report.totals).toEqual({ products: 3, value_minor: 3_000 })
  expect(report.items[0]).toMatchObject({ on_hand: 9, available: 9, min_stock: 4, value_minor: 2_700, unit_cost: 300 })
  expect((await body(`/api/reports/stock?warehouse_id=${there}`)).totals).toEqual({ products: 1, value_minor: 300 })
  const costs = await averageCostsOf(shop.ctx, [oil, lamp, gone, newId()])
  expect(Object.fromEntries(costs)).toEqual({ [oil]: 300, [lamp]: 50, [gone]: 10 })
})

test('who works in one warehouse sees what is in it, at what it is worth there', async () => {
  const local = shop.as('admin', { warehouses: [there] })
  await made('/api/stock-movements', {
    product_id: oil,
    warehouse_id: there,
    direction: 'in',
    quantity: 3,
    unit_cost: 300,
    kind: 'receipt',
  })
  const whole = await body(`/api/products/${oil}/stock-by-warehouse`)
  expect(whole).toMatchObject({ on_hand: 12, value_minor: 3_600, unit_cost: 300 })
  expect(await body(`/api/products/${oil}/stock-by-warehouse`, local)).toMatchObject({
    on_hand: 3,
    value_minor: 900,
    warehouses: [{ warehouse: { id: there }, on_hand: 3 }],
  })
  const blind = await body(`/api/products/${oil}/stock-by-warehouse`, shop.as('admin', { permissions: ['stock.see'] }))
  expect([blind.value_minor, blind.warehouses[0].value_minor]).toEqual([undefined, undefined])
  expect((await shop.owner.get(`/api/products/${newId()}/stock-by-warehouse`)).status).toBe(404)
})

test('holds are found by state, owner, product and place, the largest or the soonest first', async () => {
  const hold = (product_id: string, quantity: number, more: object = {}) =>
    made('/api/stock-reservations', { product_id, warehouse_id: here, quantity, ...more })
  const one = (await hold(oil, 2)).id
  const two = (await hold(lamp, 1, { warehouse_id: there })).id
  const three = (await hold(oil, 1)).id
  await made(`/api/stock-reservations/${three}/release`, {})
  const find = (query: string) => ids(`/api/stock-reservations?${query}`)
  expect(await find('')).toEqual([three, two, one])
  expect(await find('state=released')).toEqual([three])
  expect(await find('open=true')).toEqual([two, one])
  expect(await find('open=false')).toEqual([three])
  expect(await find(`product_id=${lamp}`)).toEqual([two])
  expect(await find(`warehouse_id=${here}`)).toEqual([three, one])
  expect(await find('q=ampolleta')).toEqual([two])
  expect((await find('sort=-quantity'))[0]).toBe(one)
  const [first] = await items(`/api/stock-reservations?product_id=${lamp}`)
  expect(await find(`owner_kind=${first.owner_kind}&owner_id=${first.owner_id}`)).toEqual([two])
  expect(await find(`owner_id=${newId()}`)).toEqual([])
  const summary = await body('/api/stock-reservations/summary')
  expect(summary).toMatchObject({ reservations: 2, units: 3, expiring: 0 })
  expect(summary.products.map((row: { quantity: number }) => row.quantity)).toEqual([2, 1])
  expect(await body(`/api/stock-reservations/summary?warehouse_id=${there}`)).toMatchObject({ reservations: 1 })

  const { expires_at } = first
  const at = async (seconds_before: number) => {
    shop.time.now = new Date(new Date(expires_at).getTime() - seconds_before * 1_000)
    return (await items(`/api/stock-reservations?product_id=${lamp}`))[0]
  }
  expect(await at(1)).toMatchObject({ state: 'pending', seconds_left: 1, is_expiring: true })
  expect((await body('/api/stock-reservations/summary')).expiring).toBeGreaterThanOrEqual(1)
  expect(await at(0)).toMatchObject({ state: 'expired', seconds_left: 0, is_expiring: false })
  expect(await find('state=expired')).toContain(two)
  shop.time.now = null
  await made(`/api/stock-reservations/${one}/release`, {})
  await made(`/api/stock-reservations/${two}/release`, {})
})

test('transfers are found by number, product, place and state, from either end', async () => {
  const draft = (product_id: string, from: string, to: string) =>
    made('/api/stock-transfers', {
      from_warehouse_id: from,
      to_warehouse_id: to,
      items: [{ product_id, quantity: 1 }],
    })
  const south = shop.warehouses[2]
  const [one, two] = [await draft(oil, here, there), await draft(lamp, there, south)]
  await made(`/api/stock-transfers/${two.id}/send`, {})
  const find = (query: string) => ids(`/api/stock-transfers?${query}`)
  expect(await find('')).toEqual([two.id, one.id])
  expect(await find('sort=number')).toEqual([one.id, two.id])
  expect(await find('status=in_transit')).toEqual([two.id])
  expect(await find(`warehouse_id=${here}`)).toEqual([one.id])
  expect(await find(`warehouse_id=${there}`)).toEqual([two.id, one.id])
  expect(await find(`product_id=${lamp}`)).toEqual([two.id])
  expect(await find('q=ampolleta')).toEqual([two.id])
  expect(await find(`q=T-${one.number}`)).toEqual([one.id])
  const local = shop.as('admin', { warehouses: [south] })
  expect((await items('/api/stock-transfers', local)).map((row: { id: string }) => row.id)).toEqual([two.id])
  expect((await body(`/api/stock-transfers/${two.id}`, local)).next).toEqual(['receive'])
  expect((await local.get(`/api/stock-transfers/${one.id}`)).status).toBe(404)
  const sender = shop.as('admin', { warehouses: [there] })
  expect((await body(`/api/stock-transfers/${two.id}`, sender)).next).toEqual([])
  const valuation = await body('/api/reports/stock-valuation')
  expect(valuation.totals.in_transit_minor).toBe(50)
  await made(`/api/stock-transfers/${two.id}/receive`, {})
  expect((await body('/api/reports/stock-valuation')).totals.in_transit_minor).toBe(0)
})

test('counts are found by number, place and state; their lines by what is counted and what differs', async () => {
  const open = (warehouse_id: string, product_ids: string[]) =>
    made('/api/stock-counts', { scope: 'products', warehouse_id, product_ids })
  const [one, two] = [await open(here, [oil]), await open(there, [oil, lamp])]
  await made(`/api/stock-counts/${two.id}/entries`, { entries: [{ product_id: lamp, mode: 'set', quantity: 9 }] })
  const find = (query: string) => ids(`/api/stock-counts?${query}`)
  expect(await find('')).toEqual([two.id, one.id])
  expect(await find('sort=number')).toEqual([one.id, two.id])
  expect(await find(`warehouse_id=${here}`)).toEqual([one.id])
  expect(await find('status=counting')).toEqual([two.id])
  expect(await find(`q=C-${one.number}`)).toEqual([one.id])
  const lines = async (query: string) =>
    (await items(`/api/stock-counts/${two.id}/lines?${query}`)).map(
      (row: { product: { sku: string } }) => row.product.sku,
    )
  expect(await lines('')).toEqual(['ACE-1', 'AMP-1'])
  expect(await lines('show=counted')).toEqual(['AMP-1'])
  expect(await lines('show=uncounted')).toEqual(['ACE-1'])
  expect(await lines('q=nandu')).toEqual(['ACE-1'])
  expect(await lines('show=different')).toEqual([])
  await made(`/api/stock-counts/${two.id}/entries`, { entries: [{ product_id: oil, mode: 'set', quantity: 3 }] })
  await made(`/api/stock-counts/${two.id}/close`, {})
  expect(await lines('show=different')).toEqual(['AMP-1'])
  expect(await lines('sort=-difference')).toEqual(['AMP-1', 'ACE-1'])
  await made(`/api/stock-counts/${one.id}/cancel`, { reason: 'se repite' })
  await made(`/api/stock-counts/${two.id}/cancel`, { reason: 'se repite' })
})

test('what is worth what is asked by category, by words and by warehouse', async () => {
  const find = async (query: string) =>
    (await items(`/api/reports/stock-valuation?${query}`)).map((row: { product: { sku: string } }) => row.product.sku)
  expect(await find('')).toEqual(['ACE-1', 'AMP-1'])
  expect(await find(`category_id=${category}`)).toEqual(['ACE-1'])
  expect(await find('q=ampolleta')).toEqual(['AMP-1'])
  expect(await find('sort=quantity')).toEqual(['AMP-1', 'ACE-1'])
  expect(await find('sort=-value')).toEqual(['ACE-1', 'AMP-1'])
  expect(await body(`/api/reports/stock-valuation?warehouse_id=${there}`)).toMatchObject({
    totals: { products: 2, value_minor: 1_150, in_transit_minor: 0 },
    items: [
      { quantity: 3, value_minor: 900, unit_cost: 300 },
      { quantity: 5, value_minor: 250, unit_cost: 50 },
    ],
  })
  expect(await body('/api/reports/stock-valuation?on=2001-01-01')).toMatchObject({
    items: [],
    totals: { products: 0, value_minor: 0 },
  })
  const local = shop.as('admin', { warehouses: [there] })
  expect((await body('/api/reports/stock-valuation', local)).totals).toMatchObject({ products: 2, value_minor: 1_150 })
  expect((await shop.owner.get(`/api/reports/stock-valuation?warehouse_id=${newId()}`)).status).toBe(404)
})

test('a warehouse with goods, promises, travel or a count is not archived; an empty one is', async () => {
  const fresh = (await made('/api/warehouses', { name: 'Bodega vacía', store_id: shop.store_id })).id
  const archive = async (id: string) => {
    const { status, body: answer } = await shop.owner.patch(`/api/warehouses/${id}`, { archived: true })
    return [status, answer.code]
  }
  expect(await archive(there)).toEqual([409, 'stock.warehouse_not_empty'])
  const way = { from_warehouse_id: there, to_warehouse_id: fresh, items: [{ product_id: lamp, quantity: 1 }] }
  const transfer = await made('/api/stock-transfers', way)
  expect(await archive(fresh)).toEqual([409, 'stock.warehouse_busy'])
  await made(`/api/stock-transfers/${transfer.id}/cancel`, { reason: 'no va' })
  const count = await made('/api/stock-counts', { scope: 'products', warehouse_id: fresh, product_ids: [lamp] })
  expect(await archive(fresh)).toEqual([409, 'stock.warehouse_busy'])
  await made(`/api/stock-counts/${count.id}/cancel`, { reason: 'no va' })
  expect((await archive(fresh))[0]).toBe(200)
})
