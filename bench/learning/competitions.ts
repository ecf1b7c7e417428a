/**
 * Scores the automatic choice on a competition: `npm run score:m4 -- FOLDER` and `npm run score:m1 -- FOLDER`, where FOLDER
 * holds Weekly-train.csv.gz and Weekly-test.csv.gz, or m1-series.csv.gz and m1-points.csv.gz. The last horizon of the
 * training part is held back (--back=2: the one before, --back=5,6: both of these); with --test this is the only program that opens the
 * test part. Each figure stands beside Naive2 and the fixed mean of Theta and ETS.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  type Band,
  coverage,
  type Forecast,
  intervalScore,
  mase,
  methodNamed,
  naive2Path,
  naiveScale,
  SETTINGS_TRIED,
  type SeriesRows,
  smape,
} from '#learning'
import { forecastAll } from '../../bin/learning/forecast-all.ts'

interface Series {
  readonly group: string
  readonly period: number
  readonly history: Float64Array
  readonly actual: Float64Array
}

const LEVELS = [0.8, 0.9, 0.95]
/** These repeat values of another public set. */
const REPEATED = new Set(['MRG3', 'MRG4', 'MND25', 'MND32'])
const [set = '', folder = '.', ...flags] = process.argv.slice(2)
const opensTest = flags.includes('--test')
const backs = (flags.find((flag) => flag.startsWith('--back='))?.slice(7) ?? '1').split(',').map(Number)

const all = set === 'm1' ? seriesOfM1() : seriesOfM4()
const from = process.cpuUsage()
const asked = all.map(({ history, period, actual }, i) => ({
  id: String(i),
  values: history,
  seasonality: period,
  horizon: actual.length,
}))
const forecasts: Forecast[] = []
await forecastAll(
  { length: asked.length, at: (i) => asked[i] as SeriesRows },
  { levels: LEVELS, method: undefined },
  (told) => void forecasts.push(told),
)
const spent = process.cpuUsage(from)
for (const group of new Set(all.map((series) => series.group))) tellGroup(group)
console.log(`about ${SETTINGS_TRIED} settings were compared on training origins 1 to 4 of M4 weekly and 1 to 3 of M1`)
console.log(`CPU ${((spent.user + spent.system) / 1e6).toFixed(1)} s for the automatic choice of ${all.length} series`)

function tellGroup(group: string): void {
  const places = [...all.keys()].filter((i) => all[i]?.group === group)
  console.log(`${group}: ${places.length} series`)
  tell('automatic choice', places, (_, i) => forecasts[i]?.mean)
  tell('mean of Theta and ETS', places, meanOfTwo)
  tell('Naive2', places, naive2)
  for (const [l, level] of LEVELS.entries()) tellBand(level, l, places)
}

function tell(name: string, places: readonly number[], path: (series: Series, i: number) => Float64Array | undefined) {
  const scores = places.map((i) => {
    const series = all[i] as Series
    const told = path(series, i) ?? new Float64Array(series.actual.length)
    return { s: smape(series.actual, told), m: mase(series.actual, told, series.history, series.period) }
  })
  const s = mean(scores.map((score) => score.s))
  const m = mean(scores.map((score) => score.m).filter(Number.isFinite))
  console.log(`  ${name.padEnd(24)} sMAPE ${s.toFixed(3)}  MASE ${m.toFixed(3)}`)
}

function tellBand(level: number, l: number, places: readonly number[]): void {
  const each = places.map((i) => {
    const { actual, history, period } = all[i] as Series
    const { low, high } = (forecasts[i] as Forecast).bands[l] as Band
    const scale = naiveScale(history, period)
    return {
      inside: [...actual].map((value, h) => (value >= (low[h] ?? 0) && value <= (high[h] ?? 0) ? 1 : 0)),
      share: coverage(actual, low, high),
      width: mean([...low].map((value, h) => (high[h] ?? 0) - value)) / scale,
      score: intervalScore(actual, low, high, level) / scale,
    }
  })
  const steps = Math.max(...each.map(({ inside }) => inside.length))
  const byStep = Array.from({ length: steps }, (_, h) => mean(each.flatMap(({ inside }) => inside[h] ?? [])))
  const finite = each.filter(({ score }) => Number.isFinite(score))
  console.log(
    `  band ${100 * level} %: holds ${(100 * mean(each.map(({ share }) => share))).toFixed(1)} %, by step ${byStep
      .map((value) => (100 * value).toFixed(0))
      .join(' ')}, width ${mean(finite.map(({ width }) => width)).toFixed(2)}, interval score ${mean(
      finite.map(({ score }) => score),
    ).toFixed(2)} (in naive steps)`,
  )
}

function meanOfTwo({ history, period, actual }: Series): Float64Array {
  const a = pathOf('theta', history, period, actual.length)
  const b = pathOf('ets', history, period, actual.length)
  return a.map((value, h) => (value + (b[h] ?? value)) / 2)
}

function naive2({ history, period, actual }: Series): Float64Array {
  return naive2Path(history, period, actual.length)
}

function pathOf(name: string, y: Float64Array, period: number, horizon: number): Float64Array {
  return methodNamed(name)?.fit(y, period)?.(y, horizon) ?? new Float64Array(horizon).fill(y.at(-1) ?? 0)
}

/** What is held back of a training part, or its test part; nothing where too little would be left. */
function splitOf(group: string, period: number, horizon: number, train: number[], test: number[]): Series[] {
  if (opensTest) return [{ group, period, history: Float64Array.from(train), actual: Float64Array.from(test) }]
  return backs.flatMap((back) => {
    const end = train.length - horizon * back
    if (end < Math.max(group === 'weekly' ? 40 : 7, 2 * period)) return []
    const actual = Float64Array.from(train.slice(end, end + horizon))
    return [{ group, period, history: Float64Array.from(train.slice(0, end)), actual }]
  })
}

function seriesOfM4(): Series[] {
  const rows = (name: string) =>
    linesOf(name).map((line) =>
      line
        .split(',')
        .slice(1)
        .filter((cell) => cell !== '')
        .map(Number),
    )
  const tests = opensTest ? rows('Weekly-test.csv.gz') : []
  return rows('Weekly-train.csv.gz').flatMap((train, i) => splitOf('weekly', 1, 13, train, tests[i] ?? []))
}

function seriesOfM1(): Series[] {
  const parts = new Map<string, { train: number[]; test: number[] }>()
  for (const line of linesOf('m1-points.csv.gz')) {
    const [id = '', part = '', , value] = line.split(',')
    const own = parts.get(id) ?? { train: [], test: [] }
    parts.set(id, own)
    if (part === 'train') own.train.push(Number(value))
    else if (opensTest) own.test.push(Number(value))
  }
  return linesOf('m1-series.csv.gz').flatMap((line) => {
    const [id = '', group = '', , , horizon, , period] = line.split(',')
    const own = parts.get(id)
    if (own === undefined || REPEATED.has(id)) return []
    return splitOf(group.toLowerCase(), Number(period), Number(horizon), own.train, own.test)
  })
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function linesOf(name: string): string[] {
  const text = gunzipSync(readFileSync(join(folder, name))).toString()
  return text.replaceAll('"', '').trim().split('\n').slice(1)
}
