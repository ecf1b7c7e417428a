import { type MinimiseOptions, minimise, type Smooth } from '../../numbers/minimise.ts'
import { isStable } from './admissible.ts'
import { Curvature, type CurvatureRoom, roomFor } from './curvature.ts'
import { plainDeviance, plainPull, relativeDeviance } from './deviance.ts'
import { allForms, type EtsForm, type EtsModel, Packing, parametersOf } from './model.ts'
import { pullBack, run, type States, type Tape, tapeFor, type Weights } from './recursion.ts'
import { type Fit, Starts } from './starts.ts'

export interface EtsOptions {
  /** Values in a season; 1 for none. R's rule is kept: a season longer than 24 is not estimated value by value. */
  readonly period?: number
  /** Forms that may be chosen; all 15 when absent. */
  readonly forms?: readonly EtsForm[]
  /** Evaluations for each start of each form: 200 by default; a fleet takes fewer. */
  readonly evaluations_max?: number
}

export const ETS_PERIOD_MAX = 24

/** In units of deviance, of which half a one decides nothing. */
const TOLERANCE = 5e-3
/** A form is left when even this many times what its next step promises would not make it the best. */
const HOPE = 4
const MARGIN = 2
const STIFF = 0.3
/** Longest step of a weight, in radians. */
const WEIGHT_STEP = 1

interface Scaled {
  readonly y: Float64Array
  readonly scale: number
  readonly count: number
  readonly positive: boolean
}

interface Bench extends Scaled {
  readonly tape: Tape
  readonly room: CurvatureRoom
  readonly starts: Starts
  readonly evaluations_max: number
  /** One form was asked for: it may be searched from every start. */
  readonly isAlone: boolean
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
  const bench: Bench = {
    ...series,
    ...roomOver(y),
    starts: new Starts(series.y),
    evaluations_max: options.evaluations_max ?? 200,
    isAlone: options.forms?.length === 1,
  }
  const fits: Fit[] = []
  let best: Fit | null = null
  for (const form of options.forms ?? allForms()) {
    if (!isPossible(form, series, usable)) continue
    const fit = fitForm(bench, form, form.season === 'N' ? 1 : usable, fits, best?.aicc ?? Number.POSITIVE_INFINITY)
    if (fit === null) continue
    fits.push(fit)
    if (best === null || fit.aicc < best.aicc) best = fit
  }
  return best && modelOf(bench, best)
}

let room: { readonly tape: Tape; readonly room: CurvatureRoom } | null = null

