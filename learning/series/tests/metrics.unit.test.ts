import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bias,
  coverage,
  crps,
  intervalScore,
  mae,
  mape,
  mase,
  pinball,
  rmse,
  rmsse,
  smape,
  wape,
  weighted,
} from '#learning'

const value = fc.integer({ min: -1e8, max: 1e8 }).map((v) => v / 100)
const pairs = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 40 })

test('known figures', () => {
  const actual = [10, 20, 0, 40]
  const forecast = [12, 18, 0, 50]
  expect(mae(actual, forecast)).toBe(3.5)
  expect(rmse(actual, forecast)).toBeCloseTo(Math.sqrt(27), 12)
  expect(bias(actual, forecast)).toBe(2.5)
  expect(mape(actual, forecast)).toBeCloseTo((20 + 10 + 25) / 3, 12)
  expect(smape(actual, forecast)).toBeCloseTo(50 * (2 / 22 + 2 / 38 + 10 / 90), 12)
  expect(wape(actual, forecast)).toBeCloseTo(14 / 70, 12)
  expect(mase(actual, forecast, [1, 3, 2, 4], 1)).toBeCloseTo(3.5 / (5 / 3), 12)
  expect(rmsse(actual, forecast, [1, 3, 2, 4], 1)).toBeCloseTo(3, 12)
  expect(pinball([10, 10], [8, 13], 0.9)).toBeCloseTo((0.9 * 2 + 0.1 * 3) / 2, 12)
  expect(coverage([1, 2, 3], [0, 2, 4], [1, 2, 5])).toBeCloseTo(2 / 3, 12)
  expect(intervalScore([1, 7], [0, 4], [2, 6], 0.8)).toBeCloseTo((2 + 2 + 10) / 2, 12)
  expect(crps(3, [3, 3])).toBe(0)
  expect(crps(0, [-1, 1])).toBeCloseTo(0.5, 12)
  expect(weighted([1, 3, Number.NaN], [1, 3, 9])).toBe(2.5)
})

test('degenerate pairs have a stated answer', () => {
  expect(smape([0], [0])).toBe(0)
  expect(mape([0], [1])).toBeNaN()
  expect(mae([], [])).toBeNaN()
  expect(mae([Number.NaN, 1], [5, 2])).toBe(1)
  expect(mase([1], [1], [2, 2, 2], 1)).toBe(0)
  expect(mase([1], [2], [2, 2, 2], 1)).toBe(Number.POSITIVE_INFINITY)
  expect(mase([1], [2], [2], 1)).toBeNaN()
  expect(() => mae([1], [1, 2])).toThrow(RangeError)
})

test('errors do not depend on order, do not change under a shift, and grow with scale', () => {
  fc.assert(
    fc.property(pairs, fc.double({ min: 0.01, max: 100, noNaN: true }), (rows, scale) => {
      const y = rows.map(([a]) => a)
      const f = rows.map(([, b]) => b)
      const size = 1 + mae(y, f)
      expect(Math.abs(mae([...y].reverse(), [...f].reverse()) - mae(y, f)) / size).toBeLessThan(1e-9)
      const shifted = mae(
        y.map((v) => v + 1000),
        f.map((v) => v + 1000),
      )
      expect(Math.abs(shifted - mae(y, f)) / size).toBeLessThan(1e-6)
      const scaled =
        mae(
          y.map((v) => v * scale),
          f.map((v) => v * scale),
        ) / scale
      expect(Math.abs(scaled - mae(y, f)) / size).toBeLessThan(1e-9)
      expect(
        Math.abs(
          smape(
            y.map((v) => v * scale),
            f.map((v) => v * scale),
          ) - smape(y, f),
        ),
      ).toBeLessThan(1e-6)
      expect(rmse(y, f)).toBeGreaterThanOrEqual(mae(y, f) * (1 - 1e-9))
      expect(smape(y, f)).toBeLessThanOrEqual(200 + 1e-9)
    }),
    { numRuns: 1000 },
  )
})
