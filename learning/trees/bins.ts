import { sortNumbers } from '../numbers/sort.ts'

/** Values of a feature as small whole numbers: boosting then counts instead of sorting. */
export interface Binner {
  /** For each feature the upper bounds of its bins but the last, rising: a value goes to the first bin whose bound is ≥ it. */
  readonly bounds: readonly Float64Array[]
}

/** The bin of values that are missing (NaN). Known values use the bins below it. */
export const MISSING_BIN = 255
const BINS_MAX = 255
/** Quantiles of so many rows are as good as those of all (scikit-learn samples as many). */
const SAMPLE_MAX = 200_000

/**
 * Bounds from the data: half-way between neighbours where a feature has few values, else at quantiles.
 * @param rows row-major matrix, `features` numbers a row
 */
export function fitBins(rows: Float64Array, features: number): Binner {
  const n = rows.length / features
  const step = Math.max(1, Math.floor(n / SAMPLE_MAX))
  const bounds = Array.from({ length: features }, (_, f) => {
    const values = new Float64Array(Math.ceil(n / step))
    let known = 0
    for (let r = 0; r < n; r += step) {
      const value = rows[r * features + f]!
      if (!Number.isNaN(value)) values[known++] = value
    }
    return boundsOf(sortNumbers(values.subarray(0, known)))
  })
  return { bounds }
}

function boundsOf(sorted: Float64Array): Float64Array {
  const distinct: number[] = []
  for (const value of sorted) {
    if (distinct.length === 0 || value !== distinct[distinct.length - 1]) distinct.push(value)
    if (distinct.length > BINS_MAX) break
  }
  if (distinct.length <= BINS_MAX) {
    return Float64Array.from(
      { length: Math.max(distinct.length - 1, 0) },
      (_, i) => (distinct[i]! + distinct[i + 1]!) / 2,
    )
  }
  const bounds: number[] = []
  for (let b = 1; b < BINS_MAX; b++) {
    const place = (b / BINS_MAX) * (sorted.length - 1)
    const low = sorted[Math.floor(place)]!
    const high = sorted[Math.ceil(place)]!
    const bound = (low + high) / 2
    if (bounds.length === 0 || bound > bounds[bounds.length - 1]!) bounds.push(bound)
  }
  return Float64Array.from(bounds)
}

/** Row-major bins of a row-major matrix. */
export function binsOf({ bounds }: Binner, rows: Float64Array, features: number): Uint8Array {
  const bins = new Uint8Array(rows.length)
  for (let f = 0; f < features; f++) {
    const grid = gridOf(bounds[f]!)
    for (let i = f; i < rows.length; i += features) bins[i] = binOf(grid, rows[i]!)
  }
  return bins
}

/** Where to begin looking: for each of many equal steps between the outer bounds the first bin that may be meant. */
interface Grid {
  readonly upper: Float64Array
  readonly first: number
  readonly steps_each: number
  readonly start: Uint8Array
}

const STEPS = 1024

function gridOf(upper: Float64Array): Grid {
  const first = upper[0] ?? 0
  const width = (upper[upper.length - 1] ?? 0) - first
  const steps_each = width > 0 && Number.isFinite(STEPS / width) ? STEPS / width : 0
  const start = new Uint8Array(STEPS + 2)
  for (let k = 0, bin = 0; k < start.length; k++) {
    while (bin < upper.length && steps_each > 0 && (upper[bin]! - first) * steps_each < k) bin++
    start[k] = steps_each > 0 ? bin : k === 0 ? 0 : upper.length
  }
  start[STEPS + 1] = upper.length
  return { upper, first, steps_each, start }
}

/** The first bin whose bound is not below the value. */
function binOf({ upper, first, steps_each, start }: Grid, value: number): number {
  if (Number.isNaN(value)) return MISSING_BIN
  const step = Math.min(STEPS, Math.max(0, Math.floor((value - first) * steps_each) || 0))
  let low = start[step]!
  let high = Math.min(upper.length, start[step + 1]! + 1)
  while (low < high) {
    const middle = (low + high) >> 1
    if (upper[middle]! >= value) high = middle
    else low = middle + 1
  }
  // Rounding of the grid may have begun one bin too high.
  while (low > 0 && upper[low - 1]! >= value) low--
  return low
}
