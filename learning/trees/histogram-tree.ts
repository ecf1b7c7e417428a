import { type Binner, MISSING_BIN } from './bins.ts'
import { addLeaf, emptyTree, type Tree } from './tree.ts'

export interface HistogramOptions {
  readonly leaves_max: number
  readonly leaf_min: number
  readonly depth_max: number
  readonly l2: number
}

export interface Binned {
  /** Row-major. */
  readonly bins: Uint8Array
  readonly features: number
  readonly binner: Binner
}

/** The leaves of a grown tree, and which rows of `rows` fell in each: [from, to). */
export interface Grown {
  readonly tree: Tree
  readonly leaves: readonly { node: number; from: number; to: number; sum: number; weight: number }[]
}

const CELLS = 256

interface Candidate {
  readonly node: number
  readonly from: number
  readonly to: number
  readonly depth: number
  readonly histogram: Float64Array
  readonly sum: number
  readonly weight: number
  split: Split | null
}

interface Split {
  readonly feature: number
  readonly bin: number
  readonly missing_left: boolean
  readonly gain: number
}

/**
 * Grows one tree leaf by leaf, the best split first, from histograms of gradients (as in LightGBM, Ke et al. 2017). The
 * smaller child is counted, the larger is what its parent has left. `rows` is permuted so that each leaf's rows stand together.
 */
export function growFromHistograms(
  data: Binned,
  rows: Int32Array,
  gradient: Float64Array,
  hessian: Float64Array | null,
  options: HistogramOptions,
  importance: Float64Array,
): Grown {
  const tree = emptyTree()
  const spare = new Int32Array(rows.length)
  const root = candidate(
    data,
    addLeaf(tree, 0),
    { from: 0, to: rows.length, depth: 0 },
    histogramOf(data, rows, 0, rows.length, gradient, hessian),
  )
  const open = [withSplit(data, root, options)]
  const closed: Candidate[] = []
  while (open.length > 0 && open.length + closed.length < options.leaves_max) {
    const at = indexOfBest(open)
    const parent = open[at]!
    if (parent.split === null) break
    open.splice(at, 1)
    importance[parent.split.feature]! += parent.split.gain
    const middle = partition(data, rows, spare, parent, parent.split)
    const [left, right] = children(data, rows, { parent, middle, tree, gradient, hessian })
    recordSplit(tree, parent, { left, right, bounds: data.binner.bounds })
    for (const child of [left, right])
      (child.depth < options.depth_max ? open : closed).push(withSplit(data, child, options))
  }
  return { tree, leaves: [...closed, ...open] }
}

function candidate(
  data: Binned,
  node: number,
  { from, to, depth }: { from: number; to: number; depth: number },
  histogram: Float64Array,
): Candidate {
  let sum = 0
  let weight = 0
  // Every row is in exactly one cell of the first feature.
  for (let i = 0; i < CELLS * 2 && data.features > 0; i += 2) {
    sum += histogram[i]!
    weight += histogram[i + 1]!
  }
  return { node, from, to, depth, histogram, sum, weight, split: null }
}

function withSplit(data: Binned, leaf: Candidate, options: HistogramOptions): Candidate {
  leaf.split = leaf.to - leaf.from < 2 * options.leaf_min ? null : bestSplit(data, leaf, options)
  return leaf
}

function indexOfBest(open: readonly Candidate[]): number {
  let best = 0
  for (let i = 1; i < open.length; i++) if ((open[i]!.split?.gain ?? 0) > (open[best]!.split?.gain ?? 0)) best = i
  return best
}

/** Sums of gradient and of weight (hessian, or rows) by feature and bin. */
function histogramOf(
  { bins, features }: Binned,
  rows: Int32Array,
  from: number,
  to: number,
  gradient: Float64Array,
  hessian: Float64Array | null,
): Float64Array {
  const cells = new Float64Array(features * CELLS * 2)
  for (let i = from; i < to; i++) {
    const r = rows[i]!
    const g = gradient[r]!
    const h = hessian === null ? 1 : hessian[r]!
    let at = r * features
    for (let f = 0, base = 0; f < features; f++, base += CELLS * 2) {
      const cell = base + (bins[at++]! << 1)
      cells[cell] = cells[cell]! + g
      cells[cell + 1] = cells[cell + 1]! + h
    }
  }
  return cells
}

