/**
 * Prediction intervals from the errors that a forecast made at origins it had not seen (split conformal). Errors of all
 * steps are brought to one size by how they grow with the step, so that few origins still give many scores.
 */
import { normalQuantile } from '../numbers/normal.ts'
import { quantileOfSorted } from '../numbers/order.ts'

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
  /** Typical size of the error at each step. */
  readonly growth: Float64Array
  readonly origins: number
  readonly windows: number
}

/**
 * How errors grow is half a power of the step, between not at all and in proportion, fitted to their mean sizes, and half
 * those sizes themselves: some steps are harder than their neighbours.
 */
export function scoresOf({ errors, horizon, windows }: ErrorTable): Scores {
  const origins = horizon > 0 ? Math.floor(errors.length / horizon) : 0
  const size = new Float64Array(horizon)
  for (let h = 0; h < horizon; h++) {
    let sum = 0
    let count = 0
    for (let o = 0; o < origins; o++) {
      const error = Math.abs(errors[o * horizon + h]!)
      if (Number.isNaN(error)) continue
      sum += error
      count++
    }
    size[h] = count > 0 ? sum / count : Number.NaN
  }
  const power = powerOf(size)
  const line = size.map((own, h) => (own > 0 ? Math.log(own) - power * Math.log(h + 1) : 0))
  const centre = line.reduce((sum, value) => sum + value, 0) / Math.max(1, size.filter((own) => own > 0).length)
  const growth = size.map((own, h) => (h + 1) ** power * (own > 0 ? Math.exp((line[h]! - centre) / 2) : 1))
  const sizes = new Float64Array(errors.length)
  let filled = 0
  for (let i = 0; i < origins * horizon; i++) {
    const score = Math.abs(errors[i]!) / growth[i % horizon]!
    if (!Number.isNaN(score)) sizes[filled++] = score
  }
  return { sizes: sizes.subarray(0, filled).sort(), growth, origins, windows: windows ?? origins }
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
 * Half the width of the band at each step. Scores of neighbouring steps and origins lean on each other: they count as four
 * for each origin, and the quantile is taken that much further out. Few windows know little of the size of errors: what a
 * t distribution is wider than a normal one is added. Both numbers were chosen on training parts: see the README.
 */
export function halfWidths(scores: Scores, level: number): Float64Array {
  const { sizes, growth, origins, windows } = scores
  if (sizes.length === 0) return growth.map(() => 0)
  const independent = Math.max(1, SCORES_EACH * origins)
  const wanted = level * (1 + 1 / independent)
  const width = wanted < 1 ? quantileOfSorted(sizes, wanted) : beyond(sizes, level, independent)
  const z = normalQuantile((1 + level) / 2)
  const wider = 1 + (z * z + 1) / (4 * FREEDOM * windows * windows)
  return growth.map((factor) => factor * width * wider)
}

const SCORES_EACH = 4
const FREEDOM = 1.6

/** Too few scores for the level: the largest, stretched as a normal tail would be. */
function beyond(sizes: Float64Array, level: number, independent: number): number {
  const reached = Math.max(0.5, independent / (independent + 1))
  const stretch = Math.log(1 - level) / Math.log(1 - reached)
  return sizes[sizes.length - 1]! * Math.max(1, Math.sqrt(stretch))
}
