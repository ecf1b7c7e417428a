/**
 * Reorder points of a whole catalogue that keep the level they were asked for. Each product's demand of a lead time is drawn
 * from its own history; how far such draws can be believed is learnt from all products together, on lead times already over.
 */
import { seededRandom } from '../numbers/random.ts'
import { bootstrapDemand, type DemandSample, type LeadTime, sampleQuantile, shareUpTo } from './lead-time.ts'

/** How what was said of a lead time before it began fitted what was then demanded, over all products. */
export interface Round {
  /** By spread of `SPREADS`: the level that each product would have needed, and the mean loss of the uncorrected points. */
  readonly needed: readonly Float64Array[]
  readonly loss: readonly number[]
}

export interface Calibration {
  /** How uncertain the rate itself is: standard deviation of its logarithm from one lead time to the next. */
  readonly spread: number
  /** The level to ask of a sample so that the wanted one is kept. */
  readonly level: number
}

/** Tried on earlier lead times; the one of least pinball loss is taken. */
export const SPREADS: readonly number[] = [0, 0.3, 0.6, 0.9]
const FORGET = 0.015
const DRAWS = 300
/** So many lead times correct the level, and as many again say whether the correction itself came late. */
const WINDOW = 8
const ROUNDS = 2 * WINDOW
const KNOWN_MIN = 60
const LEVEL_MAX = 0.9995

/** The points for now, and what was learnt on the way. A product that never sold has 0. */
export function reorderPoints(
  series: readonly Float64Array[],
  lead: LeadTime,
  level: number,
): { points: Float64Array; calibration: Calibration } {
  const rounds: Round[] = []
  const shortest = Math.min(...series.map((y) => y.length))
  const step = Math.max(1, Math.round(lead.periods.reduce((sum, days) => sum + days, 0) / lead.periods.length))
  for (let back = ROUNDS * step; back > 0; back -= step) {
    const length = lead.periods[(back / step) % lead.periods.length] ?? step
    const days = Math.max(1, Math.min(Math.round(length), back))
    if (shortest - back >= KNOWN_MIN) rounds.push(roundOf(series, back, days, lead, level))
  }
  const calibration = calibrate(rounds, level)
  const points = Float64Array.from(series, (y, i) =>
    sampleQuantile(drawnDemand(y, lead, calibration.spread, i + 1), calibration.level, 'on_average'),
  )
  return { points, calibration }
}

/** Judges one past lead time of every product: it began `back` periods before the end and took `days`. */
export function roundOf(
  series: readonly Float64Array[],
  back: number,
  days: number,
  lead: LeadTime,
  level: number,
): Round {
  const needed = SPREADS.map(() => [] as number[])
  const loss = SPREADS.map(() => 0)
  for (const [i, y] of series.entries()) {
    const known = y.subarray(0, y.length - back)
    const outcome = totalOf(y.subarray(y.length - back, y.length - back + days))
    const usual = totalOf(known) / Math.max(1, known.length)
    if (known.length < KNOWN_MIN || !(usual > 0)) continue
    const plain = bootstrapDemand(known, lead, { draws: DRAWS, seed: i + 1, forget: FORGET })
    for (const [s, spread] of SPREADS.entries()) {
      const sample = widened(plain, spread, i + 1)
      const point = sampleQuantile(sample, level, 'on_average')
      needed[s]!.push(levelNeeded(sample, outcome))
      loss[s]! += Math.max(level * (outcome - point), (level - 1) * (outcome - point)) / usual
    }
  }
  return { needed: needed.map((own) => Float64Array.from(own)), loss }
}

/**
 * The level that would have kept the wanted share of the last lead times, over all products (split conformal on the
 * distribution). Where demand drifts such a level comes late: what it missed in earlier lead times is asked on top.
 */
export function calibrate(rounds: readonly Round[], level: number): Calibration {
  const losses = SPREADS.map((_, s) => rounds.reduce((sum, { loss }) => sum + loss[s]!, 0))
  const s = losses.indexOf(Math.min(...losses))
  const needed = rounds.map((round) => round.needed[s]!)
  const missed: number[] = []
  for (let r = Math.max(WINDOW, rounds.length - WINDOW); r < rounds.length; r++) {
    const own = needed[r]!
    if (own.length === 0) continue
    const asked = quantileOf(needed.slice(r - WINDOW, r), level)
    missed.push(level - own.filter((value) => value <= asked).length / own.length)
  }
  const late = missed.reduce((sum, share) => sum + share, 0) / Math.max(1, missed.length)
  const wanted = Math.min(LEVEL_MAX, Math.max(level / 2, level + late))
  return { spread: SPREADS[s] ?? 0, level: rounds.length === 0 ? level : quantileOf(needed.slice(-WINDOW), wanted) }
}

/** Demand of a lead time from the product's own history, with a rate that may have changed since. */
export function drawnDemand(known: Float64Array, lead: LeadTime, spread: number, seed: number): DemandSample {
  return widened(bootstrapDemand(known, lead, { draws: DRAWS, seed, forget: FORGET }), spread, seed)
}

/** Each draw times a factor of its own; whole demand stays whole. */
function widened(sample: DemandSample, spread: number, seed: number): DemandSample {
  if (spread === 0) return sample
  const random = seededRandom(seed + 1)
  const isWhole = sample.every(Number.isInteger)
  return sample
    .map((sum) => {
      const changed = sum * Math.exp(spread * random.normal() - (spread * spread) / 2)
      return isWhole ? Math.floor(changed + random.next()) : changed
    })
    .sort()
}

/** The lowest level at which the point `on_average` covers an outcome; 1 where no point of the sample does. */
export function levelNeeded(sample: DemandSample, outcome: number): number {
  const below = sample.findLastIndex((value) => value < outcome) + 1
  if (below === sample.length) return 1
  return below === 0 ? 0 : (below / sample.length + shareUpTo(sample, sample[below]!)) / 2
}

function quantileOf(needed: readonly Float64Array[], level: number): number {
  const all = Float64Array.from(needed.flatMap((own) => [...own])).sort()
  return Math.min(LEVEL_MAX, all[Math.min(all.length - 1, Math.ceil(level * all.length))] ?? level)
}

const totalOf = (values: Float64Array) => values.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0)
