import { expect, test } from 'vitest'
import { monthOf } from './months.ts'

const chile = 'America/Santiago'

test('a month is the one of the shop, whole, and the one before may be of another year', () => {
  expect(monthOf(new Date('2026-12-01T02:00:00Z'), chile, 0)).toEqual({ from: '2026-11-01', to: '2026-11-30' })
  expect(monthOf(new Date('2026-12-01T04:00:00Z'), chile, 0)).toEqual({ from: '2026-12-01', to: '2026-12-31' })
  expect(monthOf(new Date('2027-01-15T12:00:00Z'), chile, 1)).toEqual({ from: '2026-12-01', to: '2026-12-31' })
  expect(monthOf(new Date('2028-03-31T12:00:00Z'), chile, 1)).toEqual({ from: '2028-02-01', to: '2028-02-29' })
})
