import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  abcClasses,
  bootstrapDemand,
  calibrate,
  drawnDemand,
  economicOrder,
  leadTimeMoments,
  newsvendor,
  normalCdf,
  normalQuantile,
  normalReorderPoint,
  orderable,
  pinball,
  predictiveDemand,
  type Random,
  type Round,
  reorderPoints,
  roundOf,
  sampleQuantile,
  seededRandom,
  shareUpTo,
  simulatePolicy,
  stockOutByDay,
  xyzClass,
  yearlyCost,
} from '#learning'

const lead = { periods: [5, 7, 7, 10] }

/** A slow mover: a few sales a month, now and then more than one unit. */
function slowMover(days: number, rate: number, random: Random): Float64Array {
  return Float64Array.from({ length: days }, () =>
    random.next() < rate ? 1 + (random.next() < 0.3 ? random.below(4) : 0) : 0,
  )
}

test('a nominal 95 % keeps 94 to 96 % of unseen cycles whole, with less pinball loss than the normal formula', () => {
  const random = seededRandom(11)
  const demand: number[] = []
  const own: number[] = []
  const normal: number[] = []
  for (let i = 0; i < 400; i++) {
    const y = slowMover(730, 0.03 + 0.3 * random.next(), random)
    const known = y.subarray(0, 600)
    const sample = bootstrapDemand(known, lead, { draws: 400, seed: i })
    const point = sampleQuantile(sample, 0.95, 'on_average')
    const formula = normalReorderPoint(leadTimeMoments(known, lead), 0.95)
    for (let day = 600; day + 10 <= 730; day += 10) {
      const days = lead.periods[random.below(4)]!
      demand.push(y.subarray(day, day + days).reduce((sum, value) => sum + value, 0))
      own.push(point)
      normal.push(formula)
    }
  }
  const kept = demand.filter((value, i) => value <= own[i]!).length / demand.length
  expect(kept).toBeGreaterThanOrEqual(0.94)
  expect(kept).toBeLessThanOrEqual(0.96)
  expect(pinball(demand, own, 0.95)).toBeLessThan(pinball(demand, normal, 0.95))
})

/** Slow movers whose demand rises together by a half in the last fifth of the time, as before Christmas. */
function risingCatalogue(count: number, days: number): Float64Array[] {
  const random = seededRandom(21)
  return Array.from({ length: count }, () => {
    const rate = 0.05 + 0.3 * random.next()
    return Float64Array.from({ length: days }, (_, t) => {
      const now = rate * (1 + 0.5 * Math.max(0, (t - 0.8 * days) / (0.2 * days)))
      return random.next() < now ? 1 + random.below(3) : 0
    })
  })
}

test('a catalogue that drifts keeps 94 to 96 % of unseen lead times all the same: the level is learnt from those before', () => {
  const series = risingCatalogue(160, 450)
  const days = [7, 5, 10, 7]
  const rounds: Round[] = []
  const [demand, own, plain, normal]: [number[], number[], number[], number[]] = [[], [], [], []]
  for (let back = 240, l = 0; back >= 10; back -= days[l++ % 4]!) {
    const length = days[l % 4]!
    if (rounds.length >= 16) {
      const { spread, level } = calibrate(rounds.slice(-16), 0.95)
      for (const [i, y] of series.entries()) {
        const known = y.subarray(0, y.length - back)
        demand.push(y.subarray(y.length - back, y.length - back + length).reduce((sum, value) => sum + value, 0))
        own.push(sampleQuantile(drawnDemand(known, lead, spread, i), level, 'on_average'))
        plain.push(sampleQuantile(bootstrapDemand(known, lead, { draws: 200, seed: i }), 0.95, 'on_average'))
        normal.push(normalReorderPoint(leadTimeMoments(known, lead), 0.95))
      }
    }
    rounds.push(roundOf(series, back, length, lead, 0.95))
  }
  const kept = (points: number[]) => demand.filter((value, i) => value <= points[i]!).length / demand.length
  expect(kept(own)).toBeGreaterThanOrEqual(0.94)
  expect(kept(own)).toBeLessThanOrEqual(0.96)
  expect(Math.abs(kept(own) - 0.95)).toBeLessThan(Math.abs(kept(plain) - 0.95))
  expect(pinball(demand, own, 0.95)).toBeLessThan(pinball(demand, normal, 0.95))
})

test('reorder points of a catalogue: nothing sold needs nothing, a short history is taken as it is', () => {
  const told = reorderPoints([new Float64Array(200), slowMover(200, 0.3, seededRandom(3))], lead, 0.95)
  expect(told.points[0]).toBe(0)
  expect(told.points[1]!).toBeGreaterThan(0)
  expect(reorderPoints([Float64Array.of(1, 0, 2)], lead, 0.95).calibration.level).toBe(0.95)
  expect(reorderPoints([], lead, 0.95).points.length).toBe(0)
})

test('a sample of lead-time demand has the mean and variance of the formula', () => {
  const random = seededRandom(2)
  const y = slowMover(2000, 0.3, random)
  const { mean, variance } = leadTimeMoments(y, lead)
  for (const sample of [
    bootstrapDemand(y, lead, { draws: 20_000, forget: 0 }),
    predictiveDemand({ mean, variance }, { draws: 20_000 }),
  ]) {
    const average = sample.reduce((sum, value) => sum + value, 0) / sample.length
    const spread = sample.reduce((sum, value) => sum + (value - average) ** 2, 0) / sample.length
    expect(Math.abs(average / mean - 1)).toBeLessThan(0.03)
    expect(Math.abs(spread / variance - 1)).toBeLessThan(0.08)
  }
})

