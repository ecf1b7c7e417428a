import { seasonalIndices } from './decompose.ts'
import { type DriftFit, levelWithTrend } from './smoothing/level.ts'

/**
 * Theta (Assimakopoulos and Nikolopoulos 2000) in the form of Hyndman and Billah: exponential smoothing of the
 * seasonally adjusted series plus half the slope of its straight line. Same steps and test as R's `thetaf`.
 */
export function thetaPath(y: Float64Array, period: number, horizon: number): Float64Array {
  const season = seasonOf(y, period)
  const adjusted = season ? y.map((value, t) => value / season[t % period]!) : y
  const fit = levelWithTrend(adjusted)
  return again(adjusted.length, fit, fit.slope / 2, season, period, horizon)
}

/**
 * Optimised Theta (Fiorucci and others 2016, static form): how much of the line is added is estimated with the
 * smoothing weight instead of being one half.
 */
export function optimisedThetaPath(y: Float64Array, period: number, horizon: number): Float64Array {
  const season = seasonOf(y, period)
  const adjusted = season ? y.map((value, t) => value / season[t % period]!) : y
  const fit = levelWithTrend(adjusted, { estimate_drift: true })
  return again(adjusted.length, fit, fit.drift, season, period, horizon)
}

function again(
  n: number,
  fit: DriftFit,
  drift: number,
  season: Float64Array | null,
  period: number,
  horizon: number,
): Float64Array {
  const out = new Float64Array(horizon)
  const offset = (1 - (1 - fit.alpha) ** n) / fit.alpha
  for (let h = 0; h < horizon; h++) {
    const value = fit.level + drift * (h + offset)
    out[h] = season ? value * season[(n + h) % period]! : value
  }
  return out
}

/** Multiplicative indices when the series is long enough, positive, and its autocorrelation passes the 90 % test. */
function seasonOf(y: Float64Array, period: number): Float64Array | null {
  if (period < 2 || y.length <= 2 * period) return null
  for (const value of y) if (value <= 0) return null
  if (!isSeasonal(y, period)) return null
  return seasonalIndices(y, period, true)
}

/** Whether the autocorrelation at the period exceeds what the shorter ones explain (one-sided, 95 %). */
export function isSeasonal(y: Float64Array, period: number): boolean {
  const correlation = autocorrelations(y, period)
  if (correlation === null) return false
  let squares = 0
  for (let lag = 1; lag < period; lag++) squares += correlation[lag]! ** 2
  const limit = 1.6448536269514722 * Math.sqrt((1 + 2 * squares) / y.length)
  return Math.abs(correlation[period]!) > limit
}

/** Autocorrelations up to a lag; null when the series is constant. Missing values count as the mean. */
export function autocorrelations(y: Float64Array, lag_max: number): Float64Array | null {
  let sum = 0
  let count = 0
  for (const value of y) {
    if (Number.isNaN(value)) continue
    sum += value
    count++
  }
  const centred = y.map((value) => (Number.isNaN(value) ? 0 : value - sum / count))
  const out = new Float64Array(lag_max + 1)
  for (let lag = 0; lag <= lag_max; lag++) {
    let product = 0
    for (let t = lag; t < centred.length; t++) product += centred[t]! * centred[t - lag]!
    out[lag] = product
  }
  const whole = out[0]!
  return whole > 0 ? out.map((value) => value / whole) : null
}
