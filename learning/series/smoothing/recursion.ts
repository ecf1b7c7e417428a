import type { Pull } from './deviance.ts'

/**
 * The recursions of exponential smoothing with the derivative of their likelihood (reverse mode, by hand): one gradient
 * costs about two evaluations, whatever the number of initial states. A missing value (NaN) changes no state.
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
  /** One-step errors: actual minus expected, 0 where the actual is missing. */
  readonly error: Float64Array
  /** Derivative of the objective by the expected value, where errors are relative. */
  readonly pull: Float64Array
  readonly slope: Float64Array
  readonly trend: Float64Array
  readonly season: Float64Array
}

export function tapeFor(n: number): Tape {
  const array = () => new Float64Array(n)
  return { error: array(), pull: array(), slope: array(), trend: array(), season: array() }
}

/**
 * Runs through the series; `states` is left as it is after the last value. Returns the sum of squared errors, or NaN
 * when a product season lost its sign.
 */
export function run(y: Float64Array, w: Weights, states: States, product: boolean, tape: Tape): number {
  if (product) return runProduct(y, w, states, tape)
  return states.length === 3 && w.gamma === 0 ? runLine(y, w, states, tape) : runSum(y, w, states, tape)
}

/**
 * Here and below the state that is handed on is what is expected next and the damped slope, so that each step waits for one
 * product and one sum only.
 */
function runLine(y: Float64Array, { alpha, beta, phi }: Weights, states: States, { error, slope }: Tape): number {
  let growth = states[1]!
  let damped = phi * growth
  let expected = states[0]! + damped
  let squares = 0
  const byError = alpha + phi * beta
  const slopeByError = phi * beta
  for (let t = 0; t < y.length; t++) {
    slope[t] = growth
    const value = y[t]!
    const e = Number.isNaN(value) ? 0 : value - expected
    error[t] = e
    squares += e * e
    growth = damped + beta * e
    const next = phi * damped
    expected = expected + next + byError * e
    damped = next + slopeByError * e
  }
  states[0] = expected - damped
  states[1] = growth
  return squares
}

function runSum(y: Float64Array, w: Weights, states: States, { error, slope }: Tape): number {
  const { alpha, beta, gamma, phi } = w
  const end = states.length
  let growth = states[1]!
  let damped = phi * growth
  let expected = states[0]! + damped
  let squares = 0
  let place = 2
  const byError = alpha + phi * beta
  const slopeByError = phi * beta
  for (let t = 0; t < y.length; t++) {
    slope[t] = growth
    const s = states[place]!
    const value = y[t]!
    const e = Number.isNaN(value) ? 0 : value - s - expected
    error[t] = e
    squares += e * e
    growth = damped + beta * e
    const next = phi * damped
    expected = expected + next + byError * e
    damped = next + slopeByError * e
    states[place] = s + gamma * e
    if (++place === end) place = 2
  }
  states[0] = expected - damped
  states[1] = growth
  return squares
}

function runProduct(y: Float64Array, w: Weights, states: States, { error, slope, trend, season }: Tape): number {
  const { alpha, beta, gamma, phi } = w
  const end = states.length
  let level = states[0]!
  let growth = states[1]!
  let squares = 0
  let place = 2
  for (let t = 0; t < y.length; t++) {
    slope[t] = growth
    growth *= phi
    const q = level + growth
    const s = states[place]!
    if (!(q > 0) || !(s > 0)) return Number.NaN
    const value = y[t]!
    const e = Number.isNaN(value) ? 0 : value - q * s
    error[t] = e
    squares += e * e
    trend[t] = q
    season[t] = s
    const overSeason = e / s
    level = q + alpha * overSeason
    growth += beta * overSeason
    states[place] = s + (gamma * e) / q
    if (++place === end) place = 2
  }
  states[0] = level
  states[1] = growth
  return squares
}

/** Derivatives by the weights and the initial states, going back in time. */
export function pullBack(
  y: Float64Array,
  w: Weights,
  product: boolean,
  tape: Tape,
  pull: Pull,
  byWeight: Weights,
  byState: States,
): void {
  if (product) pullBackProduct(y, w, tape, pull, byWeight, byState)
  else if (byState.length === 3 && w.gamma === 0) pullBackLine(y, w, tape, pull, byWeight, byState)
  else pullBackSum(y, w, tape, pull, byWeight, byState)
}

