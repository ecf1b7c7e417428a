/**
 * How fast the forecasts are: `npm run bench:learning`. CPU time of this process, threads included, so that a busy
 * machine changes it little; wall time beside it for the fleet. The reference (R forecast) runs in the same session
 * where Rscript is installed; so do trees and clusters beside scikit-learn. `--quick` takes a tenth of the fleet,
 * `--fleet` leaves the rest out.
 */
import { spawnSync } from 'node:child_process'
import {
  accuracyOf,
  type FleetPlan,
  fitEts,
  forecastFleet,
  generatedDemand,
  sbaRate,
  thetaPath,
  tsbRate,
} from '#learning'
import { benchModels } from './models.ts'

const LENGTH = 730
/** Only the fleet: its memory is then its own. */
const onlyFleet = process.argv.includes('--fleet')
const isQuick = process.argv.includes('--quick')
const COUNT = isQuick ? 1000 : 10_000

const shop = generatedDemand(COUNT, LENGTH)
const seriesAt = (i: number) => shop.subarray((i % COUNT) * LENGTH, ((i % COUNT) + 1) * LENGTH)
let zeros = 0
for (const value of shop) if (value === 0) zeros++
console.log(`${COUNT} products × ${LENGTH} days, ${((100 * zeros) / shop.length).toFixed(0)} % zeros`)

if (!onlyFleet) single()
await fleet()

function single(): void {
  rate('SBA', 20_000, (y) => sbaRate(y))
  rate('TSB', 20_000, (y) => tsbRate(y))
  rate('Theta, weekly season test', 2000, (y) => thetaPath(y, 7, 28)[0])
  rate('AutoETS, weekly season', 500, (y) => fitEts(y, { period: 7 })?.aicc)
  rate('AutoETS, weekly season, 40 evaluations', 200, (y) => fitEts(y, { period: 7, evaluations_max: 40 })?.aicc)
  reference()
  benchModels()
}

function rate(name: string, times: number, work: (y: Float64Array) => number | undefined): void {
  for (let i = 0; i < Math.min(50, times / 10); i++) work(seriesAt(i))
  const from = process.cpuUsage()
  for (let i = 0; i < times; i++) work(seriesAt(i))
  const { user } = process.cpuUsage(from)
  console.log(`${name.padEnd(42)} ${Math.round(times / (user / 1e6)).toLocaleString('en')} series per CPU second`)
}

function reference(): void {
  const file = new URL('../../learning/reference/speed.R', import.meta.url).pathname
  const done = spawnSync('Rscript', [file], { encoding: 'utf8' })
  console.log(done.status === 0 ? done.stdout.trim() : 'reference: R with the package forecast is not installed here')
}

async function fleet(): Promise<void> {
  const plan: FleetPlan = {
    count: COUNT,
    length: LENGTH,
    period: 7,
    horizon: 28,
    levels: [0.8, 0.95],
    service_level: 0.95,
    lead_times: [5, 7, 7, 10],
    origins: 4,
  }
  const from = process.cpuUsage()
  const began = performance.now()
  const tables = await forecastFleet(plan, shop, {
    progress: (done, count) => process.stderr.write(`\r${done} of ${count}`),
  })
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(from)
  process.stderr.write('\n')
  const { error, naive_error, relative } = accuracyOf(tables)
  console.log(`fleet: wall ${seconds.toFixed(1)} s, CPU ${((user + system) / 1e6).toFixed(1)} s`)
  console.log(`  memory at its peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
  console.log(
    `  mean absolute error ${error.toFixed(4)}, seasonal naive ${naive_error.toFixed(4)}, ratio ${relative.toFixed(3)}`,
  )
}
