/** Demand during a lead time, as a sample of what may happen. */

import { normalQuantile } from '../numbers/normal.ts'
import { quantileOfSorted, sorted } from '../numbers/order.ts'
import { type Random, seededRandom } from '../numbers/random.ts'

export interface LeadTime {
  /** Observed lead times in periods, or one that is certain. */
  readonly periods: readonly number[]
}

/** Outcomes of the total demand during one lead time, sorted upwards. */
export type DemandSample = Float64Array

export interface BootstrapOptions {
  readonly draws?: number
  readonly seed?: number
  /** Share by which a period counts less for each period of age; 0 lets all count alike. */
  readonly forget?: number
  /** Periods drawn together, so that demand that comes in runs stays so. */
  readonly block?: number
}

/**
 * Weighted bootstrap of the product's own history: each draw takes a lead time that was observed and strings together
 * blocks of observed periods, recent ones more often. NaN is a period that could not be observed (nothing to sell) and
 * is never drawn. The sum of fractions of a period is drawn as the whole one times the fraction.
 */
export function bootstrapDemand(history: Float64Array, lead: LeadTime, options: BootstrapOptions = {}): DemandSample {
  const { draws = 1000, seed = 1, forget = 0.004, block = 1 } = options
  const known = history.filter((value) => !Number.isNaN(value))
  const sample = new Float64Array(draws)
  if (known.length === 0 || lead.periods.length === 0) return sample
  const random = seededRandom(seed)
  const start = recentFirst(known.length, forget, random)
  for (let i = 0; i < draws; i++) {
    let rest = lead.periods[random.below(lead.periods.length)]!
    let sum = 0
    while (rest > 0) {
      let at = start()
      for (let j = 0; j < block && rest > 0; j++, at++) {
        sum += known[at % known.length]! * Math.min(1, rest)
        rest -= 1
      }
    }
    sample[i] = sum
  }
  return sample.sort()
}

/** Draws a place of the history, the last one most often: the inverse of a cut geometric distribution. */
function recentFirst(n: number, forget: number, random: Random): () => number {
  if (!(forget > 0)) return () => random.below(n)
  const whole = 1 - (1 - forget) ** n
  const base = Math.log(1 - forget)
  return () => n - 1 - Math.min(n - 1, Math.floor(Math.log(1 - random.next() * whole) / base))
}

export interface Moments {
  readonly mean: number
  readonly variance: number
}

/** Mean and variance of demand over a lead time that varies on its own: E[L]·σ² + μ²·Var[L]. */
export function leadTimeMoments(history: Float64Array, lead: LeadTime): Moments {
  const demand = momentsOf(history)
  const time = momentsOf(Float64Array.from(lead.periods))
  return {
    mean: demand.mean * time.mean,
    variance: time.mean * demand.variance + demand.mean ** 2 * time.variance,
  }
}

function momentsOf(values: Float64Array): Moments {
  let count = 0
  let sum = 0
  let squares = 0
  for (const value of values) {
    if (Number.isNaN(value)) continue
    count++
    sum += value
    squares += value * value
  }
  if (count === 0) return { mean: 0, variance: 0 }
  const mean = sum / count
  return { mean, variance: count > 1 ? Math.max(0, (squares - sum * mean) / (count - 1)) : 0 }
}

/** The normal formula: mean plus z times the standard deviation, never below zero. */
export function normalReorderPoint(moments: Moments, level: number): number {
  return Math.max(0, moments.mean + normalQuantile(level) * Math.sqrt(moments.variance))
}

/**
 * The quantile of a sample of demand. Demand comes in whole units, so no number of units has exactly the wanted level:
 * `at_least` takes the first that reaches it; `on_average` takes the one nearest to it, so that over many products the
 * level is met and not exceeded.
 */
export function sampleQuantile(
  sample: DemandSample,
  level: number,
  rule: 'at_least' | 'on_average' = 'at_least',
): number {
  const n = sample.length
  if (n === 0) return 0
  const above = sample[Math.min(n - 1, Math.ceil(level * n - 1e-9) - 1 < 0 ? 0 : Math.ceil(level * n - 1e-9) - 1)]!
  if (rule === 'at_least') return above
  const below = largestBelow(sample, above)
  if (below === null) return above
  const reach = (value: number) => shareUpTo(sample, value)
  return level - reach(below) < reach(above) - level ? below : above
}

function largestBelow(sample: DemandSample, value: number): number | null {
  const first = sample.indexOf(value)
  return first > 0 ? sample[first - 1]! : null
}

/** Share of outcomes not above a value. */
export function shareUpTo(sample: DemandSample, value: number): number {
  let low = 0
  let high = sample.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sample[middle]! <= value) low = middle + 1
    else high = middle
  }
  return sample.length === 0 ? 1 : low / sample.length
}

/** A sample with a wanted mean and variance: negative binomial when it varies more than its mean, else Poisson, else normal. */
export function predictiveDemand(moments: Moments, options: { draws?: number; seed?: number } = {}): DemandSample {
  const { draws = 1000, seed = 1 } = options
  const random = seededRandom(seed)
  const { mean, variance } = moments
  if (!(mean > 0)) return new Float64Array(draws)
  if (mean > 500) {
    const sd = Math.sqrt(variance)
    return sorted(Float64Array.from({ length: draws }, () => Math.max(0, mean + sd * random.normal())))
  }
  const shape = variance > mean ? mean ** 2 / (variance - mean) : Number.POSITIVE_INFINITY
  return sorted(
    Float64Array.from({ length: draws }, () =>
      poisson(Number.isFinite(shape) ? (gamma(shape, random) * mean) / shape : mean, random),
    ),
  )
}

function poisson(rate: number, random: Random): number {
  if (rate > 400) return Math.max(0, Math.round(rate + Math.sqrt(rate) * random.normal()))
  const limit = Math.exp(-rate)
  let count = 0
  for (let product = random.next(); product > limit; product *= random.next()) count++
  return count
}

/** Marsaglia and Tsang (2000). */
function gamma(shape: number, random: Random): number {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random.next()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = random.normal()
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

/** Quantiles of a sample at several levels. */
export const quantilesOf = (sample: DemandSample, levels: readonly number[]) =>
  levels.map((level) => quantileOfSorted(sample, level))
