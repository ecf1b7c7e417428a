/** Additive weekly indices by simple means, and only where they are more than chance (one-way analysis of variance). */
export function seasonalFactors(y: Float64Array, period: number): Float64Array | null {
  if (period < 2 || y.length < 4 * period) return null
  const sum = new Float64Array(period)
  const count = new Float64Array(period)
  let total = 0
  let squares = 0
  let known = 0
  for (let t = 0, place = 0; t < y.length; t++) {
    const value = y[t]!
    if (!Number.isNaN(value)) {
      sum[place]! += value
      count[place]!++
      total += value
      squares += value * value
      known++
    }
    if (++place === period) place = 0
  }
  const mean = total / known
  let between = 0
  for (let i = 0; i < period; i++) if (count[i]! > 0) between += count[i]! * (sum[i]! / count[i]! - mean) ** 2
  const within = squares - known * mean * mean - between
  const ratio = between / (period - 1) / (within / Math.max(1, known - period))
  // About the 99 % point of F for weeks of a year or more.
  if (!(ratio > 1 + 4.5 / Math.sqrt(period - 1))) return null
  return sum.map((value, i) => (count[i]! > 0 ? value / count[i]! - mean : 0))
}
