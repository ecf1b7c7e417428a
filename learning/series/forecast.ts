/** One series, automatically: candidates, back-test, combination, intervals. */
import { normalQuantile } from '../numbers/normal.ts'
import { type Backtest, backtest, errorOf } from './backtest.ts'
import { type Band, bandsAround } from './bands.ts'
import { type Candidates, candidatesFor } from './candidates.ts'
import { meanOf, notBelow, unseenTable, weightedPath, weightsOf } from './combine.ts'
import { type Method, naive as naiveMethod, seasonalNaive } from './methods.ts'
import { naive2Path, naivePath } from './naive.ts'

export interface ForecastOptions {
  readonly horizon: number
  /** The season the caller believes in; others are looked for. */
  readonly period?: number
  /** Shares of outcomes that a band should hold, as fractions. */
  readonly levels?: readonly number[]
  /** Only this method; its error and bands are still measured by back-test. */
  readonly method?: Method
  /** 0 marks a period in which nothing could be observed: its demand is unknown, not zero. */
  readonly available?: ArrayLike<number>
}

export interface Forecast {
  readonly mean: Float64Array
  readonly bands: readonly Band[]
  /** `combination`, or the one method used, or both; `constant` and `none` for series that leave nothing to choose. */
  readonly method: string
  /** What the combination is made of, heaviest first. */
  readonly parts: readonly { readonly name: string; readonly weight: number; readonly error: number }[]
  /** Mean absolute error in back-test of this forecast and of the naive one; NaN without a back-test. */
  readonly error: number
  readonly naive_error: number
  /**
   * The same of the combination whose weights had not seen the window they are judged on, of the fixed mean of Theta and ETS,
   * and of Naive2. NaN without a back-test, or where Theta and ETS are not both candidates.
   */
  readonly judged: { readonly own: number; readonly fixed_mean: number; readonly naive2: number }
  /** Origins that measured the error and made the bands; 0 says that nothing supports them. */
  readonly origins: number
}

const LEVELS = [0.8, 0.95]
const ORIGINS_MAX = 20
const UNJUDGED = { own: Number.NaN, fixed_mean: Number.NaN, naive2: Number.NaN }

/**
 * The combination of the candidates, each weighted by how small its error was in back-test. When the naive forecast did
 * better than the combination, both count half and both are named.
 */
export function forecast(series: Float64Array, options: ForecastOptions): Forecast {
  const y = observed(series, options.available)
  const special = degenerate(y, options)
  if (special) return special
  const choice = candidatesFor(y, options.period ?? 1)
  const methods = options.method ? [options.method] : choice.methods
  const test = testOf(y, methods, choice, options.horizon)
  const floor = y.every((value) => !(value < 0)) ? 0 : Number.NEGATIVE_INFINITY
  const weights = weightsOf(test, choice.period)
  const combined = weightedPath(
    test.methods.map(({ paths }) => paths),
    weights,
    test.actual.length,
  )
  const finals = test.methods.map(({ method }) => method.fit(y, choice.period)?.(y, options.horizon) ?? null)
  const path = weightedPath(finals, weights, options.horizon)
  if (combined === null || path === null) return untested(y, methods, choice, options, floor)
  const learnt: Told = {
    name: options.method?.name ?? 'combination',
    mean: notBelow(path, floor),
    table: notBelow(combined, floor),
    unseen: notBelow(unseenTable(test, choice.period), floor),
  }
  const fixed = fixedMean(test, finals, options.horizon, floor)
  const own = shrunk(learnt, fixed, test)
  const baseline = baselineOf(y, choice, test, options.horizon)
  const isWorse = options.method === undefined && errorOf(test, baseline.table) < errorOf(test, own.table)
  const used = isWorse ? halfOfEach(own, baseline) : own
  const { levels = LEVELS } = options
  return {
    mean: used.mean,
    bands: bandsAround(used.mean, test, used.unseen, { levels, floor, y, period: choice.period }),
    method: used.name,
    parts: test.methods
      .map(({ method, paths }, i) => ({ name: method.name, weight: weights[i]!, error: errorOf(test, paths) }))
      .sort((a, b) => b.weight - a.weight),
    error: errorOf(test, used.table),
    naive_error: errorOf(test, baseline.table),
    judged: {
      own: errorOf(test, used.unseen),
      fixed_mean: fixed ? errorOf(test, fixed.table) : Number.NaN,
      naive2: errorOf(
        test,
        tableOf(y, test, (known) => naive2Path(known, options.period ?? choice.period, test.horizon)),
      ),
    },
    origins: test.origins.length,
  }
}

/** A forecast, what it said in back-test, and what it would have said there knowing nothing of the outcome. */
interface Told {
  readonly name: string
  readonly mean: Float64Array
  readonly table: Float64Array
  readonly unseen: Float64Array
}

/** The mean of Theta and ETS, which learns nothing from the back-test; null where they are not both in the pool. */
function fixedMean(
  test: Backtest,
  finals: readonly (Float64Array | null)[],
  horizon: number,
  floor: number,
): Omit<Told, 'unseen'> | null {
  const places = ['theta', 'ets'].map((name) => test.methods.findIndex(({ method }) => method.name === name))
  if (test.methods.length < 3 || places.includes(-1)) return null
  const half = Float64Array.from(finals, (_, i) => (places.includes(i) ? 0.5 : 0))
  const mean = weightedPath(finals, half, horizon)
  const table = weightedPath(
    test.methods.map(({ paths }) => paths),
    half,
    test.actual.length,
  )
  return mean && table && { name: 'theta-ets', mean: notBelow(mean, floor), table: notBelow(table, floor) }
}

