/** A fleet: many series of one length in one block of memory, forecast together, each by its own best combination. */

export interface FleetPlan {
  /** How many series, and how many values each has. */
  readonly count: number
  readonly length: number
  readonly period: number
  readonly horizon: number
  readonly levels: readonly number[]
  /** Shares of cycles without a stock-out for the reorder point. */
  readonly service_level: number
  /** Observed lead times in periods, the same for all. */
  readonly lead_times: readonly number[]
  readonly origins: number
}

/** What is known of one series; all tables stand series after series in blocks that threads share. */
export interface FleetTables {
  /** Values, `count × length`; NaN is not observed. */
  readonly values: Float64Array
  readonly mean: Float64Array
  /** `count × levels × horizon`. */
  readonly low: Float64Array
  readonly high: Float64Array
  readonly reorder_point: Float64Array
  /** Mean absolute error in back-test of the combination and of the seasonal naive. */
  readonly error: Float64Array
  readonly naive_error: Float64Array
  /** Index into `demandClasses`. */
  readonly demand_class: Uint8Array
  /** Weight of each model of `fleetModels`. */
  readonly weights: Float32Array
}

export const demandClasses = ['none', 'smooth', 'erratic', 'intermittent', 'lumpy'] as const

export const fleetModels = [
  'sba',
  'tsb',
  'theta',
  'damped',
  'seasonal-naive',
  'seasonal-mean',
  'moving-average',
] as const

/** Blocks for a plan. `SharedArrayBuffer` lets worker threads write into them without copies. */
export function fleetTables(plan: FleetPlan, values?: Float64Array): FleetTables {
  const { count, horizon, levels } = plan
  const numbers = (n: number) => new Float64Array(new SharedArrayBuffer(8 * n))
  return {
    values: values ?? numbers(count * plan.length),
    mean: numbers(count * horizon),
    low: numbers(count * levels.length * horizon),
    high: numbers(count * levels.length * horizon),
    reorder_point: numbers(count),
    error: numbers(count),
    naive_error: numbers(count),
    demand_class: new Uint8Array(new SharedArrayBuffer(count)),
    weights: new Float32Array(new SharedArrayBuffer(4 * count * fleetModels.length)),
  }
}

/** The accuracy a fleet reached: the sums of its errors, in percent of what the seasonal naive forecast erred. */
export function accuracyOf({ error, naive_error }: FleetTables): {
  error: number
  naive_error: number
  relative: number
} {
  let own = 0
  let naive = 0
  for (let i = 0; i < error.length; i++) {
    if (!Number.isFinite(error[i]!) || !Number.isFinite(naive_error[i]!)) continue
    own += error[i]!
    naive += naive_error[i]!
  }
  return {
    error: own / error.length,
    naive_error: naive / error.length,
    relative: naive > 0 ? own / naive : Number.NaN,
  }
}
