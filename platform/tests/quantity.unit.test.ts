import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addQuantities, amountOf, fitsDecimals, fromThousandths, subtractQuantity, thousandths } from '../quantity.ts'

const whole = fc.integer({ min: -9_999_999_999, max: 9_999_999_999 })

test('0.1 and 0.2 litres are 0.3 litres', () => {
  expect(addQuantities([0.1, 0.2])).toBe(0.3)
  expect(subtractQuantity(0.3, 0.1)).toBe(0.2)
})

test('a quantity survives thousandths and back', () => {
  fc.assert(
    fc.property(whole, (n) => {
      expect(thousandths(fromThousandths(n))).toBe(n)
    }),
  )
})

test('sums are exact whatever the order', () => {
  fc.assert(
    fc.property(fc.array(whole, { maxLength: 50 }), (parts) => {
      const quantities = parts.map(fromThousandths)
      const sum = parts.reduce((a, b) => a + b, 0)
      expect(addQuantities(quantities)).toBe(fromThousandths(sum))
      expect(addQuantities(quantities.toReversed())).toBe(fromThousandths(sum))
    }),
  )
})

test('the amount of a line is rounded once, half away from zero', () => {
  expect(amountOf(2, 11_900)).toBe(23_800)
  expect(amountOf(0.5, 3)).toBe(2)
  expect(amountOf(-0.5, 3)).toBe(-2)
  expect(amountOf(1.005, 1_000)).toBe(1_005)
  expect(amountOf(0.333, 1_000)).toBe(333)
  expect(amountOf(99_999_999.999, 9_999)).toBe(999_899_999_990)
})

test('a product sold by the piece has no half', () => {
  expect(fitsDecimals(2, 0)).toBe(true)
  expect(fitsDecimals(2.5, 0)).toBe(false)
  expect(fitsDecimals(2.5, 1)).toBe(true)
  expect(fitsDecimals(2.55, 1)).toBe(false)
  expect(fitsDecimals(0.125, 3)).toBe(true)
})
