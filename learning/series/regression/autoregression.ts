import { Regression } from '../../numbers/linear.ts'

export interface AutoregressionOptions {
  /** Lags of the differences that the next one is explained by. */
  readonly lags: readonly number[]
  /** Share of each lag's mean square that is added against chance: 0 is plain least squares. */
  readonly ridge?: number
  /** Share by which a value counts less for each period of age. */
  readonly forget?: number
  readonly logarithm?: boolean
}

/**
 * The next difference as a linear function of earlier differences, one step after the other; null when there are too
 * few values. Differences are centred on nothing: without news the forecast stays where it is.
 */
export function autoregressionFit(y: Float64Array, options: AutoregressionOptions): Fitted | null {
  const { lags, logarithm = false } = options
  const weights = weightsOf(differences(logarithm ? y.map(Math.log) : y), options)
  if (weights === null) return null
  return (longer, horizon) => {
    const values = longer.subarray(Math.max(0, longer.length - Math.max(...lags) - 1))
    const source = logarithm ? values.map(Math.log) : values
    const steps = [...differences(source)]
    const out = new Float64Array(horizon)
    let value = source[source.length - 1]!
    for (let h = 0; h < horizon; h++) {
      let step = 0
      for (let i = 0; i < lags.length; i++) {
        const earlier = steps[steps.length - lags[i]!] ?? 0
        if (!Number.isNaN(earlier)) step += weights[i]! * earlier
      }
      steps.push(step)
      value += step
      out[h] = logarithm ? Math.exp(value) : value
    }
    return out
  }
}

type Fitted = (y: Float64Array, horizon: number) => Float64Array

const differences = (y: Float64Array) =>
  Float64Array.from({ length: Math.max(0, y.length - 1) }, (_, t) => y[t + 1]! - y[t]!)

function weightsOf(
  steps: Float64Array,
  { lags, ridge = 0.01, forget = 0 }: AutoregressionOptions,
): Float64Array | null {
  const reach = Math.max(...lags)
  if (steps.length < reach + 3 * lags.length + 1) return null
  const sums = new Regression(lags.length)
  const row = new Float64Array(lags.length)
  for (let t = reach; t < steps.length; t++) {
    for (let i = 0; i < lags.length; i++) row[i] = steps[t - lags[i]!]!
    if (Number.isNaN(steps[t]!) || row.some(Number.isNaN)) continue
    sums.add(row, steps[t]!, forget > 0 ? (1 - forget) ** (steps.length - 1 - t) : 1)
  }
  return sums.count < 3 * lags.length ? null : sums.solve(ridge)
}
