import { quantileOfSorted } from '../numbers/order.ts'

/**
 * What boosting minimises. `raw` is the sum of the trees; where a loss has a link (`log`, `logit`) the prediction is its inverse.
 * - `squared`: the mean. - `poisson`, `tweedie` (power 1 to 2, 1.5 by default): the mean of counts and of amounts that are
 *   often zero, never below zero. - `quantile`: the quantile `level`. - `logistic`: the probability of 1.
 */
export type LossName = 'squared' | 'poisson' | 'tweedie' | 'quantile' | 'logistic'

export interface Loss {
  /** The constant one starts from. */
  start(target: Float64Array): number
  /** Fills first and second derivatives by `raw`. */
  derive(target: Float64Array, raw: Float64Array, gradient: Float64Array, hessian: Float64Array): void
  /** Mean loss, for early stopping. */
  mean(target: Float64Array, raw: Float64Array, rows: Int32Array): number
  predict(raw: number): number
  readonly has_constant_hessian: boolean
  /** A leaf's value from its residuals, where the derivative says too little of it. */
  leaf?(residuals: Float64Array): number
}

const TINY = 1e-10

export function lossNamed(name: LossName, level: number): Loss {
  if (name === 'quantile') return quantileLoss(level)
  if (name === 'poisson') return logLinked(poisson)
  if (name === 'tweedie') return logLinked(tweedie(level))
  if (name === 'logistic') return logistic
  return squared
}

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1)

function averaged(one: (y: number, raw: number) => number): Loss['mean'] {
  return (target, raw, rows) => {
    let sum = 0
    for (const r of rows) sum += one(target[r]!, raw[r]!)
    return sum / Math.max(rows.length, 1)
  }
}

const squared: Loss = {
  start: meanOf,
  derive: (target, raw, gradient, hessian) => {
    for (let i = 0; i < target.length; i++) gradient[i] = raw[i]! - target[i]!
    hessian.fill(1)
  },
  mean: averaged((y, raw) => (y - raw) ** 2 / 2),
  predict: (raw) => raw,
  has_constant_hessian: true,
}

function quantileLoss(level: number): Loss {
  return {
    start: (target) => quantileOfSorted(Float64Array.from(target).sort(), level),
    derive: (target, raw, gradient, hessian) => {
      for (let i = 0; i < target.length; i++) gradient[i] = target[i]! < raw[i]! ? 1 - level : -level
      hessian.fill(1)
    },
    mean: averaged((y, raw) => Math.max(level * (y - raw), (level - 1) * (y - raw))),
    predict: (raw) => raw,
    has_constant_hessian: true,
    leaf: (residuals) => quantileOfSorted(residuals.sort(), level),
  }
}

interface LogLinked {
  gradient(y: number, mean: number): number
  hessian(y: number, mean: number): number
  loss(y: number, raw: number): number
}

function logLinked({ gradient: g, hessian: h, loss }: LogLinked): Loss {
  return {
    start: (target) => Math.log(Math.max(meanOf(target), TINY)),
    derive: (target, raw, gradient, hessian) => {
      for (let i = 0; i < target.length; i++) {
        const mean = Math.exp(raw[i]!)
        gradient[i] = g(target[i]!, mean)
        hessian[i] = h(target[i]!, mean)
      }
    },
    mean: averaged(loss),
    predict: Math.exp,
    has_constant_hessian: false,
  }
}

const poisson: LogLinked = {
  gradient: (y, mean) => mean - y,
  hessian: (_, mean) => mean,
  loss: (y, raw) => Math.exp(raw) - y * raw,
}

/** Jørgensen's compound Poisson family with log link; `power` strictly between 1 and 2. */
const tweedie = (power: number): LogLinked => ({
  gradient: (y, mean) => mean ** (2 - power) - y * mean ** (1 - power),
  hessian: (y, mean) => (2 - power) * mean ** (2 - power) - (1 - power) * y * mean ** (1 - power),
  loss: (y, raw) => Math.exp((2 - power) * raw) / (2 - power) - (y * Math.exp((1 - power) * raw)) / (1 - power),
})

const logistic: Loss = {
  start: (target) => {
    const share = Math.min(Math.max(meanOf(target), TINY), 1 - TINY)
    return Math.log(share / (1 - share))
  },
  derive: (target, raw, gradient, hessian) => {
    for (let i = 0; i < target.length; i++) {
      const share = 1 / (1 + Math.exp(-raw[i]!))
      gradient[i] = share - target[i]!
      hessian[i] = Math.max(share * (1 - share), TINY)
    }
  },
  mean: averaged((y, raw) => Math.log1p(Math.exp(-Math.abs(raw))) + Math.max(raw, 0) - y * raw),
  predict: (raw) => 1 / (1 + Math.exp(-raw)),
  has_constant_hessian: false,
}
