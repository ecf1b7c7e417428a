/**
 * Regression on lags, running means and the place in the season or the calendar: by ridge, a random forest or boosting. What is
 * explained is the distance from the recent mean, so that trees, which never leave the range they have seen, follow a level that
 * moves.
 */
import { Regression } from '../../numbers/linear.ts'
import { fitBoosting } from '../../trees/boosting.ts'
import { fitForest } from '../../trees/forest.ts'
import { predictRow } from '../../trees/tree.ts'
import type { Method } from '../methods.ts'
import { type CalendarOptions, DAY_FEATURES, describeDay, YEAR } from './calendar-regression.ts'

export type Engine = 'ridge' | 'forest' | 'boosting'

const ROWS_MIN = 40
const ROWS_MAX = 1500
const TREES = 60
const RIDGE = 0.02

/** What is known of the days of a daily series: weekday, time of year, holidays and eves join the features. */
export type LagCalendar = Pick<CalendarOptions, 'first_day' | 'holidays' | 'isClosed'>

/** Null where fewer than forty values have a whole past. With a calendar, closed days teach nothing and are forecast as zero. */
export function lagRegression(engine: Engine, calendar?: LagCalendar): Method {
  return {
    name: `${engine}-lags`,
    fit: (series, period) => {
      const past = pastOf(period, calendar, series.length)
      const y = openOnly(series, calendar)
      const known = [...y.keys()].filter((t) => t >= past.reach && t >= y.length - ROWS_MAX && !Number.isNaN(y[t]!))
      if (known.length < ROWS_MIN) return null
      const rows = new Float64Array(known.length * past.features)
      const target = new Float64Array(known.length)
      for (const [i, t] of known.entries()) {
        const row = rows.subarray(i * past.features, (i + 1) * past.features)
        target[i] = y[t]! - describe(row, y, t, past, t)
      }
      const explain = explainer(engine, rows, past.features, target)
      return explain && ((longer, horizon) => carriedOn(openOnly(longer, calendar), horizon, past, explain))
    },
  }
}

/** Closed days are unknown, not zero. */
function openOnly(y: Float64Array, calendar: LagCalendar | undefined): Float64Array {
  const { isClosed, first_day = 0 } = calendar ?? {}
  return isClosed === undefined ? y : y.map((value, t) => (isClosed(first_day + t) ? Number.NaN : value))
}

interface Past {
  readonly lags: readonly number[]
  readonly period: number
  /** Periods of the mean that everything is measured from. */
  readonly width: number
  readonly reach: number
  readonly features: number
  readonly calendar: LagCalendar | undefined
  readonly hasYear: boolean
}

function pastOf(period: number, calendar: LagCalendar | undefined, length: number): Past {
  const lags = [...new Set([1, 2, 3, 4, ...(period > 1 ? [period, period + 1, 2 * period] : [6, 8])])]
  const width = Math.max(8, 2 * period)
  const places = calendar ? DAY_FEATURES : period > 1 && period <= 31 ? period : 0
  const features = lags.length + 1 + places
  const hasYear = length >= 1.5 * YEAR
  return { lags, period, width, reach: Math.max(width, ...lags), features, calendar, hasYear }
}

/** Fills the row of one time from what was known before it; `at` is its place in the whole series. Gives the recent mean. */
function describe(row: Float64Array, y: Float64Array, t: number, past: Past, at: number): number {
  const { lags, period, width, calendar, hasYear } = past
  row.fill(0)
  const base = meanOf(y, t - width, t)
  for (const [i, lag] of lags.entries()) row[i] = y[t - lag]! - base
  row[lags.length] = meanOf(y, t - Math.max(3, width >> 2), t) - base
  const from = lags.length + 1
  if (calendar) describeDay(row, from, calendar.first_day + at, { holidays: calendar.holidays, hasYear })
  else if (row.length > from) row[from + (t % period)] = 1
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
  const { isClosed = () => false, first_day = 0 } = past.calendar ?? {}
  const closed: number[] = []
  for (let t = y.length - skipped; t < values.length; t++) {
    const base = describe(row, values, t, past, skipped + t)
    const isOne = isClosed(first_day + skipped + t)
    if (isOne) closed.push(t)
    values[t] = isOne ? Number.NaN : base + explain(row)
  }
  for (const t of closed) values[t] = 0
  return values.slice(y.length - skipped)
}
