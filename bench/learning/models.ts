/** Trees, clusters and baskets on generated data, with scikit-learn on the same rows where it is installed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
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
import { note, referenceOf, timed } from './sheet.ts'

const FEATURES = 20
const LARGE = 100_000
const SMALL = 730

export function benchModels(): void {
  const large = regression(LARGE + 20_000, FEATURES, 3)
  const small = regression(SMALL + 365, FEATURES, 4)
  const points = clouds(5000)
  const beside = besideScikit({ large, small, points })
  const ms = (value: number) => `${value.toFixed(0)} ms`
  const split = LARGE * FEATURES
  const boosted = timed(3, () => fitBoosting(large.rows.subarray(0, split), FEATURES, large.target.subarray(0, LARGE)))
  note('boosting, 100,000 × 20, 100 trees of 31 leaves', ms(boosted.ms), '1,300 ms', beside('boosting', ' ms'))
  const rmse = rmseOf(predictBoosting(boosted.told, large.rows.subarray(split)), large.target)
  note('boosting, RMSE on 20,000 unseen rows', rmse.toFixed(5), 'within 0.2 %', beside('boosting_rmse'))
  const train = small.rows.subarray(0, SMALL * FEATURES)
  const unseen = small.rows.subarray(SMALL * FEATURES)
  for (const [name, features_share] of [
    ['third', 0.3],
    ['all', 1],
  ] as const) {
    const forest = timed(5, () => fitForest(train, FEATURES, small.target.subarray(0, SMALL), { features_share }))
    const bar = name === 'third' ? '150 ms' : ''
    note(`forest, 730 × 20, 100 trees, ${name} of the features`, ms(forest.ms), bar, beside(`forest_${name}`, ' ms'))
    const r2 = r2Of(predictForest(forest.told, unseen), small.target.subarray(SMALL))
    note(`forest, R² of one seed on 365 unseen rows, ${name}`, r2.toFixed(3), '', beside(`forest_${name}_r2`))
  }
  const clusters = timed(10, () => kMeans(points, 3, 6))
  note('k-means, 5,000 × 3, k = 6, 10 starts', ms(clusters.ms), '20 ms', beside('k_means', ' ms'))
  note('k-means, inertia', clusters.told.inertia.toFixed(3), '1.0001 times', beside('k_means_inertia'))
  const width = timed(3, () => silhouette(points, 3, clusters.told.labels))
  note('silhouette of all 5,000', ms(width.ms), '60 ms', beside('silhouette', ' ms'))
  const baskets = generatedBaskets(1_000_000, 2000)
  const pairs = timed(2, () => new PairCounts(2000).add(baskets))
  note('bought together, 1,000,000 baskets of 2,000 items', ms(pairs.ms), '1,000 ms')
  const sets = timed(1, () => frequentSets(baskets, { min_support: 0.001 }).sets.length)
  note(`frequent sets of the same at 0.001 (${sets.told})`, ms(sets.ms))
}

interface Rows {
  readonly rows: Float64Array
  readonly target: Float64Array
}

/** Hands the same numbers to scikit-learn; gives what it said of a name. */
function besideScikit({ large, small, points }: { large: Rows; small: Rows; points: Float64Array }) {
  const folder = mkdtempSync(join(tmpdir(), 'learning-bench-'))
  try {
    const parts = { large_x: large.rows, large_y: large.target, small_x: small.rows, small_y: small.target, points }
    for (const [name, numbers] of Object.entries(parts))
      writeFileSync(join(folder, name), new Uint8Array(numbers.buffer))
    const script = fileURLToPath(new URL('../../learning/reference/speed.py', import.meta.url))
    const reference = referenceOf('/usr/bin/python3', script, folder)
    return (name: string, unit = '') =>
      reference.has(name) ? `${reference.get(name)}${unit} scikit-learn ${reference.get('version')}` : ''
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function regression(n: number, features: number, seed: number): Rows {
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
