/**
 * Prediction intervals from the errors that a forecast made at origins it had not seen (split conformal). Errors of all
 * steps are brought to one size by how they grow with the step, so that few origins still give many scores.
 */
import { quantileOfSorted } from '../numbers/order.ts'

export interface ErrorTable {
  /** `errors[origin * horizon + step]`: actual minus forecast; NaN where the actual is not known. */
  readonly errors: Float64Array
  readonly horizon: number
}

export interface Scores {
  /** Absolute errors over the size of their step, sorted upwards. */
  readonly sizes: Float64Array
  /** Typical size of the error at each step. */
  readonly growth: Float64Array
  readonly origins: number
}

/** How errors grow is a power of the step, between not at all and in proportion, fitted to their mean sizes. */
export function scoresOf({ errors, horizon }: ErrorTable): Scores {
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
  const growth = Float64Array.from({ length: horizon }, (_, h) => (h + 1) ** power)
  const sizes = new Float64Array(errors.length)
  let filled = 0
  for (let i = 0; i < origins * horizon; i++) {
    const score = Math.abs(errors[i]!) / growth[i % horizon]!
    if (!Number.isNaN(score)) sizes[filled++] = score
  }
  return { sizes: sizes.subarray(0, filled).sort(), growth, origins }
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
 * Half the width of the band at each step. Scores of neighbouring steps and origins lean on each other: they count as
 * `independent` many (two for each origin by default), and the quantile is taken that much further out.
 */
export function halfWidths(scores: Scores, level: number, independent = 2 * scores.origins): Float64Array {
  const { sizes, growth } = scores
  if (sizes.length === 0) return growth.map(() => 0)
  const wanted = level * (1 + 1 / Math.max(1, independent))
  const width = wanted < 1 ? quantileOfSorted(sizes, wanted) : beyond(sizes, level, independent)
  return growth.map((factor) => factor * width)
}

/** Too few scores for the level: the largest, stretched as a normal tail would be. */
function beyond(sizes: Float64Array, level: number, independent: number): number {
  const reached = Math.max(0.5, independent / (independent + 1))
  const stretch = Math.log(1 - level) / Math.log(1 - reached)
  return sizes[sizes.length - 1]! * Math.max(1, Math.sqrt(stretch))
}
