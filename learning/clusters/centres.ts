import type { Random } from '../numbers/random.ts'

/** Recency, frequency and value are three columns: without a loop they take half the time. */
export function squaredDistance(a: Float64Array, at: number, b: Float64Array, other: number, columns: number): number {
  if (columns === 3) {
    const x = a[at]! - b[other]!
    const y = a[at + 1]! - b[other + 1]!
    const z = a[at + 2]! - b[other + 2]!
    return x * x + y * y + z * z
  }
  let sum = 0
  for (let d = 0; d < columns; d++) {
    const difference = a[at + d]! - b[other + d]!
    sum += difference * difference
  }
  return sum
}

/** Greedy k-means++: each next centre is the best of a few rows drawn in proportion to their squared distance. */
export function plantCentres(rows: Float64Array, columns: number, k: number, random: Random): Float64Array {
  const n = rows.length / columns
  const centres = new Float64Array(k * columns)
  if (n === 0) return centres
  const tries = 2 + Math.floor(Math.log(Math.max(k, 1)))
  const plant = (c: number, r: number) => centres.set(rows.subarray(r * columns, (r + 1) * columns), c * columns)
  plant(0, random.below(n))
  // Three tables take turns: what holds, the best of the tries, and the next try.
  let nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY)
  let closest = new Float64Array(n)
  let closer = new Float64Array(n)
  let total = distancesInto(closest, rows, columns, centres, 0, nearest)
  for (let c = 1; c < k; c++) {
    const before = closest
    closest = nearest
    nearest = before
    let least = Number.POSITIVE_INFINITY
    let row = 0
    for (let t = 0; t < tries; t++) {
      const tried = drawn(nearest, random.next() * total, random.below(n))
      plant(c, tried)
      const left = distancesInto(closer, rows, columns, centres, c, nearest)
      if (left >= least) continue
      least = left
      row = tried
      const worse = closest
      closest = closer
      closer = worse
    }
    plant(c, row)
    total = least
  }
  return centres
}

/** Squared distance of each row to centre `c`, or to a nearer one that it had before; returns their sum. */
function distancesInto(
  out: Float64Array,
  rows: Float64Array,
  columns: number,
  centres: Float64Array,
  c: number,
  before: Float64Array,
): number {
  let total = 0
  const first = c * columns
  for (let r = 0, at = 0; r < out.length; r++, at += columns) {
    let distance = squaredDistance(rows, at, centres, first, columns)
    if (distance > before[r]!) distance = before[r]!
    out[r] = distance
    total += distance
  }
  return total
}

/** The row where the running sum passes `mark`; any row where all distances are zero. */
function drawn(weights: Float64Array, mark: number, any: number): number {
  let sum = 0
  for (let r = 0; r < weights.length; r++) {
    sum += weights[r]!
    if (sum > mark) return r
  }
  return any
}

/** The row farthest from its centre, among clusters that can spare one; −1 where every row lies on its centre. */
export function farthestFrom(upper: Float64Array, labels: Int32Array, counts: Float64Array): number {
  let place = -1
  let farthest = 0
  for (let r = 0; r < upper.length; r++) {
    if (upper[r]! <= farthest || counts[labels[r]!]! < 2) continue
    farthest = upper[r]!
    place = r
  }
  return place
}

/** The nearest centre of each row, and the sum of squared distances. */
export function nearestCentres(
  rows: Float64Array,
  columns: number,
  centres: Float64Array,
): { labels: Int32Array; inertia: number } {
  const n = rows.length / columns
  const k = centres.length / columns
  const labels = new Int32Array(n)
  let inertia = 0
  for (let r = 0; r < n; r++) {
    let nearest = Number.POSITIVE_INFINITY
    for (let c = 0; c < k; c++) {
      const distance = squaredDistance(rows, r * columns, centres, c * columns, columns)
      if (distance >= nearest) continue
      nearest = distance
      labels[r] = c
    }
    inertia += nearest
  }
  return { labels, inertia }
}
