import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { takeOut } from '#stock'
import { importStock } from '../imports/import-stock.ts'
import { watchAlerts } from '../jobs.ts'
import { openDocuments } from './documents.ts'
import type { StockedShop } from './stocked-shop.ts'

/** What is kept of places, lots, settings, alerts and imports, to the last column, and what is said of holds and values. */

type Documents = Awaited<ReturnType<typeof openDocuments>>

let shop: StockedShop
let here: string
let there: string
let oil: string
let called: Documents['called']
let made: Documents['made']
let changes: Documents['changes']
let wait: Documents['wait']
let now: Documents['now']

beforeAll(async () => {
  ;({ shop, here, there, oil, called, made, changes, wait, now } = await openDocuments())
})

beforeEach(() => wait(1))

test('bins, lots, settings, alerts and imported rows', async () => {
  let bins: { id: string }[] = []
  expect(
    await changes(async () => {
      bins = (await made('/api/bins', { warehouse_id: here, bins: [{ code: 'C-1', name: 'Alto' }, { code: 'C-2' }] }))
        .items
    }),
  ).toEqual([
    'new bin ? here: code C-1, name Alto, version 1, code_key c-1, created_at 0s, walk_order 20, warehouse_id here',
    'new bin ? here: code C-2, version 1, code_key c-2, created_at 0s, walk_order 30, warehouse_id here',
  ])
  const [first] = bins
  const path = `/api/bins/${called('bin', first?.id ?? '')}`
  expect(await changes(() => made(path, { walk_order: 3 }, 'patch'))).toEqual([
    'bin bin here: version +1, walk_order 20 → 3',
  ])
  expect(await changes(() => made(`${path}/products`, { product_ids: [oil, oil] }))).toEqual([
    'new bin_product bin oil here: bin_id bin, position 1, product_id oil, warehouse_id here',
  ])
  expect(await changes(() => shop.storekeeper.delete(`${path}/products/${oil}`))).toEqual([
    'bin_product bin oil here is gone',
  ])
  expect(await changes(() => made(`/api/products/${oil}/lot-rule`, { tracks_lots: true }, 'put'))).toEqual([
    'new lot_product oil: since 0s, by_name bodeguero, warn_days 30, product_id oil',
  ])
  expect(
    await changes(() => made(`/api/products/${oil}/lot-rule`, { tracks_lots: true, warn_days: 4 }, 'put')),
  ).toEqual(['lot_product oil: warn_days 30 → 4'])
  expect(await changes(() => made(`/api/products/${oil}/lot-rule`, { tracks_lots: false }, 'put'))).toEqual([
    'lot_product oil is gone',
  ])
  expect(await changes(() => made('/api/stock-settings', { cover_high_days: 4 }, 'patch', shop.owner))).toEqual([
    'new setting: version 1, only_one true, changed_at 0s, changed_by owner, cover_high_days 4, cover_medium_days 7, counts_need_second false',
  ])
  expect(await changes(() => made('/api/stock-settings', { quiet_from: '21:00' }, 'patch', shop.owner))).toEqual([
    'setting: version +1, quiet_from – → 21:00',
  ])
  const low = called('low', await shop.product({ on_hand: 3, min_stock: 3 }))
  const gone = called('gone', await shop.product({ on_hand: 3, min_stock: 3 }))
  expect(await changes(() => watchAlerts.run(shop.ctx, {}))).toEqual([
    'new alert gone here: level high, since 0s, product_id gone, announced_at 0s, warehouse_id here',
    'new alert low here: level high, since 0s, product_id low, announced_at 0s, warehouse_id here',
  ])
  expect((await shop.owner.get(`/api/stock-totals?product_ids=${low}`)).body.items).toMatchObject([{ low_places: 1 }])
  expect(
    await changes(() => made('/api/stock-alerts/acknowledge', { items: [{ product_id: gone, warehouse_id: here }] })),
  ).toEqual(['alert gone here: acknowledged_at – → 0s, acknowledged_by – → keeper, acknowledged_by_name – → bodeguero'])
  wait(1)
  const cause = { kind: 'manual', id: newId() }
  await transact(shop.ctx, (tx) =>
    takeOut(tx, { lines: [{ product_id: gone, warehouse_id: here, quantity: 3 }], kind: 'sale', cause }),
  )
  expect(await changes(() => watchAlerts.run(shop.ctx, {}))).toEqual([
    'alert gone here: level high → critical, since -1s → 0s, announced_at -1s → 0s, acknowledged_at -1s → –, acknowledged_by keeper → –, acknowledged_by_name bodeguero → –',
  ])
  const code = (await shop.owner.get(`/api/products/${called('opened', await shop.product())}`)).body.sku
  const run = { id: newId() }
  const rows = [{ number: 4, cells: { sku: code, warehouse: 'Bodega norte', quantity: 6, unit_cost: 5 } }]
  expect(await changes(() => transact(shop.ctx, (tx) => importStock.apply(tx, run, rows)))).toEqual([
    'new import_row opened there: run_id ?, quantity 6, product_id opened, row_number 4, warehouse_id there',
  ])
  expect(await changes(() => transact(shop.ctx, (tx) => importStock.undo(tx, run)))).toEqual([
    'import_row opened there: undone_at – → 0s',
  ])
})

test('a hold is about to expire when less than a fifth of its life is left; its place is valued for who sees only that', async () => {
  const { id } = await made('/api/stock-reservations', {
    product_id: oil,
    warehouse_id: here,
    quantity: 1,
    ttl_seconds: 100,
  })
  const seen = async (seconds: number) => {
    wait(seconds)
    const [one] = (await shop.owner.get(`/api/stock-reservations?open=true&product_id=${oil}`)).body.items
    const { expiring } = (await shop.owner.get('/api/stock-reservations/summary')).body
    return [one.id === id, one.is_expiring, one.seconds_left, expiring]
  }
  expect(await seen(80)).toEqual([true, false, 20, 0])
  expect(await seen(0.001)).toEqual([true, true, 20, 1])
  const worth = async (limited: object) =>
    (await shop.as('admin', limited).get(`/api/products/${oil}/stock-by-warehouse`)).body.value_minor
  const whole = await worth({})
  await shop.receive(oil, 0.3, 1, there)
  expect(await worth({ stores: [shop.store_id] })).toBe(await worth({ warehouses: [...shop.warehouses] }))
  expect([await worth({}), await worth({ stores: [newId()] })]).toEqual([whole + 1, 0])
})

test('nobody watches the level of what is not sold any more', async () => {
  const product_id = await shop.product({ on_hand: 9, min_stock: 5 })
  const watched = async (change: { status?: string; archived_at?: Date | null }) => {
    await shop.db.updateTable('catalog.product').set(change).where('id', '=', product_id).execute()
    const { rows } = await sql<{ min_stock: number | null }>`
      select min_stock from stock.levels_now(array[${product_id}::uuid], array[${here}::uuid], now())`.execute(shop.db)
    return rows[0]?.min_stock
  }
  expect([await watched({ status: 'active' }), await watched({ status: 'inactive' })]).toEqual([5, null])
  expect([await watched({ archived_at: now() }), await watched({ status: 'active' })]).toEqual([null, null])
})
