/**
 * The recursions of exponential smoothing with the derivative of their likelihood (reverse mode, by hand): one gradient
 * costs about three evaluations, whatever the number of initial states. A missing value (NaN) changes no state.
 */

/** What the recursion needs; a model without trend has phi = beta = 0, without season period = 1 and gamma = 0. */
export interface Weights {
  alpha: number
  beta: number
  gamma: number
  phi: number
}

/** States: `[level, slope, season of the first period, … of the last]`. */
export type States = Float64Array

/** Arrays of one series that every fit of it uses again. */
export interface Tape {
  readonly error: Float64Array
  readonly expected: Float64Array
  /** Derivative of the objective by the expected value. */
  readonly pull: Float64Array
  readonly slope: Float64Array
  readonly trend: Float64Array
  readonly season: Float64Array
}

export function tapeFor(n: number): Tape {
  const array = () => new Float64Array(n)
  return { error: array(), expected: array(), pull: array(), slope: array(), trend: array(), season: array() }
}

/** Runs through the series; `states` is left as it is after the last value. False when a product season lost its sign. */
export function run(y: Float64Array, w: Weights, states: States, product: boolean, tape: Tape): boolean {
  const { alpha, beta, gamma, phi } = w
  const { error, expected, slope, trend, season } = tape
  const period = states.length - 2
  const end = period + 2
  let level = states[0]!
  let growth = states[1]!
  let place = 2
  for (let t = 0; t < y.length; t++) {
    const damped = phi * growth
    const q = level + damped
    const s = states[place]!
    const mu = product ? q * s : q + s
    const value = y[t]!
    const e = Number.isNaN(value) ? 0 : value - mu
    slope[t] = growth
    expected[t] = mu
    error[t] = e
    if (product) {
      if (!(q > 0) || !(s > 0)) return false
      trend[t] = q
      season[t] = s
      level = q + (alpha * e) / s
      growth = damped + (beta * e) / s
      states[place] = s + (gamma * e) / q
    } else {
      level = q + alpha * e
      growth = damped + beta * e
      states[place] = s + gamma * e
    }
    if (++place === end) place = 2
  }
  states[0] = level
  states[1] = growth
  return true
}

/**
 * −2 log likelihood without its constants, and `tape.pull`. With relative errors the expected values must be positive.
 * `tiny` keeps a perfect fit finite.
 */
export function deviance(y: Float64Array, relative: boolean, tape: Tape, tiny: number): number {
  return relative ? relativeDeviance(y, tape, tiny) : plainDeviance(y, tape, tiny)
}

function plainDeviance(y: Float64Array, { error, pull }: Tape, tiny: number): number {
  let squares = tiny
  let count = 0
  for (let t = 0; t < y.length; t++) {
    squares += error[t]! * error[t]!
    if (!Number.isNaN(y[t]!)) count++
  }
  const factor = (-2 * count) / squares
  for (let t = 0; t < y.length; t++) pull[t] = factor * error[t]!
  return count * Math.log(squares)
}

function relativeDeviance(y: Float64Array, { error, expected, pull }: Tape, tiny: number): number {
  let squares = tiny
  let logs = 0
  let product = 1
  let count = 0
  for (let t = 0; t < y.length; t++) {
    if (Number.isNaN(y[t]!)) continue
    const mu = expected[t]!
    if (!(mu > 0)) return Number.POSITIVE_INFINITY
    const ratio = error[t]! / mu
    squares += ratio * ratio
    count++
    product *= mu
    // One logarithm for many factors.
    if (product > 1e200 || product < 1e-200) {
      logs += Math.log(product)
      product = 1
    }
  }
  const factor = (2 * count) / squares
  for (let t = 0; t < y.length; t++) {
    const mu = expected[t]!
    pull[t] = Number.isNaN(y[t]!) ? 0 : (-factor * error[t]! * y[t]!) / (mu * mu * mu) + 2 / mu
  }
  return count * Math.log(squares) + 2 * (logs + Math.log(product))
}

/** Derivatives by the weights and the initial states, from `tape.pull`, going back in time. */
export function pullBack(
  y: Float64Array,
  w: Weights,
  product: boolean,
  tape: Tape,
  byWeight: Weights,
  byState: States,
) {
  const { alpha, beta, gamma, phi } = w
  const { error, pull, slope, trend, season } = tape
  const period = byState.length - 2
  byState.fill(0)
  let byLevel = 0
  let byGrowth = 0
  let byAlpha = 0
  let byBeta = 0
  let byGamma = 0
  let byPhi = 0
  let place = 2 + ((y.length - 1) % period)
  for (let t = y.length - 1; t >= 0; t--) {
    const e = error[t]!
    const bySeason = byState[place]!
    const known = !Number.isNaN(y[t]!)
    let byTrend: number
    if (product) {
      const s = season[t]!
      const q = trend[t]!
      const shared = alpha * byLevel + beta * byGrowth
      const byMu = known ? pull[t]! - shared / s - (gamma * bySeason) / q : 0
      byTrend = byLevel + byMu * s - (gamma * bySeason * e) / (q * q)
      byState[place] = bySeason + byMu * q - (shared * e) / (s * s)
      byAlpha += (byLevel * e) / s
      byBeta += (byGrowth * e) / s
      byGamma += (bySeason * e) / q
    } else {
      const byMu = known ? pull[t]! - alpha * byLevel - beta * byGrowth - gamma * bySeason : 0
      byTrend = byLevel + byMu
      byState[place] = bySeason + byMu
      byAlpha += byLevel * e
      byBeta += byGrowth * e
      byGamma += bySeason * e
    }
    byPhi += (byTrend + byGrowth) * slope[t]!
    byGrowth = phi * (byTrend + byGrowth)
    byLevel = byTrend
    if (--place === 1) place = period + 1
  }
  byState[0] = byLevel
  byState[1] = byGrowth
  byWeight.alpha = byAlpha
  byWeight.beta = byBeta
  byWeight.gamma = byGamma
  byWeight.phi = byPhi
}
