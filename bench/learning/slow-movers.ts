/**
 * Slow movers, judged on what happened later: `npm run score:slow`. A generated catalogue, and the products of the Online
 * Retail set that sell on fewer than half of its trading days. For the lead times of the last 168 days: the share that
 * reorder points for 95 % cover, and their pinball loss beside the normal formula's. Settings were chosen on the even
 * products; the odd ones chose nothing. Then the forecast bands of 28 days, from three origins.
 */
import {
  calibrate,
  coverage,
  drawnDemand,
  forecast,
  generatedDemand,
  intervalScore,
  leadTimeMoments,
  normalReorderPoint,
  pinball,
  type Round,
  roundOf,
  sampleQuantile,
} from '#learning'
import { readLines } from '../../demo/online-retail/read-lines.ts'

const LEVEL = 0.95
const LEAD = { periods: [5, 7, 7, 10] }
const KNOWN_MIN = 60
const ROUNDS = 16
const LEVELS = [0.8, 0.9, 0.95]
const HORIZON = 28
const LENGTH = 730

const shop = generatedDemand(1000, LENGTH)
tell(
  'generated',
  Array.from({ length: 1000 }, (_, i) => shop.subarray(i * LENGTH, (i + 1) * LENGTH)),
)
tell('Online Retail', await retail())

function tell(name: string, series: readonly Float64Array[]): void {
  for (const part of [0, 1]) {
    console.log(`${name}, ${part === 0 ? 'even products (settings)' : 'odd products (unseen)'}`)
    tellStock(series.filter((_, i) => i % 2 === part))
  }
  tellBands(series.filter((_, i) => i % 8 === 1))
}

interface Points {
  readonly demand: number[]
  readonly own: number[]
  readonly formula: number[]
}

function tellStock(series: readonly Float64Array[]): void {
  const leads = leadsBack(168 + ROUNDS * 7.25)
  const rounds: Round[] = []
  const halves: readonly [Points, Points] = [
    { demand: [], own: [], formula: [] },
    { demand: [], own: [], formula: [] },
  ]
  for (const { back, days } of leads) {
    if (back <= 168 && rounds.length >= ROUNDS) judge(series, back, days, rounds, halves[back > 84 ? 0 : 1])
    rounds.push(roundOf(series, back, days, LEAD, LEVEL))
  }
  for (const [h, { demand, own, formula }] of halves.entries()) {
    const kept = (points: number[]) =>
      ((100 * demand.filter((value, i) => value <= (points[i] ?? 0)).length) / demand.length).toFixed(1)
    const loss = (points: number[]) => pinball(demand, points, LEVEL).toFixed(3)
    console.log(
      `  ${h === 0 ? 'days 168 to 85 before the end' : 'the last 84 days'}, ${demand.length} lead times: ` +
        `kept ${kept(own)} %, pinball ${loss(own)}; normal formula ${kept(formula)} %, ${loss(formula)}`,
    )
  }
}

/** Each point knows only what was before its lead time. */
function judge(
  series: readonly Float64Array[],
  back: number,
  days: number,
  rounds: readonly Round[],
  into: Points,
): void {
  const { spread, level } = calibrate(rounds.slice(-ROUNDS), LEVEL)
  for (const [i, y] of series.entries()) {
    const known = y.subarray(0, Math.max(0, y.length - back))
    if (known.length < KNOWN_MIN || !known.some((value) => value > 0)) continue
    into.demand.push(y.subarray(y.length - back, y.length - back + days).reduce((sum, value) => sum + value, 0))
    into.own.push(sampleQuantile(drawnDemand(known, LEAD, spread, i + 1), level, 'on_average'))
    into.formula.push(normalReorderPoint(leadTimeMoments(known, LEAD), LEVEL))
  }
}

/** Lead times one after the other up to the end, oldest first. */
function leadsBack(reach: number): { back: number; days: number }[] {
  const leads: { back: number; days: number }[] = []
  for (let back = 0, l = 0; back < reach; l++) {
    const days = LEAD.periods[l % LEAD.periods.length] ?? 7
    back += days
    leads.unshift({ back, days })
  }
  return leads
}

function tellBands(series: readonly Float64Array[]): void {
  const sums = LEVELS.map(() => ({ inside: 0, width: 0, score: 0 }))
  let count = 0
  for (const y of series) {
    for (const back of [HORIZON, 3 * HORIZON, 5 * HORIZON]) {
      const known = y.subarray(0, y.length - back)
      const actual = y.subarray(y.length - back, y.length - back + HORIZON)
      const level = known.reduce((sum, value) => sum + value, 0) / known.length
      if (known.length < KNOWN_MIN || !(level > 0)) continue
      count++
      const { bands } = forecast(known, { horizon: HORIZON, period: 7, levels: LEVELS })
      for (const [l, { low, high, level: nominal }] of bands.entries()) {
        const own = sums[l]
        if (!own) continue
        own.inside += coverage(actual, low, high)
        own.width += high.reduce((sum, value, h) => sum + value - (low[h] ?? 0), 0) / HORIZON / level
        own.score += intervalScore(actual, low, high, nominal) / level
      }
    }
  }
  for (const [l, { inside, width, score }] of sums.entries())
    console.log(
      `  band of ${100 * (LEVELS[l] ?? 0)} %, 28 days, ${count} forecasts: holds ${((100 * inside) / count).toFixed(1)} %, ` +
        `width ${(width / count).toFixed(1)}, interval score ${(score / count).toFixed(1)} (in mean days)`,
    )
}

/** Units sold by product and trading day, from its first sale; what came back is left out. */
async function retail(): Promise<Float64Array[]> {
  const lines = await readLines()
  const days = [...new Set(lines.map(({ at }) => at.slice(0, 10)))].sort()
  const place = new Map(days.map((day, i) => [day, i]))
  const sold = new Map<string, Float64Array>()
  for (const { code, quantity, at, invoice } of lines) {
    // Five digits are goods; the others are postage, fees and the like.
    if (quantity <= 0 || !/^\d{5}/.test(code) || invoice.startsWith('A')) continue
    const own = sold.get(code) ?? new Float64Array(days.length)
    sold.set(code, own)
    const day = place.get(at.slice(0, 10)) ?? 0
    own[day] = (own[day] ?? 0) + quantity
  }
  return [...sold.values()]
    .map((y) => y.subarray(y.findIndex((value) => value > 0)))
    .filter((y) => {
      const demands = y.reduce((count, value) => count + (value > 0 ? 1 : 0), 0)
      return y.length >= 240 && demands >= 12 && demands < y.length / 2
    })
}
