import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forecast, methodNamed, methodNames, seededRandom } from '#learning'
import { adjusted } from '../methods.ts'

const numbers = (...values: number[]) => Float64Array.from(values)
const nothing = Number.NaN

test('series that leave nothing to choose have a stated answer', () => {
  const of = (y: Float64Array, horizon = 2) => forecast(y, { horizon })
  expect(of(numbers())).toMatchObject({ method: 'none', mean: numbers(nothing, nothing), origins: 0 })
  expect(of(numbers(nothing, nothing))).toMatchObject({ method: 'none', mean: numbers(nothing, nothing) })
  expect(of(numbers(5))).toMatchObject({ method: 'constant', mean: numbers(5, 5) })
  expect(of(numbers(5, 7))).toMatchObject({ method: 'constant', mean: numbers(7, 7) })
  expect(of(new Float64Array(30).fill(3))).toMatchObject({ method: 'constant', mean: numbers(3, 3) })
  expect(of(new Float64Array(400))).toMatchObject({ method: 'constant', mean: numbers(0, 0) })
  expect([...of(numbers(1, 2, 4)).mean].every(Number.isFinite)).toBe(true)
})

test('a series with missing days, infinities or a single spike is forecast with numbers', () => {
  const random = seededRandom(3)
  const y = Float64Array.from({ length: 200 }, (_, t) =>
    t % 9 === 0 ? nothing : 20 + 5 * Math.sin(t) + random.normal(),
  )
  y[50] = Number.POSITIVE_INFINITY
  const spike = new Float64Array(100)
  spike[40] = 9
  for (const series of [y, spike]) {
    const { mean, bands } = forecast(series, { horizon: 14, period: 7 })
    expect([...mean, ...bands.flatMap(({ low, high }) => [...low, ...high])].every(Number.isFinite)).toBe(true)
  }
})

test('days without stock are unknown demand, not zero', () => {
  const random = seededRandom(4)
  const y = Float64Array.from({ length: 180 }, () => (random.next() < 0.4 ? 1 + random.below(4) : 0))
  const available = Uint8Array.from({ length: 180 }, (_, t) => (t >= 120 ? 0 : 1))
  const sold = y.map((value, t) => (available[t] ? value : 0))
  const informed = forecast(sold, { horizon: 7, available })
  const misled = forecast(sold, { horizon: 7 })
  expect(informed.mean[0]!).toBeGreaterThan(0.6)
  expect(misled.mean[0]!).toBeLessThan(informed.mean[0]! / 2)
})

test('every method by name answers with numbers, and demand stays above zero, bands in order', () => {
  const series = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 40 })
  fc.assert(
    fc.property(series, fc.constantFrom(...methodNames), fc.constantFrom(1, 4, 7), (values, name, period) => {
      const method = methodNamed(name)!
      const told = forecast(Float64Array.from(values), { horizon: 5, period, method, levels: [0.8, 0.95] })
      const [near, far] = told.bands
      for (let h = 0; h < 5; h++) {
        const [a, b, c, d, e] = [far!.low[h]!, near!.low[h]!, told.mean[h]!, near!.high[h]!, far!.high[h]!]
        expect(a).toBeGreaterThanOrEqual(0)
        expect(a <= b && b <= c && c <= d && d <= e).toBe(true)
        expect(Number.isFinite(e)).toBe(true)
      }
    }),
    { numRuns: 1000 },
  )
})

test('a forecast grows with the scale of its series', () => {
  const series = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 8, maxLength: 30 })
  fc.assert(
    fc.property(series, fc.constantFrom('theta', 'ses', 'naive', 'drift', 'sba', 'tsb', 'imapa'), (values, name) => {
      const method = methodNamed(name)!
      const y = Float64Array.from(values)
      const path = method.fit(y, 1)!(y, 3)
      const large = y.map((value) => value * 8)
      const grown = method.fit(large, 1)!(large, 3)
      for (let h = 0; h < 3; h++)
        expect(Math.abs(grown[h]! / 8 - path[h]!)).toBeLessThan(1e-6 * (1 + Math.abs(path[h]!)))
    }),
    { numRuns: 1000 },
  )
})

