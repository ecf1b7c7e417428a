/** The centred moving average over one period (half weights at the ends of an even one); NaN where it does not reach. */
export function centredAverage(y: Float64Array, period: number): Float64Array {
  const n = y.length
  const out = new Float64Array(n).fill(Number.NaN)
  const half = Math.floor(period / 2)
  const even = period % 2 === 0
  for (let t = half; t + half < n; t++) {
    let sum = even ? (y[t - half]! + y[t + half]!) / 2 : 0
    const reach = even ? half - 1 : half
    for (let i = t - reach; i <= t + reach; i++) sum += y[i]!
    out[t] = sum / period
  }
  return out
}

/**
 * One index for each place of the period, by classical decomposition: additive indices sum to 0, multiplicative ones
 * to the period. A place that was never seen gets the neutral index.
 */
export function seasonalIndices(y: Float64Array, period: number, product: boolean): Float64Array {
  const trend = y.length >= 2 * period ? centredAverage(y, period) : flat(y)
  const index = new Float64Array(period)
  const count = new Float64Array(period)
  for (let t = 0; t < y.length; t++) {
    const part = product ? y[t]! / trend[t]! : y[t]! - trend[t]!
    if (!Number.isFinite(part)) continue
    index[t % period]! += part
    count[t % period]!++
  }
  let sum = 0
  for (let i = 0; i < period; i++) {
    index[i] = count[i]! > 0 ? index[i]! / count[i]! : product ? 1 : 0
    if (product) index[i] = Math.max(index[i]!, 0.01)
    sum += index[i]!
  }
  for (let i = 0; i < period; i++) index[i] = product ? (index[i]! * period) / sum : index[i]! - sum / period
  return index
}

/** Too short for a moving average: the mean of what is known. */
function flat(y: Float64Array): Float64Array {
  let sum = 0
  let count = 0
  for (const value of y) {
    if (Number.isNaN(value)) continue
    sum += value
    count++
  }
  return new Float64Array(y.length).fill(sum / count)
}
