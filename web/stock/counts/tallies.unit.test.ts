import { expect, test } from 'vitest'
import { countedOf, type Entry } from './tallies.ts'

const entry = (mode: Entry['mode'], quantity: number): Entry => ({
  id: `${mode}${quantity}`,
  product_id: 'p',
  mode,
  quantity,
  counted_at: '2026-06-01T12:00:00Z',
})

test('scans add up on what the server knows, a figure typed replaces it, clearing means not counted', () => {
  expect(countedOf(null, [])).toBeNull()
  expect(countedOf(null, [entry('add', 1), entry('add', 12)])).toBe(13)
  expect(countedOf(5, [entry('add', 1)])).toBe(6)
  expect(countedOf(5, [entry('set', 2), entry('add', 0.1), entry('add', 0.2)])).toBe(2.3)
  expect(countedOf(1, [entry('add', -3)])).toBe(0)
  expect(countedOf(5, [entry('clear', 0)])).toBeNull()
  expect(countedOf(5, [entry('clear', 0), entry('add', 1)])).toBe(1)
})
