import { type Binner, MISSING_BIN } from './bins.ts'
import { type Binned, CELLS, cellsFor, countInto, subtract } from './histogram.ts'
import type { Slopes } from './slopes.ts'
import { addLeaf, emptyTree, type Tree } from './tree.ts'

export interface HistogramOptions {
  readonly leaves_max: number
  readonly leaf_min: number
  readonly depth_max: number
  readonly l2: number
}

/** The leaves of a grown tree, and which rows of `rows` fell in each: [from, to). */
export interface Grown {
  readonly tree: Tree
  readonly leaves: readonly Leaf[]
}

export interface Leaf {
  readonly node: number
  readonly from: number
  readonly to: number
  readonly sum: number
  readonly weight: number
}

/** What all trees of a model share: the data and room that is used again. */
export interface Field {
  readonly data: Binned
  readonly binner: Binner
  readonly rows: Int32Array
  readonly spare: Int32Array
  readonly free: Float64Array[]
}

interface Candidate extends Leaf {
  readonly depth: number
  readonly histogram: Float64Array
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
  field: Field,
  slopes: Slopes,
  options: HistogramOptions,
  importance: Float64Array,
): Grown {
  const tree = emptyTree()
  const { rows, binner } = field
  const all = countedRows(field, slopes, 0, rows.length)
  const root = candidate(field, slopes, { node: addLeaf(tree, 0), from: 0, to: rows.length, depth: 0 }, all)
  const open = [withSplit(field, slopes, root, options)]
  const closed: Candidate[] = []
  while (open.length > 0 && open.length + closed.length < options.leaves_max) {
    const at = indexOfBest(open)
    const parent = open[at]!
    if (parent.split === null) break
    open.splice(at, 1)
    importance[parent.split.feature]! += parent.split.gain
    const middle = partition(field, parent, parent.split)
    const [left, right] = children(field, slopes, parent, middle, tree)
    recordSplit(tree, parent, { left, right, bounds: binner.bounds })
    const isLast = open.length + closed.length + 2 >= options.leaves_max
    for (const child of [left, right]) {
      if (isLast || child.depth >= options.depth_max) closed.push(child)
      else open.push(withSplit(field, slopes, child, options))
    }
  }
  const leaves = [...closed, ...open]
  for (const { histogram } of leaves) field.free.push(histogram)
  return { tree, leaves }
}

function countedRows({ data, rows, free }: Field, slopes: Slopes, from: number, to: number): Float64Array {
  const room = free.pop() ?? new Float64Array(cellsFor(data, slopes.unit > 0))
  countInto(room, data, rows, from, to, slopes)
  return room
}

function candidate(
  { data }: Field,
  { unit, scale }: Slopes,
  { node, from, to, depth }: { node: number; from: number; to: number; depth: number },
  histogram: Float64Array,
): Candidate {
  const plane = data.stride * CELLS
  let sum = 0
  let weight = 0
  // Every row is in exactly one cell of the first feature.
  for (let i = 0; i < CELLS && data.features > 0; i++) {
    sum += histogram[i]!
    if (unit === 0) weight += histogram[plane + i]!
  }
  if (unit === 0) return { node, from, to, depth, histogram, sum, weight, split: null }
  const count = to - from
  return { node, from, to, depth, histogram, sum: (sum - count * unit) * scale, weight: count, split: null }
}

function withSplit(field: Field, slopes: Slopes, leaf: Candidate, options: HistogramOptions): Candidate {
  leaf.split = leaf.to - leaf.from < 2 * options.leaf_min ? null : bestSplit(field, slopes, leaf, options)
  return leaf
}

function indexOfBest(open: readonly Candidate[]): number {
  let best = 0
  for (let i = 1; i < open.length; i++) if ((open[i]!.split?.gain ?? 0) > (open[best]!.split?.gain ?? 0)) best = i
  return best
}

/** The cut between two bins that lowers the loss most, missing values tried on both sides. */
function bestSplit(field: Field, slopes: Slopes, leaf: Candidate, options: HistogramOptions): Split | null {
  const { features } = field.data
  const { bounds } = field.binner
  const scan = slopes.unit > 0 ? scanPacked : scanPlanes
  let best: Split | null = null
  let highest = 1e-12
  for (let f = 0; f < features; f++) {
    const cuts = bounds[f]!.length
    const hasMissing = leaf.histogram[f * CELLS + MISSING_BIN] !== 0
    for (let side = 0; side < (hasMissing ? 2 : 1); side++) {
      const bin = scan(field, slopes, leaf, options, { f, cuts, missing_left: side === 1, highest })
      if (bin < 0) continue
      highest = reached
      best = { feature: f, bin, missing_left: side === 1, gain: reached }
    }
  }
  return best
}

interface Scan {
  readonly f: number
  readonly cuts: number
  readonly missing_left: boolean
  readonly highest: number
}

/** The gain of the cut that the last scan found: a second answer, without an object for each feature of each leaf. */
let reached = 0

