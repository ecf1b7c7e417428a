/** Demand that is zero in most periods. All paths are flat: the demand expected per period. NaN is a period not observed. */
import { smoothLevel } from '../smoothing/level.ts'

export type DemandClass = 'smooth' | 'erratic' | 'intermittent' | 'lumpy' | 'none'

export interface DemandShape {
  /** Mean number of observed periods from one demand to the next. */
  readonly interval: number
  /** Squared coefficient of variation of the demands that are not zero. */
  readonly variation: number
  readonly class: DemandClass
}

const INTERVAL_LIMIT = 1.32
const VARIATION_LIMIT = 0.49

/** Syntetos, Boylan and Croston (2005): which kind of demand it is decides which methods may hope to be right. */
export function shapeOfDemand(y: Float64Array): DemandShape {
  let observed = 0
  let demands = 0
  let sum = 0
  let squares = 0
  for (const value of y) {
    if (Number.isNaN(value)) continue
    observed++
    if (value === 0) continue
    demands++
    sum += value
    squares += value * value
  }
  if (demands === 0) return { interval: Number.POSITIVE_INFINITY, variation: 0, class: 'none' }
  const interval = observed / demands
  const size = sum / demands
  const variation = Math.max(0, squares / demands - size * size) / (size * size)
  const often = interval < INTERVAL_LIMIT
  const steady = variation < VARIATION_LIMIT
  return {
    interval,
    variation,
    class: often ? (steady ? 'smooth' : 'erratic') : steady ? 'intermittent' : 'lumpy',
  }
}

/** Croston (1972): size of demand over interval between demands, each smoothed when there is a demand. Too high by about α/2. */
export function crostonRate(y: Float64Array, alpha = 0.1): number {
  let size = Number.NaN
  let interval = 1
  let since = 1
  for (let t = 0; t < y.length; t++) {
    const value = y[t]!
    if (Number.isNaN(value)) continue
    if (value === 0) {
      since++
      continue
    }
    if (Number.isNaN(size)) {
      size = value
      interval = since
    } else {
      size += alpha * (value - size)
      interval += alpha * (since - interval)
    }
    since = 1
  }
  return Number.isNaN(size) ? 0 : size / interval
}

/** Syntetos and Boylan: Croston without most of its bias. */
export const sbaRate = (y: Float64Array, alpha = 0.1) => crostonRate(y, alpha) * (1 - alpha / 2)

/** Teunter, Syntetos and Babai (2011): the probability of a demand falls in every period without one, so old stock dies out. */
export function tsbRate(y: Float64Array, alpha = 0.1, beta = 0.1): number {
  const shape = firstGuess(y)
  let { size, probability } = shape
  for (let t = 0; t < y.length; t++) {
    const value = y[t]!
    if (value > 0 || value < 0) {
      size += alpha * (value - size)
      probability += beta * (1 - probability)
    } else if (value === 0) probability -= beta * probability
  }
  return size * probability
}

function firstGuess(y: Float64Array): { size: number; probability: number } {
  let sum = 0
  let demands = 0
  let observed = 0
  for (let t = 0; t < y.length; t++) {
    const value = y[t]!
    if (Number.isNaN(value)) continue
    observed++
    if (value !== 0) {
      sum += value
      demands++
    }
  }
  return demands === 0 ? { size: 0, probability: 0 } : { size: sum / demands, probability: demands / observed }
}

/** Nikolopoulos and others (2011): smooths sums over about one interval between demands, then spreads them. */
export function adidaRate(y: Float64Array): number {
  const { interval } = shapeOfDemand(y)
  return Number.isFinite(interval) ? aggregatedRate(observedOf(y), Math.max(1, Math.round(interval))) : 0
}

/** Petropoulos and Kourentzes (2015): the mean of the same over every length from one to the interval. */
export function imapaRate(y: Float64Array, lengths_max = 12): number {
  const { interval } = shapeOfDemand(y)
  if (!Number.isFinite(interval)) return 0
  const observed = observedOf(y)
  const longest = Math.min(lengths_max, Math.max(1, Math.round(interval)))
  let sum = 0
  for (let length = 1; length <= longest; length++) sum += aggregatedRate(observed, length)
  return sum / longest
}

const observedOf = (y: Float64Array) => (y.some(Number.isNaN) ? y.filter((value) => !Number.isNaN(value)) : y)

/** Whole buckets counted from the end, so that the newest is complete. */
function aggregatedRate(y: Float64Array, length: number): number {
  const buckets = Math.floor(y.length / length)
  if (buckets === 0) return y.reduce((sum, value) => sum + value, 0) / y.length
  const sums = new Float64Array(buckets)
  const skipped = y.length - buckets * length
  for (let i = 0; i < buckets; i++) for (let j = 0; j < length; j++) sums[i]! += y[skipped + i * length + j]!
  return smoothLevel(sums).level / length
}
