import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assertReadable, checkDigit, codeKey, inStoreEan, isGtin } from '../barcode.ts'
import { spellingKey } from '../device-model.ts'
import { marginBasisPoints, markupBasisPoints } from '../margin.ts'
import { changedFields } from '../product.ts'
import { wordsOf } from '../search-words.ts'

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
const body = fc.oneof(digits(7), digits(11), digits(12), digits(13))

describe('GTIN', () => {
  test.each(['4006381333931', '7802920000015', '036000291452', '96385074', '00012345600012'])('%s is right', (code) => {
    expect(() => assertReadable(code)).not.toThrow()
  })

  test('the check digit completes any number', () => {
    fc.assert(
      fc.property(body, (given) => {
        expect(() => assertReadable(given + checkDigit(given))).not.toThrow()
      }),
    )
  })

  test('a single wrong digit is always noticed', () => {
    fc.assert(
      fc.property(body, fc.nat(), fc.integer({ min: 1, max: 9 }), (given, place, by) => {
        const code = [...(given + checkDigit(given))]
        const at = place % code.length
        code[at] = String((Number(code[at]) + by) % 10)
        expect(() => assertReadable(code.join(''))).toThrow()
      }),
    )
  })

  test('codes of the shop’s own are valid EAN-13 and differ', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 9_999_999_999 }), { minLength: 2 }), (numbers) => {
        const codes = numbers.map(inStoreEan)
        expect(codes.every((code) => isGtin(code) && code.length === 13)).toBe(true)
        expect(new Set(codes).size).toBe(codes.length)
      }),
    )
  })

  test('one product, read with 12, 13 or 14 digits, is one code', () => {
    fc.assert(
      fc.property(digits(11), (given) => {
        const upc = given + checkDigit(given)
        expect(new Set([upc, `0${upc}`, `00${upc}`].map(codeKey)).size).toBe(1)
      }),
    )
  })
})

describe('margin and markup', () => {
  test('a cost of 8,000 under a net price of 10,000 is 20 % margin and 25 % markup', () => {
    expect([marginBasisPoints(10_000, 8000), markupBasisPoints(10_000, 8000)]).toEqual([2000, 2500])
  })

  test('a margin never exceeds 100 %, and has the sign of what is earned', () => {
    const amount = fc.integer({ min: 1, max: 1e9 })
    fc.assert(
      fc.property(amount, amount, (net, cost) => {
        const margin = Number(marginBasisPoints(net, cost))
        expect(margin).toBeLessThanOrEqual(10_000)
        expect(Math.sign(margin) * Math.sign(net - cost)).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

test('words lose the punctuation that codes carry, and are few', () => {
  expect(wordsOf('  LAPTOP-DELL   10w/40 %% ')).toEqual(['LAPTOPDELL', '10w40'])
  expect(wordsOf('a b c d e f g h i j')).toHaveLength(8)
})

test('spellings of one model share a key, other models do not', () => {
  const key = (name: string) => spellingKey({ device_type: 'Teléfono', brand: 'Apple', name })
  expect(key('iPhone 11')).toBe(key(' IPHONE-11 '))
  expect(key('iPhone 11')).not.toBe(key('iPhone 12'))
  expect(key('...')).toBeNull()
})

test('what is not given is not changed, what is emptied is', () => {
  const before: { name: string; unit: string | null } = { name: 'A', unit: 'L' }
  expect(changedFields(before, { name: undefined, unit: null })).toEqual(['unit'])
})