/** The best bin above `highest`, or −1; whole numbers hold count and gradient together. */
function scanPacked(
  _: Field,
  { unit, scale }: Slopes,
  leaf: Candidate,
  { l2, leaf_min }: HistogramOptions,
  scan: Scan,
): number {
  const { histogram, sum, weight } = leaf
  const base = scan.f * CELLS
  const parent = (sum * sum) / (weight + l2)
  const share = 1 / unit
  const all = sum / scale
  let left = scan.missing_left ? histogram[base + MISSING_BIN]! : 0
  let place = -1
  let highest = (scan.highest + parent) / scale / scale
  for (let b = 0; b < scan.cuts; b++) {
    const cell = histogram[base + b]!
    if (cell === 0) continue
    left += cell
    const count = (left * share + 0.5) | 0
    if (count < leaf_min) continue
    const others = weight - count
    if (others < leaf_min || others === 0) break
    const below = left - count * unit
    const above = all - below
    const here = count + l2
    const there = others + l2
    const gain = (below * below * there + above * above * here) / (here * there)
    if (gain <= highest) continue
    highest = gain
    place = b
  }
  if (place >= 0) reached = highest * scale * scale - parent
  return place
}

/**
 * The same over two planes. Rows are not counted by bin there; weight in proportion to the leaf's rows is close, and costs no
 * third sum.
 */
function scanPlanes(
  { data }: Field,
  _: Slopes,
  leaf: Candidate,
  { l2, leaf_min }: HistogramOptions,
  scan: Scan,
): number {
  const { histogram, sum, weight } = leaf
  const base = scan.f * CELLS
  const plane = data.stride * CELLS + base
  const parent = (sum * sum) / (weight + l2)
  const rows_each = (leaf.to - leaf.from) / weight
  const enough = leaf_min - 1e-6
  let below = scan.missing_left ? histogram[base + MISSING_BIN]! : 0
  let here = scan.missing_left ? histogram[plane + MISSING_BIN]! : 0
  let place = -1
  let highest = scan.highest + parent
  for (let b = 0; b < scan.cuts; b++) {
    below += histogram[base + b]!
    here += histogram[plane + b]!
    const there = weight - here
    if (here <= 0 || there <= 0 || here * rows_each < enough || there * rows_each < enough) continue
    const above = sum - below
    const gain = (below * below) / (here + l2) + (above * above) / (there + l2)
    if (gain <= highest) continue
    highest = gain
    place = b
  }
  if (place >= 0) reached = highest - parent
  return place
}

/** Rows that go left come first, each side in its order; gives where the right side begins. */
function partition({ data, rows, spare }: Field, { from, to }: Leaf, split: Split): number {
  const column = data.columns[split.feature]!
  // The missing bin is the last one; turned by one it is the first, and goes left with the others.
  const turn = split.missing_left ? 1 : 0
  const end = split.bin + 1 + turn
  let kept = from
  let i = from
  // Every row is written to both sides and counted in one, so that no branch is guessed wrongly.
  for (; i + 3 < to; i += 4) {
    const a = rows[i]!
    const b = rows[i + 1]!
    const c = rows[i + 2]!
    const d = rows[i + 3]!
    const a_left = (((column[a]! + turn) & 255) - end) >>> 31
    const b_left = (((column[b]! + turn) & 255) - end) >>> 31
    const c_left = (((column[c]! + turn) & 255) - end) >>> 31
    const d_left = (((column[d]! + turn) & 255) - end) >>> 31
    rows[kept] = a
    spare[i - kept] = a
    kept += a_left
    rows[kept] = b
    spare[i + 1 - kept] = b
    kept += b_left
    rows[kept] = c
    spare[i + 2 - kept] = c
    kept += c_left
    rows[kept] = d
    spare[i + 3 - kept] = d
    kept += d_left
  }
  for (; i < to; i++) {
    const r = rows[i]!
    rows[kept] = r
    spare[i - kept] = r
    kept += (((column[r]! + turn) & 255) - end) >>> 31
  }
  rows.set(spare.subarray(0, to - kept), kept)
  return kept
}

function children(field: Field, slopes: Slopes, parent: Candidate, middle: number, tree: Tree): [Candidate, Candidate] {
  const { from, to, histogram } = parent
  const isLeftSmaller = middle - from <= to - middle
  const [low, high] = isLeftSmaller ? [from, middle] : [middle, to]
  const counted = countedRows(field, slopes, low, high)
  // The parent's histogram is not asked again: it becomes the larger child's.
  subtract(histogram, counted)
  const [left, right] = isLeftSmaller ? [counted, histogram] : [histogram, counted]
  const depth = parent.depth + 1
  return [
    candidate(field, slopes, { node: addLeaf(tree, 0), from, to: middle, depth }, left),
    candidate(field, slopes, { node: addLeaf(tree, 0), from: middle, to, depth }, right),
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
