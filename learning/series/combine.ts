/** From many paths to one, and its bands. */
import { type Backtest, errorOf } from './backtest.ts'
import { halfWidths, scoresOf } from './conformal.ts'

/** Chosen on training parts only: see the README. */
const POWER = 4
const FADE = 0.93

/** Each method weighs as the fourth power of how small its recent error was; what is exact takes all. */
export function weightsOf(test: Backtest): Float64Array {
  const errors = test.methods.map(({ paths }) => errorOf(test, paths, FADE))
  const least = Math.min(...errors.filter((error) => !Number.isNaN(error)))
  const raw = errors.map((error) => (error <= least ? 1 : error > 0 ? (least / error) ** POWER : 0))
  const total = raw.reduce((sum, weight) => sum + weight, 0)
  return Float64Array.from(raw, (weight) => (total > 0 ? weight / total : 1 / raw.length))
}

/** Paths that could not be made, or are no numbers, leave their weight to the others. Null when none is left. */
export function weightedPath(
  paths: readonly (Float64Array | null)[],
  weights: Float64Array,
  length: number,
): Float64Array | null {
  const out = new Float64Array(length)
  let total = 0
  for (const [i, path] of paths.entries()) {
    if (path === null || !path.every(Number.isFinite)) continue
    for (let t = 0; t < length; t++) out[t]! += weights[i]! * path[t]!
    total += weights[i]!
  }
  return total > 0 ? out.map((value) => value / total) : null
}

/** Demand is never below zero: where the history never was, the future is not either. */
export const notBelow = (path: Float64Array, floor: number) => path.map((value) => Math.max(floor, value))

export interface Band {
  readonly level: number
  readonly low: Float64Array
  readonly high: Float64Array
}

/** Bands around a path from the errors that the same combination made in back-test. */
export function bandsAround(
  mean: Float64Array,
  test: Backtest,
  combined: Float64Array,
  levels: readonly number[],
  floor: number,
): Band[] {
  const errors = test.actual.map((value, i) => value - combined[i]!)
  const scores = scoresOf({ errors, horizon: test.horizon })
  // The back-test may be shorter than the horizon: its growth goes on.
  const last = scores.growth.length - 1
  const power = last > 0 ? Math.log(scores.growth[last]!) / Math.log(last + 1) : 0.5
  const growth = Float64Array.from(mean, (_, h) => scores.growth[h] ?? (h + 1) ** power)
  return levels.map((level) => {
    const half = halfWidths({ ...scores, growth }, level, independentOf(test))
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
}

/**
 * Overlapping windows and neighbouring steps see the same news: each origin counts as three scores. The three was chosen
 * on training origins of M4 weekly, where it makes the bands hold what they say.
 */
const independentOf = (test: Backtest) => 3 * test.origins.length
