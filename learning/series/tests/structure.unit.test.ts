import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bottomUp, findGaps, findOutliers, findShifts, halfWidths, reconcile, scoresOf, seededRandom } from '#learning'

test('reconciled forecasts add up over any tree, and what added up already stays', () => {
  const tree = fc
    .integer({ min: 2, max: 14 })
    .chain((n) =>
      fc.tuple(
        fc.tuple(
          ...Array.from({ length: n }, (_, i) => (i === 0 ? fc.constant(-1) : fc.integer({ min: 0, max: i - 1 }))),
        ),
        fc.array(fc.integer({ min: -50, max: 200 }), { minLength: n, maxLength: n }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: n, maxLength: n }),
      ),
    )
  fc.assert(
    fc.property(tree, ([parents, forecast, variance]) => {
      const told = reconcile({ parents }, forecast, variance)
      const sums = bottomUp({ parents }, told)
      for (let i = 0; i < told.length; i++) expect(Math.abs(told[i]! - sums[i]!)).toBeLessThan(1e-9)
      const again = reconcile({ parents }, told, variance)
      for (let i = 0; i < told.length; i++) expect(Math.abs(told[i]! - again[i]!)).toBeLessThan(1e-9)
      for (const value of reconcile({ parents }, forecast, variance, { positive: true }))
        expect(value).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 1000 },
  )
})

test('the sums are the nearest ones: a total and two parts by hand', () => {
  // 100 was said of the total, 40 and 50 of the parts, all equally sure: the missing 10 is shared by three.
  const [total, a, b] = reconcile({ parents: [-1, 0, 0] }, [100, 40, 50], [1, 1, 1])
  expect(total).toBeCloseTo(100 - 10 / 3, 12)
  expect(a).toBeCloseTo(40 + 10 / 3, 12)
  expect(b).toBeCloseTo(50 + 10 / 3, 12)
  expect([...reconcile({ parents: [-1, 0, 0] }, [100, 40, 50], [Number.POSITIVE_INFINITY, 1, 1])]).toEqual([90, 40, 50])
  expect(() => reconcile({ parents: [1, 0] }, [1, 1], [1, 1])).toThrow('circle')
})

test('a spike, a gap and a new level are found where they are', () => {
  const random = seededRandom(6)
  const y = Float64Array.from({ length: 140 }, (_, t) => 30 + 8 * Math.sin((2 * Math.PI * t) / 7) + random.normal())
  y[60] = 90
  expect(findOutliers(y, { period: 7 }).map(({ at }) => at)).toEqual([60])
  const steps = Float64Array.from({ length: 120 }, (_, t) => (t < 70 ? 10 : 16) + random.normal())
  const [shift, ...more] = findShifts(steps)
  expect(more).toEqual([])
  expect(Math.abs(shift!.at - 70)).toBeLessThanOrEqual(1)
  expect(shift!.after - shift!.before).toBeCloseTo(6, 0)
  const gaps = Float64Array.of(Number.NaN, 1, Number.NaN, Number.NaN, 2)
  expect(findGaps(gaps)).toEqual([
    { from: 0, length: 1 },
    { from: 2, length: 2 },
  ])
})

test('quiet and short series have no outliers and no shifts', () => {
  for (const y of [new Float64Array(0), new Float64Array(3), new Float64Array(50), new Float64Array(50).fill(7)]) {
    expect(findOutliers(y)).toEqual([])
    expect(findShifts(y)).toEqual([])
  }
  const noise = seededRandom(12)
  const calm = Float64Array.from({ length: 300 }, () => noise.normal())
  expect(findShifts(calm)).toEqual([])
})

test('a band holds its share of new outcomes, at every step', () => {
  const random = seededRandom(9)
  const horizon = 6
  const walk = (errors: Float64Array, origins: number) => {
    for (let o = 0; o < origins; o++) {
      let place = 0
      for (let h = 0; h < horizon; h++) {
        place += random.normal()
        errors[o * horizon + h] = place
      }
    }
    return errors
  }
  for (const level of [0.8, 0.9, 0.95]) {
    let inside = 0
    const times = 2000
    for (let i = 0; i < times; i++) {
      const half = halfWidths(scoresOf({ errors: walk(new Float64Array(20 * horizon), 20), horizon }), level)
      walk(new Float64Array(horizon), 1).forEach((error, h) => {
        if (Math.abs(error) <= half[h]!) inside++
      })
    }
    expect(Math.abs(inside / (times * horizon) - level)).toBeLessThan(0.02)
  }
})
