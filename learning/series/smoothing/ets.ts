import { minimise } from '../../numbers/minimise.ts'
import { isStable } from './admissible.ts'
import { allForms, type EtsForm, type EtsModel, Packing, parametersOf } from './model.ts'
import { deviance, pullBack, run, type States, type Tape, tapeFor, type Weights } from './recursion.ts'
import { type Fit, startsFor, stepScale } from './starts.ts'

export interface EtsOptions {
  /** Values in a season; 1 for none. R's rule is kept: a season longer than 24 is not estimated value by value. */
  readonly period?: number
  /** Forms that may be chosen; all 15 when absent. */
  readonly forms?: readonly EtsForm[]
  /** Evaluations for each start of each form: 200 by default; a fleet takes fewer. */
  readonly evaluations_max?: number
}

export const ETS_PERIOD_MAX = 24

interface Scaled {
  readonly y: Float64Array
  readonly scale: number
  readonly count: number
  readonly positive: boolean
}

interface Bench extends Scaled {
  readonly tape: Tape
  readonly evaluations_max: number
}

/**
 * The form with the least AICc. `null` when the series is too short or all its values are equal: there is nothing to
 * estimate then. Missing values (NaN) are allowed.
 */
export function fitEts(y: Float64Array, options: EtsOptions = {}): EtsModel | null {
  const series = scaled(y)
  if (series === null) return null
  const wanted = options.period ?? 1
  const usable = wanted <= ETS_PERIOD_MAX && series.count > wanted ? wanted : 1
  const bench: Bench = { ...series, tape: tapeFor(y.length), evaluations_max: options.evaluations_max ?? 200 }
  const fits: Fit[] = []
  let best: Fit | null = null
  for (const form of options.forms ?? allForms()) {
    if (!isPossible(form, series, usable)) continue
    const fit = fitForm(bench, form, form.season === 'N' ? 1 : usable, fits)
    if (fit === null) continue
    fits.push(fit)
    if (best === null || fit.aicc < best.aicc) best = fit
  }
  return best && modelOf(bench, best)
}

/** The same series with a mean size of one, so that every step and tolerance means the same for every series. */
function scaled(y: Float64Array): Scaled | null {
  let sum = 0
  let count = 0
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of y) {
    if (Number.isNaN(value)) continue
    sum += Math.abs(value)
    count++
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (count < 4 || !(high > low)) return null
  const scale = sum / count
  return { y: y.map((value) => value / scale), scale, count, positive: low > 0 }
}

function isPossible(form: EtsForm, series: Scaled, period: number): boolean {
  if ((form.error === 'M' || form.season === 'M') && !series.positive) return false
  if (form.season !== 'N' && period < 2) return false
  // As in R: a form with as many parameters as values is no model.
  return parametersOf(form, period) + 1 < series.count
}

function fitForm(bench: Bench, form: EtsForm, period: number, before: readonly Fit[]): Fit | null {
  const packing = new Packing(form, period)
  const objective = objectiveOf(bench, packing)
  const search = {
    evaluations_max: bench.evaluations_max,
    tolerance: 1e-4,
    scale: stepScale(packing, bench.count),
  }
  let best: { x: Float64Array; value: number } | null = null
  for (const x of startsFor(bench.y, packing, before)) {
    const value = minimise(objective, x, search)
    if (Number.isFinite(value) && (best === null || value < best.value)) best = { x, value }
  }
  if (best === null) return null
  const weights: Weights = { alpha: 0, beta: 0, gamma: 0, phi: 0 }
  const states = new Float64Array(2 + period)
  packing.unpack(best.x, weights, states)
  if (!isStable(weights, period)) return null
  const k = parametersOf(form, period)
  const total = best.value + 2 * bench.count * Math.log(bench.scale)
  const aicc = total + 2 * k + (2 * k * (k + 1)) / (bench.count - k - 1)
  return { form, period, x: best.x, weights, states, deviance: total, aicc }
}

function objectiveOf(bench: Bench, packing: Packing) {
  const { y, tape } = bench
  const product = packing.form.season === 'M'
  const relative = packing.form.error === 'M'
  const weights: Weights = { alpha: 0, beta: 0, gamma: 0, phi: 0 }
  const byWeight: Weights = { alpha: 0, beta: 0, gamma: 0, phi: 0 }
  const states = new Float64Array(2 + packing.period)
  const byState = new Float64Array(2 + packing.period)
  const tiny = 1e-18 * bench.count
  return (x: Float64Array, gradient: Float64Array): number => {
    if (!packing.unpack(x, weights, states)) return Number.POSITIVE_INFINITY
    if (!run(y, weights, states, product, tape)) return Number.POSITIVE_INFINITY
    const value = deviance(y, relative, tape, tiny)
    if (!Number.isFinite(value)) return Number.POSITIVE_INFINITY
    pullBack(y, weights, product, tape, byWeight, byState)
    packing.gradient(x, byWeight, byState, gradient)
    return value
  }
}

function modelOf(bench: Bench, fit: Fit): EtsModel {
  const relative = fit.form.error === 'M'
  const grown = (states: States): States =>
    states.map((value, i) => (i < 2 || fit.form.season === 'A' ? value * bench.scale : value))
  const final = fit.states.slice()
  run(bench.y, fit.weights, final, fit.form.season === 'M', bench.tape)
  let squares = 0
  for (let t = 0; t < bench.y.length; t++) {
    const error = bench.tape.error[t]! * (relative ? 1 / bench.tape.expected[t]! : bench.scale)
    squares += error * error
  }
  const k = parametersOf(fit.form, fit.period)
  return {
    form: fit.form,
    period: fit.period,
    weights: fit.weights,
    initial: grown(fit.states),
    final: grown(final),
    count: bench.count,
    aicc: fit.aicc,
    aic: fit.deviance + 2 * k,
    bic: fit.deviance + k * Math.log(bench.count),
    sigma2: squares / Math.max(1, bench.count - k + 1),
  }
}

/** The path that the model expects after the last value. `length` is how many values it was fitted to. */
export function etsPath(model: EtsModel, length: number, horizon: number): Float64Array {
  const { form, weights, final, period } = model
  const out = new Float64Array(horizon)
  let growth = final[1]!
  let level = final[0]!
  for (let h = 0; h < horizon; h++) {
    growth *= form.trend === 'N' ? 0 : weights.phi
    level += growth
    const season = final[2 + ((length + h) % period)]!
    out[h] = form.season === 'N' ? level : form.season === 'A' ? level + season : level * season
  }
  return out
}

/** The path from the end of a series that begins with the fitted one: weights stay, states follow the newer values. */
export function etsPathFrom(model: EtsModel, y: Float64Array, horizon: number): Float64Array {
  const states = model.initial.slice()
  if (!run(y, model.weights, states, model.form.season === 'M', tapeFor(y.length)))
    return etsPath(model, y.length, horizon)
  return etsPath({ ...model, final: states }, y.length, horizon)
}
