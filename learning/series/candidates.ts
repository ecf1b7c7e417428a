/** Which forecasters may hope to be right about a series. */
import { shapeOfDemand } from './intermittent/intermittent.ts'
import * as of from './methods.ts'
import { findPeriods } from './periods.ts'
import { ETS_PERIOD_MAX } from './smoothing/ets.ts'

export interface Candidates {
  readonly methods: readonly of.Method[]
  /** The season that methods are fitted with, 1 for none. */
  readonly period: number
  /** Every season found, strongest first. */
  readonly periods: readonly number[]
  readonly isIntermittent: boolean
}

const ZEROS_MIN = 0.3

/**
 * `hint` is a season the caller believes in; others are looked for. A series that is zero in three of ten periods or
 * more, and never negative, is intermittent: flat rates then join the pool, and trends leave it.
 */
export function candidatesFor(y: Float64Array, hint: number): Candidates {
  const isIntermittent = zerosIn(y) >= ZEROS_MIN && y.every((value) => !(value < 0))
  const found = findPeriods(isIntermittent ? y.map((value) => Math.sqrt(value)) : y).map(({ period }) => period)
  const periods = hint > 1 && y.length >= 2 * hint ? [hint, ...found.filter((period) => period !== hint)] : found
  const period = periods.find((length) => length <= ETS_PERIOD_MAX) ?? 1
  const long = periods.find((length) => length > ETS_PERIOD_MAX)
  const methods = isIntermittent ? slowPool(y, period) : steadyPool(y, period, long)
  return { methods, period, periods, isIntermittent }
}

function zerosIn(y: Float64Array): number {
  let zeros = 0
  let known = 0
  for (const value of y) {
    if (Number.isNaN(value)) continue
    known++
    if (value === 0) zeros++
  }
  return known === 0 ? 0 : zeros / known
}

function slowPool(y: Float64Array, period: number): of.Method[] {
  const pool = [of.sba, of.tsb, of.adida, of.imapa, of.ses, of.movingAverage, of.naive, of.theta]
  if (period > 1) pool.push(of.seasonalMean, of.seasonalNaive)
  if (shapeOfDemand(y).interval < 3) pool.push(of.damped)
  return pool
}

const recent = (method: of.Method, values: number): of.Method => ({
  name: `${method.name}-recent`,
  fit: (y, period) => {
    if (y.length <= values) return null
    const fitted = method.fit(y.subarray(y.length - values), period)
    return fitted && ((longer, horizon) => fitted(longer.subarray(y.length - values), horizon))
  },
})

function steadyPool(y: Float64Array, period: number, long: number | undefined): of.Method[] {
  const pool = [of.naive, of.ses, of.theta, of.ets, of.damped, of.drift]
  if (y.length >= 24) pool.push(of.optimisedTheta, of.autoregression('ar', shortLags(y.length, 8), 0.02))
  if (y.length >= 80) pool.push(of.autoregression('ar13', shortLags(y.length, 13), 0.1))
  if (y.length >= 200) {
    pool.push(recent(of.theta, Math.max(104, 4 * period)), recent(of.damped, Math.max(150, 5 * period)))
  }
  if (period > 1) {
    pool.push(of.seasonalNaive, of.seasonalMean)
    const lags = seasonalLags(y.length, period)
    if (lags) pool.push(of.autoregression('ar-seasonal', lags, 0.03))
  }
  if (long !== undefined) pool.push(...longSeasonPool(y, long))
  return pool
}

/** For a season too long to be estimated value by value: a year of weeks or of days, a week of hours. */
function longSeasonPool(y: Float64Array, long: number): of.Method[] {
  const pool = [of.seasonalSteps(long, 3), of.adjusted(of.damped, long, 12), of.adjusted(of.theta, long, 8)]
  const near = [1, 2, 3, 4, 13, 26, 51, 52, 53].map((lag) => (lag > 4 ? Math.round((lag * long) / 52) : lag))
  pool.push(of.autoregression('ar-long', [...new Set(near)], 0.02, 900))
  if (y.length > 3 * long) pool.push(of.autoregression('ar-long-wide', wideLags(y.length, long), 0.05, 1200))
  return pool
}

const shortLags = (n: number, most: number) =>
  Array.from({ length: Math.min(most, Math.max(1, Math.floor(n / 8))) }, (_, i) => i + 1)

function seasonalLags(n: number, period: number): number[] | null {
  const lags = [1, 2, 3, period - 1, period, period + 1, 2 * period, 3 * period, 4 * period]
  const kept = [...new Set(lags)].filter((lag) => lag >= 1 && n > lag + 40)
  return kept.includes(period) ? kept : null
}

function wideLags(n: number, long: number): number[] {
  const fractions = [0.25, 0.5, 0.75].map((share) => Math.round(share * long))
  const around = [-2, -1, 0, 1, 2].map((step) => long + step)
  const second = n > 4 * long ? [2 * long - 1, 2 * long, 2 * long + 1] : []
  return [...new Set([1, 2, 3, 4, 5, 6, 7, 8, ...fractions, ...around, ...second])]
}
