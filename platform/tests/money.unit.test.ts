import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addTax, allocate, roundCash, shareOf, splitTax } from '../money.ts'

const amount = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 })
const rate = fc.integer({ min: 0, max: 10_000 })

describe('tax', () => {
  test('19 % is taken out of a price as the Chilean receipt shows it', () => {
    expect(splitTax(23_800, 1900)).toEqual({ net_minor: 20_000, tax_minor: 3_800 })
    expect(splitTax(990, 1900)).toEqual({ net_minor: 832, tax_minor: 158 })
    expect(splitTax(0, 1900)).toEqual({ net_minor: 0, tax_minor: 0 })
  })

  test('an exempt amount is all net', () => {
    expect(splitTax(23_801, 0)).toEqual({ net_minor: 23_801, tax_minor: 0 })
  })

  test('net and tax add up to gross for every total and rate', () => {
    fc.assert(
      fc.property(amount, rate, (gross, basis_points) => {
        const { net_minor, tax_minor } = splitTax(gross, basis_points)
        expect(net_minor + tax_minor).toBe(gross)
        expect(Number.isSafeInteger(net_minor)).toBe(true)
        expect(net_minor * gross).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 2_000 },
    )
  })

  test('the net is the nearest whole amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), rate, (gross, basis_points) => {
        const { net_minor } = splitTax(gross, basis_points)
        const error = BigInt(net_minor) * BigInt(10_000 + basis_points) - BigInt(gross) * 10_000n
        expect(2n * (error < 0n ? -error : error) <= BigInt(10_000 + basis_points)).toBe(true)
      }),
    )
  })

  test('a refund splits as its sale did', () => {
    fc.assert(
      fc.property(amount, rate, (gross, basis_points) => {
        const there = splitTax(gross, basis_points)
        const back = splitTax(-gross, basis_points)
        expect(there.net_minor + back.net_minor).toBe(0)
      }),
    )
  })

  test('tax on top of a net price', () => {
    expect(addTax(20_000, 1900)).toEqual({ net_minor: 20_000, tax_minor: 3_800 })
    expect(addTax(255, 2000)).toEqual({ net_minor: 255, tax_minor: 51 })
  })

  test('a share rounds half away from zero', () => {
    expect([shareOf(5, 1000), shareOf(15, 1000), shareOf(-5, 1000), shareOf(4, 1000)]).toEqual([1, 2, -1, 0])
  })
})

describe('an allocated amount', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 40 })

  test('loses no unit', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33])
    expect(allocate(0, [0, 0])).toEqual([0, 0])
    expect(allocate(10, [0, 5])).toEqual([0, 10])
  })

  test('adds up, and takes from no line more than it has', () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 10_000 }), (given, share) => {
        const sum = given.reduce((a, b) => a + b, 0)
        const total = Math.floor((sum * share) / 10_000)
        const parts = allocate(total, given)
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total)
        for (const [at, part] of parts.entries()) {
          expect(part).toBeGreaterThanOrEqual(0)
          expect(part).toBeLessThanOrEqual(given[at] ?? 0)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('cannot be spread over nothing', () => {
    expect(() => allocate(5, [0, 0])).toThrow(/invariant/)
    expect(() => allocate(5, [-1, 6])).toThrow(/invariant/)
  })
})

describe('cash rounding', () => {
  test.each([
    [23_800, 23_800],
    [23_801, 23_800],
    [23_805, 23_800],
    [23_806, 23_810],
    [23_809, 23_810],
    [4, 0],
    [-6, -10],
  ])('Chile pays %i as %i', (due, paid) => expect(roundCash(due, 10)).toBe(paid))

  test('currencies with small coins are not rounded', () => {
    expect(roundCash(23_807, 1)).toBe(23_807)
    expect(roundCash(23_807, 0)).toBe(23_807)
  })

  test('is a multiple, and never farther than half of it', () => {
    fc.assert(
      fc.property(amount, fc.constantFrom(2, 5, 10, 50, 100), (due, to) => {
        const paid = roundCash(due, to)
        expect(paid % to === 0).toBe(true)
        expect(Math.abs(paid - due) * 2).toBeLessThanOrEqual(to)
      }),
    )
  })
})
