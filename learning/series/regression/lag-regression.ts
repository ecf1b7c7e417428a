/**
 * Regression on lags, running means and the place in the season: by ridge, a random forest or boosting. What is explained is
 * the distance from the recent mean, so that trees, which never leave the range they have seen, follow a level that moves.
 */
import { Regression } from '../../numbers/linear.ts'
import { fitBoosting } from '../../trees/boosting.ts'
import { fitForest } from '../../trees/forest.ts'
import { predictRow } from '../../trees/tree.ts'
import type { Method } from '../methods.ts'

export type Engine = 'ridge' | 'forest' | 'boosting'

const ROWS_MIN = 40
const ROWS_MAX = 1500
const TREES = 60
const RIDGE = 0.02

/** Null where fewer than forty values have a whole past. */
export function lagRegression(engine: Engine): Method {
  return {
    name: `${engine}-lags`,
    fit: (y, period) => {
      const past = pastOf(period)
      const known = [...y.keys()].filter((t) => t >= past.reach && t >= y.length - ROWS_MAX && !Number.isNaN(y[t]!))
      if (known.length < ROWS_MIN) return null
      const rows = new Float64Array(known.length * past.features)
      const target = new Float64Array(known.length)
      for (const [i, t] of known.entries()) {
        const row = rows.subarray(i * past.features, (i + 1) * past.features)
        target[i] = y[t]! - describe(row, y, t, past)
      }
      const explain = explainer(engine, rows, past.features, target)
      return explain && ((longer, horizon) => carriedOn(longer, horizon, past, explain))
    },
  }
}

interface Past {
  readonly lags: readonly number[]
  readonly period: number
  /** Periods of the mean that everything is measured from. */
  readonly width: number
  readonly reach: number
  readonly features: number
}

function pastOf(period: number): Past {
  const lags = [...new Set([1, 2, 3, 4, ...(period > 1 ? [period, period + 1, 2 * period] : [6, 8])])]
  const width = Math.max(8, 2 * period)
  const places = period > 1 && period <= 31 ? period : 0
  return { lags, period, width, reach: Math.max(width, ...lags), features: lags.length + 1 + places }
}

/** Fills the row of one time from what was known before it; gives the recent mean. */
function describe(row: Float64Array, y: Float64Array, t: number, { lags, period, width }: Past): number {
  row.fill(0)
  const base = meanOf(y, t - width, t)
  for (const [i, lag] of lags.entries()) row[i] = y[t - lag]! - base
  row[lags.length] = meanOf(y, t - Math.max(3, width >> 2), t) - base
  if (row.length > lags.length + 1) row[lags.length + 1 + (t % period)] = 1
  return base
}

function meanOf(y: Float64Array, from: number, to: number): number {
  let sum = 0
  let count = 0
  for (let t = Math.max(0, from); t < to; t++) {
    if (Number.isNaN(y[t]!)) continue
    sum += y[t]!
    count++
  }
  return count > 0 ? sum / count : 0
}

type Explain = (row: Float64Array) => number

function explainer(engine: Engine, rows: Float64Array, features: number, target: Float64Array): Explain | null {
  if (engine === 'ridge') return ridge(rows, features, target)
  if (engine === 'forest') {
    const { trees } = fitForest(rows, features, target, { trees: TREES, leaf_min: 3 })
    return (row) => trees.reduce((sum, tree) => sum + predictRow(tree, row, 0), 0) / trees.length
  }
  const options = { trees: TREES, leaves_max: 8, leaf_min: 8, learning_rate: 0.08 }
  const { trees, start } = fitBoosting(rows, features, target, options)
  return (row) => trees.reduce((sum, tree) => sum + predictRow(tree, row, 0), start)
}

/** A missing lag counts as one at the recent mean. */
function ridge(rows: Float64Array, features: number, target: Float64Array): Explain | null {
  const sums = new Regression(features)
  const known = (value: number) => (Number.isNaN(value) ? 0 : value)
  for (let i = 0; i < target.length; i++)
    sums.add(rows.subarray(i * features, (i + 1) * features).map(known), target[i]!)
  const weights = sums.solve(RIDGE)
  return weights && ((row) => row.reduce((sum, value, i) => sum + known(value) * weights[i]!, 0))
}

/** One step after the other, each said value being the past of the next. */
function carriedOn(y: Float64Array, horizon: number, past: Past, explain: Explain): Float64Array {
  const from = Math.max(0, y.length - past.reach - past.period)
  // A whole number of seasons is left out, so that the places of the season stay.
  const skipped = from - (from % Math.max(1, past.period))
  const values = new Float64Array(y.length - skipped + horizon)
  values.set(y.subarray(skipped))
  const row = new Float64Array(past.features)
  for (let t = y.length - skipped; t < values.length; t++) {
    const base = describe(row, values, t, past)
    values[t] = base + explain(row)
  }
  return values.slice(y.length - skipped)
}
