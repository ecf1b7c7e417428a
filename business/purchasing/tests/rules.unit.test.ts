import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addQuantities } from '#platform/quantity'
import { costOf, freightOf, isWholePacks, orderable, suggestedPrice } from '../pack.ts'

const quantity = fc.integer({ min: 1, max: 5_000_000 }).map((whole) => whole / 1000)
const money = fc.integer({ min: 0, max: 100_000_000 })

test('an order covers the need, respects the minimum, and opens no pack more than it must', () => {
  fc.assert(
    fc.property(quantity, quantity, fc.double({ min: 0, max: 500, noNaN: true }), (wanted, pack_size, least) => {
      const minimum_quantity = Math.round(least * 1000) / 1000
      const order = orderable(wanted, { pack_size, minimum_quantity })
      expect(order).toBeGreaterThanOrEqual(wanted)
      expect(order).toBeGreaterThanOrEqual(minimum_quantity)
      expect(isWholePacks(order, pack_size)).toBe(true)
      expect(addQuantities([order, -pack_size])).toBeLessThan(Math.max(wanted, minimum_quantity))
    }),
    { numRuns: 1_000 },
  )
})

test('whole packs cost exactly what packs cost', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), quantity, money, (packs, pack_size, pack_cost_minor) => {
      const units = Math.round(packs * pack_size * 1000) / 1000
      expect(costOf(units, { pack_size, pack_cost_minor })).toBe(packs * pack_cost_minor)
    }),
    { numRuns: 1_000 },
  )
})

test('freight is free from its mark on, never before', () => {
  expect(freightOf(79_999, { freight_minor: 5_000, free_freight_minor: 80_000 })).toBe(5_000)
  expect(freightOf(80_000, { freight_minor: 5_000, free_freight_minor: 80_000 })).toBe(0)
  expect(freightOf(10, { freight_minor: 5_000, free_freight_minor: null })).toBe(5_000)
})

test('a suggested price keeps the markup and says nothing where there is nothing to go by', () => {
  expect(suggestedPrice(11_990, 6_000, 6_600, 10)).toBe(13_190)
  expect(suggestedPrice(11_990, null, 6_600, 10)).toBeNull()
  expect(suggestedPrice(11_990, 0, 6_600, 10)).toBeNull()
  expect(suggestedPrice(11_990, 6_600, 6_600, 10)).toBeNull()
})
