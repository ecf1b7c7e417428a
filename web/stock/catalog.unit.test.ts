import { describe, expect, test } from 'vitest'
import { bodyOf, changesSince, valuesOf } from './product-values.ts'
import { queryOf, start } from './product-views.ts'

const oil = {
  id: '01a203e5-6366-7000-9fd7-aa9adaae060b',
  sku: 'ACE-1040-4',
  name: 'Aceite 10W-40 semisintético 4 L',
  description: null,
  kind: 'good' as const,
  category_id: null,
  category: null,
  supplier_id: null,
  unit: 'UND',
  decimals: 0,
  price: 24_990,
  cost: null,
  tax_class: 'general',
  status: 'active' as const,
  image_file_id: null,
  min_stock: 12,
  max_stock: null,
  reorder_quantity: null,
  barcodes: [{ code: '7804520118343', pack_quantity: 6 }],
  family_id: null,
  options: {},
  version: 3,
  created_at: '2026-11-22T12:00:00Z',
  updated_at: '2026-11-22T12:00:00Z',
  archived_at: null,
}

describe('the form of a product', () => {
  const values = valuesOf(oil, 'good', '')

  test('sends only what changed, so that nobody writes over another change', () => {
    expect(changesSince(values, values, oil.barcodes)).toEqual({})
    expect(changesSince(values, { ...values, price: 25_990, min_stock: null }, oil.barcodes)).toEqual({
      price: 25_990,
      min_stock: null,
    })
  })
  test('a barcode that was there keeps the units of its pack; a new one means one unit', () => {
    const more = { ...values, barcodes: '7804520118343\n2000000000015' }
    expect(bodyOf(more, oil.barcodes).barcodes).toEqual([
      { code: '7804520118343', pack_quantity: 6 },
      { code: '2000000000015', pack_quantity: 1 },
    ])
  })
  test('a service has nothing of a shelf, and a code left empty is the shop’s to give', () => {
    const body = bodyOf({ ...valuesOf(null, 'service', ''), name: ' Cambio de aceite ', price: 9_990 })
    expect(body).toMatchObject({ name: 'Cambio de aceite', price: 9_990 })
    for (const key of ['sku', 'barcodes', 'min_stock', 'decimals']) expect(body).not.toHaveProperty(key)
  })
})

describe('the views of the list', () => {
  test('a search comes back best match first, unless an order was chosen', () => {
    expect(queryOf({ ...start, q: 'aceite' }, [])).toEqual({ q: 'aceite' })
    expect(queryOf({ ...start, q: 'aceite', sort: '-price' }, [])).toEqual({ q: 'aceite', sort: '-price' })
    expect(queryOf(start, [])).toEqual({ sort: 'name' })
  })
  test('each view asks for its own', () => {
    expect(queryOf({ ...start, view: 'low' }, ['a', 'b'])).toMatchObject({ ids: 'a,b' })
    expect(queryOf({ ...start, view: 'services' }, [])).toMatchObject({ kind: 'service' })
    expect(queryOf({ ...start, view: 'archived' }, [])).toMatchObject({ archived: 'true' })
    expect(queryOf({ ...start, view: 'nonsense' }, [])).toEqual({ sort: 'name' })
  })
})
