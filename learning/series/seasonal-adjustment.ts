import { seasonalIndices } from './decompose.ts'

export interface SeasonalAdjustment {
  readonly adjusted: Float64Array
  /** Takes the season out of a series that begins at the same period. */
  adjust(y: Float64Array): Float64Array
  /** Puts it back into a path that follows `length` values. */
  restore(path: Float64Array, length: number): Float64Array
}

/**
 * A season too long to be estimated value by value: classical indices, smoothed over neighbours when the period is long,
 * and shrunk by what chance alone would give them. Multiplicative where all values are positive. `told_by` is the series
 * that shows the season: `y` itself, or what is left of it when another season is taken out.
 */
export function seasonallyAdjusted(y: Float64Array, period: number, told_by = y): SeasonalAdjustment {
  const product = y.every((value) => value > 0)
  const index = shrunk(told_by, smoothed(seasonalIndices(told_by, period, product), period), period, product)
  const at = (t: number) => index[t % period]!
  const adjust = (series: Float64Array) => series.map((value, t) => (product ? value / at(t) : value - at(t)))
  return {
    adjusted: adjust(y),
    adjust,
    restore: (path, length) => path.map((value, h) => (product ? value * at(length + h) : value + at(length + h))),
  }
}

/** A year of weeks does not hold a whole number of them: each place borrows from its neighbours; a day of a year from a week. */
function smoothed(index: Float64Array, period: number): Float64Array {
  if (period < 40) return index
  const reach = period > 300 ? 7 : 1
  return index.map((_, i) => {
    let sum = 0
    for (let j = -reach; j <= reach; j++) sum += (reach + 1 - Math.abs(j)) * index[(i + j + period) % period]!
    return sum / (reach + 1) ** 2
  })
}

/** Share of the variance of the indices that is more than noise (James and Stein): 0 leaves the series as it is. */
function shrunk(y: Float64Array, index: Float64Array, period: number, product: boolean): Float64Array {
  const neutral = product ? 1 : 0
  const cycles = y.length / period
  let signal = 0
  for (const value of index) signal += (value - neutral) ** 2
  let noise = 0
  let count = 0
  for (let t = period; t < y.length; t++) {
    const step = product ? y[t]! / index[t % period]! / (y[t - 1]! / index[(t - 1) % period]!) - 1 : 0
    const plain = product ? step : y[t]! - index[t % period]! - (y[t - 1]! - index[(t - 1) % period]!)
    if (!Number.isFinite(plain)) continue
    noise += plain * plain
    count++
  }
  const chance = count > 0 ? (noise / count) * (period / Math.max(1, cycles)) : 0
  const share = signal > 0 ? Math.max(0, 1 - chance / signal) : 0
  return index.map((value) => neutral + share * (value - neutral))
}