function pullBackLine(y: Float64Array, w: Weights, tape: Tape, pull: Pull, byWeight: Weights, byState: States): void {
  const { alpha, beta, phi } = w
  const { error, slope } = tape
  const { values, factor } = pull
  let byLevel = 0
  let byGrowth = 0
  let byAlpha = 0
  let byBeta = 0
  let byPhi = 0
  const keepLevel = 1 - alpha
  const keepGrowth = 1 - beta
  for (let t = y.length - 1; t >= 0; t--) {
    const e = error[t]!
    byAlpha += byLevel * e
    byBeta += byGrowth * e
    let both = byLevel + byGrowth
    if (!Number.isNaN(y[t]!)) {
      const own = factor * values[t]!
      both = keepLevel * byLevel + own + keepGrowth * byGrowth
      byLevel = keepLevel * byLevel + own - beta * byGrowth
    }
    byPhi += both * slope[t]!
    byGrowth = phi * both
  }
  byState[0] = byLevel
  byState[1] = byGrowth
  byState[2] = 0
  byWeight.alpha = byAlpha
  byWeight.beta = byBeta
  byWeight.gamma = 0
  byWeight.phi = byPhi
}

function pullBackSum(y: Float64Array, w: Weights, tape: Tape, pull: Pull, byWeight: Weights, byState: States): void {
  const { alpha, beta, gamma, phi } = w
  const { error, slope } = tape
  const { values, factor } = pull
  const period = byState.length - 2
  byState.fill(0)
  let byLevel = 0
  let byGrowth = 0
  let byAlpha = 0
  let byBeta = 0
  let byGamma = 0
  let byPhi = 0
  const keepLevel = 1 - alpha
  const keepGrowth = 1 - beta
  let place = 2 + ((y.length - 1) % period)
  for (let t = y.length - 1; t >= 0; t--) {
    const e = error[t]!
    const bySeason = byState[place]!
    byAlpha += byLevel * e
    byBeta += byGrowth * e
    byGamma += bySeason * e
    let both = byLevel + byGrowth
    if (!Number.isNaN(y[t]!)) {
      const own = factor * values[t]! - gamma * bySeason
      byState[place] = bySeason + own - alpha * byLevel - beta * byGrowth
      both = keepLevel * byLevel + own + keepGrowth * byGrowth
      byLevel = keepLevel * byLevel + own - beta * byGrowth
    }
    byPhi += both * slope[t]!
    byGrowth = phi * both
    if (--place === 1) place = period + 1
  }
  byState[0] = byLevel
  byState[1] = byGrowth
  byWeight.alpha = byAlpha
  byWeight.beta = byBeta
  byWeight.gamma = byGamma
  byWeight.phi = byPhi
}

function pullBackProduct(
  y: Float64Array,
  w: Weights,
  tape: Tape,
  pull: Pull,
  byWeight: Weights,
  byState: States,
): void {
  const { alpha, beta, gamma, phi } = w
  const { error, slope, trend, season } = tape
  const { values } = pull
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
    const s = 1 / season[t]!
    const q = 1 / trend[t]!
    const bySeason = byState[place]!
    byAlpha += byLevel * e * s
    byBeta += byGrowth * e * s
    byGamma += bySeason * e * q
    const shared = (alpha * byLevel + beta * byGrowth) * s
    const own = gamma * bySeason * q
    const byMu = Number.isNaN(y[t]!) ? 0 : values[t]! - shared - own
    byLevel += byMu * season[t]! - own * e * q
    byState[place] = bySeason + byMu * trend[t]! - shared * e * s
    byGrowth += byLevel
    byPhi += byGrowth * slope[t]!
    byGrowth *= phi
    if (--place === 1) place = period + 1
  }
  byState[0] = byLevel
  byState[1] = byGrowth
  byWeight.alpha = byAlpha
  byWeight.beta = byBeta
  byWeight.gamma = byGamma
  byWeight.phi = byPhi
}
