import { autocorrelations } from './theta.ts'

/** Lengths that calendars give to seasons: of hours, days, weeks, months and quarters. */
const CALENDAR = [4, 7, 12, 24, 52, 168, 365] as const

/**
 * Periods at which a series repeats itself: autocorrelation of its differences at the length, clearly above chance and
 * above its surroundings. Only lengths that a calendar gives, and of which the series has three at least; strongest first.
 */
export function findPeriods(y: Float64Array): { period: number; strength: number }[] {
  const steps = new Float64Array(Math.max(0, y.length - 1))
  for (let t = 1; t < y.length; t++) steps[t - 1] = y[t]! - y[t - 1]!
  const possible = CALENDAR.filter((period) => y.length >= 3 * period)
  const longest = possible.at(-1)
  if (longest === undefined) return []
  const correlation = autocorrelations(calmed(steps), longest + 2)
  if (correlation === null) return []
  const chance = 2 / Math.sqrt(steps.length)
  return possible
    .map((period) => ({ period, strength: strengthAt(correlation, period) }))
    .filter(({ strength }) => strength > chance)
    .sort((a, b) => b.strength - a.strength)
}

/** A single leap would hide every season: differences are cut at four times their usual size. */
function calmed(steps: Float64Array): Float64Array {
  const sizes = steps
    .map(Math.abs)
    .filter((value) => value > 0)
    .sort()
  const limit = 4 * (sizes[Math.floor(sizes.length / 2)] ?? 0)
  return steps.map((value) => Math.min(Math.max(value, -limit), limit))
}

/** A year of weeks is a little longer than 52, so the neighbours count too when the period is long. */
function strengthAt(correlation: Float64Array, period: number): number {
  const own = correlation[period]!
  return period < 40 ? own : Math.max(own, correlation[period + 1]!, correlation[period - 1]!)
}
