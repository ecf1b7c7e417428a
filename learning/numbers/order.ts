/** The quantile at `p` of numbers sorted upwards, linear between neighbours (type 7 of Hyndman and Fan). */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  const n = sorted.length
  if (n === 0) return Number.NaN
  const place = Math.min(Math.max(p, 0), 1) * (n - 1)
  const below = Math.floor(place)
  const low = sorted[below]!
  return below + 1 < n ? low + (place - below) * (sorted[below + 1]! - low) : low
}

/** The same of numbers that count differently, each at the middle of its share, linear between neighbours. */
export function weightedQuantile(sorted: ArrayLike<number>, shares: ArrayLike<number>, p: number): number {
  let total = 0
  for (let i = 0; i < shares.length; i++) total += shares[i]!
  let before = Number.NaN
  let passed = 0
  for (let i = 0; i < sorted.length; i++) {
    const place = (passed + shares[i]! / 2) / total
    if (place >= p) {
      if (i === 0) return sorted[0]!
      return sorted[i - 1]! + ((p - before) / (place - before)) * (sorted[i]! - sorted[i - 1]!)
    }
    before = place
    passed += shares[i]!
  }
  return sorted[sorted.length - 1] ?? Number.NaN
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
