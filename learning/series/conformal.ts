/**
 * Prediction intervals from the errors that a forecast made at origins it had not seen (split conformal). Errors of all
 * steps are brought to one size by how they grow with the step, so that few origins still give many scores.
 */
import { normalQuantile } from '../numbers/normal.ts'
import { weightedQuantile } from '../numbers/order.ts'

export interface ErrorTable {
  /** `errors[origin * horizon + step]`: actual minus forecast; NaN where the actual is not known. */
  readonly errors: Float64Array
  readonly horizon: number
  /** How many horizons the origins cover together: one for each origin when their windows do not overlap, the default. */
  readonly windows?: number
}

export interface Scores {
  /** Absolute errors over the size of their step, sorted upwards. */
  readonly sizes: Float64Array
  /** How much each of them counts: the newest origin 1, older ones less. */
  readonly shares: Float64Array
  /** Typical size of the error at each step. */
  readonly growth: Float64Array
  readonly origins: number
  readonly windows: number
}

/** How much less an origin counts than the next one after it: what was calm lately is calm now. */
const FADE = 0.93

/**
 * How errors grow is half a power of the step, between not at all and in proportion, fitted to their mean sizes, and half
 * those sizes themselves: some steps are harder than their neighbours.
 */
export function scoresOf({ errors, horizon, windows }: ErrorTable): Scores {
  const origins = horizon > 0 ? Math.floor(errors.length / horizon) : 0
  const share = Float64Array.from({ length: origins }, (_, o) => FADE ** (origins - 1 - o))
  const size = new Float64Array(horizon)
  for (let h = 0; h < horizon; h++) {
    let sum = 0
    let total = 0
    for (let o = 0; o < origins; o++) {
      const error = Math.abs(errors[o * horizon + h]!)
      if (Number.isNaN(error)) continue
      sum += share[o]! * error
      total += share[o]!
    }
    size[h] = total > 0 ? sum / total : Number.NaN
  }
  const power = powerOf(size)
  const line = size.map((own, h) => (own > 0 ? Math.log(own) - power * Math.log(h + 1) : 0))
  const centre = line.reduce((sum, value) => sum + value, 0) / Math.max(1, size.filter((own) => own > 0).length)
  const growth = size.map((own, h) => (h + 1) ** power * (own > 0 ? Math.exp((line[h]! - centre) / 2) : 1))
  const each = errors.subarray(0, origins * horizon).map((error, i) => Math.abs(error) / growth[i % horizon]!)
  const order = Array.from(each.keys())
    .filter((i) => !Number.isNaN(each[i]!))
    .sort((a, b) => each[a]! - each[b]!)
  return {
    sizes: Float64Array.from(order, (i) => each[i]!),
    shares: Float64Array.from(order, (i) => share[Math.floor(i / horizon)]!),
    growth,
    origins,
    windows: windows ?? origins,
  }
}

/** Least squares of log size on log step; each step weighs alike. */
function powerOf(size: Float64Array): number {
  let n = 0
  let sx = 0
  let sy = 0
  let sxx = 0
  let sxy = 0
  for (let h = 0; h < size.length; h++) {
    if (!(size[h]! > 0)) continue
    const x = Math.log(h + 1)
    const y = Math.log(size[h]!)
    n++
    sx += x
    sy += y
    sxx += x * x
    sxy += x * y
  }
  const spread = n * sxx - sx * sx
  return spread > 0 ? Math.min(1, Math.max(0, (n * sxy - sx * sy) / spread)) : 0
}

/**
 * Half the width of the band at each step. Scores of neighbouring steps and origins lean on each other, the more the fewer
 * there are: they count as so many independent ones, and the quantile is taken that much further out. Few windows know little of the
 * size of errors: what a t distribution is wider than a normal one is added, more for the ends. The numbers were chosen on
 * training parts: see the README.
 */
export function halfWidths(scores: Scores, level: number): Float64Array {
  const { sizes, shares, growth, origins, windows } = scores
  if (sizes.length === 0) return growth.map(() => 0)
  const independent = Math.max(1, Math.min(EACH_MAX * origins, sizes.length ** 1.5 / LEANING))
  const wanted = level * (1 + 1 / independent)
  const width = wanted < 1 ? weightedQuantile(sizes, shares, wanted) : beyond(sizes, level, independent)
  const z = normalQuantile((1 + level) / 2)
  const wider = 1 + Math.max(0, z * z - 0.6) / (4 * FREEDOM * windows * windows)
  return growth.map((factor) => factor * width * wider)
}

const LEANING = 16
const EACH_MAX = 8
const FREEDOM = 0.4

/** Too few scores for the level: the largest, stretched as a normal tail would be. */
function beyond(sizes: Float64Array, level: number, independent: number): number {
  const reached = Math.max(0.5, independent / (independent + 1))
  const stretch = Math.log(1 - level) / Math.log(1 - reached)
  return sizes[sizes.length - 1]! * Math.max(1, Math.sqrt(stretch))
}
