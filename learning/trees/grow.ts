import type { Random } from '../numbers/random.ts'
import { addLeaf, emptyTree, type Tree } from './tree.ts'

/** A matrix whose columns were sorted once: every tree of a forest starts from it. */
export interface Presorted {
  readonly features: number
  readonly count: number
  /** For each feature the rows from the smallest value to the largest; missing values last. */
  readonly order: readonly Int32Array[]
  /** For each feature the values by row: a split asks one feature of many rows. */
  readonly columns: readonly Float64Array[]
  /** The same as places among the different values, from 0; missing ones have `MISSING`. */
  readonly ranks: readonly Int32Array[]
}

const MISSING = 0x7fffffff

export function presort(rows: Float64Array, features: number): Presorted {
  const count = features === 0 ? 0 : rows.length / features
  const columns = Array.from({ length: features }, (_, f) => {
    const column = new Float64Array(count)
    for (let r = 0; r < count; r++) column[r] = rows[r * features + f]!
    return column
  })
  const order = columns.map((column) => {
    const key = column.map((value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value))
    return Int32Array.from({ length: count }, (_, r) => r).sort((a, b) => key[a]! - key[b]! || a - b)
  })
  const ranks = columns.map((column, f) => {
    const own = new Int32Array(count)
    let rank = 0
    for (let i = 0; i < count; i++) {
      const r = order[f]![i]!
      if (i > 0 && column[r] !== column[order[f]![i - 1]!]) rank++
      own[r] = Number.isNaN(column[r]!) ? MISSING : rank
    }
    return own
  })
  return { features, count, order, columns, ranks }
}

export interface GrowOptions {
  readonly depth_max: number
  /** A leaf has at least this weight of rows. */
  readonly leaf_min: number
  /** How many features are tried at each split, drawn anew each time. */
  readonly features_tried: number
  readonly random: Random
  /** Adds how much squared error each split took away, by feature. */
  readonly importance?: Float64Array
}

interface Split {
  readonly feature: number
  readonly threshold: number
  /** Rows of the range that go left: the first ones of the feature's own column. */
  readonly count: number
  readonly gain: number
}

/**
 * Grows a regression tree (CART: least squares, binary splits; Breiman et al. 1984) over rows of weight above zero.
 * Splits are exact: every gap between neighbouring values is tried. Columns are kept sorted by partitioning them stably.
 */
export function growTree(data: Presorted, target: Float64Array, weight: Float64Array, options: GrowOptions): Tree {
  const columns = heavyRows(data, weight)
  const size = columns[0]?.length ?? 0
  const room = { goesLeft: new Uint8Array(data.count), spare: new Int32Array(size) }
  const heavy = target.map((value, r) => value * weight[r]!)
  const tree = emptyTree()
  const tried = Int32Array.from({ length: data.features }, (_, f) => f)
  const totalsIn = (column: Int32Array, from: number, to: number) => totalsOf(column, target, heavy, weight, from, to)
  const isOver = ({ weight: own, isPure }: Totals, depth: number) =>
    depth >= options.depth_max || own < 2 * options.leaf_min || isPure
  const stack = [{ from: 0, to: size, depth: 0, totals: totalsIn(columns[0] ?? new Int32Array(), 0, size) }]
  const nodes = [addLeaf(tree, 0)]
  for (let range = stack.pop(); range !== undefined; range = stack.pop()) {
    const { from, to, depth, totals } = range
    const node = nodes.pop()!
    tree.value[node] = totals.weight > 0 ? totals.sum / totals.weight : 0
    if (isOver(totals, depth)) continue
    const split = bestSplit(data, columns, { heavy, weight, from, to, totals, tried }, options)
    if (split === null) continue
    if (options.importance) options.importance[split.feature]! += split.gain
    const middle = from + split.count
    const own = columns[split.feature]!
    const left = { from, to: middle, depth: depth + 1, totals: totalsIn(own, from, middle) }
    const right = { from: middle, to, depth: depth + 1, totals: totalsIn(own, middle, to) }
    // Two leaves ask no column again.
    if (!isOver(left.totals, depth + 1) || !isOver(right.totals, depth + 1))
      partition(columns, split.feature, from, middle, to, room)
    tree.feature[node] = split.feature
    tree.threshold[node] = split.threshold
    tree.missing_left[node] = false
    tree.left[node] = addLeaf(tree, 0)
    tree.right[node] = addLeaf(tree, 0)
    stack.push(right, left)
    nodes.push(tree.right[node]!, tree.left[node]!)
  }
  return tree
}

