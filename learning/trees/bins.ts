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
    const values: number[] = []
    for (let r = 0; r < n; r += step) {
      const value = rows[r * features + f]!
      if (!Number.isNaN(value)) values.push(value)
    }
    return boundsOf(Float64Array.from(values).sort())
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
    const upper = bounds[f]!
    for (let i = f; i < rows.length; i += features) bins[i] = binOf(upper, rows[i]!)
  }
  return bins
}

function binOf(upper: Float64Array, value: number): number {
  if (Number.isNaN(value)) return MISSING_BIN
  let low = 0
  let high = upper.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (upper[middle]! >= value) high = middle
    else low = middle + 1
  }
  return low
}
