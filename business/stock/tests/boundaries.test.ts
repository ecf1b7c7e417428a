import { beforeAll, beforeEach, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { reserve, takeOut } from '#stock'
import { importStock } from '../imports/import-stock.ts'
import { HOLDS_MAX } from '../reservation.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

/** The moment itself, the number itself: what happens at midnight, at the minute a line is counted, at the last hold allowed. */

let shop: StockedShop
let here: string
let there: string
let south: string
let now = new Date('2026-06-20T15:00:00Z')
const at = (moment: string | number) => {
  now = typeof moment === 'string' ? new Date(moment) : new Date(now.getTime() + moment)
  shop.time.now = now
}

beforeAll(async () => {
  shop = await openStockedShop()
  ;[here, there, south] = shop.warehouses
})

beforeEach(() => at(1_000))

const body = async (path: string) => {
  const reply = await shop.owner.get(path)
  expect(reply.status, reply.text).toBe(200)
  return reply.body
}
const made = async (path: string, given: object = {}, who = shop.storekeeper) => {
  const reply = await who.post(path, given)
  expect(reply.status, reply.text).toBeLessThan(300)
  return reply.body
}
const leave = (product_id: string, quantity: number, more: object = {}, warehouse_id = here) =>
  transact(shop.ctx, (tx) =>
    takeOut(tx, {
      ...{ lines: [{ product_id, warehouse_id, quantity }], kind: 'sale', cause: { kind: 'manual', id: newId() } },
      ...more,
    }),
  )

test('what moves at midnight belongs to the day that begins', async () => {
  // Santiago in June is four hours behind UTC.
  const midnight = '2026-06-17T04:00:00Z'
  at('2026-06-16T15:00:00Z')
  const oil = await shop.product({ on_hand: 10, unit_cost: 100 })
  at(midnight)
  await shop.receive(oil, 10, 3_000)
  await leave(oil, 4)
  const way = { from_warehouse_id: here, to_warehouse_id: there, items: [{ product_id: oil, quantity: 2 }] }
  const { id } = await made('/api/stock-transfers', way)
  await made(`/api/stock-transfers/${id}/send`)
  at('2026-06-20T15:00:00Z')
  const card = async (day: string, more = '') => {
    const { opening, closing, totals, rows } = await body(
      `/api/reports/kardex?product_id=${oil}&from=${day}&to=${day}${more}`,
    )
    return [
      opening.quantity,
      opening.value_minor,
      totals.quantity_in,
      totals.quantity_out,
      closing.quantity,
      closing.value_minor,
      rows.length,
    ]
  }
  expect(await card('2026-06-16')).toEqual([0, 0, 10, 0, 10, 1_000, 1])
  expect(await card('2026-06-17')).toEqual([10, 1_000, 10, 6, 14, 2_800, 3])
  expect(await card('2026-06-18')).toEqual([14, 2_800, 0, 0, 14, 2_800, 0])
  const own = `&warehouse_id=${here}`
  expect(await card('2026-06-16', own)).toEqual([0, 0, 10, 0, 10, 1_000, 1])
  expect(await card('2026-06-17', own)).toEqual([10, 1_000, 10, 6, 14, 2_800, 3])
  expect(await card('2026-06-17', `&warehouse_id=${there}`)).toEqual([0, 0, 0, 0, 0, 0, 0])
  const worth = async (on: string, more = '') => {
    const { items, totals } = await body(`/api/reports/stock-valuation?on=${on}${more}`)
    const [first] = items
    return [first?.quantity, first?.value_minor, first?.unit_cost, totals.value_minor, totals.in_transit_minor]
  }
  expect(await worth('2026-06-16')).toEqual([10, 1_000, 100, 1_000, 0])
  expect(await worth('2026-06-17')).toEqual([14, 2_800, 200, 2_800, 400])
  expect(await worth('2026-06-16', own)).toEqual([10, 1_000, 100, 1_000, 0])
  expect(await worth('2026-06-17', own)).toEqual([14, 2_800, 200, 2_800, 0])
  const between = async (from: string, to: string) =>
    (await body(`/api/stock-movements?product_id=${oil}&from=${from}&to=${to}`)).items.length
  expect(await between('2026-06-16T00:00:00Z', midnight)).toBe(1)
  expect(await between(midnight, '2026-06-17T04:00:01Z')).toBe(3)
  await made(`/api/stock-transfers/${id}/receive`)
  expect((await body('/api/reports/stock-valuation')).totals).toMatchObject({ value_minor: 3_200, in_transit_minor: 0 })
})

test('a line is compared with what was there at the moment it was counted, sales of that moment included', async () => {
  const [oil, lamp] = [await shop.product({ on_hand: 9 }), await shop.product({ on_hand: 5 })]
  at(1_000)
  const open = () => made('/api/stock-counts', { scope: 'products', warehouse_id: here, product_ids: [oil, lamp] })
  const { id } = await open()
  const enter = async (more: object, who = shop.storekeeper) =>
    (
      await who.post(`/api/stock-counts/${id}/entries`, {
        entries: [{ product_id: oil, mode: 'add', quantity: 2, ...more }],
      })
    ).body
  const moment = (ms: number) => new Date(now.getTime() + ms).toISOString()
  // As early as the count itself, as far ahead as a phone's clock may be.
  expect((await enter({ counted_at: moment(0) })).items).toMatchObject([{ counted: 2 }])
  expect((await enter({ counted_at: moment(-1) })).code).toBe('stock.count_when')
  expect((await enter({ counted_at: moment(60_001) })).code).toBe('stock.count_when')
  at(1_000)
  await leave(oil, 1)
  expect((await enter({ counted_at: moment(60_000) })).items).toMatchObject([
    { counted: 4, counted_at: now.toISOString() },
  ])
  await leave(oil, 1)
  at(1)
  await leave(oil, 3)
  await made(`/api/stock-counts/${id}/close`)
  const lines = async (query = '') =>
    (await body(`/api/stock-counts/${id}/lines?product_id=x${query}`)).items.map(
      (one: {
        product: { id: string }
        expected: number | null
        difference: number | null
        moved_meanwhile: boolean
      }) => [one.product.id === oil ? 'oil' : 'lamp', one.expected, one.difference, one.moved_meanwhile],
    )
  expect(await lines('&sort=-difference')).toContainEqual(['oil', 7, -3, true])
  // Another count set it right at the very moment: that one saw the same goods.
  const other = await open()
  at(now.toISOString())
  const entries = [
    { product_id: oil, mode: 'set', quantity: 5 },
    { product_id: lamp, mode: 'set', quantity: 4 },
  ]
  await made(`/api/stock-counts/${other.id}/entries`, { entries })
  await made(`/api/stock-counts/${other.id}/close`)
  const last = await open()
  await made(`/api/stock-counts/${last.id}/entries`, { entries: [{ product_id: lamp, mode: 'set', quantity: 3 }] })
  await made(`/api/stock-counts/${last.id}/close`)
  expect((await made(`/api/stock-counts/${other.id}/post`)).status).toBe('posted')
  expect((await shop.storekeeper.post(`/api/stock-counts/${id}/post`)).body).toMatchObject({
    code: 'stock.count_overtaken',
    overtaken: [{ product_id: oil }],
  })
  expect((await made(`/api/stock-counts/${last.id}/post`)).status).toBe('posted')
  expect(await shop.stockOf(lamp)).toMatchObject({ on_hand: 3 })
})

test('lines of a count stand by how much they differ, whichever way', async () => {
  const counted = { less: -3, more: 2, same: 0, most: 6, unseen: null }
  const ids = new Map<string, string>()
  for (const name of Object.keys(counted)) ids.set(await shop.product({ name, on_hand: 5 }), name)
  const count = { scope: 'products', warehouse_id: here, product_ids: [...ids.keys()] }
  const { id } = await made('/api/stock-counts', count)
  const entries = [...ids].flatMap(([product_id, name]) => {
    const difference = counted[name as keyof typeof counted]
    return difference === null ? [] : [{ product_id, mode: 'set', quantity: 5 + difference }]
  })
  await made(`/api/stock-counts/${id}/entries`, { entries })
  const order = async (sort: string) =>
    (await body(`/api/stock-counts/${id}/lines?sort=${sort}`)).items.map((one: { product: { id: string } }) =>
      ids.get(one.product.id),
    )
  expect(await order('name')).toEqual(['less', 'more', 'most', 'same', 'unseen'])
  await made(`/api/stock-counts/${id}/close`)
  const ascending = await order('difference')
  expect(ascending.filter((name: string) => name !== 'unseen')).toEqual(['same', 'more', 'less', 'most'])
  expect((await order('-difference')).filter((name: string) => name !== 'unseen')).toEqual([
    'most',
    'less',
    'more',
    'same',
  ])
  const shown = async (show: string) =>
    (await body(`/api/stock-counts/${id}/lines?show=${show}`)).items.map((one: { product: { id: string } }) =>
      ids.get(one.product.id),
    )
  expect(await shown('different')).toEqual(['less', 'more', 'most'])
  expect((await body(`/api/stock-counts/${id}`)).differences).toEqual({ lines: 3, over: 8, under: 3, value_minor: 500 })
})

test('S79: a person, or a program of theirs, holds two hundred at once and no more; the shop’s own work is not counted', async () => {
  const [oil, lamp] = [await shop.product({ on_hand: 900 }), await shop.product({ on_hand: 900 })]
  const person = shop.as('vendedor')
  const held = (product_id: string, created_by: string | null, count: number) =>
    shop.db
      .insertInto('stock.reservation')
      .values(
        Array.from({ length: count }, () => ({
          ...{ id: newId(), owner_kind: 'cart', owner_id: newId(), product_id, warehouse_id: here, quantity: 1 },
          ...{ state: 'pending', expires_at: new Date(now.getTime() + 60_000), ttl_seconds: 60 },
          ...{ created_by, created_by_name: 'x', created_at: now },
        })),
      )
      .execute()
  await held(oil, person.actor.id, HOLDS_MAX - 2)
  await held(oil, newId(), HOLDS_MAX)
  const hold = (actor: typeof person.actor, lines = 1) =>
    transact({ ...shop.ctx, actor }, (tx) =>
      reserve(tx, {
        owner: { kind: 'work_order', id: newId() },
        lines: Array.from({ length: lines }, (_, n) => ({
          product_id: lamp,
          warehouse_id: n === 0 ? here : there,
          quantity: 1,
        })),
        state: 'pending',
      }),
    ).then(
      () => 'held',
      (error) => [error.code, error.values.held, error.values.allowed],
    )
  const program = { ...person.actor, kind: 'api_key' as const }
  await shop.receive(lamp, 5, 5, there)
  expect(await hold(program, 2)).toBe('held')
  const refused = ['stock.too_many_holds', HOLDS_MAX, HOLDS_MAX]
  expect([await hold(program), await hold(person.actor)]).toEqual([refused, refused])
  expect(await hold(shop.ctx.actor)).toBe('held')
  at(60_000)
  expect(await hold(person.actor)).toBe('held')
})

test('nothing is archived while it is promised, on hand or not; what time ended is no promise', async () => {
  const other = await shop.product({ on_hand: 5 })
  await made('/api/stock-reservations', { product_id: other, warehouse_id: here, quantity: 1 })
  const archived = async (path: string, codes: unknown[] = []) => {
    const { status, body: said } = await shop.owner.delete(path)
    return [...codes, status < 300 ? 'archived' : said.code, said?.products].filter((one) => one !== undefined)
  }
  for (const confirm of [true, false]) {
    const rope = await shop.product({ on_hand: 2, warehouse_id: south })
    const hold = { product_id: rope, warehouse_id: south, quantity: 2, ttl_seconds: 60 }
    const { id } = await made('/api/stock-reservations', hold)
    if (confirm) await made(`/api/stock-reservations/${id}/confirm`)
    await leave(rope, 2, { sell_short: true }, south)
    at(59_999)
    expect(await archived(`/api/products/${rope}`)).toEqual(['stock.product_not_empty'])
    expect(await archived(`/api/warehouses/${south}`)).toEqual(['stock.warehouse_not_empty', 1])
    at(1)
    expect(await archived(`/api/products/${rope}`)).toEqual([confirm ? 'stock.product_not_empty' : 'archived'])
    if (confirm) await made(`/api/stock-reservations/${id}/release`)
    if (confirm) expect(await archived(`/api/products/${rope}`)).toEqual(['archived'])
  }
  expect(await archived(`/api/warehouses/${south}`)).toEqual(['archived'])
})

test('a file of stock brings the greatest quantity there is, costs in whole units, and no word for a number', async () => {
  const most = 99_999_999_999.999
  await shop.product({ sku: 'MAX-1', decimals: 3 })
  const judge = async (cells: Record<string, string | number | null>) => {
    const [verdict] = await importStock.judge(shop.ctx, [
      { number: 1, cells: { sku: 'MAX-1', warehouse: 'bodega NORTE', ...cells } },
    ])
    return verdict?.outcome === 'refused' ? [verdict.code, verdict.column] : verdict?.outcome
  }
  expect(await judge({ quantity: most })).toBe('created')
  const wrong = ['stock.import_bad_quantity', 'quantity']
  expect(await judge({ quantity: most + 1 })).toEqual(wrong)
  expect([await judge({ quantity: null }), await judge({ quantity: '5' })]).toEqual([wrong, wrong])
  expect(await judge({ quantity: 0 })).toBe('unchanged')
  expect(await judge({ quantity: 0.001, unit_cost: 0 })).toBe('created')
  const cost = ['stock.import_bad_cost', 'unit_cost']
  expect([await judge({ quantity: 1, unit_cost: -1 }), await judge({ quantity: 1, unit_cost: 'x' })]).toEqual([
    cost,
    cost,
  ])
  expect(await judge({ quantity: 1, unit_cost: 2.5 })).toEqual(cost)
  expect([await judge({ quantity: 1, unit_cost: 3 }), await judge({ quantity: 1, unit_cost: null })]).toEqual([
    'created',
    'created',
  ])
  expect(await judge({ quantity: 1, sku: null })).toEqual(['stock.import_unknown_product', 'sku'])
})
