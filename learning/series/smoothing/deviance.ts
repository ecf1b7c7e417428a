import type { Tape } from './recursion.ts'

/** Derivative of the objective by each expected value: `factor` times the number in its place. */
export interface Pull {
  readonly values: Float64Array
  readonly factor: number
}

/** −2 log likelihood of `count` known values without its constants. `tiny` keeps a perfect fit finite. */
export const plainDeviance = (squares: number, count: number, tiny: number) => count * Math.log(squares + tiny)

export function plainPull({ error }: Tape, squares: number, count: number, tiny: number): Pull {
  return { values: error, factor: (-2 * count) / (squares + tiny) }
}

/** The same for relative errors, whose expected values must be positive; writes `tape.pull`. */
export function relativeDeviance(y: Float64Array, { error, pull }: Tape, count: number, tiny: number): number {
  let squares = tiny
  let logs = 0
  let product = 1
  for (let t = 0; t < y.length; t++) {
    const value = y[t]!
    if (Number.isNaN(value)) continue
    const mu = value - error[t]!
    if (!(mu > 0)) return Number.POSITIVE_INFINITY
    const ratio = error[t]! / mu
    squares += ratio * ratio
    product *= mu
    // One logarithm for many factors.
    if (product > 1e200 || product < 1e-200) {
      logs += Math.log(product)
      product = 1
    }
  }
  const factor = (2 * count) / squares
  for (let t = 0; t < y.length; t++) {
    const value = y[t]!
    const inverse = 1 / (value - error[t]!)
    pull[t] = Number.isNaN(value) ? 0 : (2 - factor * error[t]! * inverse * value * inverse) * inverse
  }
  return count * Math.log(squares) + 2 * (logs + Math.log(product))
}
