/** Bands around a path from the errors that the same forecast made at origins it had not seen. */
import type { Backtest } from './backtest.ts'
import { notBelow } from './combine.ts'
import { halfWidths, scoresOf } from './conformal.ts'

export interface Band {
  readonly level: number
  readonly low: Float64Array
  readonly high: Float64Array
}

export interface BandOptions {
  readonly levels: readonly number[]
  /** Nothing is below this. */
  readonly floor: number
  /** The history: where it has grown, so have its errors. */
  readonly y: Float64Array
  readonly period: number
}

/** `table` holds what was forecast at each origin; `mean` is what is forecast now. */
export function bandsAround(mean: Float64Array, test: Backtest, table: Float64Array, options: BandOptions): Band[] {
  const { levels, floor } = options
  const size = sizeOf(options)
  const now = size(options.y.length)
  const relative = test.origins.map((origin) => now / size(origin))
  const errors = test.actual.map((value, i) => (value - table[i]!) * relative[Math.floor(i / test.horizon)]!)
  const scores = scoresOf({ errors, horizon: test.horizon, windows: windowsOf(test) })
  // The back-test may be shorter than the horizon: its growth goes on, as that of a random walk at least.
  const last = scores.growth.length - 1
  const power = last > 0 ? Math.max(0.5, Math.log(scores.growth[last]! / scores.growth[0]!) / Math.log(last + 1)) : 0.5
  const growth = Float64Array.from(
    mean,
    (_, h) => scores.growth[h] ?? scores.growth[last]! * ((h + 1) / (last + 1)) ** power,
  )
  return levels.map((level) => {
    const half = halfWidths({ ...scores, growth }, level)
    const edge = (side: number) =>
      notBelow(
        mean.map((value, h) => value + side * half[h]!),
        floor,
      )
    return { level, low: edge(-1), high: edge(1) }
  })
}

/** How many horizons the back-test covers: overlapping windows see the same news. */
function windowsOf({ origins, horizon }: Backtest): number {
  if (origins.length === 0 || horizon === 0) return 0
  return (origins[origins.length - 1]! - origins[0]! + horizon) / horizon
}

/**
 * How large errors may be expected at a time: a power of the level just before, where all values are positive. Between
 * errors that never grow (0) and errors in proportion (1) the power was chosen on training parts: see the README.
 */
const SIZE_POWER = 0.4
const SIZE_VALUES = 4

function sizeOf({ y, period }: BandOptions): (origin: number) => number {
  if (!y.every((value) => Number.isNaN(value) || value > 0)) return () => 1
  return (origin) => {
    let sum = 0
    let count = 0
    for (let t = Math.max(0, origin - Math.max(SIZE_VALUES, period)); t < origin; t++) {
      if (Number.isNaN(y[t]!)) continue
      sum += y[t]!
      count++
    }
    return count > 0 ? (sum / count) ** SIZE_POWER : overall(y)
  }
}

/** Nothing known lately: the level of the whole history. */
function overall(y: Float64Array): number {
  const known = y.filter((value) => !Number.isNaN(value))
  return (known.reduce((sum, value) => sum + value, 0) / known.length) ** SIZE_POWER
}
