import { beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { takeIn, takeOut } from '#stock'
import { expectBooksToHold } from './books.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

let shop: StockedShop
let here: string
let there: string

beforeAll(async () => {
  shop = await openStockedShop()
  ;[here, there] = shop.warehouses
  shop.time.now = new Date('2026-06-10T15:00:00Z')
})

const keep = (id: string, warn_days = 20) =>
  shop.storekeeper.put(`/api/products/${id}/lot-rule`, { tracks_lots: true, warn_days })
const arrive = (product_id: string, quantity: number, lot_code?: string, expires_on?: string) =>
  shop.storekeeper.post('/api/stock-movements', {
    product_id,
    warehouse_id: here,
    direction: 'in',
    quantity,
    ...(lot_code ? { lot_code } : {}),
    ...(expires_on ? { expires_on } : {}),
  })
const leave = (product_id: string, quantity: number, kind: 'sale' | 'scrap' = 'sale') =>
  transact(shop.ctx, (tx) =>
    takeOut(tx, {
      lines: [{ product_id, warehouse_id: here, quantity }],
      kind,
      cause: { kind: 'manual', id: newId() },
    }),
  )
const lotsOf = async (product_id: string, warehouse_id = here): Promise<Record<string, number>> => {
  const { body } = await shop.owner.get(`/api/stock-lots?product_id=${product_id}&warehouse_id=${warehouse_id}`)
  return Object.fromEntries(body.items.map((lot: { code: string; on_hand: number }) => [lot.code, lot.on_hand]))
}

test('what expires first leaves first, whoever sells it', async () => {
  const milk = await shop.product({ name: 'Leche' })
  await keep(milk)
  await arrive(milk, 10, 'B', '2026-08-01')
  await arrive(milk, 10, 'A', '2026-07-01')
  await arrive(milk, 5, 'C')
  await leave(milk, 12)
  expect(await lotsOf(milk)).toEqual({ B: 8, C: 5 })
  await leave(milk, 9)
  expect(await lotsOf(milk)).toEqual({ C: 4 })
  await expectBooksToHold(shop)
})

test('an expired lot leaves only when nothing else is left; scrap takes it first', async () => {
  const milk = await shop.product({ name: 'Crema' })
  await keep(milk)
  await arrive(milk, 4, 'OLD', '2026-06-01')
  await arrive(milk, 4, 'NEW', '2026-07-01')
  const { body } = await shop.owner.get(`/api/stock-lots?product_id=${milk}`)
  expect(body.items).toMatchObject([
    { code: 'OLD', state: 'expired', days_left: -9 },
    { code: 'NEW', state: 'fine', days_left: 21 },
  ])
  await leave(milk, 3)
  expect(await lotsOf(milk)).toEqual({ OLD: 4, NEW: 1 })
  await leave(milk, 1, 'scrap')
  expect(await lotsOf(milk)).toEqual({ OLD: 3, NEW: 1 })
  await leave(milk, 3)
  expect(await lotsOf(milk)).toEqual({ OLD: 1 })
  await expectBooksToHold(shop)
})

test('what arrives says its lot, and units that were there before are put into one', async () => {
  const milk = await shop.product({ on_hand: 6, name: 'Yogur' })
  expect((await keep(milk)).body).toEqual({ tracks_lots: true, warn_days: 20 })
  expect(await arrive(milk, 2)).toMatchObject({ status: 422, body: { code: 'stock.lot_missing' } })
  const loose = async () =>
    (await shop.owner.get('/api/stock-lots/loose')).body.items
      .filter((one: { product: { id: string } }) => one.product.id === milk)
      .map((one: { quantity: number }) => one.quantity)
  expect(await loose()).toEqual([6])
  const put = (quantity: number) =>
    shop.storekeeper.post('/api/stock-lots', {
      product_id: milk,
      warehouse_id: here,
      code: 'L-1',
      expires_on: '2026-06-25',
      quantity,
    })
  expect((await put(4)).status).toBe(200)
  expect(await put(3)).toMatchObject({ status: 409, body: { code: 'stock.lot_too_much', loose: 2 } })
  expect(await loose()).toEqual([2])
  const soon = await shop.owner.get('/api/stock-lots?state=expires_soon')
  expect(soon.body.items).toMatchObject([{ code: 'L-1', on_hand: 4, days_left: 15 }])
  await leave(milk, 5)
  expect(await lotsOf(milk)).toEqual({})
  expect(await loose()).toEqual([1])
  await expectBooksToHold(shop)
})

test('a transfer takes its lots along', async () => {
  const milk = await shop.product({ name: 'Queso' })
  await keep(milk)
  await arrive(milk, 3, 'Q1', '2026-07-01')
  await arrive(milk, 3, 'Q2', '2026-08-01')
  const items = [{ product_id: milk, quantity: 4 }]
  const body = { from_warehouse_id: here, to_warehouse_id: there, items }
  const { id } = (await shop.storekeeper.post('/api/stock-transfers', body)).body
  for (const verb of ['send', 'receive']) await shop.storekeeper.post(`/api/stock-transfers/${id}/${verb}`, {})
  expect(await lotsOf(milk)).toEqual({ Q2: 2 })
  expect(await lotsOf(milk, there)).toEqual({ Q1: 3, Q2: 1 })
  await expectBooksToHold(shop)
})

test('a receipt of a later module names the lot of each line', async () => {
  const milk = await shop.product({ name: 'Manjar' })
  await keep(milk)
  const line = { product_id: milk, warehouse_id: here, cost_minor: 300 }
  await transact(shop.ctx, (tx) =>
    takeIn(tx, {
      lines: [
        { ...line, quantity: 3, lot: { code: 'M1', expires_on: '2026-09-01' } },
        { ...line, quantity: 2, lot: { code: 'M2' } },
      ],
      kind: 'receipt',
      cause: { kind: 'manual', id: newId() },
    }),
  )
  expect(await lotsOf(milk)).toEqual({ M1: 3, M2: 2 })
})

test('units sold before they arrived are in no lot: the rest of the arrival is', async () => {
  const milk = await shop.product({ name: 'Kéfir' })
  await keep(milk)
  await transact(shop.ctx, (tx) =>
    takeOut(tx, {
      lines: [{ product_id: milk, warehouse_id: here, quantity: 2 }],
      kind: 'sale',
      cause: { kind: 'manual', id: newId() },
      sell_short: true,
    }),
  )
  expect((await arrive(milk, 5, 'K1', '2026-07-01')).status).toBe(201)
  expect(await lotsOf(milk)).toEqual({ K1: 3 })
  await expectBooksToHold(shop)
})

test('forty sales at once take each unit from a lot once', async () => {
  const milk = await shop.product({ name: 'Jugo' })
  await keep(milk)
  await arrive(milk, 25, 'J1', '2026-07-01')
  await arrive(milk, 25, 'J2', '2026-08-01')
  await Promise.all(Array.from({ length: 40 }, () => leave(milk, 1)))
  expect(await lotsOf(milk)).toEqual({ J2: 10 })
  await expectBooksToHold(shop)
})

test('a product without lots has no row among them, and who may not is told so', async () => {
  const oil = await shop.product({ on_hand: 3 })
  await leave(oil, 1)
  expect(await lotsOf(oil)).toEqual({})
  const put = { product_id: oil, warehouse_id: here, code: 'X', quantity: 1 }
  expect(await shop.storekeeper.post('/api/stock-lots', put)).toMatchObject({ body: { code: 'stock.lots_not_kept' } })
  expect((await shop.cashier.put(`/api/products/${oil}/lot-rule`, { tracks_lots: true })).status).toBe(403)
})
