import { dateOf, weekdayOf } from '../series/calendar/days.ts'

const WEEK = 7
const FOUR_WEEKS = 28
/** A step may be this far from a whole number of periods: a week that a holiday moved by a day is still a week. */
const OFF_MAX = 0.25

/**
 * Numbers periods, from 0, by their days, which rise. The usual step says what one period is; months, quarters and years are
 * counted by their names. Where steps do not fit the usual one, their greatest common divisor is the period. Days of which
 * some weekdays are always missing are numbered without those where `seasonality` says so (5 for a shop closed at weekends).
 */
export function periodsOfDays(days: readonly number[], seasonality: number): number[] {
  const first = days[0]!
  const steps = days.slice(1).map((day, i) => day - days[i]!)
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 1
  const months = monthsOf(usual)
  if (months > 0 && !isFourWeekly(steps)) return days.map((day) => Math.round((monthOf(day) - monthOf(first)) / months))
  const unit = steps.every((step) => fits(step, usual)) ? usual : steps.reduce(commonDivisor, 0)
  if (unit !== 1) return placesAfter(steps.map((step) => periodsIn(step, unit)))
  return openDays(days, seasonality) ?? days.map((day) => day - first)
}

const monthsOf = (step: number) =>
  step >= 28 && step <= 31 ? 1 : step >= 89 && step <= 92 ? 3 : step >= 365 && step <= 366 ? 12 : 0

/** Thirteen periods a year: no two months of 28 days follow each other. */
const isFourWeekly = (steps: readonly number[]) => steps.length > 1 && steps.every((step) => step % FOUR_WEEKS === 0)

function monthOf(day: number): number {
  const { year, month } = dateOf(day)
  return 12 * year + month
}

const periodsIn = (step: number, unit: number) => Math.max(1, Math.round(step / unit))

const fits = (step: number, usual: number) => Math.abs(step / usual - periodsIn(step, usual)) <= OFF_MAX

/** Step by step: half-years of 181 and 184 days, measured from the first day, would drift apart from their count. */
function placesAfter(periods: readonly number[]): number[] {
  const places = [0]
  for (const [i, count] of periods.entries()) places.push(places[i]! + count)
  return places
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b))

/** Null unless as many weekdays occur as the season has periods, over four weeks at least. */
function openDays(days: readonly number[], seasonality: number): number[] | null {
  const first = days[0]!
  const isOpen = new Array<boolean>(WEEK).fill(false)
  for (const day of days) isOpen[weekdayOf(day)] = true
  const open = isOpen.filter(Boolean).length
  if (open === WEEK || open !== seasonality || days.at(-1)! - first < FOUR_WEEKS) return null
  // How many open days lie before each place of a week that begins on the first day.
  const before = [0]
  for (let i = 0; i < WEEK; i++) before.push(before[i]! + (isOpen[weekdayOf(first + i)] ? 1 : 0))
  return days.map((day) => open * Math.floor((day - first) / WEEK) + before[(day - first) % WEEK]!)
}