test('no history, no lead time and no sales need no stock', () => {
  expect([...bootstrapDemand(new Float64Array(0), lead, { draws: 2 })]).toEqual([0, 0])
  expect([...bootstrapDemand(Float64Array.of(3), { periods: [] }, { draws: 2 })]).toEqual([0, 0])
  expect(sampleQuantile(new Float64Array(0), 0.95)).toBe(0)
  expect(normalReorderPoint(leadTimeMoments(new Float64Array(9), lead), 0.99)).toBe(0)
  expect(stockOutByDay(new Float64Array(0), 0, 2)).toEqual(Float64Array.of(0, 0))
  expect(shareUpTo(new Float64Array(0), 1)).toBe(1)
})

test('the quantile of a sample reaches its level with the fewest units', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      (values, level) => {
        const sample = Float64Array.from(values).sort()
        const point = sampleQuantile(sample, level)
        expect(shareUpTo(sample, point)).toBeGreaterThanOrEqual(level - 1e-9)
        expect(shareUpTo(sample, point - 0.5)).toBeLessThan(level + 1e-9)
        expect(sampleQuantile(sample, level, 'on_average')).toBeLessThanOrEqual(point)
      },
    ),
    { numRuns: 1000 },
  )
})

test('an order keeps to packs, minimum and maximum, and no allowed quantity near it is cheaper', () => {
  expect(orderable(7, { pack: 6 })).toBe(12)
  expect(orderable(7, { pack: 6, maximum: 8 })).toBe(6)
  expect(orderable(1, { pack: 6, minimum: 20 })).toBe(24)
  expect(orderable(0, { minimum: 20 })).toBe(0)
  expect(economicOrder(1000, { order: 50, holding: 1 })).toBeCloseTo(316, 0)
  const cost = fc.integer({ min: 1, max: 500 })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      cost,
      cost,
      fc.integer({ min: 1, max: 24 }),
      (year, order, hold, pack) => {
        const costs = { order, holding: hold / 10 }
        const best = economicOrder(year, costs, { pack })
        expect(best % pack).toBe(0)
        for (const other of [best - pack, best + pack])
          if (other > 0)
            expect(yearlyCost(year, costs, best)).toBeLessThanOrEqual(yearlyCost(year, costs, other) + 1e-9)
      },
    ),
    { numRuns: 1000 },
  )
})

test('the newsvendor weighs a sale lost against a unit left over', () => {
  const sample = Array.from({ length: 100 }, (_, i) => i + 1)
  expect(newsvendor(sample, 3, 1)).toBe(75)
  expect(newsvendor(sample, 1, 3)).toBe(25)
  expect(newsvendor([], 1, 1)).toBe(0)
})

test('ABC by value, XYZ by steadiness', () => {
  expect(abcClasses([70, 1, 15, 12, 2, 0])).toEqual(['A', 'C', 'A', 'B', 'C', 'C'])
  expect(abcClasses([])).toEqual([])
  expect(xyzClass(Float64Array.of(10, 11, 9, 10))).toBe('X')
  expect(xyzClass(Float64Array.of(0, 0, 0, 9))).toBe('Z')
  expect(xyzClass(new Float64Array(5))).toBe('Z')
})

test('a policy run over history: with no demand nothing is short, and with no stock everything is', () => {
  const demand = new Float64Array(100).fill(1)
  const start = { stock: 20 }
  const good = simulatePolicy(demand, { reorder_point: 12, quantity: 20 }, { periods: [7] }, start)
  expect(good).toMatchObject({ fill_rate: 1, cycle_service: 1, days_short: 0 })
  const poor = simulatePolicy(demand, { reorder_point: 0, quantity: 20 }, { periods: [7] }, start)
  expect(poor.fill_rate).toBeLessThan(0.8)
  expect(poor.cycle_service).toBe(0)
  expect(
    simulatePolicy(new Float64Array(9), { reorder_point: 0, quantity: 1 }, { periods: [1] }, { stock: 5 }),
  ).toMatchObject({
    fill_rate: 1,
    days_short: 0,
    orders: 0,
  })
})

test('the risk of running out grows from day to day and falls with stock', () => {
  const y = slowMover(400, 0.4, seededRandom(8))
  const few = stockOutByDay(y, 2, 14)
  const many = stockOutByDay(y, 8, 14)
  for (let day = 1; day < 14; day++) expect(few[day]!).toBeGreaterThanOrEqual(few[day - 1]!)
  for (let day = 0; day < 14; day++) expect(many[day]!).toBeLessThanOrEqual(few[day]!)
  const late = stockOutByDay(y, 2, 14, { arrivals: [0, 0, 50] })
  expect(late[13]!).toBeCloseTo(late[2]!, 9)
})

test('the normal distribution and its quantile are each other’s inverse', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12)
  expect(normalCdf(-6)).toBeCloseTo(9.865876450376981e-10, 20)
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (p) => {
      expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(1e-12)
    }),
    { numRuns: 1000 },
  )
})
