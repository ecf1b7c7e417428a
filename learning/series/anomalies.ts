/** What does not belong: single values far from their surroundings, gaps, and places where the level changed for good. */
import { median } from '../numbers/order.ts'
import { seasonalIndices } from './decompose.ts'

export interface Outlier {
  readonly at: number
  /** What its surroundings and its season would have led one to expect. */
  readonly expected: number
  /** Distance in robust standard deviations, with its sign. */
  readonly score: number
}

/**
 * Values further than `limit` robust standard deviations from the median of their neighbours, after the season is taken
 * out. Nothing is found in fewer than 8 values. Where most values are equal the spread is that of the others.
 */
export function findOutliers(
  y: Float64Array,
  options: { period?: number; limit?: number; reach?: number } = {},
): Outlier[] {
  const { period = 1, limit = 5, reach = 7 } = options
  if (y.length < 8) return []
  const season = period > 1 && y.length >= 3 * period ? robustSeason(y, period) : new Float64Array(1)
  const calm = y.map((value, t) => value - season[t % season.length]!)
  const middle = runningMedian(calm, reach)
  const rest = calm.map((value, t) => value - middle[t]!)
  const spread = robustSpread(rest)
  if (!(spread > 0)) return []
  const found: Outlier[] = []
  for (let t = 0; t < y.length; t++) {
    const score = rest[t]! / spread
    if (Math.abs(score) > limit) found.push({ at: t, expected: middle[t]! + season[t % season.length]!, score })
  }
  return found
}

/** Indices by the median of each place, so that the outliers looked for do not make the season. */
function robustSeason(y: Float64Array, period: number): Float64Array {
  const middle = runningMedian(y, period)
  const index = seasonalIndices(y, period, false)
  for (let place = 0; place < period; place++) {
    const parts: number[] = []
    for (let t = place; t < y.length; t += period) {
      const part = y[t]! - middle[t]!
      if (!Number.isNaN(part)) parts.push(part)
    }
    if (parts.length > 0) index[place] = median(parts)
  }
  return index
}

function runningMedian(y: Float64Array, reach: number): Float64Array {
  return y.map((_, t) => {
    const near = y.subarray(Math.max(0, t - reach), t + reach + 1).filter((value) => !Number.isNaN(value))
    return near.length === 0 ? Number.NaN : median(near)
  })
}

/** 1.4826 times the median distance; of the distances that are not 0 when more than half are. */
function robustSpread(rest: Float64Array): number {
  const sizes = rest.map(Math.abs).filter((value) => !Number.isNaN(value))
  if (sizes.length === 0) return 0
  const usual = median(sizes)
  if (usual > 0) return 1.4826 * usual
  const others = sizes.filter((value) => value > 0)
  return others.length === 0 ? 0 : 1.4826 * median(others)
}

export interface Gap {
  readonly from: number
  readonly length: number
}

/** Runs of missing values (NaN), leading ones included. */
export function findGaps(y: Float64Array): Gap[] {
  const gaps: Gap[] = []
  for (let t = 0; t < y.length; t++) {
    if (!Number.isNaN(y[t]!)) continue
    const from = t
    while (t + 1 < y.length && Number.isNaN(y[t + 1]!)) t++
    gaps.push({ from, length: t - from + 1 })
  }
  return gaps
}

export interface Shift {
  /** The first value of the new level. */
  readonly at: number
  readonly before: number
  readonly after: number
}

/**
 * Where the level changed for good: the split with the largest difference of means in units of its standard error, found
 * again on both sides. The noise is taken from differences, so a slow trend is not many shifts. `limit` is that many
 * standard errors; a side has at least `side_min` values.
 */
export function findShifts(y: Float64Array, options: { limit?: number; side_min?: number } = {}): Shift[] {
  const { limit = 6, side_min = 10 } = options
  const places: number[] = []
  const known: number[] = []
  for (let t = 0; t < y.length; t++) {
    if (Number.isNaN(y[t]!)) continue
    places.push(t)
    known.push(y[t]!)
  }
  const steps = Float64Array.from(known.slice(1), (value, i) => value - known[i]!)
  const noise = robustSpread(steps) / Math.SQRT2
  if (!(noise > 0)) return exactShift(known, places, side_min)
  const found: Shift[] = []
  split(known, 0, known.length, { limit, side_min, noise }, (at, before, after) =>
    found.push({ at: places[at]!, before, after }),
  )
  return found.sort((a, b) => a.at - b.at)
}

/** A series that never moves but once. */
function exactShift(known: readonly number[], places: readonly number[], side_min: number): Shift[] {
  const at = known.findIndex((value, i) => i > 0 && value !== known[i - 1])
  const once = at >= side_min && known.length - at >= side_min && known.slice(at).every((value) => value === known[at])
  return once ? [{ at: places[at]!, before: known[at - 1]!, after: known[at]! }] : []
}

function split(
  y: readonly number[],
  from: number,
  to: number,
  rule: { limit: number; side_min: number; noise: number },
  take: (at: number, before: number, after: number) => void,
): void {
  let total = 0
  for (let t = from; t < to; t++) total += y[t]!
  let left = 0
  let best = { at: -1, score: rule.limit, before: 0, after: 0 }
  for (let t = from + 1; t < to; t++) {
    left += y[t - 1]!
    const a = t - from
    const b = to - t
    if (a < rule.side_min || b < rule.side_min) continue
    const before = left / a
    const after = (total - left) / b
    const score = Math.abs(after - before) / (rule.noise * Math.sqrt(1 / a + 1 / b))
    if (score > best.score) best = { at: t, score, before, after }
  }
  if (best.at < 0) return
  take(best.at, best.before, best.after)
  split(y, from, best.at, rule, take)
  split(y, best.at, to, rule, take)
}