test('the automatic choice finds a season, beats the naive forecast and says by how much', () => {
  const random = seededRandom(5)
  const y = Float64Array.from(
    { length: 150 },
    (_, t) => 50 + 20 * Math.sin((2 * Math.PI * t) / 7) + 3 * random.normal(),
  )
  const told = forecast(y, { horizon: 7 })
  expect(told.error).toBeLessThan(told.naive_error)
  expect(told.origins).toBeGreaterThan(4)
  for (let h = 0; h < 7; h++)
    expect(Math.abs(told.mean[h]! - 50 - 20 * Math.sin((2 * Math.PI * (150 + h)) / 7))).toBeLessThan(5)
})

test('where the naive forecast erred less in back-test, it counts half and is named', () => {
  const random = seededRandom(8)
  let place = 100
  const walks = Array.from({ length: 12 }, () => Float64Array.from({ length: 60 }, () => (place += random.normal())))
  const told = walks.map((y) => forecast(y, { horizon: 6 }))
  const halved = told.filter(({ method }) => method === 'combination+naive')
  expect(halved.length).toBeGreaterThan(0)
  for (const { error, naive_error } of told) expect(error).toBeLessThan(1.15 * naive_error)
})

test('weights that do not beat the fixed mean of Theta and ETS at times they had not seen count half, and it is named', () => {
  const random = seededRandom(21)
  const noise = Array.from({ length: 12 }, () => Float64Array.from({ length: 50 }, () => 100 + 10 * random.normal()))
  const told = noise.map((y) => forecast(y, { horizon: 5 }))
  expect(told.some(({ method }) => method.includes('+theta-ets'))).toBe(true)
  for (const { method, judged } of told) {
    expect(judged.naive2).toBeGreaterThan(0)
    if (!method.includes('+')) expect(judged.own).toBeLessThan(judged.fixed_mean)
  }
})

test('bands of short series that grow hold about what they say, although four origins made them', () => {
  const random = seededRandom(12)
  let inside = 0
  const times = 300
  for (let i = 0; i < times; i++) {
    let level = 100
    const y = Float64Array.from({ length: 26 }, () => (level *= Math.exp(0.05 + 0.08 * random.normal())))
    const { bands } = forecast(y.subarray(0, 20), { horizon: 6, levels: [0.8] })
    const [band] = bands
    for (let h = 0; h < 6; h++) if (y[20 + h]! >= band!.low[h]! && y[20 + h]! <= band!.high[h]!) inside++
  }
  expect(inside / (6 * times)).toBeGreaterThan(0.68)
  expect(inside / (6 * times)).toBeLessThan(0.92)
})

/** Three years of days with a week and a year. */
function dailySales(seed: number): Float64Array {
  const random = seededRandom(seed)
  return Float64Array.from({ length: 1180 }, (_, t) => {
    const year = 1 + 0.35 * Math.sin((2 * Math.PI * (t + 40 * seed)) / 365)
    const week = 1 + 0.3 * Math.sin((2 * Math.PI * (t % 7)) / 7)
    return 60 * year * week * Math.exp(0.12 * random.normal())
  })
}

const errorAt = (y: Float64Array, path: ArrayLike<number>, from: number) =>
  Array.from(path).reduce((sum, value, h) => sum + Math.abs(value - y[from + h]!), 0) / path.length

test('with a week and a year in one model, a quarter ahead is said better than with the week alone', () => {
  let both = 0
  let week = 0
  for (let seed = 1; seed <= 8; seed++) {
    const y = dailySales(seed)
    const known = y.subarray(0, 1090)
    const damped = methodNamed('damped')!
    both += errorAt(y, adjusted(damped, 365, 3).fit(known, 7)!(known, 90), 1090)
    week += errorAt(y, damped.fit(known, 7)!(known, 90), 1090)
  }
  expect(both).toBeLessThan(0.8 * week)
})

test('regression on lags and places of the season, by ridge, forest and boosting, beats the seasonal naive forecast', () => {
  for (const name of ['ridge-lags', 'forest-lags', 'boosting-lags']) {
    let own = 0
    let base = 0
    for (let seed = 1; seed <= 4; seed++) {
      const y = dailySales(seed).subarray(0, 400)
      for (const origin of [330, 350, 370]) {
        const known = y.subarray(0, origin)
        own += errorAt(y, methodNamed(name)!.fit(known, 7)!(known, 14), origin)
        base += errorAt(y, methodNamed('seasonal-naive')!.fit(known, 7)!(known, 14), origin)
      }
    }
    expect(own).toBeLessThan(0.9 * base)
  }
  expect(methodNamed('forest-lags')!.fit(new Float64Array(40), 7)).toBeNull()
})
