/** The quantile at `p` of numbers sorted upwards, linear between neighbours (type 7 of Hyndman and Fan). */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  const n = sorted.length
  if (n === 0) return Number.NaN
  const place = Math.min(Math.max(p, 0), 1) * (n - 1)
  const below = Math.floor(place)
  const low = sorted[below]!
  return below + 1 < n ? low + (place - below) * (sorted[below + 1]! - low) : low
}

export function sorted(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort()
}

export function median(values: ArrayLike<number>): number {
  return quantileOfSorted(sorted(values), 0.5)
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return values.length === 0 ? Number.NaN : sum / values.length
}

/** Mean of squared distances from the mean; divided by n. */
export function variance(values: ArrayLike<number>): number {
  const centre = mean(values)
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i]! - centre) ** 2
  return sum / values.length
}
