import { seededRandom } from '../numbers/random.ts'
import { rowDistance } from './mini-batch.ts'

/**
 * The silhouette of each row (Rousseeuw 1987): (b − a) / max(a, b), a being its mean distance to its own cluster and b the
 * least mean distance to another. 0 for a row that is alone in its cluster. Exact: looks at every pair once.
 */
export function silhouettes(rows: Float64Array, columns: number, labels: Int32Array): Float64Array {
  const n = labels.length
  const k = labels.reduce((most, label) => Math.max(most, label), -1) + 1
  const sums = new Float64Array(n * k)
  const counts = new Float64Array(k)
  for (let i = 0; i < n; i++) {
    counts[labels[i]!]! += 1
    const own = labels[i]!
    for (let j = i + 1; j < n; j++) {
      const distance = rowDistance(rows, columns, i, j)
      sums[i * k + labels[j]!]! += distance
      sums[j * k + own]! += distance
    }
  }
  return Float64Array.from(labels, (own, i) => widthOf(sums, counts, own, i))
}

function widthOf(sums: Float64Array, counts: Float64Array, own: number, i: number): number {
  const k = counts.length
  if (counts[own]! < 2) return 0
  const within = sums[i * k + own]! / (counts[own]! - 1)
  let between = Number.POSITIVE_INFINITY
  for (let c = 0; c < k; c++) {
    if (c !== own && counts[c]! > 0) between = Math.min(between, sums[i * k + c]! / counts[c]!)
  }
  const larger = Math.max(within, between)
  return larger > 0 && Number.isFinite(between) ? (between - within) / larger : 0
}

/** The mean silhouette; NaN unless there are at least two clusters. With `sample`, of so many rows drawn from a seed. */
export function silhouette(
  rows: Float64Array,
  columns: number,
  labels: Int32Array,
  sample?: { readonly size: number; readonly seed: number },
): number {
  const drawn = sample && sample.size < labels.length ? drawSample(labels.length, sample.size, sample.seed) : null
  const own = drawn === null ? labels : Int32Array.from(drawn, (r) => labels[r]!)
  if (new Set(own).size < 2) return Number.NaN
  const kept = drawn === null ? rows : pick(rows, columns, drawn)
  const widths = silhouettes(kept, columns, own)
  return widths.reduce((sum, width) => sum + width, 0) / widths.length
}

/** Rows without replacement (Floyd's algorithm), in order. */
function drawSample(n: number, size: number, seed: number): Int32Array {
  const random = seededRandom(seed)
  const chosen = new Set<number>()
  for (let last = n - size; last < n; last++) {
    const r = random.below(last + 1)
    chosen.add(chosen.has(r) ? last : r)
  }
  return Int32Array.from(chosen).sort()
}

function pick(rows: Float64Array, columns: number, places: Int32Array): Float64Array {
  const picked = new Float64Array(places.length * columns)
  places.forEach((r, i) => {
    picked.set(rows.subarray(r * columns, (r + 1) * columns), i * columns)
  })
  return picked
}
