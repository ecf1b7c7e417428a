/** What each method would have said at earlier moments, knowing only what was known then. */
import type { Method } from './methods.ts'

export interface BacktestOptions {
  readonly horizon: number
  readonly period: number
  /** How many origins at most; they lie `step` periods apart, the last one a horizon before the end. */
  readonly origins_max: number
  readonly step: number
  /** Values that the first origin keeps to learn from. */
  readonly train_min: number
}

export interface Backtest {
  readonly horizon: number
  /** How many values were known at each origin, oldest first. */
  readonly origins: readonly number[]
  /** `actual[origin * horizon + step]`. */
  readonly actual: Float64Array
  /** One path table for each method that could be fitted at the first origin. */
  readonly methods: readonly { readonly method: Method; readonly paths: Float64Array }[]
}

/** Oldest first; none when the series is too short for one. */
export function originsOf(n: number, options: BacktestOptions): number[] {
  const origins: number[] = []
  for (let at = n - options.horizon; origins.length < options.origins_max; at -= options.step) {
    if (at < options.train_min) break
    origins.unshift(at)
  }
  return origins
}

/** Methods are fitted at the first origin and carried forward: later origins see later values, never later weights. */
export function backtest(y: Float64Array, methods: readonly Method[], options: BacktestOptions): Backtest {
  const { horizon, period } = options
  const origins = originsOf(y.length, options)
  const actual = new Float64Array(origins.length * horizon)
  for (const [i, origin] of origins.entries()) actual.set(y.subarray(origin, origin + horizon), i * horizon)
  const first = origins[0]
  const tried: { method: Method; paths: Float64Array }[] = []
  if (first === undefined) return { horizon, origins, actual, methods: tried }
  for (const method of methods) {
    const fitted = method.fit(y.subarray(0, first), period)
    if (fitted === null) continue
    const paths = new Float64Array(origins.length * horizon)
    for (const [i, origin] of origins.entries()) paths.set(fitted(y.subarray(0, origin), horizon), i * horizon)
    if (paths.every(Number.isFinite)) tried.push({ method, paths })
  }
  return { horizon, origins, actual, methods: tried }
}

/** Mean absolute error of a table of paths; recent origins may count more (`fade` per origin of age). */
export function errorOf(test: Backtest, paths: Float64Array, fade = 1): number {
  const { horizon, origins, actual } = test
  let sum = 0
  let total = 0
  for (let o = 0; o < origins.length; o++) {
    const weight = fade ** (origins.length - 1 - o)
    for (let i = o * horizon; i < (o + 1) * horizon; i++) {
      const error = Math.abs(actual[i]! - paths[i]!)
      if (Number.isNaN(error)) continue
      sum += weight * error
      total += weight
    }
  }
  return total > 0 ? sum / total : Number.NaN
}