/** The sorted columns without the rows that weigh nothing. */
function heavyRows({ order, count }: Presorted, weight: Float64Array): Int32Array[] {
  const isHeavy = new Uint8Array(count)
  let size = 0
  for (let r = 0; r < count; r++) size += isHeavy[r] = weight[r]! > 0 ? 1 : 0
  return order.map((column) => {
    const own = new Int32Array(size + 1)
    // Written always, and only sometimes counted: no branch to guess wrongly.
    for (let i = 0, kept = 0; i < count; i++) {
      const r = column[i]!
      own[kept] = r
      kept += isHeavy[r]!
    }
    return own.subarray(0, size)
  })
}

interface Totals {
  readonly weight: number
  readonly sum: number
  readonly isPure: boolean
}

function totalsOf(
  column: Int32Array,
  target: Float64Array,
  heavy: Float64Array,
  weight: Float64Array,
  from: number,
  to: number,
): Totals {
  let total = 0
  let sum = 0
  const first = target[column[from] ?? 0]
  let isPure = true
  for (let i = from; i < to; i++) {
    const r = column[i]!
    total += weight[r]!
    sum += heavy[r]!
    if (target[r] !== first) isPure = false
  }
  return { weight: total, sum, isPure }
}

interface Node {
  /** Target times weight. */
  readonly heavy: Float64Array
  readonly weight: Float64Array
  readonly from: number
  readonly to: number
  readonly totals: Totals
  readonly tried: Int32Array
}

/** The split that lowers squared error most; null when none lowers it. Missing values always go right here. */
function bestSplit(data: Presorted, columns: Int32Array[], node: Node, options: GrowOptions): Split | null {
  const { tried, totals } = node
  const base = (totals.sum * totals.sum) / totals.weight
  let best: Split | null = null
  for (let k = 0; k < options.features_tried && k < tried.length; k++) {
    const pick = k + options.random.below(tried.length - k)
    const f = tried[pick]!
    tried[pick] = tried[k]!
    tried[k] = f
    const split = splitOf(
      data,
      columns[f]!,
      f,
      node,
      options.leaf_min,
      best === null ? base + 1e-12 * Math.abs(base) : base + best.gain,
    )
    if (split !== null) best = { ...split, gain: split.gain - base }
  }
  return best
}

/** Walks one sorted column; gives the best cut above `floor`, its gain being Σ²/w of both sides. */
function splitOf(
  data: Presorted,
  column: Int32Array,
  f: number,
  node: Node,
  leaf_min: number,
  floor: number,
): Split | null {
  const rank = data.ranks[f]!
  const { heavy, weight, from, to, totals } = node
  const whole = totals.weight
  const all = totals.sum
  let left_weight = 0
  let left_sum = 0
  let highest = floor
  let place = -1
  let next = rank[column[from]!]!
  for (let i = from; i < to - 1; i++) {
    const r = column[i]!
    const here = next
    // A missing value stands last: from here on there is nothing to compare.
    if (here === MISSING) break
    next = rank[column[i + 1]!]!
    left_weight += weight[r]!
    left_sum += heavy[r]!
    if (here === next || left_weight < leaf_min) continue
    const right_weight = whole - left_weight
    if (right_weight < leaf_min) break
    const right_sum = all - left_sum
    // One division where Σ²/w of both sides would take two.
    const score =
      (left_sum * left_sum * right_weight + right_sum * right_sum * left_weight) / (left_weight * right_weight)
    if (score <= highest) continue
    highest = score
    place = i
  }
  if (place < 0) return null
  const values = data.columns[f]!
  const low = values[column[place]!]!
  const high = values[column[place + 1]!]!
  const middle = Number.isNaN(high) ? low : low + (high - low) / 2
  const threshold = middle < high || Number.isNaN(high) ? middle : low
  return { feature: f, threshold, count: place + 1 - from, gain: highest }
}

interface Room {
  readonly goesLeft: Uint8Array
  readonly spare: Int32Array
}

/** Puts the rows that go left first in every column, each side in its order; in the split's own column they are already. */
function partition(
  columns: Int32Array[],
  feature: number,
  from: number,
  middle: number,
  to: number,
  { goesLeft, spare }: Room,
): void {
  const own = columns[feature]!
  for (let i = from; i < to; i++) goesLeft[own[i]!] = i < middle ? 1 : 0
  for (const column of columns) {
    if (column === own) continue
    let kept = from
    let moved = 0
    for (let i = from; i < to; i++) {
      const r = column[i]!
      const left = goesLeft[r]!
      // Written to both, and only one of them counted: no branch to guess wrongly.
      column[kept] = r
      spare[moved] = r
      kept += left
      moved += 1 - left
    }
    for (let i = 0; i < moved; i++) column[kept + i] = spare[i]!
  }
}
