/** CPU time of trees, clusters and baskets on generated data, with scikit-learn's in the same session where it is installed. */
import { spawnSync } from 'node:child_process'
import {
  type Baskets,
  fitBoosting,
  fitForest,
  frequentSets,
  kMeans,
  PairCounts,
  predictBoosting,
  predictForest,
  seededRandom,
  silhouette,
} from '#learning'

export function benchModels(): void {
  const large = regression(120_000, 20, 3)
  const split = 100_000 * 20
  const boosted = timed('boosting, 100,000 × 20, 100 trees of 31 leaves', 1, () =>
    fitBoosting(large.rows.subarray(0, split), 20, large.target.subarray(0, 100_000)),
  )
  tell('RMSE on 20,000 unseen rows', rmseOf(predictBoosting(boosted, large.rows.subarray(split)), large.target))
  const small = regression(1095, 20, 4)
  const train = small.rows.subarray(0, 730 * 20)
  const forest = timed('forest, 730 × 20, 100 trees', 5, () => fitForest(train, 20, small.target.subarray(0, 730)))
  tell('R² on 365 unseen rows', r2Of(predictForest(forest, small.rows.subarray(730 * 20)), small.target.subarray(730)))
  const points = clouds(5000)
  const clusters = timed('k-means, 5,000 × 3, k = 6, 10 starts', 10, () => kMeans(points, 3, 6))
  tell('inertia', clusters.inertia)
  tell(
    'silhouette',
    timed('silhouette of all 5,000', 3, () => silhouette(points, 3, clusters.labels)),
  )
  const baskets = generatedBaskets(1_000_000, 2000)
  timed('bought together, 1,000,000 baskets, 2,000 items', 1, () => new PairCounts(2000).add(baskets))
  const { sets } = timed('frequent sets at 0.001', 1, () => frequentSets(baskets, { min_support: 0.001 }))
  tell('sets', sets.length)
  const file = new URL('../../learning/reference/speed.py', import.meta.url).pathname
  const done = spawnSync('/usr/bin/python3', [file], {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  })
  console.log(done.status === 0 ? done.stdout.trim() : 'reference: scikit-learn is not installed here')
}

function timed<T>(name: string, times: number, work: () => T): T {
  // The first run is for the compiler.
  if (times > 1) work()
  const from = process.cpuUsage()
  let told = work()
  for (let i = 1; i < times; i++) told = work()
  const { user, system } = process.cpuUsage(from)
  console.log(`${name.padEnd(50)} ${((user + system) / 1000 / times).toFixed(0)} ms CPU`)
  return told
}

const tell = (name: string, value: number) => console.log(`  ${name}: ${Number(value.toPrecision(6))}`)

function regression(n: number, features: number, seed: number): { rows: Float64Array; target: Float64Array } {
  const random = seededRandom(seed)
  const rows = Float64Array.from({ length: n * features }, () => 2 * random.next() - 1)
  const target = Float64Array.from({ length: n }, (_, r) => {
    const x = (f: number) => rows[r * features + f] ?? 0
    return 10 * Math.sin(Math.PI * x(0) * x(1)) + (x(2) > 0.2 ? 8 * x(3) : 0) + 5 * x(4) ** 2 + 2 * random.normal()
  })
  return { rows, target }
}

function clouds(n: number): Float64Array {
  const random = seededRandom(5)
  const centres = Array.from({ length: 18 }, () => 10 * random.next() - 5)
  return Float64Array.from({ length: 3 * n }, (_, i) => {
    const own = Math.floor(i / 3) % 6
    return (centres[3 * own + (i % 3)] ?? 0) + 0.8 * random.normal()
  })
}

/** Few items are bought often, and neighbours go together. */
function generatedBaskets(count: number, item_count: number): Baskets {
  const random = seededRandom(6)
  const start = new Int32Array(count + 1)
  const items = new Int32Array(count * 6)
  let filled = 0
  for (let b = 0; b < count; b++) {
    const first = Math.floor(item_count * random.next() ** 2)
    const own = new Set([first])
    const size = 1 + random.below(6)
    while (own.size < size)
      own.add(random.next() < 0.4 ? Math.min(item_count - 1, first + random.below(8)) : random.below(item_count))
    items.set(
      [...own].sort((a, b) => a - b),
      filled,
    )
    filled += own.size
    start[b + 1] = filled
  }
  return { items: items.subarray(0, filled), start, item_count }
}

function rmseOf(told: Float64Array, target: Float64Array): number {
  const from = target.length - told.length
  return Math.sqrt(told.reduce((sum, value, i) => sum + (value - (target[from + i] ?? 0)) ** 2, 0) / told.length)
}

function r2Of(told: Float64Array, target: Float64Array): number {
  const mean = target.reduce((sum, value) => sum + value, 0) / target.length
  const whole = target.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return 1 - told.reduce((sum, value, i) => sum + (value - (target[i] ?? 0)) ** 2, 0) / whole
}
