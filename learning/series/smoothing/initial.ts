import { seasonalIndices } from '../decompose.ts'
import type { EtsForm } from './model.ts'
import type { States } from './recursion.ts'

/** A first guess of the states: seasons by classical decomposition, level and slope from the first values without them. */
export function initialStates(y: Float64Array, form: EtsForm, period: number): States {
  const seasonal = form.season !== 'N'
  const states = new Float64Array(2 + (seasonal ? period : 1))
  if (seasonal) states.set(seasonalIndices(y, period, form.season === 'M'), 2)
  const adjusted = adjustedBy(y, form.season, states)
  const line = lineOver(adjusted, Math.max(10, 2 * (seasonal ? period : 1)))
  const level = line.mean
  states[0] = form.trend === 'N' ? level : line.level
  states[1] = form.trend === 'N' ? 0 : line.slope
  // A model of relative errors cannot start at or below zero.
  if ((form.error === 'M' || form.season === 'M') && !(states[0] > 0 && states[0] + states[1] > 0)) {
    states[0] = Math.max(level, 1e-8)
    states[1] = 0
  }
  return states
}

/** The series without the seasons of these states. */
export function adjustedBy(y: Float64Array, season: EtsForm['season'], states: States): Float64Array {
  if (season === 'N') return y
  const period = states.length - 2
  const adjusted = new Float64Array(y.length)
  for (let t = 0, place = 2; t < y.length; t++) {
    adjusted[t] = season === 'M' ? y[t]! / states[place]! : y[t]! - states[place]!
    if (++place === period + 2) place = 2
  }
  return adjusted
}

/** The straight line through the first known values (all of them by default); times count from 1. */
export function lineOver(y: Float64Array, most = y.length): { level: number; slope: number; mean: number } {
  let n = 0
  let st = 0
  let sy = 0
  let stt = 0
  let sty = 0
  for (let t = 0; t < y.length && n < most; t++) {
    const value = y[t]!
    if (Number.isNaN(value)) continue
    n++
    st += t + 1
    sy += value
    stt += (t + 1) * (t + 1)
    sty += (t + 1) * value
  }
  const spread = n * stt - st * st
  const slope = spread > 0 ? (n * sty - st * sy) / spread : 0
  return { level: (sy - slope * st) / n, slope, mean: sy / n }
}
