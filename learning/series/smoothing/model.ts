import type { States, Weights } from './recursion.ts'

/** Error, trend and season of a member of the family: N none, A additive, Ad damped, M multiplicative. */
export interface EtsForm {
  readonly error: 'A' | 'M'
  readonly trend: 'N' | 'A' | 'Ad'
  readonly season: 'N' | 'A' | 'M'
}

export interface EtsModel {
  readonly form: EtsForm
  readonly period: number
  readonly weights: Weights
  readonly initial: States
  /** As they are after the last value. */
  readonly final: States
  /** Values counted, missing ones left out. */
  readonly count: number
  readonly aicc: number
  readonly aic: number
  readonly bic: number
  /** Mean of squared one-step errors: relative ones where the error is multiplicative. */
  readonly sigma2: number
}

export const nameOfForm = (form: EtsForm) => `ETS(${form.error},${form.trend},${form.season})`

/** The 15 members whose variance behaves: an additive error never meets a multiplicative season. */
export function allForms(): EtsForm[] {
  const forms: EtsForm[] = []
  for (const season of ['N', 'A', 'M'] as const)
    for (const trend of ['N', 'Ad', 'A'] as const)
      for (const error of ['A', 'M'] as const) if (error === 'M' || season !== 'M') forms.push({ error, trend, season })
  return forms
}

/** Parameters that a form estimates, the variance included, as in R's `ets`. */
export function parametersOf(form: EtsForm, period: number): number {
  const trend = form.trend === 'N' ? 0 : form.trend === 'A' ? 2 : 3
  return 3 + trend + (form.season === 'N' ? 0 : period)
}

/** Region of the weights, as in R's `ets`: 0.0001 < α < 0.9999, β < α, γ < 1 − α, 0.8 ≤ φ ≤ 0.98. */
const LOW = 0.0001
const HIGH = 0.9999
const PHI_LOW = 0.8
const PHI_HIGH = 0.98

/** A weight may lie at the very edge of its region: a sine reaches it in one step, where a logistic curve creeps for ever. */
const squash = (x: number) => (1 + Math.sin(x)) / 2
const slopeAt = (x: number) => Math.cos(x) / 2
/** Starts keep away from the edge, where no derivative says that it were better inside. */
const stretch = (p: number) => Math.asin(2 * Math.min(Math.max(p, EDGE), 1 - EDGE) - 1)
const EDGE = 0.002

/** Free numbers ⇄ weights and states. Order: α, β, φ, γ, level, slope, all seasons but the last. */
export class Packing {
  readonly form: EtsForm
  readonly period: number
  readonly size: number
  /** The first free numbers are weights, the others states. */
  readonly weightCount: number
  readonly #hasTrend: boolean
  readonly #isDamped: boolean
  readonly #hasSeason: boolean

  constructor(form: EtsForm, period: number) {
    this.form = form
    this.period = period
    this.#hasTrend = form.trend !== 'N'
    this.#isDamped = form.trend === 'Ad'
    this.#hasSeason = form.season !== 'N'
    this.size = parametersOf(form, period) - 1
    this.weightCount = 1 + (form.trend === 'N' ? 0 : form.trend === 'A' ? 1 : 2) + (form.season === 'N' ? 0 : 1)
  }

  pack(w: Weights, states: States): Float64Array {
    const x = new Float64Array(this.size)
    let i = 0
    x[i++] = stretch((w.alpha - LOW) / (HIGH - LOW))
    if (this.#hasTrend) x[i++] = stretch((w.beta - LOW) / Math.max(w.alpha - LOW, LOW))
    if (this.#isDamped) x[i++] = stretch((w.phi - PHI_LOW) / (PHI_HIGH - PHI_LOW))
    if (this.#hasSeason) x[i++] = stretch((w.gamma - LOW) / Math.max(1 - w.alpha - LOW, LOW))
    x[i++] = states[0]!
    if (this.#hasTrend) x[i++] = states[1]!
    if (this.#hasSeason) for (let s = 0; s < this.period - 1; s++) x[i++] = states[2 + s]!
    return x
  }

  /** False when a multiplicative season would have to be negative. */
  unpack(x: Float64Array, w: Weights, states: States): boolean {
    let i = 0
    w.alpha = LOW + (HIGH - LOW) * squash(x[i++]!)
    w.beta = this.#hasTrend ? LOW + (w.alpha - LOW) * squash(x[i++]!) : 0
    w.phi = this.#isDamped ? PHI_LOW + (PHI_HIGH - PHI_LOW) * squash(x[i++]!) : this.#hasTrend ? 1 : 0
    w.gamma = this.#hasSeason ? LOW + (1 - w.alpha - LOW) * squash(x[i++]!) : 0
    states[0] = x[i++]!
    states[1] = this.#hasTrend ? x[i++]! : 0
    if (!this.#hasSeason) {
      states[2] = 0
      return true
    }
    let rest = this.form.season === 'M' ? this.period : 0
    let positive = true
    for (let s = 0; s < this.period - 1; s++) {
      const value = x[i++]!
      states[2 + s] = value
      rest -= value
      positive &&= value > 0
    }
    states[1 + this.period] = rest
    return this.form.season === 'A' || (positive && rest > 0)
  }

  /** Derivatives of α, β, φ and γ by each free number, four of them for each: `into[4 p + which]`. */
  chain(x: Float64Array, into: Float64Array): void {
    const alpha = LOW + (HIGH - LOW) * squash(x[0]!)
    const byFirst = (HIGH - LOW) * slopeAt(x[0]!)
    into[0] = byFirst
    let i = 1
    if (this.#hasTrend) {
      into[1] = byFirst * squash(x[i]!)
      into[4 * i + 1] = (alpha - LOW) * slopeAt(x[i++]!)
    }
    if (this.#isDamped) into[4 * i + 2] = (PHI_HIGH - PHI_LOW) * slopeAt(x[i++]!)
    if (this.#hasSeason) {
      into[3] = -byFirst * squash(x[i]!)
      into[4 * i + 3] = (1 - alpha - LOW) * slopeAt(x[i]!)
    }
  }

  /** The chain rule of `unpack`. */
  gradient(x: Float64Array, byWeight: Weights, byState: States, into: Float64Array): void {
    const alpha = LOW + (HIGH - LOW) * squash(x[0]!)
    let byAlpha = byWeight.alpha
    let i = 1
    if (this.#hasTrend) {
      byAlpha += byWeight.beta * squash(x[i]!)
      into[i] = byWeight.beta * (alpha - LOW) * slopeAt(x[i++]!)
    }
    if (this.#isDamped) into[i] = byWeight.phi * (PHI_HIGH - PHI_LOW) * slopeAt(x[i++]!)
    if (this.#hasSeason) {
      byAlpha -= byWeight.gamma * squash(x[i]!)
      into[i] = byWeight.gamma * (1 - alpha - LOW) * slopeAt(x[i++]!)
    }
    into[0] = byAlpha * (HIGH - LOW) * slopeAt(x[0]!)
    into[i++] = byState[0]!
    if (this.#hasTrend) into[i++] = byState[1]!
    if (!this.#hasSeason) return
    const last = byState[1 + this.period]!
    for (let s = 0; s < this.period - 1; s++) into[i++] = byState[2 + s]! - last
  }
}
