/**
 * Scores the automatic choice on M4 weekly: `npx tsx -C source bench/learning/m4-weekly.ts FOLDER [--test]`. FOLDER holds
 * the competition's Weekly-train.csv.gz and Weekly-test.csv.gz. Without --test the last 13 values of the training part are
 * held back instead (--back=2: the 13 before them, and so on); with it this is the only program that opens the test part. Each figure stands beside Naive2 (here
 * equal to naive: no series of this set passes its season test at period 1) and the fixed mean of Theta and ETS.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { coverage, intervalScore, mase, methodNamed, smape } from '#learning'
import { forecastAll } from '../../bin/learning/forecast-all.ts'

const HORIZON = 13
const LEVELS = [0.8, 0.9, 0.95]
const [folder = '.', ...flags] = process.argv.slice(2)
const opensTest = flags.includes('--test')
const back = Number(flags.find((flag) => flag.startsWith('--back='))?.slice(7) ?? 1)

// Far back some series have not begun.
const train = rowsOf('Weekly-train.csv.gz').filter((y) => opensTest || y.length - HORIZON * back >= 40)
const split = opensTest
  ? { history: train, actual: rowsOf('Weekly-test.csv.gz') }
  : {
      history: train.map((y) => y.slice(0, y.length - HORIZON * back)),
      actual: train.map((y) => y.slice(y.length - HORIZON * back, y.length - HORIZON * (back - 1) || undefined)),
    }

const from = process.cpuUsage()
const series = split.history.map((values, i) => ({ id: `W${i + 1}`, values, seasonality: 1, horizon: HORIZON }))
const forecasts = await forecastAll(series, { levels: LEVELS, method: undefined })
const spent = process.cpuUsage(from)
tell(
  'automatic choice',
  forecasts.map(({ mean }) => mean),
)
tell('mean of Theta and ETS', split.history.map(meanOfTwo))
tell(
  'Naive2',
  split.history.map((y) => pathOf('naive', y)),
)
for (const [l, level] of LEVELS.entries()) tellBand(level, l)
console.log(
  `CPU ${((spent.user + spent.system) / 1e6).toFixed(1)} s for the automatic choice of ${series.length} series`,
)

function tell(name: string, paths: readonly Float64Array[]): void {
  const s = mean(paths.map((path, i) => smape(split.actual[i]!, path)))
  const m = mean(paths.map((path, i) => mase(split.actual[i]!, path, split.history[i]!, 1)))
  console.log(`${name.padEnd(24)} sMAPE ${s.toFixed(3)}  MASE ${m.toFixed(3)}`)
}

function tellBand(level: number, l: number): void {
  const bands = forecasts.map(({ bands }) => bands[l]!)
  const share = mean(bands.map(({ low, high }, i) => coverage(split.actual[i]!, low, high)))
  const byStep = Array.from({ length: HORIZON }, (_, h) =>
    mean(
      bands.map(({ low, high }, i) => (split.actual[i]![h]! >= low[h]! && split.actual[i]![h]! <= high[h]! ? 1 : 0)),
    ),
  )
  const score = mean(
    bands.map(({ low, high }, i) => intervalScore(split.actual[i]!, low, high, level) / mean([...split.actual[i]!])),
  )
  const steps = byStep.map((value) => (100 * value).toFixed(0)).join(' ')
  console.log(
    `band ${100 * level} %: holds ${(100 * share).toFixed(1)} %, by step ${steps}, interval score/mean ${score.toFixed(3)}`,
  )
}

function meanOfTwo(y: Float64Array): Float64Array {
  const a = pathOf('theta', y)
  const b = pathOf('ets', y)
  return a.map((value, h) => (value + b[h]!) / 2)
}

function pathOf(name: string, y: Float64Array): Float64Array {
  return methodNamed(name)?.fit(y, 1)?.(y, HORIZON) ?? new Float64Array(HORIZON).fill(y[y.length - 1]!)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function rowsOf(name: string): Float64Array[] {
  const lines = gunzipSync(readFileSync(join(folder, name)))
    .toString()
    .trim()
    .split('\n')
    .slice(1)
  return lines.map((line) =>
    Float64Array.from(
      line
        .split(',')
        .slice(1)
        .map((cell) => cell.replaceAll('"', ''))
        .filter((cell) => cell !== ''),
      Number,
    ),
  )
}
