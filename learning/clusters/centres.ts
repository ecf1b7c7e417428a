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

/** What planting has seen of each row: the squared distances to its nearest centre and to the next one, and which that is. */
export interface Seen {
  readonly first: Float64Array
  readonly second: Float64Array
  readonly labels: Int32Array
}

export const seenFor = (n: number): Seen => ({
  first: new Float64Array(n),
  second: new Float64Array(n),
  labels: new Int32Array(n),
})

/** Greedy k-means++: each next centre is the best of a few rows drawn in proportion to their squared distance. */
export function plantCentres(
  rows: Float64Array,
  columns: number,
  k: number,
  random: Random,
  seen = seenFor(rows.length / columns),
): Float64Array {
  const n = rows.length / columns
  const centres = new Float64Array(k * columns)
  if (n === 0) return centres
  const { first } = seen
  first.fill(Number.POSITIVE_INFINITY)
  seen.second.fill(Number.POSITIVE_INFINITY)
  seen.labels.fill(0)
  const tries = 2 + Math.floor(Math.log(Math.max(k, 1)))
  const tried = new Int32Array(tries)
  const left = new Float64Array(tries)
  let row = random.below(n)
  for (let c = 0; ; c++) {
    centres.set(rows.subarray(row * columns, (row + 1) * columns), c * columns)
    const total = bringNearer(seen, rows, columns, row, c)
    if (c + 1 >= k) return centres
    for (let t = 0; t < tries; t++) tried[t] = drawn(first, random.next() * total, random.below(n))
    if (tries === 3 && columns === 3) leftByThree(left, rows, tried, first, total)
    else for (let t = 0; t < tries; t++) left[t] = leftBy(rows, columns, tried[t]!, first, total)
    let best = 0
    for (let t = 1; t < tries; t++) if (left[t]! < left[best]!) best = t
    row = tried[best]!
  }
}

/** The row that is now centre `c` may be the nearest of others, or the next one; gives the sum of distances to the nearest. */
function bringNearer({ first, second, labels }: Seen, rows: Float64Array, columns: number, row: number, c: number) {
  let total = 0
  const own = rows.slice(row * columns, (row + 1) * columns)
  for (let r = 0, at = 0; r < first.length; r++, at += columns) {
    const distance = squaredDistance(own, 0, rows, at, columns)
    const before = first[r]!
    if (distance < before) {
      second[r] = before
      first[r] = distance
      labels[r] = c
      total += distance
    } else {
      total += before
      if (distance < second[r]!) second[r] = distance
    }
  }
  return total
}

/** The sum of squared distances that a tried row would leave as a centre. */
function leftBy(rows: Float64Array, columns: number, tried: number, nearest: Float64Array, total: number): number {
  const from = tried * columns
  let gained = 0
  for (let r = 0, at = 0; r < nearest.length; r++, at += columns) {
    const nearer = nearest[r]! - squaredDistance(rows, at, rows, from, columns)
    // Twice what is gained, nothing where the row is no nearer: no branch to guess wrongly.
    gained += nearer + Math.abs(nearer)
  }
  return total - gained / 2
}

/** The same for three tried rows of three columns: every row is read once for all of them. */
function leftByThree(left: Float64Array, rows: Float64Array, tried: Int32Array, nearest: Float64Array, total: number) {
  const [a, b, c] = [3 * tried[0]!, 3 * tried[1]!, 3 * tried[2]!]
  const [ax, ay, az] = [rows[a]!, rows[a + 1]!, rows[a + 2]!]
  const [bx, by, bz] = [rows[b]!, rows[b + 1]!, rows[b + 2]!]
  const [cx, cy, cz] = [rows[c]!, rows[c + 1]!, rows[c + 2]!]
  let by_a = 0
  let by_b = 0
  let by_c = 0
  for (let r = 0, at = 0; r < nearest.length; r++, at += 3) {
    const x = rows[at]!
    const y = rows[at + 1]!
    const z = rows[at + 2]!
    const before = nearest[r]!
    const to_a = before - (x - ax) * (x - ax) - (y - ay) * (y - ay) - (z - az) * (z - az)
    const to_b = before - (x - bx) * (x - bx) - (y - by) * (y - by) - (z - bz) * (z - bz)
    const to_c = before - (x - cx) * (x - cx) - (y - cy) * (y - cy) - (z - cz) * (z - cz)
    by_a += to_a + Math.abs(to_a)
    by_b += to_b + Math.abs(to_b)
    by_c += to_c + Math.abs(to_c)
  }
  left[0] = total - by_a / 2
  left[1] = total - by_b / 2
  left[2] = total - by_c / 2
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
