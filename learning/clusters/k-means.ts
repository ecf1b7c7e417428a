import { seededRandom } from '../numbers/random.ts'
import { plantCentres, type Seen, seenFor, squaredDistance } from './centres.ts'

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
  const state = roomFor(rows, columns, k)
  let best: Clusters | null = null
  for (let s = 0; s < Math.max(starts, 1); s++) {
    state.centres.set(plantCentres(rows, columns, k, random, state))
    const rounds = settle(state, rounds_max)
    const inertia = inertiaOf(state)
    if (best !== null && inertia >= best.inertia) continue
    best = { k, columns, centres: state.centres.slice(), labels: state.labels.slice(), inertia, rounds }
  }
  return evened(state, best as Clusters)
}

/** The same with its centres counted anew: sums that were kept up row by row have rounding of their own. */
function evened(room: State, clusters: Clusters): Clusters {
  const state = { ...room, ...clusters }
  sumRows(state)
  moveCentres(state)
  return { ...clusters, inertia: inertiaOf(state) }
}

/** What all starts use one after the other. */
interface State extends Seen {
  readonly rows: Float64Array
  readonly columns: number
  readonly k: number
  readonly n: number
  readonly centres: Float64Array
  /** How far the two fastest centres have gone, all rounds together. */
  gone: number
  /** A row keeps its centre for certain until `gone` reaches this. */
  readonly safe: Float64Array
  readonly sums: Float64Array
  readonly counts: Float64Array
}

function roomFor(rows: Float64Array, columns: number, k: number): State {
  const n = rows.length / columns
  return {
    rows,
    columns,
    k,
    n,
    centres: new Float64Array(k * columns),
    ...seenFor(n),
    gone: 0,
    safe: new Float64Array(n),
    sums: new Float64Array(k * columns),
    counts: new Float64Array(k),
  }
}

/** Moves the centres until no row changes its cluster; gives the rounds that took. */
function settle(state: State, rounds_max: number): number {
  const { n, first, second, safe } = state
  state.gone = 0
  for (let r = 0; r < n; r++) safe[r] = Math.sqrt(second[r]!) - Math.sqrt(first[r]!)
  sumRows(state)
  let rounds = 0
  for (let changed = n; changed > 0 && rounds < rounds_max; rounds++) changed = oneRound(state)
  return rounds
}

/** Looks at every centre; the row is safe until its own and another have gone as far as one is nearer than the other. */
function assignAnew(state: State, r: number): void {
  const { rows, columns, k, centres, labels, gone, safe } = state
  if (columns === 3) {
    assignTriple(state, r)
    return
  }
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
  safe[r] = gone + Math.sqrt(second) - Math.sqrt(first)
}

/** The same for rows of three columns, which are read once. */
function assignTriple({ rows, centres, labels, gone, safe }: State, r: number): void {
  const x = rows[3 * r]!
  const y = rows[3 * r + 1]!
  const z = rows[3 * r + 2]!
  let nearest = 0
  let first = Number.POSITIVE_INFINITY
  let second = Number.POSITIVE_INFINITY
  for (let at = 0; at + 2 < centres.length; at += 3) {
    const dx = centres[at]! - x
    const dy = centres[at + 1]! - y
    const dz = centres[at + 2]! - z
    const distance = dx * dx + dy * dy + dz * dz
    if (distance >= second) continue
    if (distance < first) {
      second = first
      first = distance
      nearest = at
    } else second = distance
  }
  nearest /= 3
  labels[r] = nearest
  safe[r] = gone + Math.sqrt(second) - Math.sqrt(first)
}

/** Moves the centres and looks again only at rows that may have come nearer to another one. */
function oneRound(state: State): number {
  moveCentres(state)
  const { n, labels, gone, safe } = state
  let changed = 0
  for (let r = 0; r < n; r++) {
    if (gone < safe[r]!) continue
    const own = labels[r]!
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
function passTo({ rows, columns, sums, counts }: State, r: number, from: number, to: number): void {
  for (let d = 0; d < columns; d++) {
    sums[from * columns + d]! -= rows[r * columns + d]!
    sums[to * columns + d]! += rows[r * columns + d]!
  }
  counts[from]! -= 1
  counts[to]! += 1
}

/** Puts each centre in the middle of its rows. */
function moveCentres(state: State): void {
  const { columns, k, centres, sums, counts } = state
  let farthest = 0
  let next_farthest = 0
  for (let c = 0; c < k; c++) {
    if (counts[c] === 0) relocate(state, c)
    if (counts[c] === 0) continue
    let squared = 0
    for (let d = 0; d < columns; d++) {
      const at = c * columns + d
      const next = sums[at]! / counts[c]!
      squared += (next - centres[at]!) ** 2
      centres[at] = next
    }
    const moved = Math.sqrt(squared)
    next_farthest = Math.max(next_farthest, Math.min(moved, farthest))
    farthest = Math.max(farthest, moved)
  }
  state.gone += farthest + next_farthest
}

/** Gives an empty cluster the row that fits its own worst, among clusters that can spare one, if it fits it badly at all. */
function relocate(state: State, empty: number): void {
  const { rows, columns, n, centres, labels, counts, safe } = state
  let place = -1
  let farthest = 0
  for (let r = 0; r < n; r++) {
    const own = labels[r]!
    if (counts[own]! < 2) continue
    const distance = squaredDistance(rows, r * columns, centres, own * columns, columns)
    if (distance <= farthest) continue
    farthest = distance
    place = r
  }
  if (place < 0) return
  passTo(state, place, labels[place]!, empty)
  labels[place] = empty
  safe[place] = Number.NEGATIVE_INFINITY
}

function inertiaOf({ rows, columns, n, centres, labels }: State): number {
  let sum = 0
  for (let r = 0; r < n; r++) sum += squaredDistance(rows, r * columns, centres, labels[r]! * columns, columns)
  return sum
}
