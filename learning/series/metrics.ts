/**
 * How far a forecast was from what happened. One place for the back-test, the tests and the screens.
 * Every measure takes actual values first. A pair with NaN on either side is left out; no pair at all gives NaN.
 */
import { sorted } from '../numbers/order.ts'

type Values = ArrayLike<number>

/** Mean of `term` over the pairs that are numbers. */
function meanOver(actual: Values, forecast: Values, term: (y: number, f: number) => number): number {
  if (actual.length !== forecast.length) throw new RangeError('actual and forecast have the same length')
  let sum = 0
  let count = 0
  for (let i = 0; i < actual.length; i++) {
    const y = actual[i]!
    const f = forecast[i]!
    if (Number.isNaN(y) || Number.isNaN(f)) continue
    sum += term(y, f)
    count++
  }
  return count === 0 ? Number.NaN : sum / count
}

export const mae = (actual: Values, forecast: Values) => meanOver(actual, forecast, (y, f) => Math.abs(y - f))

export const mse = (actual: Values, forecast: Values) => meanOver(actual, forecast, (y, f) => (y - f) ** 2)

export const rmse = (actual: Values, forecast: Values) => Math.sqrt(mse(actual, forecast))

/** Forecast minus actual: positive says too much. Shown beside an error, never mixed with it. */
export const bias = (actual: Values, forecast: Values) => meanOver(actual, forecast, (y, f) => f - y)

/** In percent. Periods whose actual is 0 have no percentage and are left out. */
export function mape(actual: Values, forecast: Values): number {
  const kept = Float64Array.from(actual, (y) => (y === 0 ? Number.NaN : y))
  return 100 * meanOver(kept, forecast, (y, f) => Math.abs((y - f) / y))
}

/** 0 to 200, as in the M4 competition; 0 where both are 0. */
export const smape = (actual: Values, forecast: Values) =>
  meanOver(actual, forecast, (y, f) => (y === f ? 0 : (200 * Math.abs(y - f)) / (Math.abs(y) + Math.abs(f))))

/** Σ|y − f| ÷ Σ|y|; NaN when every actual is 0. */
export function wape(actual: Values, forecast: Values): number {
  const size = meanOver(actual, forecast, (y) => Math.abs(y))
  return size === 0 ? Number.NaN : mae(actual, forecast) / size
}

/**
 * The scale of MASE (power 1) or RMSSE (power 2): the mean error of repeating the value of one period before, inside
 * the history. NaN when the history has no such pair; 0 when it repeats itself exactly.
 */
export function naiveScale(history: Values, period: number, power: 1 | 2 = 1): number {
  let sum = 0
  let count = 0
  for (let i = period; i < history.length; i++) {
    const step = Math.abs(history[i]! - history[i - period]!)
    if (Number.isNaN(step)) continue
    sum += power === 1 ? step : step * step
    count++
  }
  return count === 0 ? Number.NaN : sum / count
}

/** Infinite when the history repeats itself exactly and the forecast errs; 0 when it does not err either. */
export const mase = (actual: Values, forecast: Values, history: Values, period: number) =>
  relative(mae(actual, forecast), naiveScale(history, period))

export const rmsse = (actual: Values, forecast: Values, history: Values, period: number) =>
  Math.sqrt(relative(mse(actual, forecast), naiveScale(history, period, 2)))

const relative = (error: number, scale: number) => (error === 0 && scale === 0 ? 0 : error / scale)

/** Mean of max(q (y − f), (q − 1)(y − f)): the loss that the true q-quantile minimises. */
export const pinball = (actual: Values, quantile: Values, q: number) =>
  meanOver(actual, quantile, (y, f) => Math.max(q * (y - f), (q - 1) * (y - f)))

/** Continuous ranked probability score of a sample of the predictive distribution against one outcome. */
export function crps(actual: number, sample: Values): number {
  const values = sorted(sample)
  const n = values.length
  let distance = 0
  let spread = 0
  for (let i = 0; i < n; i++) {
    distance += Math.abs(values[i]! - actual)
    spread += (2 * i + 1 - n) * values[i]!
  }
  return distance / n - spread / (n * n)
}

/** Share of actuals inside the band, ends included. */
export function coverage(actual: Values, low: Values, high: Values): number {
  let inside = 0
  let count = 0
  for (let i = 0; i < actual.length; i++) {
    const y = actual[i]!
    if (Number.isNaN(y)) continue
    if (y >= low[i]! && y <= high[i]!) inside++
    count++
  }
  return count === 0 ? Number.NaN : inside / count
}

/** Mean width plus 2/α for each unit that an actual lies outside a band of level 1 − α (Gneiting and Raftery). */
export function intervalScore(actual: Values, low: Values, high: Values, level: number): number {
  const alpha = 1 - level
  let sum = 0
  let count = 0
  for (let i = 0; i < actual.length; i++) {
    const y = actual[i]!
    if (Number.isNaN(y)) continue
    sum += high[i]! - low[i]! + (2 / alpha) * (Math.max(0, low[i]! - y) + Math.max(0, y - high[i]!))
    count++
  }
  return count === 0 ? Number.NaN : sum / count
}

/** RMSSE of many series weighted by what each is worth (its revenue, say). */
export function weighted(errors: Values, weights: Values): number {
  let sum = 0
  let total = 0
  for (let i = 0; i < errors.length; i++) {
    if (!Number.isFinite(errors[i]!) || !(weights[i]! > 0)) continue
    sum += errors[i]! * weights[i]!
    total += weights[i]!
  }
  return total === 0 ? Number.NaN : sum / total
}