/** The cut between two bins that lowers the loss most, missing values tried on both sides. */
function bestSplit({ features, binner }: Binned, leaf: Candidate, { l2, leaf_min }: HistogramOptions): Split | null {
  const { histogram, sum, weight } = leaf
  const parent = (sum * sum) / (weight + l2)
  let best: Split | null = null
  let highest = 1e-12
  for (let f = 0; f < features; f++) {
    const base = f * CELLS * 2
    const missing_sum = histogram[base + MISSING_BIN * 2]!
    const missing_weight = histogram[base + MISSING_BIN * 2 + 1]!
    const cuts = binner.bounds[f]!.length
    for (let side = 0; side < (missing_weight > 0 ? 2 : 1); side++) {
      let left_sum = side === 1 ? missing_sum : 0
      let left_weight = side === 1 ? missing_weight : 0
      for (let b = 0; b < cuts; b++) {
        const cell = base + b * 2
        left_sum += histogram[cell]!
        left_weight += histogram[cell + 1]!
        const right_weight = weight - left_weight
        if (left_weight <= 0 || right_weight <= 0) continue
        const right_sum = sum - left_sum
        const gain = (left_sum * left_sum) / (left_weight + l2) + (right_sum * right_sum) / (right_weight + l2) - parent
        if (gain <= highest || !isLargeEnough(leaf, left_weight, leaf_min)) continue
        highest = gain
        best = { feature: f, bin: b, missing_left: side === 1, gain }
      }
    }
  }
  return best
}

/**
 * With squared error a leaf's weight is its rows. With other losses rows are not counted by bin; weight in proportion to the
 * leaf's rows is close, and costs no third sum.
 */
function isLargeEnough(leaf: Candidate, left_weight: number, leaf_min: number): boolean {
  const rows = leaf.to - leaf.from
  const left_rows = (left_weight / leaf.weight) * rows
  return left_rows >= leaf_min - 1e-6 && rows - left_rows >= leaf_min - 1e-6
}

function partition(
  { bins, features }: Binned,
  rows: Int32Array,
  spare: Int32Array,
  leaf: Candidate,
  split: Split,
): number {
  let kept = leaf.from
  let moved = 0
  for (let i = leaf.from; i < leaf.to; i++) {
    const r = rows[i]!
    const bin = bins[r * features + split.feature]!
    if (bin === MISSING_BIN ? split.missing_left : bin <= split.bin) rows[kept++] = r
    else spare[moved++] = r
  }
  rows.set(spare.subarray(0, moved), kept)
  return kept
}

interface Parting {
  readonly parent: Candidate
  readonly middle: number
  readonly tree: Tree
  readonly gradient: Float64Array
  readonly hessian: Float64Array | null
}

function children(
  data: Binned,
  rows: Int32Array,
  { parent, middle, tree, gradient, hessian }: Parting,
): [Candidate, Candidate] {
  const { from, to, histogram } = parent
  const isLeftSmaller = middle - from <= to - middle
  const [low, high] = isLeftSmaller ? [from, middle] : [middle, to]
  const counted = histogramOf(data, rows, low, high, gradient, hessian)
  // The parent's histogram is not asked again: it becomes the larger child's.
  for (let i = 0; i < histogram.length; i++) histogram[i] = histogram[i]! - counted[i]!
  const [left, right] = isLeftSmaller ? [counted, histogram] : [histogram, counted]
  const depth = parent.depth + 1
  return [
    candidate(data, addLeaf(tree, 0), { from, to: middle, depth }, left),
    candidate(data, addLeaf(tree, 0), { from: middle, to, depth }, right),
  ]
}

function recordSplit(
  tree: Tree,
  { node, split }: Candidate,
  { left, right, bounds }: { left: Candidate; right: Candidate; bounds: readonly Float64Array[] },
): void {
  if (split === null) return
  tree.feature[node] = split.feature
  tree.threshold[node] = bounds[split.feature]![split.bin]!
  tree.missing_left[node] = split.missing_left
  tree.left[node] = left.node
  tree.right[node] = right.node
}
