import { adjustedBy, initialStates, lineOver } from './initial.ts'
import { roughWeight } from './level.ts'
import type { EtsForm, Packing } from './model.ts'
import type { States, Weights } from './recursion.ts'

/** A form with the best weights that were found for it. */
export interface Fit {
  readonly form: EtsForm
  readonly period: number
  readonly x: Float64Array
  readonly weights: Weights
  readonly states: States
  readonly deviance: number
  readonly aicc: number
}

/** What the starts of all forms with the same kind of season share. */
interface Guesses {
  /** With the level and slope of the first values, or of the level alone. */
  readonly states: { readonly sloped: States; readonly flat: States; readonly line: States }
  readonly alpha: number
  /** The same for the series without its straight line. */
  readonly alpha_along: number
}

/** The starts of every form for one series. */
export class Starts {
  readonly #y: Float64Array
  readonly #known = new Map<EtsForm['season'], Guesses>()

  constructor(y: Float64Array) {
    this.#y = y
  }

  /**
   * One list for each valley: a trend may be a fixed line with a level that wanders around it, or a slope that is learnt
   * again and again. What a relative of this form found stands among the guesses.
   */
  of(packing: Packing, before: readonly Fit[]): Float64Array[][] {
    const { form } = packing
    const { states, alpha, alpha_along } = this.#guesses(form.season, packing.period)
    const same = before.filter((fit) => fit.form.season === form.season)
    const twin = same.find((fit) => fit.form.trend === form.trend && fit.form.error !== form.error)
    const phi = form.trend === 'Ad' ? 0.95 : 1
    const pack = (level: number, beta: number, from: States, gamma = 0.05) =>
      packing.pack({ alpha: Math.max(level, 0.005), beta, gamma: gamma * (1 - level), phi }, from)
    if (form.trend === 'N') {
      const still = [pack(alpha, 0, states.flat), ...(twin ? [twin.x.slice()] : [])]
      if (form.season !== 'N') still.push(pack(alpha, 0, states.flat, 0.4))
      return [still]
    }
    const turning = [pack(alpha, 0.01 * alpha, states.sloped), pack(0.3 * alpha, 0.03 * alpha, states.sloped)]
    if (form.season !== 'N') turning.push(pack(alpha, 0.01 * alpha, states.sloped, 0.4))
    if (twin) turning.push(twin.x.slice())
    const plain = same.find((fit) => fit.form.error === form.error && fit.form.trend === simpler(form.trend))
    if (plain) {
      const beta = plain.weights.beta || 0.1 * plain.weights.alpha
      turning.push(packing.pack({ ...plain.weights, beta, phi }, plain.states))
    }
    if (form.trend === 'A') return [[pack(alpha_along, 0.0005, states.line)], turning]
    if (plain) turning.push(packing.pack({ ...plain.weights, beta: 0.001, phi }, plain.states))
    return [turning]
  }

  /** Starts far from the usual ones: slopes that turn quickly, levels that hardly move, damping that is strong. */
  more(packing: Packing): Float64Array[] {
    const { form } = packing
    const { states } = this.#guesses(form.season, packing.period)
    const weights = [0.1, 0.5, 0.9].flatMap((alpha) => [0.05, 0.8].map((part) => ({ alpha, beta: part * alpha })))
    const phis = form.trend === 'Ad' ? [0.82, 0.97] : [1]
    const from = form.trend === 'N' ? [states.flat] : [states.sloped, states.line]
    return weights.flatMap(({ alpha, beta }) =>
      phis.flatMap((phi) => from.map((own) => packing.pack({ alpha, beta, gamma: 0.3 * (1 - alpha), phi }, own))),
    )
  }

  #guesses(season: EtsForm['season'], period: number): Guesses {
    const known = this.#known.get(season)
    if (known) return known
    const sloped = initialStates(this.#y, { error: 'A', trend: 'A', season }, period)
    const flat = initialStates(this.#y, { error: 'A', trend: 'N', season }, period)
    const rest = adjustedBy(this.#y, season, sloped)
    const line = lineOver(rest)
    const along = new Float64Array(rest.length)
    for (let t = 0; t < rest.length; t++) along[t] = rest[t]! - line.level - line.slope * (t + 1)
    const lined = sloped.slice()
    lined[0] = line.level
    lined[1] = line.slope
    const made = { states: { sloped, flat, line: lined }, alpha: roughWeight(rest), alpha_along: roughWeight(along) }
    this.#known.set(season, made)
    return made
  }
}

const simpler = (trend: EtsForm['trend']) => (trend === 'A' ? 'Ad' : 'N')
