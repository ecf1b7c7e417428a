import { beforeAll, describe, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import type { ImportRow, RowVerdict } from '#platform/import/importable'
import { importProducts } from '../imports/import-products.ts'
import { type CatalogShop, openCatalog } from './open-catalog.ts'

let shop: CatalogShop
beforeAll(async () => {
  shop = await openCatalog()
})

type Cells = ImportRow['cells']
const rowsOf = (...cells: Cells[]): ImportRow[] => cells.map((one, at) => ({ number: at + 2, cells: one }))
const judge = (...cells: Cells[]) => importProducts.judge(shop.ctx, rowsOf(...cells))
const apply = (run: { id: string }, ...cells: Cells[]) =>
  transact(shop.ctx, (tx) => importProducts.apply(tx, run, rowsOf(...cells)))
const undo = (run: { id: string }) => transact(shop.ctx, (tx) => importProducts.undo(tx, run))
const outcomes = (verdicts: readonly RowVerdict[]) => verdicts.map(({ outcome }) => outcome)
const bySku = async (sku: string) => (await shop.owner.get(`/api/products?sku=${sku}`)).body.items[0]

test('a dry run says what would happen and writes nothing', async () => {
  await shop.product({ sku: 'D-1', name: 'Igual', price: 1000 })
  await shop.product({ sku: 'D-2', name: 'Otro', price: 1000 })
  const verdicts = await judge(
    { sku: 'd-1', name: 'Igual', price: 1000 },
    { sku: 'D-2', name: 'Otro', price: 1200 },
    { sku: 'D-3', name: 'Nuevo', price: 990, category: 'Nueva > Más nueva' },
    { sku: 'D-4', name: 'Sin precio' },
  )
  expect(outcomes(verdicts)).toEqual(['unchanged', 'changed', 'created', 'refused'])
  expect(await bySku('D-3')).toBeUndefined()
  expect((await bySku('D-2')).price).toBe(1000)
  expect((await shop.owner.get('/api/categories')).body.items).toEqual([])
})

test('a run creates with category and barcodes, changes what differs, and leaves empty cells alone', async () => {
  await shop.product({ sku: 'R-1', name: 'Viejo', price: 1000, cost: 400, barcodes: ['R-OLD'] })
  const run = { id: newId() }
  const verdicts = await apply(
    run,
    { sku: 'R-1', name: 'Nuevo nombre', price: null, cost: null, barcode: 'R-NEW', supplier: null },
    { sku: 'R-2', name: 'Creado', price: 990, category: 'Aceites > Motor', barcode: '7802920000015, 36000291452' },
  )
  expect(outcomes(verdicts)).toEqual(['changed', 'created'])
  expect(await bySku('R-1')).toMatchObject({
    name: 'Nuevo nombre',
    price: 1000,
    cost: 400,
    barcodes: [{ code: 'R-OLD' }, { code: 'R-NEW' }],
  })
  expect(await bySku('R-2')).toMatchObject({ category: 'Motor', tax_class: 'general' })
})

test('a row is found again by its barcode when it has no SKU', async () => {
  await shop.product({ sku: 'BC-1', name: 'Con código', price: 500, barcodes: ['BC-CODE'] })
  expect(outcomes(await judge({ barcode: 'bc-code', name: 'Con código', price: 700 }))).toEqual(['changed'])
})

test('the same rows of the same run are applied once', async () => {
  const run = { id: newId() }
  const cells = { sku: 'ONCE-1', name: 'Una vez', price: 100 }
  const first = await apply(run, cells)
  const again = await apply(run, cells)
  expect(again).toEqual(first)
  const entries = await shop.db.selectFrom('platform.audit_entry').select('id').where('label', '=', 'ONCE-1').execute()
  expect(entries).toHaveLength(1)
})

describe('a bad row names its column and leaves the others alone', () => {
  test.each([
    ['no code at all', { name: 'X', price: 1 }, 'sku', 'product.import_no_code'],
    ['a SKU with blanks', { sku: 'A B', name: 'X', price: 1 }, 'sku', 'product.import_bad_cell'],
    ['a new product without a price', { sku: 'N-1', name: 'X' }, 'price', 'product.import_no_price'],
    ['a negative price', { sku: 'N-1', name: 'X', price: -5 }, 'price', 'product.import_bad_cell'],
    ['a new product without a name', { sku: 'N-1', price: 1 }, 'name', 'product.import_bad_cell'],
    [
      'a wrong check digit',
      { sku: 'N-1', name: 'X', price: 1, barcode: '4006381333932' },
      'barcode',
      'product.bad_check_digit',
    ],
    [
      'an unknown supplier',
      { sku: 'N-1', name: 'X', price: 1, supplier: 'Nadie' },
      'supplier',
      'product.unknown_supplier',
    ],
    [
      'an unknown tax',
      { sku: 'N-1', name: 'X', price: 1, tax_class: 'lujo' },
      'tax_class',
      'product.unknown_tax_class',
    ],
    [
      'a minimum above the maximum',
      { sku: 'N-1', name: 'X', price: 1, min_stock: 5, max_stock: 2 },
      'min_stock',
      'product.min_above_max',
    ],
    ['an unknown kind', { sku: 'N-1', name: 'X', price: 1, kind: 'cosa' }, 'kind', 'product.import_bad_cell'],
  ])('%s', async (_what, cells, column, code) => {
    const [bad, good] = await judge(cells, { sku: 'GOOD-1', name: 'Bueno', price: 1 })
    expect(bad).toMatchObject({ outcome: 'refused', column, code })
    expect(good?.outcome).toBe('created')
  })

  test('the code of another product', async () => {
    await shop.product({ sku: 'HAS-1', barcodes: ['TAKEN-1'] })
    const [verdict] = await judge({ sku: 'NEW-9', name: 'X', price: 1, barcode: 'TAKEN-1' })
    expect(verdict).toMatchObject({ outcome: 'refused', column: 'barcode', code: 'product.barcode_taken' })
  })

  test('a product that stands twice in the file', async () => {
    const twice = [
      { sku: 'TW-1', name: 'Uno', price: 1 },
      { sku: 'tw-1', name: 'Dos', price: 2 },
    ] as const
    expect(outcomes(await judge(...twice))).toEqual(['created', 'refused'])
    const run = { id: newId() }
    await apply(run, twice[0])
    const later = await transact(shop.ctx, (tx) => importProducts.apply(tx, run, [{ number: 900, cells: twice[1] }]))
    expect(later[0]).toMatchObject({ outcome: 'refused', code: 'product.import_repeated' })
  })

  test('costs of somebody who may not see them', async () => {
    const blind = { ...shop.ctx, actor: shop.as('bodeguero').actor }
    const verdicts = await importProducts.judge(blind, rowsOf({ sku: 'C-1', name: 'X', price: 1, cost: 1 }))
    expect(verdicts[0]).toMatchObject({ outcome: 'refused', column: 'cost', code: 'product.cost_forbidden' })
  })
})

describe('undo', () => {
  test('archives what was created and gives back what was changed', async () => {
    await shop.product({ sku: 'U-1', name: 'Antes', price: 1000, barcodes: ['U-OLD'] })
    const run = { id: newId() }
    await apply(
      run,
      { sku: 'U-1', name: 'Después', price: 2000, barcode: 'U-NEW', category: 'Del archivo' },
      { sku: 'U-2', name: 'Creado', price: 1 },
    )
    expect(await undo(run)).toEqual({ undone: 2, blocked: [] })
    expect(await bySku('U-1')).toMatchObject({
      name: 'Antes',
      price: 1000,
      category_id: null,
      barcodes: [{ code: 'U-OLD' }],
    })
    expect(await bySku('U-2')).toBeUndefined()
    expect(await undo(run)).toEqual({ undone: 0, blocked: [] })
  })

  test('names a product that somebody changed since, and undoes the rest', async () => {
    const { id } = await shop.product({ sku: 'UB-1', name: 'Antes', price: 1000 })
    const run = { id: newId() }
    await apply(run, { sku: 'UB-1', name: 'Después' }, { sku: 'UB-2', name: 'Creado', price: 1 })
    await shop.owner.patch(`/api/products/${id}`, { name: 'A mano' })
    const result = await undo(run)
    expect(result).toMatchObject({ undone: 1, blocked: [{ thing: 'product', label: 'UB-1 A mano' }] })
    expect((await bySku('UB-1')).name).toBe('A mano')
  })

  test('the same file again restores what an undo archived', async () => {
    const cells = { sku: 'UA-1', name: 'Vuelve', price: 1 }
    const first = { id: newId() }
    await apply(first, cells)
    await undo(first)
    expect(outcomes(await apply({ id: newId() }, cells))).toEqual(['changed'])
    expect((await bySku('UA-1')).archived_at).toBeNull()
  })
})
