import { mean } from '../../numbers/order.ts'
import { seasonalIndices } from '../decompose.ts'
import type { EtsForm } from './model.ts'
import type { States } from './recursion.ts'

/** A first guess of the states: seasons by classical decomposition, level and slope from the first values without them. */
export function initialStates(y: Float64Array, form: EtsForm, period: number): States {
  const seasonal = form.season !== 'N'
  const states = new Float64Array(2 + (seasonal ? period : 1))
  let adjusted = y
  if (seasonal) {
    const product = form.season === 'M'
    const index = seasonalIndices(y, period, product)
    states.set(index, 2)
    adjusted = y.map((value, t) => (product ? value / index[t % period]! : value - index[t % period]!))
  }
  const known = firstKnown(adjusted, Math.max(10, 2 * (seasonal ? period : 1)))
  const level = mean(known.map(({ value }) => value))
  const line = lineThrough(known)
  states[0] = form.trend === 'N' ? level : line.level
  states[1] = form.trend === 'N' ? 0 : line.slope
  // A model of relative errors cannot start at or below zero.
  if ((form.error === 'M' || form.season === 'M') && !(states[0] > 0 && states[0] + states[1] > 0)) {
    states[0] = Math.max(level, 1e-8)
    states[1] = 0
  }
  return states
}

function firstKnown(y: Float64Array, count: number): { t: number; value: number }[] {
  const found: { t: number; value: number }[] = []
  for (let t = 0; t < y.length && found.length < count; t++)
    if (!Number.isNaN(y[t]!)) found.push({ t: t + 1, value: y[t]! })
  return found
}

function lineThrough(points: readonly { t: number; value: number }[]): { level: number; slope: number } {
  const centre = mean(points.map(({ t }) => t))
  const level = mean(points.map(({ value }) => value))
  let across = 0
  let square = 0
  for (const { t, value } of points) {
    across += (t - centre) * (value - level)
    square += (t - centre) ** 2
  }
  const slope = square > 0 ? across / square : 0
  return { level: level - slope * centre, slope }
}
