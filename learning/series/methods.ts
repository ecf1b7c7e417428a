/** Forecasters behind one interface: fitted once, then carried forward over new values without a new fit. */
import { adidaRate, crostonRate, imapaRate, sbaRate, tsbRate } from './intermittent/intermittent.ts'
import {
  driftPath,
  movingAveragePath,
  naivePath,
  seasonalMeanPath,
  seasonalNaivePath,
  seasonalStepsPath,
} from './naive.ts'
import { autoregressionFit } from './regression/autoregression.ts'
import { seasonallyAdjusted } from './seasonal-adjustment.ts'
import { etsPathFrom, fitEts } from './smoothing/ets.ts'
import { smoothLevel } from './smoothing/level.ts'
import type { EtsForm } from './smoothing/model.ts'
import { optimisedThetaPath, thetaPath } from './theta.ts'

/**
 * The path after the last value of a series that begins with the fitted one and may have grown: what was estimated
 * stays, states follow the new values. So a back-test needs one fit for many origins and still never looks ahead.
 */
export type Fitted = (y: Float64Array, horizon: number) => Float64Array

export interface Method {
  readonly name: string
  /** Null when the series is not one for this method (too short, not positive, constant). */
  fit(y: Float64Array, period: number): Fitted | null
}

const always = (name: string, path: Fitted): Method => ({ name, fit: () => path })
const flat = (name: string, rate: (y: Float64Array) => number): Method =>
  always(name, (y, horizon) => new Float64Array(horizon).fill(rate(y)))

export const naive = always('naive', naivePath)
export const drift = always('drift', driftPath)
export const seasonalNaive: Method = {
  name: 'seasonal-naive',
  fit: (_, period) => (period > 1 ? (y, horizon) => seasonalNaivePath(y, period, horizon) : null),
}
export const seasonalMean: Method = {
  name: 'seasonal-mean',
  fit: (_, period) => (period > 1 ? (y, horizon) => seasonalMeanPath(y, period, 8, horizon) : null),
}
export const movingAverage = always('moving-average', (y, horizon) => movingAveragePath(y, 28, horizon))
export const ses: Method = {
  name: 'ses',
  fit: (y) => {
    const { alpha } = smoothLevel(y)
    return (longer, horizon) => new Float64Array(horizon).fill(smoothLevel(longer, alpha).level)
  },
}

export const croston = flat('croston', (y) => crostonRate(y))
export const sba = flat('sba', (y) => sbaRate(y))
export const tsb = flat('tsb', (y) => tsbRate(y))
export const adida = flat('adida', adidaRate)
export const imapa = flat('imapa', (y) => imapaRate(y))

export const theta: Method = {
  name: 'theta',
  fit: (_, period) => (y, horizon) => thetaPath(y, period, horizon),
}
export const optimisedTheta: Method = {
  name: 'optimised-theta',
  fit: (_, period) => (y, horizon) => optimisedThetaPath(y, period, horizon),
}

export interface EtsMethodOptions {
  readonly forms?: readonly EtsForm[]
  /** Older values are not looked at: a model of hundreds of periods ago says little and costs much. */
  readonly values_max?: number
  readonly evaluations_max?: number
}

export function etsMethod(name: string, options: EtsMethodOptions = {}): Method {
  return {
    name,
    fit: (y, period) => {
      const from = Math.max(0, y.length - (options.values_max ?? 1000))
      const { values_max: _, ...rest } = options
      const model = fitEts(y.subarray(from), { ...rest, period })
      return model && ((longer, horizon) => etsPathFrom(model, longer.subarray(from), horizon))
    },
  }
}

export const ets = etsMethod('ets')
export const holt = etsMethod('holt', { forms: [{ error: 'A', trend: 'A', season: 'N' }] })
export const damped = etsMethod('damped', {
  forms: [
    { error: 'A', trend: 'Ad', season: 'N' },
    { error: 'A', trend: 'Ad', season: 'A' },
  ],
})

/** Differences explained by earlier differences, on the logarithm where all is positive. */
export function autoregression(name: string, lags: readonly number[], ridge: number, values_max = 900): Method {
  return {
    name,
    fit: (y) => {
      const logarithm = y.every((value) => value > 0)
      return autoregressionFit(y.subarray(Math.max(0, y.length - values_max)), { lags, ridge, logarithm })
    },
  }
}

/** The last value moved as it moved at this place of the season in earlier cycles. */
export function seasonalSteps(season: number, cycles: number): Method {
  return {
    name: `season-steps${season}`,
    fit: (first) => (first.length > season + 1 ? (y, horizon) => seasonalStepsPath(y, season, cycles, horizon) : null),
  }
}

/**
 * Another method on the series without a season that is too long to be estimated value by value. Where there is a shorter
 * season too (days have a week and a year, hours a day and a week), the long one is told from what the short one leaves, and
 * the method learns the short one itself: several seasons in one model.
 */
export function adjusted(method: Method, season: number, cycles: number): Method {
  return {
    name: `${method.name}+season${season}`,
    fit: (y, period) => {
      if (y.length < 3 * season && !(period > 1 && y.length >= 2 * season)) return null
      const from = Math.max(0, y.length - cycles * season)
      const own = y.subarray(from)
      const short = period > 1 && period < season ? period : 1
      const season_part = seasonallyAdjusted(own, season, short > 1 ? seasonallyAdjusted(own, short).adjusted : own)
      const fitted = method.fit(season_part.adjusted, short)
      if (fitted === null) return null
      return (longer, horizon) => {
        const later = longer.subarray(from)
        return season_part.restore(fitted(season_part.adjust(later), horizon), later.length)
      }
    },
  }
}
