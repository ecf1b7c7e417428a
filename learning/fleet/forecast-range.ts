/** The series of a fleet from one place to another: what one thread does. */

import { shapeOfDemand } from '../series/intermittent/intermittent.ts'
import { bootstrapDemand, sampleQuantile } from '../stock-policy/lead-time.ts'
import { bandInto } from './bands.ts'
import { type Prepared, pathInto, prepare } from './models.ts'
import { demandClasses, type FleetPlan, type FleetTables, fleetModels } from './plan.ts'

const MODELS = fleetModels.length
const POWER = 2
const DRAWS = 400

/** Forecasts the series `from` up to `to` (not included) and writes what it found into the tables. */
export function forecastRange(plan: FleetPlan, tables: FleetTables, from: number, to: number): void {
  const bench = benchFor(plan)
  for (let i = from; i < to; i++) forecastOne(plan, tables, i, bench)
}

interface Bench {
  /** `model × origin × horizon`. */
  readonly paths: Float64Array
  readonly finals: Float64Array
  readonly combined: Float64Array
  readonly errors: Float64Array
  readonly loss: Float64Array
}

function benchFor({ origins, horizon }: FleetPlan): Bench {
  const array = (n: number) => new Float64Array(n)
  return {
    paths: array(MODELS * origins * horizon),
    finals: array(MODELS * horizon),
    combined: array(origins * horizon),
    errors: array(origins * horizon),
    loss: array(MODELS),
  }
}

function forecastOne(plan: FleetPlan, tables: FleetTables, i: number, bench: Bench): void {
  const { length, horizon, origins, period } = plan
  const y = tables.values.subarray(i * length, (i + 1) * length)
  const shape = shapeOfDemand(y)
  tables.demand_class[i] = demandClasses.indexOf(shape.class)
  if (shape.class === 'none') return
  const first = length - origins * horizon
  // Fitted once before the first origin: later origins see later values, never later weights.
  const early = prepare(y.subarray(0, first), period, shape)
  for (let o = 0; o < origins; o++) {
    const known = y.subarray(0, first + o * horizon)
    for (let m = 0; m < MODELS; m++) {
      const at = (m * origins + o) * horizon
      pathInto(m, known, early, bench.paths.subarray(at, at + horizon))
    }
  }
  const actual = y.subarray(first)
  weigh(plan, actual, bench, tables.weights.subarray(i * MODELS, (i + 1) * MODELS))
  finish(plan, tables, i, { y, actual, early }, bench)
}

/** Weights by mean absolute error, halfway to equal: single back-tests of slow movers are mostly noise. */
function weigh({ origins, horizon }: FleetPlan, actual: Float64Array, bench: Bench, weights: Float32Array): void {
  const size = origins * horizon
  let least = Number.POSITIVE_INFINITY
  for (let m = 0; m < MODELS; m++) {
    let squares = 0
    for (let t = 0; t < size; t++) {
      const error = actual[t]! - bench.paths[m * size + t]!
      if (!Number.isNaN(error)) squares += error * error
    }
    bench.loss[m] = squares
    least = Math.min(least, squares)
  }
  let total = 0
  for (let m = 0; m < MODELS; m++) {
    weights[m] = least > 0 ? (least / bench.loss[m]!) ** POWER : bench.loss[m] === 0 ? 1 : 0
    total += weights[m]!
  }
  for (let m = 0; m < MODELS; m++) weights[m]! /= total
}

interface Subject {
  readonly y: Float64Array
  readonly actual: Float64Array
  readonly early: Prepared
}

function finish(plan: FleetPlan, tables: FleetTables, i: number, { y, actual, early }: Subject, bench: Bench): void {
  const { horizon, origins, levels } = plan
  const size = origins * horizon
  const weights = tables.weights.subarray(i * MODELS, (i + 1) * MODELS)
  const mean = tables.mean.subarray(i * horizon, (i + 1) * horizon)
  bench.combined.fill(0)
  mean.fill(0)
  for (let m = 0; m < MODELS; m++) {
    const weight = weights[m]!
    if (weight < 1e-4) continue
    for (let t = 0; t < size; t++) bench.combined[t]! += weight * bench.paths[m * size + t]!
    pathInto(m, y, early, bench.finals.subarray(0, horizon))
    for (let h = 0; h < horizon; h++) mean[h]! += weight * bench.finals[h]!
  }
  for (let h = 0; h < horizon; h++) mean[h] = Math.max(0, mean[h]!)
  const naive = fleetModels.indexOf('seasonal-naive')
  let own = 0
  let base = 0
  let known = 0
  for (let t = 0; t < size; t++) {
    const error = actual[t]! - Math.max(0, bench.combined[t]!)
    bench.errors[t] = error
    if (Number.isNaN(error)) continue
    own += Math.abs(error)
    base += Math.abs(actual[t]! - bench.paths[naive * size + t]!)
    known++
  }
  tables.error[i] = own / known
  tables.naive_error[i] = base / known
  for (let l = 0; l < levels.length; l++) {
    const at = (i * levels.length + l) * horizon
    bandInto(
      mean,
      bench.errors,
      levels[l]!,
      tables.low.subarray(at, at + horizon),
      tables.high.subarray(at, at + horizon),
    )
  }
  const sample = bootstrapDemand(y, { periods: plan.lead_times }, { draws: DRAWS, seed: i + 1 })
  tables.reorder_point[i] = sampleQuantile(sample, plan.service_level, 'on_average')
}
