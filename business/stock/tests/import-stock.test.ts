import { beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import type { ImportRow } from '#platform/import/importable'
import { takeOut } from '#stock'
import { importStock } from '../imports/import-stock.ts'
import { expectBooksToHold } from './books.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

let shop: StockedShop

beforeAll(async () => {
  shop = await openStockedShop()
})

const row = (number: number, cells: ImportRow['cells']): ImportRow => ({ number, cells })
const apply = (id: string, rows: ImportRow[]) => transact(shop.ctx, (tx) => importStock.apply(tx, { id }, rows))
const undo = (id: string) => transact(shop.ctx, (tx) => importStock.undo(tx, { id }))

test('a rehearsal says what each row would do and writes nothing', async () => {
  const oil = await shop.product({ sku: 'ENSAYO-1', decimals: 1 })
  await shop.product({ sku: 'SERVICIO-1', kind: 'service' })
  await shop.product({ sku: 'CON-STOCK', on_hand: 1 })
  const verdicts = await importStock.judge(shop.ctx, [
    row(1, { sku: 'ensayo-1', warehouse: 'Bodega Norte', quantity: 12.5, unit_cost: 3990 }),
    row(2, { sku: 'NO-HAY', warehouse: 'Bodega norte', quantity: 1 }),
    row(3, { sku: 'ENSAYO-1', warehouse: 'Luna', quantity: 1 }),
    row(4, { sku: 'ENSAYO-1', warehouse: 'Bodega sur', quantity: 0.25 }),
    row(5, { sku: 'ENSAYO-1', warehouse: 'Bodega sur', quantity: -1 }),
    row(6, { sku: 'SERVICIO-1', warehouse: 'Bodega sur', quantity: 1 }),
    row(7, { sku: 'ENSAYO-1', warehouse: 'Bodega norte', quantity: 3 }),
    row(8, { sku: 'CON-STOCK', warehouse: 'Bodega principal', quantity: 3 }),
    row(9, { sku: 'ENSAYO-1', warehouse: 'Bodega sur', quantity: 0 }),
    row(10, { sku: 'ENSAYO-1', quantity: 1 }),
    row(11, { sku: 'ENSAYO-1', warehouse: 'Bodega sur', quantity: 1, unit_cost: 1.5 }),
  ])
  expect(verdicts.map((one) => [one.number, one.outcome === 'refused' ? one.code : one.outcome])).toEqual([
    [1, 'created'],
    [2, 'stock.import_unknown_product'],
    [3, 'stock.import_unknown_warehouse'],
    [4, 'stock.too_many_decimals'],
    [5, 'stock.import_bad_quantity'],
    [6, 'stock.not_tracked'],
    [7, 'stock.import_repeated'],
    [8, 'stock.import_already_stocked'],
    [9, 'unchanged'],
    [10, 'stock.import_unknown_warehouse'],
    [11, 'stock.import_bad_cost'],
  ])
  expect(await shop.stockOf(oil, shop.warehouses[1])).toMatchObject({ on_hand: 0 })
})

test('a run brings stock in at its cost, once, however often a batch is sent again', async () => {
  const oil = await shop.product({ sku: 'FILTRO-1' })
  const run = newId()
  const rows = [
    row(1, { sku: 'FILTRO-1', warehouse: 'Bodega norte', quantity: 10, unit_cost: 500 }),
    row(2, { sku: 'FILTRO-1', warehouse: 'Bodega sur', quantity: 5, unit_cost: 800 }),
  ]
  const first = await apply(run, rows)
  expect(first.map(({ outcome }) => outcome)).toEqual(['created', 'created'])
  expect(await apply(run, rows)).toEqual(first)

  const { body } = await shop.owner.get(`/api/products/${oil}/stock-by-warehouse`)
  expect(body).toMatchObject({ on_hand: 15, value_minor: 9000, unit_cost: 600 })
})

test('undoing takes it out by counter-entries, and the file can be imported again', async () => {
  const oil = await shop.product({ sku: 'FILTRO-2' })
  const rows = [row(1, { sku: 'FILTRO-2', warehouse: 'Bodega norte', quantity: 10, unit_cost: 500 })]
  const run = newId()
  await apply(run, rows)

  expect(await undo(run)).toEqual({ undone: 1, blocked: [] })
  expect(await undo(run)).toEqual({ undone: 0, blocked: [] })
  expect((await shop.owner.get(`/api/products/${oil}/stock-by-warehouse`)).body).toMatchObject({
    on_hand: 0,
    value_minor: 0,
  })
  expect((await shop.owner.get(`/api/stock-movements?product_id=${oil}`)).body.items).toMatchObject([
    { kind: 'adjustment', quantity: -10, cause_kind: 'import_undo' },
    { kind: 'opening', quantity: 10, cause_kind: 'import' },
  ])
  expect((await apply(newId(), rows))[0]).toMatchObject({ outcome: 'created' })
  await expectBooksToHold(shop)
})

test('what was sold since blocks the undo of its row, and is named', async () => {
  const [sold] = [
    await shop.product({ sku: 'FILTRO-3', name: 'Filtro de aire' }),
    await shop.product({ sku: 'FILTRO-4' }),
  ]
  const run = newId()
  await apply(run, [
    row(1, { sku: 'FILTRO-3', warehouse: 'Bodega norte', quantity: 10 }),
    row(2, { sku: 'FILTRO-4', warehouse: 'Bodega norte', quantity: 10 }),
  ])
  const lines = [{ product_id: sold, warehouse_id: shop.warehouses[1], quantity: 1 }]
  await transact(shop.ctx, (tx) => takeOut(tx, { lines, kind: 'consumption', cause: { kind: 'manual', id: newId() } }))

  expect(await undo(run)).toMatchObject({
    undone: 1,
    blocked: [{ thing: 'product', label: 'FILTRO-3 Filtro de aire · Bodega norte' }],
  })
  await expectBooksToHold(shop)
})
