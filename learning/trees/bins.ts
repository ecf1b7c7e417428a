import { valuesAt } from '../numbers/sort.ts'

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
const ROWS_AT_ONCE = 256

/** The columns of a row-major matrix, some rows at a time so that each is fetched once. */
export function columnsOf(rows: Float64Array, features: number): Float64Array[] {
  const n = features === 0 ? 0 : rows.length / features
  const columns = Array.from({ length: features }, () => new Float64Array(n))
  for (let from = 0; from < n; from += ROWS_AT_ONCE) {
    const to = Math.min(from + ROWS_AT_ONCE, n)
    for (let f = 0; f < features; f++) {
      const column = columns[f]!
      for (let r = from, i = from * features + f; r < to; r++, i += features) column[r] = rows[i]!
    }
  }
  return columns
}

/** Bounds from the data: half-way between neighbours where a feature has few values, else at quantiles. */
export function fitBins(columns: readonly Float64Array[]): Binner {
  return {
    bounds: columns.map((column) => {
      const step = Math.max(1, Math.floor(column.length / SAMPLE_MAX))
      const values = new Float64Array(Math.ceil(column.length / step))
      let known = 0
      for (let r = 0; r < column.length; r += step) {
        const value = column[r]!
        if (!Number.isNaN(value)) values[known++] = value
      }
      return boundsOf(values.subarray(0, known))
    }),
  }
}

function boundsOf(values: Float64Array): Float64Array {
  const distinct = fewDistinct(values, BINS_MAX)
  if (distinct !== null) {
    return Float64Array.from(
      { length: Math.max(distinct.length - 1, 0) },
      (_, i) => (distinct[i]! + distinct[i + 1]!) / 2,
    )
  }
  const places: number[] = []
  for (let b = 1; b < BINS_MAX; b++) {
    const place = (b / BINS_MAX) * (values.length - 1)
    places.push(Math.floor(place), Math.ceil(place))
  }
  const found = valuesAt(values, places)
  const bounds: number[] = []
  for (let i = 0; i < found.length; i += 2) {
    const bound = (found[i]! + found[i + 1]!) / 2
    if (bounds.length === 0 || bound > bounds[bounds.length - 1]!) bounds.push(bound)
  }
  return Float64Array.from(bounds)
}

/** The different values in order, or null where there are more than so many. */
function fewDistinct(values: Float64Array, most: number): Float64Array | null {
  const met = new Set<number>()
  for (let i = 0; i < values.length; i++) {
    met.add(values[i]!)
    if (met.size > most) return null
  }
  return Float64Array.from(met).sort()
}

/** The bin of each value of one feature. */
export function binsOf(upper: Float64Array, column: Float64Array): Uint8Array {
  const grid = gridOf(upper)
  const bins = new Uint8Array(column.length)
  for (let r = 0; r < column.length; r++) bins[r] = binOf(grid, column[r]!)
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