/** Series of a shop are as long as each other: what one was fitted in serves for the next. Nothing is read that it left. */
function roomOver(y: Float64Array) {
  if (room?.tape.error.length !== y.length) room = { tape: tapeFor(y.length), room: roomFor(y) }
  return room
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

function fitForm(bench: Bench, form: EtsForm, period: number, before: readonly Fit[], least: number): Fit | null {
  const packing = new Packing(form, period)
  const k = parametersOf(form, period)
  const rest = 2 * bench.count * Math.log(bench.scale) + 2 * k + (2 * k * (k + 1)) / (bench.count - k - 1)
  const { objective, curvature, weights, states } = problemOf(bench, packing)
  let best: { x: Float64Array; value: number } | null = null
  const search: MinimiseOptions = {
    evaluations_max: bench.evaluations_max,
    tolerance: TOLERANCE,
    curvature,
    bounded: packing.weightCount,
    edge: Math.PI / 2,
    longest: (i) => (i < packing.weightCount ? WEIGHT_STEP : Number.POSITIVE_INFINITY),
    isHopeless: (value, promised) =>
      value - HOPE * promised > Math.min(least - rest + MARGIN, best?.value ?? Number.POSITIVE_INFINITY),
  }
  const valleys = bench.starts.of(packing, before)
  for (const valley of bench.isAlone ? [...valleys.flat(), ...bench.starts.more(packing)].map((x) => [x]) : valleys) {
    const x = likeliest(valley, objective)
    const value = minimise(objective, x, search)
    if (Number.isFinite(value) && (best === null || value < best.value)) best = { x, value }
  }
  if (best === null) return null
  packing.unpack(best.x, weights, states)
  if (!isStable(weights, period)) return null
  const total = best.value + 2 * bench.count * Math.log(bench.scale)
  return { form, period, x: best.x, weights, states, deviance: total, aicc: best.value + rest }
}

/** The start with the least deviance. */
function likeliest(starts: readonly Float64Array[], objective: Smooth): Float64Array {
  const unused = new Float64Array(starts[0]?.length ?? 0)
  const values = starts.map((x) => (starts.length === 1 ? 0 : objective(x, unused)))
  return starts[values.indexOf(Math.min(...values))] ?? new Float64Array(0)
}

/** What the search asks for a form: the deviance with its gradient, and how it bends. */
function problemOf(bench: Bench, packing: Packing) {
  const { y, tape } = bench
  const product = packing.form.season === 'M'
  const relative = packing.form.error === 'M'
  const weights: Weights = { alpha: 0, beta: 0, gamma: 0, phi: 0 }
  const byWeight: Weights = { alpha: 0, beta: 0, gamma: 0, phi: 0 }
  const states = new Float64Array(2 + packing.period)
  const byState = new Float64Array(2 + packing.period)
  const tiny = 1e-18 * bench.count
  const objective = (x: Float64Array, gradient: Float64Array): number => {
    if (!packing.unpack(x, weights, states)) return Number.POSITIVE_INFINITY
    const squares = run(y, weights, states, product, tape)
    if (!Number.isFinite(squares)) return Number.POSITIVE_INFINITY
    const value = relative ? relativeDeviance(y, tape, bench.count, tiny) : plainDeviance(squares, bench.count, tiny)
    if (!Number.isFinite(value)) return Number.POSITIVE_INFINITY
    const pull = relative ? { values: tape.pull, factor: 1 } : plainPull(tape, squares, bench.count, tiny)
    pullBack(y, weights, product, tape, pull, byWeight, byState)
    packing.gradient(x, byWeight, byState, gradient)
    return value
  }
  const bends = new Curvature(packing, y, tape, bench.room)
  const curvature = (x: Float64Array, into: Float64Array, gradient: Float64Array): boolean => {
    if (!packing.unpack(x, weights, states) || Number.isNaN(run(y, weights, states, product, tape))) return false
    if (!bends.write(x, weights, relative, into)) return false
    const { size, weightCount } = packing
    for (let i = 0; i < size; i++) {
      const own = into[i * size + i]!
      // The second derivative of the sine that keeps a weight in its region.
      into[i * size + i] =
        i < weightCount ? own + STIFF + Math.max(0, -gradient[i]! * Math.tan(x[i]!)) : own * (1 + 1e-9) + 1e-9
    }
    return true
  }
  return { objective, curvature, weights, states }
}

function modelOf(bench: Bench, fit: Fit): EtsModel {
  const relative = fit.form.error === 'M'
  const grown = (states: States): States =>
    states.map((value, i) => (i < 2 || fit.form.season === 'A' ? value * bench.scale : value))
  const final = fit.states.slice()
  run(bench.y, fit.weights, final, fit.form.season === 'M', bench.tape)
  let squares = 0
  for (let t = 0; t < bench.y.length; t++) {
    const value = bench.y[t]!
    if (Number.isNaN(value)) continue
    const error = bench.tape.error[t]! * (relative ? 1 / (value - bench.tape.error[t]!) : bench.scale)
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
  if (Number.isNaN(run(y, model.weights, states, model.form.season === 'M', tapeFor(y.length))))
    return etsPath(model, y.length, horizon)
  return etsPath({ ...model, final: states }, y.length, horizon)
}
