import type { Random } from '../numbers/random.ts'
import { addLeaf, emptyTree, type Tree } from './tree.ts'

/** A matrix whose columns were sorted once: every tree of a forest starts from it. */
export interface Presorted {
  readonly rows: Float64Array
  readonly features: number
  readonly count: number
  /** For each feature the rows from the smallest value to the largest; missing values last. */
  readonly order: readonly Int32Array[]
}

export function presort(rows: Float64Array, features: number): Presorted {
  const count = features === 0 ? 0 : rows.length / features
  const order = Array.from({ length: features }, (_, f) => {
    const places = Int32Array.from({ length: count }, (_, r) => r)
    const key = (r: number) => {
      const value = rows[r * features + f]!
      return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value
    }
    return places.sort((a, b) => key(a) - key(b) || a - b)
  })
  return { rows, features, count, order }
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
  /** Rows of the range that go left, missing ones not counted. */
  readonly gain: number
}

/**
 * Grows a regression tree (CART: least squares, binary splits; Breiman et al. 1984) over rows of weight above zero.
 * Splits are exact: every gap between neighbouring values is tried. Columns are kept sorted by partitioning them stably.
 */
export function growTree(data: Presorted, target: Float64Array, weight: Float64Array, options: GrowOptions): Tree {
  const { features, order } = data
  const columns = order.map((column) => column.filter((r) => weight[r]! > 0))
  const size = columns[0]?.length ?? 0
  const goesLeft = new Uint8Array(data.count)
  const spare = new Int32Array(size)
  const tree = emptyTree()
  const tried = Int32Array.from({ length: features }, (_, f) => f)
  const stack = [{ node: addLeaf(tree, 0), from: 0, to: size, depth: 0 }]
  for (let range = stack.pop(); range !== undefined; range = stack.pop()) {
    const { node, from, to, depth } = range
    const totals = totalsOf(columns[0] ?? new Int32Array(), target, weight, from, to)
    tree.value[node] = totals.weight > 0 ? totals.sum / totals.weight : 0
    if (depth >= options.depth_max || totals.weight < 2 * options.leaf_min || totals.isPure) continue
    const split = bestSplit(data, columns, { target, weight, from, to, totals, tried }, options)
    if (split === null) continue
    if (options.importance) options.importance[split.feature]! += split.gain
    const middle = partition(data, columns, { split, from, to, goesLeft, spare })
    tree.feature[node] = split.feature
    tree.threshold[node] = split.threshold
    tree.missing_left[node] = false
    const left = addLeaf(tree, 0)
    const right = addLeaf(tree, 0)
    tree.left[node] = left
    tree.right[node] = right
    stack.push({ node: right, from: middle, to, depth: depth + 1 }, { node: left, from, to: middle, depth: depth + 1 })
  }
  return tree
}

interface Totals {
  readonly weight: number
  readonly sum: number
  readonly isPure: boolean
}

function totalsOf(column: Int32Array, target: Float64Array, weight: Float64Array, from: number, to: number): Totals {
  let total = 0
  let sum = 0
  const first = target[column[from] ?? 0]
  let isPure = true
  for (let i = from; i < to; i++) {
    const r = column[i]!
    const y = target[r]!
    total += weight[r]!
    sum += weight[r]! * y
    if (y !== first) isPure = false
  }
  return { weight: total, sum, isPure }
}

interface Node {
  readonly target: Float64Array
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
  const { rows, features } = data
  const { target, weight, from, to, totals } = node
  let left_weight = 0
  let left_sum = 0
  let highest = floor
  let threshold = Number.NaN
  for (let i = from; i < to - 1; i++) {
    const r = column[i]!
    left_weight += weight[r]!
    left_sum += weight[r]! * target[r]!
    const here = rows[r * features + f]!
    const next = rows[column[i + 1]! * features + f]!
    // A missing value stands last: from here on there is nothing to compare.
    if (Number.isNaN(here)) break
    if (here === next) continue
    const right_weight = totals.weight - left_weight
    if (left_weight < leaf_min) continue
    if (right_weight < leaf_min) break
    const right_sum = totals.sum - left_sum
    const score = (left_sum * left_sum) / left_weight + (right_sum * right_sum) / right_weight
    if (score <= highest) continue
    highest = score
    const middle = Number.isNaN(next) ? here : here + (next - here) / 2
    threshold = middle < next || Number.isNaN(next) ? middle : here
  }
  return Number.isNaN(threshold) ? null : { feature: f, threshold, gain: highest }
}

interface Cut {
  readonly split: Split
  readonly from: number
  readonly to: number
  readonly goesLeft: Uint8Array
  readonly spare: Int32Array
}

/** Puts the rows that go left first in every column, each side in its order. Gives where the right side begins. */
function partition(data: Presorted, columns: Int32Array[], { split, from, to, goesLeft, spare }: Cut): number {
  const { rows, features } = data
  const own = columns[split.feature]!
  for (let i = from; i < to; i++) {
    const r = own[i]!
    goesLeft[r] = rows[r * features + split.feature]! <= split.threshold ? 1 : 0
  }
  let middle = from
  for (const column of columns) {
    let kept = from
    let moved = 0
    for (let i = from; i < to; i++) {
      const r = column[i]!
      if (goesLeft[r]) column[kept++] = r
      else spare[moved++] = r
    }
    for (let i = 0; i < moved; i++) column[kept + i] = spare[i]!
    middle = kept
  }
  return middle
}
