import { expect, test } from 'vitest'
import { costOfLine, type DraftLine, firstQuantity, goodsOf, withLine } from './draft-line.ts'

const line = (given: Partial<DraftLine> = {}): DraftLine => ({
  product_id: 'oil',
  name: 'Aceite',
  sku: 'ACE-1',
  supplier_code: null,
  quantity: 12,
  pack_size: 12,
  pack_cost_minor: 100_000,
  reorder_id: null,
  ...given,
})

test('a line costs what its packs cost, rounded once', () => {
  expect(costOfLine(line({ quantity: 24 }))).toBe(200_000)
  expect(costOfLine(line({ quantity: 1 }))).toBe(8_333)
  expect(costOfLine(line({ pack_cost_minor: null }))).toBe(0)
  expect(goodsOf([line(), line({ quantity: 6 })])).toBe(150_000)
})

test('the first quantity is the least that the supplier sells: whole packs, at least the minimum', () => {
  expect(firstQuantity({ pack_size: 12, minimum_quantity: 0 })).toBe(12)
  expect(firstQuantity({ pack_size: 12, minimum_quantity: 13 })).toBe(24)
  expect(firstQuantity({ pack_size: 0.5, minimum_quantity: 1.2 })).toBe(1.5)
})

test('a product added again is one pack more of the same line', () => {
  expect(withLine([line()], line())).toMatchObject([{ quantity: 24 }])
  expect(withLine([line()], line({ product_id: 'filter' }))).toHaveLength(2)
})
