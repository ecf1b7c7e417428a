/** From many paths to one. */
import { type Backtest, errorOf } from './backtest.ts'

/** Settings of weights and bands that were compared, on training origins only, before these were kept: see the README. */
export const SETTINGS_TRIED = 120
const POWER = 4
const FADE = 0.93

/**
 * How much a method is believed before it has shown anything, where there is a season: those that know none less, the two
 * that did best in competitions more. Without a season all count alike.
 */
const BELIEF: Readonly<Record<string, number>> = {
  theta: 2,
  ets: 2,
  'optimised-theta': 1.5,
  naive: 0.5,
  drift: 0.5,
  'seasonal-naive': 0.5,
}

/** Each method weighs as the fourth power of how small its recent error was; what is exact takes all. */
export function weightsOf(test: Backtest, period: number): Float64Array {
  return weightsFrom(
    test,
    test.methods.map(({ paths }) => errorOf(test, paths, FADE)),
    period,
  )
}

function weightsFrom(test: Backtest, errors: readonly number[], period: number): Float64Array {
  const least = Math.min(...errors.filter((error) => !Number.isNaN(error)))
  const raw = errors.map((error, i) => {
    const belief = period > 1 ? (BELIEF[test.methods[i]!.method.name] ?? 1) : 1
    return belief * (error <= least ? 1 : error > 0 ? (least / error) ** POWER : 0)
  })
  const total = raw.reduce((sum, weight) => sum + weight, 0)
  return Float64Array.from(raw, (weight) => (total > 0 ? weight / total : 1 / raw.length))
}

/**
 * What the combination would have said at each origin, had its weights been learnt from other times alone: windows that
 * share a period with the origin's teach it nothing. Errors of weights that knew the outcome would look too small.
 */
export function unseenTable(test: Backtest, period: number): Float64Array {
  const { horizon, origins, methods, actual } = test
  const sizes = methods.map(({ paths }) => origins.map((_, o) => windowError(test, paths, o)))
  const out = new Float64Array(actual.length)
  for (const [o, origin] of origins.entries()) {
    const errors = sizes.map((own) => {
      let sum = 0
      let total = 0
      for (let other = 0; other < origins.length; other++) {
        if (Math.abs(origins[other]! - origin) < horizon || Number.isNaN(own[other]!)) continue
        const weight = FADE ** Math.abs(other - o)
        sum += weight * own[other]!
        total += weight
      }
      return total > 0 ? sum / total : 1
    })
    const weights = weightsFrom(test, errors, period)
    for (const [m, { paths }] of methods.entries())
      for (let i = o * horizon; i < (o + 1) * horizon; i++) out[i]! += weights[m]! * paths[i]!
  }
  return out
}

/** Mean absolute error in the window of one origin. */
function windowError({ horizon, actual }: Backtest, paths: Float64Array, origin: number): number {
  let sum = 0
  let count = 0
  for (let i = origin * horizon; i < (origin + 1) * horizon; i++) {
    const error = Math.abs(actual[i]! - paths[i]!)
    if (Number.isNaN(error)) continue
    sum += error
    count++
  }
  return count > 0 ? sum / count : Number.NaN
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

/** Half of each. */
export const meanOf = (a: Float64Array, b: Float64Array) => a.map((value, i) => (value + b[i]!) / 2)

/** Demand is never below zero: where the history never was, the future is not either. */
export const notBelow = (path: Float64Array, floor: number) => path.map((value) => Math.max(floor, value))
