/** The models of a fleet, written into given arrays: no objects are made for each path. */
import { crostonRate, type DemandShape, tsbRate } from '../series/intermittent/intermittent.ts'
import { smoothLevel } from '../series/smoothing/level.ts'
import { type DampedFit, dampedInto, fitDamped } from './damped.ts'
import { fleetModels } from './plan.ts'
import { seasonalFactors } from './season.ts'

/** What is estimated once, before the first origin. */
export interface Prepared {
  readonly period: number
  /** Additive indices by place of the period, or null where the season is no more than chance. */
  readonly season: Float64Array | null
  readonly alpha: number
  readonly damped: DampedFit
  readonly croston_alpha: number
}

export function prepare(y: Float64Array, period: number, shape: DemandShape): Prepared {
  const season = seasonalFactors(y, period)
  const adjusted = season ? y.map((value, t) => value - season[t % period]!) : y
  return {
    period,
    season,
    alpha: smoothLevel(adjusted).alpha,
    damped: fitDamped(adjusted),
    croston_alpha: shape.interval > 4 ? 0.05 : 0.1,
  }
}

/** Writes the path of one model after the last value of `y`. */
export function pathInto(model: number, y: Float64Array, fit: Prepared, out: Float64Array): void {
  switch (fleetModels[model]) {
    case 'sba':
      out.fill(crostonRate(y, fit.croston_alpha) * (1 - fit.croston_alpha / 2))
      return
    case 'tsb':
      out.fill(tsbRate(y, 0.1, 0.05))
      return
    case 'theta':
      thetaInto(y, fit, out)
      return
    case 'damped':
      dampedInto(y, fit.damped, fit.season, out)
      return
    case 'seasonal-naive':
      meansInto(y, fit.period, 1, out)
      return
    case 'seasonal-mean':
      meansInto(y, fit.period, 12, out)
      return
    default:
      out.fill(recentMean(y, 56))
  }
}

function thetaInto(y: Float64Array, { season, alpha, period }: Prepared, out: Float64Array): void {
  const n = y.length
  const keep = 1 - alpha
  let level = 0
  let known = 0
  let st = 0
  let sy = 0
  let stt = 0
  let sty = 0
  for (let t = 0; t < n; t++) {
    const value = y[t]! - (season ? season[t % period]! : 0)
    if (Number.isNaN(value)) continue
    level = known === 0 ? value : keep * level + alpha * value
    known++
    st += t
    sy += value
    stt += t * t
    sty += t * value
  }
  const spread = known * stt - st * st
  const slope = spread > 0 ? (known * sty - st * sy) / spread : 0
  const offset = (1 - keep ** n) / alpha
  for (let h = 0; h < out.length; h++)
    out[h] = Math.max(0, level + (slope / 2) * (h + offset) + (season ? season[(n + h) % period]! : 0))
}

/** For each place of the season the mean of its last known values. */
function meansInto(y: Float64Array, period: number, cycles: number, out: Float64Array): void {
  for (let h = 0; h < out.length; h++) {
    if (h >= period) {
      out[h] = out[h - period]!
      continue
    }
    let sum = 0
    let count = 0
    for (let t = y.length + h - period; t >= 0 && count < cycles; t -= period) {
      if (Number.isNaN(y[t]!)) continue
      sum += y[t]!
      count++
    }
    out[h] = count > 0 ? sum / count : 0
  }
}

function recentMean(y: Float64Array, width: number): number {
  let sum = 0
  let count = 0
  for (let t = y.length - 1; t >= 0 && count < width; t--) {
    if (Number.isNaN(y[t]!)) continue
    sum += y[t]!
    count++
  }
  return count > 0 ? sum / count : 0
}
