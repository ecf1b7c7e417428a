/**
 * Ridge regression of a daily series on its calendar: level, slope, weekday, time of year, holidays and the days before
 * them. Closed days are zero and teach nothing. Unlike a seasonal model it knows that a holiday moves.
 */
import { Regression } from '../../numbers/linear.ts'
import { weekdayOf } from '../calendar/days.ts'

export interface CalendarOptions {
  /** The day of the first value, in days since 1970-01-01. */
  readonly first_day: number
  /** Holidays of the history and of the horizon. */
  readonly holidays?: ReadonlySet<number>
  /** Whether nothing can be sold on a day. */
  readonly isClosed?: (day: number) => boolean
  /** Share by which a day counts less for each day of age. */
  readonly forget?: number
  readonly ridge?: number
}

/** Days of a year; its waves are learnt from one and a half. */
export const YEAR = 365.25
const WAVES = 3
/** Level, slope, six weekdays, holiday, eve, and the waves of the year. */
const SIZE = 10 + 2 * WAVES
const LEVEL = 0

/** Null with fewer than five weeks of known open days. */
export function calendarPath(y: Float64Array, horizon: number, options: CalendarOptions): Float64Array | null {
  const { first_day, isClosed = () => false, forget = 0.003, ridge = 0.02 } = options
  const sums = new Regression(SIZE)
  const row = new Float64Array(SIZE)
  const hasYear = y.length >= 1.5 * YEAR
  for (let t = 0; t < y.length; t++) {
    if (Number.isNaN(y[t]!) || isClosed(first_day + t)) continue
    describe(row, t - y.length, first_day + t, options, hasYear)
    sums.add(row, y[t]!, (1 - forget) ** (y.length - 1 - t))
  }
  const weights = sums.count >= 35 ? sums.solve(ridge, [LEVEL]) : null
  if (weights === null) return null
  const floor = y.every((value) => !(value < 0)) ? 0 : Number.NEGATIVE_INFINITY
  return Float64Array.from({ length: horizon }, (_, h) => {
    const day = first_day + y.length + h
    if (isClosed(day)) return 0
    describe(row, h, day, options, hasYear)
    return Math.max(
      floor,
      row.reduce((sum, value, i) => sum + value * weights[i]!, 0),
    )
  })
}

function describe(row: Float64Array, age: number, day: number, { holidays }: CalendarOptions, hasYear: boolean): void {
  row.fill(0)
  row[LEVEL] = 1
  row[1] = age / YEAR
  describeDay(row, 2, day, { holidays, hasYear })
}

/** How many features say what a day is. */
export const DAY_FEATURES = SIZE - 2

/** Six weekdays, holiday, eve, and the waves of the year, into a row of zeros from a place on. */
export function describeDay(
  row: Float64Array,
  from: number,
  day: number,
  { holidays, hasYear }: { readonly holidays: ReadonlySet<number> | undefined; readonly hasYear: boolean },
): void {
  const weekday = weekdayOf(day)
  if (weekday > 0) row[from + weekday - 1] = 1
  if (holidays?.has(day)) row[from + 6] = 1
  if (holidays?.has(day + 1)) row[from + 7] = 1
  if (!hasYear) return
  for (let wave = 1; wave <= WAVES; wave++) {
    const angle = (2 * Math.PI * wave * day) / YEAR
    row[from + 6 + 2 * wave] = Math.sin(angle)
    row[from + 7 + 2 * wave] = Math.cos(angle)
  }
}
