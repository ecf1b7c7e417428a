/**
 * How fast the library is and how well it does, each figure beside its bar and beside R and scikit-learn in the same session,
 * on the same rows, where they are installed: `npm run bench:learning`, two minutes on two idle cores. CPU time of this
 * process, threads included, so that a busy machine changes it little; wall time for the fleet. `--quick` takes a tenth of
 * the fleet. Written to `bench/results/learning.json` and `.md`.
 */
import { fileURLToPath } from 'node:url'
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
import { report } from '../kit/report.ts'
import { benchModels } from './models.ts'
import { figures, note, processorOf, referenceOf, sheetTable } from './sheet.ts'

const LENGTH = 730
const COUNT = process.argv.includes('--quick') ? 1000 : 10_000

const shop = generatedDemand(COUNT, LENGTH)
const seriesAt = (i: number) => shop.subarray((i % COUNT) * LENGTH, ((i % COUNT) + 1) * LENGTH)

// First, so that the memory at its peak is the fleet's own.
await fleet()
single()
benchModels()
report({
  name: 'learning',
  title: 'The numeric library',
  how: `\`npm run bench:learning\`: CPU time after a warm-up (four runs of each model), the median where it ran more than once. Series are ${COUNT} generated products of ${LENGTH} days.`,
  body: sheetTable(),
  figures: figures(),
})

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
  let zeros = 0
  for (const value of shop) if (value === 0) zeros++
  const from = process.cpuUsage()
  const began = performance.now()
  const tables = await forecastFleet(plan, shop, {
    progress: (done, count) => process.stderr.isTTY && process.stderr.write(`\r${done} of ${count}`),
  })
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(from)
  if (process.stderr.isTTY) process.stderr.write('\n')
  const { error, naive_error, relative } = accuracyOf(tables)
  const share = ((100 * zeros) / shop.length).toFixed(0)
  note(`fleet of ${COUNT} × ${LENGTH} days, ${share} % zeros, wall`, `${seconds.toFixed(1)} s`, '15 s for 10,000')
  note('fleet, CPU over its threads', `${((user + system) / 1e6).toFixed(1)} s`)
  note('fleet, memory at its peak', `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`, '400 MB')
  note('fleet, mean absolute error', error.toFixed(4), '', `${naive_error.toFixed(4)} seasonal naive`)
  note('fleet, share of the seasonal naive’s error', relative.toFixed(3), 'below 1')
}

function single(): void {
  const reference = referenceOf('Rscript', fileURLToPath(new URL('../../learning/reference/speed.R', import.meta.url)))
  const beside = (name: string) => (reference.has(name) ? `${reference.get(name)} R ${reference.get('version')}` : '')
  const rate = (what: string, times: number, bar: string, name: string, work: (y: Float64Array) => unknown) => {
    for (let i = 0; i < times / 2; i++) work(seriesAt(times + i))
    const { ms } = processorOf(() => {
      for (let i = 0; i < times; i++) work(seriesAt(i))
    })
    note(`${what}, series per CPU second`, Math.round(times / (ms / 1000)).toLocaleString('en'), bar, beside(name))
  }
  rate('SBA', 40_000, '', 'croston', (y) => sbaRate(y))
  rate('TSB', 40_000, '', '', (y) => tsbRate(y))
  rate('Theta, weekly season test', 5000, '15,000', 'thetaf', (y) => thetaPath(y, 7, 28))
  rate('AutoETS, weekly season', 500, '500', 'ets', (y) => fitEts(y, { period: 7 }))
}