/**
 * Weights that, learnt from other times, do not beat the fixed mean of Theta and ETS have learnt noise: they count half, the
 * fixed mean the other half.
 */
const shrunk = (learnt: Told, fixed: Omit<Told, 'unseen'> | null, test: Backtest): Told =>
  fixed !== null && errorOf(test, learnt.unseen) >= errorOf(test, fixed.table) ? halfOfEach(learnt, fixed) : learnt

/** A combination that erred more than a simpler forecast is believed half, and says so by its name. */
const halfOfEach = (own: Told, baseline: Omit<Told, 'unseen'>): Told => ({
  name: `${own.name}+${baseline.name}`,
  mean: meanOf(own.mean, baseline.mean),
  table: meanOf(own.table, baseline.table),
  unseen: meanOf(own.unseen, baseline.table),
})

/** The naive forecast that a season deserves, with its back-test. */
function baselineOf(y: Float64Array, choice: Candidates, test: Backtest, horizon: number) {
  const method = choice.period > 1 ? seasonalNaive : naiveMethod
  const path = method.fit(y, choice.period) ?? naivePath
  const table = tableOf(y, test, (known) => path(known, test.horizon))
  return { name: method.name, mean: path(y, horizon), table }
}

/** What a path that learns nothing beforehand said at each origin. */
function tableOf(y: Float64Array, test: Backtest, path: (known: Float64Array) => Float64Array): Float64Array {
  const table = new Float64Array(test.actual.length)
  for (const [i, origin] of test.origins.entries()) table.set(path(y.subarray(0, origin)), i * test.horizon)
  return table
}

/** Too short to test anything: the first candidate that says something, and bands from the steps of the series itself. */
function untested(
  y: Float64Array,
  methods: readonly Method[],
  choice: Candidates,
  options: ForecastOptions,
  floor: number,
): Forecast {
  const { horizon, levels = LEVELS } = options
  const told = methods.find((method) => method.fit(y, choice.period) !== null) ?? naiveMethod
  const mean = notBelow(told.fit(y, choice.period)?.(y, horizon) ?? new Float64Array(horizon), floor)
  let squares = 0
  let count = 0
  for (let t = 1; t < y.length; t++) {
    const step = y[t]! - y[t - 1]!
    if (Number.isNaN(step)) continue
    squares += step * step
    count++
  }
  const size = Math.sqrt(squares / Math.max(1, count))
  const bands = levels.map((level) => {
    const half = mean.map((_, h) => normalQuantile((1 + level) / 2) * size * Math.sqrt(h + 1))
    return {
      level,
      low: notBelow(
        mean.map((value, h) => value - half[h]!),
        floor,
      ),
      high: notBelow(
        mean.map((value, h) => value + half[h]!),
        floor,
      ),
    }
  })
  return {
    mean,
    bands,
    method: told.name,
    parts: [],
    error: Number.NaN,
    naive_error: Number.NaN,
    origins: 0,
    judged: UNJUDGED,
  }
}

/** Leading unknown periods are cut off; unavailable ones become unknown. */
function observed(series: Float64Array, available: ArrayLike<number> | undefined): Float64Array {
  const y = series.map((value, t) => (Number.isFinite(value) && available?.[t] !== 0 ? value : Number.NaN))
  const first = y.findIndex((value) => !Number.isNaN(value))
  return first < 0 ? new Float64Array(0) : y.subarray(first)
}

/** Nothing known: NaN. One or two values, or all equal: the last one; nothing supports a band, so it has no width. */
function degenerate(y: Float64Array, { horizon, levels = LEVELS }: ForecastOptions): Forecast | null {
  const known = y.filter((value) => !Number.isNaN(value))
  const last = known.length > 0 ? known[known.length - 1]! : Number.NaN
  if (known.length > 2 && known.some((value) => value !== last)) return null
  const mean = new Float64Array(horizon).fill(last)
  return {
    mean,
    bands: levels.map((level) => ({ level, low: mean.slice(), high: mean.slice() })),
    method: known.length === 0 ? 'none' : 'constant',
    parts: [],
    error: Number.NaN,
    naive_error: Number.NaN,
    judged: UNJUDGED,
    origins: 0,
  }
}

function testOf(y: Float64Array, methods: readonly Method[], choice: Candidates, horizon: number): Backtest {
  const seasons = choice.period > 1 ? 2 * choice.period + 2 : 0
  const plan = (length: number, train_min: number, step: number) =>
    backtest(y, methods, { horizon: length, period: choice.period, origins_max: ORIGINS_MAX, step, train_min })
  const half = Math.max(8, Math.min(Math.floor(y.length / 2), 10 * horizon), Math.min(seasons, y.length - 2 * horizon))
  const test = plan(horizon, half, Math.max(1, Math.round(horizon / 3)))
  if (test.origins.length >= 4) return test
  const denser = plan(horizon, Math.min(half, Math.max(4, y.length - horizon - 4)), 1)
  if (denser.origins.length >= 3) return denser
  // Too short for the whole horizon: shorter paths say at least something.
  const shorter = Math.max(1, Math.min(horizon, Math.floor(y.length / 4)))
  return plan(shorter, Math.max(3, Math.floor(y.length / 2)), 1)
}
