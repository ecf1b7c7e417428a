/** The simplest forecasts: every other one has to beat them. Missing values (NaN) are passed over. */
import { seasonalIndices } from './decompose.ts'
import { isSeasonal } from './theta.ts'

/** The last known value for ever; NaN when nothing is known. */
export function naivePath(y: Float64Array, horizon: number): Float64Array {
  return new Float64Array(horizon).fill(lastKnown(y))
}

function lastKnown(y: Float64Array): number {
  for (let t = y.length - 1; t >= 0; t--) if (!Number.isNaN(y[t]!)) return y[t]!
  return Number.NaN
}

/** What was known last at the same place of the season; the last known value where that place was never seen. */
export function seasonalNaivePath(y: Float64Array, period: number, horizon: number): Float64Array {
  const out = new Float64Array(horizon)
  const last = lastKnown(y)
  for (let h = 0; h < horizon; h++) {
    if (h >= period) {
      out[h] = out[h - period]!
      continue
    }
    let t = y.length + h - period
    while (t >= 0 && Number.isNaN(y[t]!)) t -= period
    out[h] = t >= 0 ? y[t]! : last
  }
  return out
}

/**
 * The last value after a multiplicative season was taken out, where the series is positive, long enough and passes the test:
 * the yardstick of the M competitions (Naive2).
 */
export function naive2Path(y: Float64Array, period: number, horizon: number): Float64Array {
  const isOne = period > 1 && y.length >= 3 * period && y.every((value) => value > 0)
  if (!isOne || !isSeasonal(y, period)) return naivePath(y, horizon)
  const index = seasonalIndices(y, period, true)
  const last = y[y.length - 1]! / index[(y.length - 1) % period]!
  return Float64Array.from({ length: horizon }, (_, h) => last * index[(y.length + h) % period]!)
}

/** The last value plus the mean step of the history for each period. */
export function driftPath(y: Float64Array, horizon: number): Float64Array {
  const last = lastKnown(y)
  const first = y.findIndex((value) => !Number.isNaN(value))
  let end = y.length - 1
  while (end > 0 && Number.isNaN(y[end]!)) end--
  const step = end > first && first >= 0 ? (last - y[first]!) / (end - first) : 0
  return Float64Array.from({ length: horizon }, (_, h) => last + step * (h + 1))
}

/** The mean of the last `width` known values. */
export function movingAveragePath(y: Float64Array, width: number, horizon: number): Float64Array {
  let sum = 0
  let count = 0
  for (let t = y.length - 1; t >= 0 && count < width; t--) {
    if (Number.isNaN(y[t]!)) continue
    sum += y[t]!
    count++
  }
  return new Float64Array(horizon).fill(sum / count)
}

/** For each place of the season the mean of its last `cycles` known values: seasonal naive with less noise. */
export function seasonalMeanPath(y: Float64Array, period: number, cycles: number, horizon: number): Float64Array {
  const out = new Float64Array(horizon)
  const last = lastKnown(y)
  for (let h = 0; h < Math.min(horizon, period); h++) {
    let sum = 0
    let count = 0
    for (let t = y.length + h - period; t >= 0 && count < cycles; t -= period) {
      if (Number.isNaN(y[t]!)) continue
      sum += y[t]!
      count++
    }
    out[h] = count > 0 ? sum / count : last
  }
  for (let h = period; h < horizon; h++) out[h] = out[h - period]!
  return out
}

/** The last value plus the mean step that followed the same place of earlier cycles; ratios where all is positive. */
export function seasonalStepsPath(y: Float64Array, period: number, cycles: number, horizon: number): Float64Array {
  const ratios = y.every((value) => value > 0)
  const n = y.length
  const out = new Float64Array(horizon)
  for (let h = 0; h < horizon; h++) {
    let sum = 0
    let count = 0
    for (let cycle = 1; cycle <= cycles; cycle++) {
      const from = n - 1 - cycle * period
      const to = from + 1 + (h % period)
      if (from < 0 || Number.isNaN(y[from]!) || Number.isNaN(y[to]!)) continue
      sum += ratios ? Math.log(y[to]! / y[from]!) : y[to]! - y[from]!
      count++
    }
    const step = count > 0 ? sum / count : 0
    out[h] = ratios ? lastKnown(y) * Math.exp(step) : lastKnown(y) + step
  }
  return out
}
