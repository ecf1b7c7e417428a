import { type Random, seededRandom } from '../numbers/random.ts'
import { farthestFrom, plantCentres, squaredDistance } from './centres.ts'

export interface KMeansOptions {
  /** Independent starts; the one of least inertia wins. */
  readonly starts?: number
  readonly rounds_max?: number
  readonly seed?: number
}

export interface Clusters {
  readonly k: number
  readonly columns: number
  /** Row-major, `k` rows. */
  readonly centres: Float64Array
  /** The cluster of each row, 0 to k − 1. */
  readonly labels: Int32Array
  /** Sum of squared distances from each row to its centre. */
  readonly inertia: number
  readonly rounds: number
}

/**
 * K-means (Lloyd's algorithm) from k-means++ starts (Arthur and Vassilvitskii 2007), with Hamerly's bounds (2010) that skip
 * the distances which cannot matter. Runs until no row changes its cluster. An empty cluster takes the row farthest from its
 * own centre. Where there are fewer distinct rows than `k`, some clusters stay empty.
 * @param rows row-major, `columns` numbers a row, no missing values
 */
export function kMeans(rows: Float64Array, columns: number, k: number, options: KMeansOptions = {}): Clusters {
  const { starts = 10, rounds_max = 300, seed = 1 } = options
  const random = seededRandom(seed)
  let best: Clusters | null = null
  for (let s = 0; s < Math.max(starts, 1); s++) {
    const found = oneStart(rows, columns, k, rounds_max, random)
    if (best === null || found.inertia < best.inertia) best = found
  }
  return best as Clusters
}

function oneStart(rows: Float64Array, columns: number, k: number, rounds_max: number, random: Random): Clusters {
  const n = rows.length / columns
  const state: State = {
    rows,
    columns,
    k,
    n,
    centres: plantCentres(rows, columns, k, random),
    labels: new Int32Array(n),
    upper: new Float64Array(n),
    lower: new Float64Array(n),
    sums: new Float64Array(k * columns),
    counts: new Float64Array(k),
  }
  for (let r = 0; r < n; r++) assignAnew(state, r)
  sumRows(state)
  let rounds = 0
  for (let changed = n; changed > 0 && rounds < rounds_max; rounds++) changed = oneRound(state)
  // Sums that were kept up row by row have rounding of their own.
  sumRows(state)
  moveCentres(state)
  return { k, columns, centres: state.centres, labels: state.labels, inertia: inertiaOf(state), rounds }
}

interface State {
  readonly rows: Float64Array
  readonly columns: number
  readonly k: number
  readonly n: number
  readonly centres: Float64Array
  readonly labels: Int32Array
  /** Distance to one's own centre at most this; to any other at least that. */
  readonly upper: Float64Array
  readonly lower: Float64Array
  readonly sums: Float64Array
  readonly counts: Float64Array
}

/** Looks at every centre and sets both bounds exactly. */
function assignAnew({ rows, columns, k, centres, labels, upper, lower }: State, r: number): void {
  let nearest = 0
  let first = Number.POSITIVE_INFINITY
  let second = Number.POSITIVE_INFINITY
  const from = r * columns
  for (let c = 0; c < k; c++) {
    const distance = squaredDistance(rows, from, centres, c * columns, columns)
    if (distance < first) {
      second = first
      first = distance
      nearest = c
    } else if (distance < second) second = distance
  }
  labels[r] = nearest
  upper[r] = Math.sqrt(first)
  lower[r] = Math.sqrt(second)
}

/** Moves the centres, loosens the bounds by how far they moved, and looks again only where the bounds cross. */
function oneRound(state: State): number {
  const { n, k, labels, upper, lower, columns, centres, rows } = state
  const moved = moveCentres(state)
  const far = Math.max(...moved)
  const half = halfDistances(centres, k, columns)
  let changed = 0
  for (let r = 0; r < n; r++) {
    const own = labels[r]!
    upper[r]! += moved[own]!
    lower[r]! -= far
    const safe = Math.max(half[own]!, lower[r]!)
    if (upper[r]! <= safe) continue
    upper[r] = Math.sqrt(squaredDistance(rows, r * columns, centres, own * columns, columns))
    if (upper[r]! <= safe) continue
    assignAnew(state, r)
    if (labels[r] === own) continue
    passTo(state, r, own, labels[r]!)
    changed++
  }
  return changed
}

/** What each cluster holds, counted anew. */
function sumRows({ rows, columns, n, labels, sums, counts }: State): void {
  sums.fill(0)
  counts.fill(0)
  for (let r = 0, at = 0; r < n; r++) {
    const c = labels[r]!
    counts[c]! += 1
    for (let d = 0, to = c * columns; d < columns; d++) sums[to++]! += rows[at++]!
  }
}

/** A row changes its cluster: sums and counts of both follow. */
function passTo({ rows, columns, sums, counts }: Sums, r: number, from: number, to: number): void {
  for (let d = 0; d < columns; d++) {
    sums[from * columns + d]! -= rows[r * columns + d]!
    sums[to * columns + d]! += rows[r * columns + d]!
  }
  counts[from]! -= 1
  counts[to]! += 1
}

type Sums = Pick<State, 'rows' | 'columns' | 'labels' | 'sums' | 'counts' | 'upper'>

/** Puts each centre in the middle of its rows; gives how far each went. */
function moveCentres({ rows, columns, k, centres, labels, sums, counts, upper }: State): Float64Array {
  const moved = new Float64Array(k)
  for (let c = 0; c < k; c++) {
    if (counts[c] === 0) relocate({ rows, columns, labels, sums, counts, upper }, c)
    if (counts[c] === 0) continue
    let squared = 0
    for (let d = 0; d < columns; d++) {
      const at = c * columns + d
      const next = sums[at]! / counts[c]!
      squared += (next - centres[at]!) ** 2
      centres[at] = next
    }
    moved[c] = Math.sqrt(squared)
  }
  return moved
}

/** Gives an empty cluster the row that fits its own worst, if it fits it badly at all. */
function relocate(state: Sums, empty: number): void {
  const { labels, counts, upper } = state
  const r = farthestFrom(upper, labels, counts)
  if (r === -1) return
  passTo(state, r, labels[r]!, empty)
  labels[r] = empty
  upper[r] = 0
}

/** Half the distance from each centre to its nearest neighbour: a row that close to its centre has no better one. */
function halfDistances(centres: Float64Array, k: number, columns: number): Float64Array {
  const half = new Float64Array(k).fill(Number.POSITIVE_INFINITY)
  for (let a = 0; a < k; a++) {
    for (let b = a + 1; b < k; b++) {
      const distance = Math.sqrt(squaredDistance(centres, a * columns, centres, b * columns, columns)) / 2
      if (distance < half[a]!) half[a] = distance
      if (distance < half[b]!) half[b] = distance
    }
  }
  return half
}

function inertiaOf({ rows, columns, n, centres, labels }: State): number {
  let sum = 0
  for (let r = 0; r < n; r++) sum += squaredDistance(rows, r * columns, centres, labels[r]! * columns, columns)
  return sum
}
