import { seededRandom } from '../numbers/random.ts'
import { squaredDistance } from './centres.ts'

/**
 * The silhouette of each row (Rousseeuw 1987): (b − a) / max(a, b), a being its mean distance to its own cluster and b the
 * least mean distance to another. 0 for a row that is alone in its cluster. Exact: looks at every pair once.
 */
export function silhouettes(rows: Float64Array, columns: number, labels: Int32Array): Float64Array {
  const n = labels.length
  const { order, starts, points } = byCluster(rows, columns, labels)
  const sums = columns === 3 ? sumsOfTriples(points, starts) : sumsOf(points, columns, starts)
  const widths = new Float64Array(n)
  for (let i = 0; i < n; i++) widths[order[i]!] = widthOf(sums, starts, labels[order[i]!]!, i)
  return widths
}

/** By cluster and row: the sum of its distances. Rows of a cluster stand together, so every sum is met in order. */
function sumsOf(points: Float64Array, columns: number, starts: Int32Array): Float64Array {
  const k = starts.length - 1
  const n = starts[k]!
  const sums = new Float64Array(n * k)
  for (let i = 0, own = 0; i < n; i++) {
    while (i >= starts[own + 1]!) own++
    for (let c = own; c < k; c++) {
      const to = starts[c + 1]!
      let sum = 0
      for (let j = Math.max(i + 1, starts[c]!); j < to; j++) {
        const distance = Math.sqrt(squaredDistance(points, j * columns, points, i * columns, columns))
        sum += distance
        sums[own * n + j] = sums[own * n + j]! + distance
      }
      sums[c * n + i]! += sum
    }
  }
  return sums
}

/**
 * The same for three columns, two rows at a time: what the others are is read once for both, and no root waits for the one
 * before. A row left over at the end of its cluster stands twice and counts once.
 */
function sumsOfTriples(points: Float64Array, starts: Int32Array): Float64Array {
  const k = starts.length - 1
  const n = starts[k]!
  const sums = new Float64Array(n * k)
  const place = [new Float64Array(n), new Float64Array(n), new Float64Array(n)] as const
  for (let i = 0, at = 0; i < n; i++) for (const column of place) column[i] = points[at++]!
  for (let own = 0; own < k; own++) {
    const end = starts[own + 1]!
    const mine = sums.subarray(own * n, (own + 1) * n)
    for (let i = starts[own]!; i < end; i += 2) {
      const other = Math.min(i + 1, end - 1)
      for (let c = own; c < k; c++) {
        const theirs = sums.subarray(c * n, (c + 1) * n)
        twoWith(place, { i, other, from: c === own ? other + 1 : starts[c]!, to: starts[c + 1]! }, theirs, mine)
      }
      if (other === i) continue
      const between = Math.sqrt(squaredDistance(points, 3 * i, points, 3 * other, 3))
      mine[i]! += between
      mine[other]! += between
    }
  }
  return sums
}

/** Distances of two rows to those in [from, to): added to `theirs` for the two and to `mine` for the others. */
function twoWith(
  [x, y, z]: readonly [Float64Array, Float64Array, Float64Array],
  { i, other, from, to }: { i: number; other: number; from: number; to: number },
  theirs: Float64Array,
  mine: Float64Array,
): void {
  const ax = x[i]!
  const ay = y[i]!
  const az = z[i]!
  const bx = x[other]!
  const by = y[other]!
  const bz = z[other]!
  const share = i === other ? 0 : 1
  let by_a = 0
  let by_b = 0
  for (let j = from; j < to; j++) {
    const u = x[j]!
    const v = y[j]!
    const w = z[j]!
    const to_a = Math.sqrt((u - ax) * (u - ax) + (v - ay) * (v - ay) + (w - az) * (w - az))
    const to_b = Math.sqrt((u - bx) * (u - bx) + (v - by) * (v - by) + (w - bz) * (w - bz))
    by_a += to_a
    by_b += to_b
    mine[j] = mine[j]! + to_a + share * to_b
  }
  theirs[i]! += by_a
  theirs[other]! += share * by_b
}

/** The rows of each cluster together. */
function byCluster(rows: Float64Array, columns: number, labels: Int32Array) {
  const n = labels.length
  const k = labels.reduce((most, label) => Math.max(most, label), -1) + 1
  const starts = new Int32Array(k + 1)
  for (const label of labels) starts[label + 1]!++
  for (let c = 0; c < k; c++) starts[c + 1]! += starts[c]!
  const next = starts.slice()
  const order = new Int32Array(n)
  for (let r = 0; r < n; r++) order[next[labels[r]!]!++] = r
  const points = new Float64Array(n * columns)
  for (let i = 0, at = 0; i < n; i++) for (let d = 0; d < columns; d++) points[at++] = rows[order[i]! * columns + d]!
  return { order, starts, points }
}

function widthOf(sums: Float64Array, starts: Int32Array, own: number, i: number): number {
  const n = starts.at(-1)!
  const sizeOf = (c: number) => starts[c + 1]! - starts[c]!
  if (sizeOf(own) < 2) return 0
  const within = sums[own * n + i]! / (sizeOf(own) - 1)
  let between = Number.POSITIVE_INFINITY
  for (let c = 0; c + 1 < starts.length; c++) {
    if (c !== own && sizeOf(c) > 0) between = Math.min(between, sums[c * n + i]! / sizeOf(c))
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
