import fc from 'fast-check'
import { expect, test } from 'vitest'
import { adidaRate, crostonRate, imapaRate, sbaRate, seededRandom, shapeOfDemand, tsbRate } from '#learning'

test('demand is classified by how often and how unevenly it comes', () => {
  const every = (step: number, size: (i: number) => number) =>
    Float64Array.from({ length: 120 }, (_, t) => (t % step === 0 ? size(t / step) : 0))
  expect(shapeOfDemand(every(1, () => 5)).class).toBe('smooth')
  expect(shapeOfDemand(every(1, (i) => (i % 9 === 0 ? 60 : 2))).class).toBe('erratic')
  expect(shapeOfDemand(every(5, () => 2)).class).toBe('intermittent')
  expect(shapeOfDemand(every(5, (i) => (i % 6 === 0 ? 50 : 1))).class).toBe('lumpy')
  expect(shapeOfDemand(new Float64Array(9)).class).toBe('none')
  expect(shapeOfDemand(new Float64Array(0)).class).toBe('none')
})

test('Croston by hand, and its bias taken out', () => {
  // Sizes 2 then 4, intervals 2 then 3: 2.2 over 2.1.
  const y = Float64Array.of(0, 2, 0, 0, 4, 0)
  expect(crostonRate(y, 0.1)).toBeCloseTo(2.2 / 2.1, 12)
  expect(sbaRate(y, 0.1)).toBeCloseTo((2.2 / 2.1) * 0.95, 12)
})

test('a product that stopped selling dies out in TSB and not in Croston', () => {
  const y = Float64Array.from({ length: 200 }, (_, t) => (t < 100 && t % 3 === 0 ? 3 : 0))
  expect(tsbRate(y)).toBeLessThan(0.01)
  expect(crostonRate(y)).toBeCloseTo(1, 1)
})

test('every rate is near the true one on a long steady demand', () => {
  const random = seededRandom(3)
  const y = Float64Array.from({ length: 20_000 }, () => (random.next() < 0.2 ? 1 + random.below(3) : 0))
  for (const rate of [sbaRate(y, 0.01), tsbRate(y, 0.01, 0.01), adidaRate(y), imapaRate(y)])
    expect(Math.abs(rate - 0.4)).toBeLessThan(0.08)
})

test('rates are never negative, grow with the scale, and days not observed change nothing', () => {
  const demand = fc.array(fc.constantFrom(0, 0, 0, 1, 2, 7), { minLength: 0, maxLength: 60 })
  fc.assert(
    fc.property(demand, fc.array(fc.nat(60)), (values, holes) => {
      const y = Float64Array.from(values)
      const withHoles: number[] = [...values]
      for (const hole of holes) withHoles.splice(Math.min(hole, withHoles.length), 0, Number.NaN)
      for (const rate of [crostonRate, sbaRate, tsbRate, adidaRate, imapaRate]) {
        const told = rate(y)
        expect(told).toBeGreaterThanOrEqual(0)
        expect(Math.abs(rate(y.map((value) => value * 4)) - 4 * told)).toBeLessThan(1e-5 * (1 + told))
        expect(Math.abs(rate(Float64Array.from(withHoles)) - told)).toBeLessThan(1e-9)
      }
    }),
    { numRuns: 1000 },
  )
})
