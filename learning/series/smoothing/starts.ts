import { initialStates } from './initial.ts'
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

/** Where the search begins: what a relative of this form found, and a guess of its own. */
export function startsFor(y: Float64Array, packing: Packing, before: readonly Fit[]): Float64Array[] {
  const { form, period } = packing
  const same = before.filter((fit) => fit.form.season === form.season)
  const twin = same.find((fit) => fit.form.trend === form.trend && fit.form.error !== form.error)
  const plain = same.find((fit) => fit.form.error === form.error && fit.form.trend === simpler(form.trend))
  if (twin) return [twin.x.slice()]
  const guess: Weights = {
    alpha: Math.max(0.0002, 0.3 / Math.sqrt(period)),
    beta: 0.01,
    gamma: 0.05,
    phi: form.trend === 'Ad' ? 0.95 : 1,
  }
  const found = [packing.pack(guess, initialStates(y, form, period))]
  if (plain && form.trend !== 'N') {
    const states = plain.states.slice()
    found.push(packing.pack({ ...plain.weights, beta: plain.weights.beta || 0.001, phi: guess.phi }, states))
  }
  return found
}

const simpler = (trend: EtsForm['trend']) => (trend === 'A' ? 'Ad' : 'N')

/** How far each free number may move, squared, over the curvature that n values give. */
export function stepScale(packing: Packing, n: number): Float64Array {
  const { form, size } = packing
  const scale = new Float64Array(size).fill(4 / n)
  const weights = 1 + (form.trend === 'N' ? 0 : form.trend === 'A' ? 1 : 2) + (form.season === 'N' ? 0 : 1)
  for (let i = weights; i < size; i++) scale[i] = 0.01 / n
  if (form.trend !== 'N') scale[weights + 1] = 0.0001 / n
  return scale
}
