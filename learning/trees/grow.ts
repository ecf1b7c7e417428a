import { addLeaf, drawFeature, type Growing, isOver, recordSplit, TWIG_MAX, treeOf } from './growing.ts'
import { MISSING } from './presort.ts'
import type { Tree } from './tree.ts'
import { growTwig } from './twig.ts'

interface Range {
  readonly from: number
  readonly to: number
  readonly depth: number
  readonly node: number
  readonly total: number
  readonly sum: number
}

/**
 * Grows a regression tree (CART: least squares, binary splits; Breiman et al. 1984) over rows of weight above zero.
 * Splits are exact: every gap between neighbouring values is tried. Columns are kept sorted by partitioning them stably.
 */
export function growTree(own: Growing, weight: Float64Array): Tree {
  weigh(own, weight)
  own.nodes_count = 0
  const { nodes, tables, size } = own
  const stack: Range[] = []
  addNode(own, tables[0], 0, { from: 0, to: size, depth: 0 }, stack)
  for (let range = stack.pop(); range !== undefined; range = stack.pop()) {
    const { from, to, depth, node } = range
    const table = tables[depth & 1]!
    if (to - from <= TWIG_MAX) {
      growTwig(own, table, from, to, depth, node)
      continue
    }
    const place = bestSplit(own, table, range)
    if (place < 0) continue
    const at = own.feature * size
    recordSplit(own, node, table[at + place]!, table[at + place + 1]!, range.total)
    const middle = place + 1
    const open = stack.length
    nodes.right[node] = addNode(own, table, at, { from: middle, to, depth: depth + 1 }, stack)
    nodes.left[node] = addNode(own, table, at, { from, to: middle, depth: depth + 1 }, stack)
    // Two leaves ask no column again.
    if (stack.length > open) partition(own, table, tables[1 - (depth & 1)]!, from, middle, to)
  }
  return treeOf(own)
}

/** A node of the rows that stand in [from, to) of a column; it comes on the stack if it may be split. */
function addNode(
  own: Growing,
  table: Int32Array,
  column: number,
  { from, to, depth }: { from: number; to: number; depth: number },
  stack: Range[],
): number {
  addUp(own, table, column + from, column + to)
  const { total, sum } = own
  const node = addLeaf(own)
  if (!isOver(own, depth)) stack.push({ from, to, depth, node, total, sum })
  return node
}

/** Takes up the weights, and the sorted columns without the rows that weigh nothing into the first table. */
function weigh(own: Growing, weight: Float64Array): void {
  const { data, target, sums, isHeavy } = own
  const [table] = own.tables
  own.size = 0
  for (let r = 0; r < data.count; r++) {
    sums[2 * r] = weight[r]!
    sums[2 * r + 1] = target[r]! * weight[r]!
    isHeavy[r] = weight[r]! > 0 ? 1 : 0
    own.size += isHeavy[r]!
  }
  for (let f = 0, kept = 0; f < data.features; f++) kept = keepHeavy(data.order[f]!, isHeavy, table, kept)
}

/** Every row is written, and only sometimes counted: no branch to guess wrongly. */
function keepHeavy(column: Int32Array, isHeavy: Uint8Array, table: Int32Array, from: number): number {
  let kept = from
  let i = 0
  for (; i + 3 < column.length; i += 4) {
    const a = column[i]!
    const b = column[i + 1]!
    const c = column[i + 2]!
    const d = column[i + 3]!
    table[kept] = a
    kept += isHeavy[a]!
    table[kept] = b
    kept += isHeavy[b]!
    table[kept] = c
    kept += isHeavy[c]!
    table[kept] = d
    kept += isHeavy[d]!
  }
  for (; i < column.length; i++) {
    const r = column[i]!
    table[kept] = r
    kept += isHeavy[r]!
  }
  return kept
}

/** What the rows in [from, to) of the table hold together. */
function addUp(own: Growing, table: Int32Array, from: number, to: number): void {
  const { target, sums } = own
  let total = 0
  let sum = 0
  const first = target[table[from] ?? 0]
  let isPure = true
  for (let i = from; i < to; i++) {
    const r = table[i]!
    total += sums[2 * r]!
    sum += sums[2 * r + 1]!
    if (target[r] !== first) isPure = false
  }
  own.total = total
  own.sum = sum
  own.isPure = isPure
}

/**
 * The place of the last row that goes left in the split that lowers squared error most, in the column of `own.feature`;
 * −1 when none lowers it. Missing values always go right here. The error falls by d² / (w l r), where l and r are what the
 * sides weigh, w their sum, and d the left side's sum times w less the whole sum times l: compared without a division.
 */
function bestSplit(own: Growing, table: Int32Array, { from, to, total, sum }: Range): number {
  const { data, tried, size } = own
  const { features_tried, random } = own.options
  let place = -1
  own.score = 1e-12 * sum * sum
  for (let k = 0; k < features_tried && k < tried.length; k++) {
    const f = drawFeature(tried, k, random)
    const rank = data.ranks[f]!
    const base = f * size
    let end = base + to - 1
    if (data.hasMissing[f] === 1) while (end > base + from && rank[table[end - 1]!] === MISSING) end--
    const found = scan(own, rank, table, base + from, end, total, sum)
    if (found < 0) continue
    place = found - base
    own.feature = f
  }
  return place
}

/** The best cut of one column above `own.score`, which it raises; −1 when there is none. */
function scan(own: Growing, rank: Int32Array, table: Int32Array, from: number, to: number, total: number, sum: number) {
  const { sums } = own
  const { leaf_min } = own.options
  let highest = own.score
  let place = -1
  let left = 0
  let left_sum = 0
  let i = from
  for (; i + 1 < to; i += 2) {
    const a = 2 * table[i]!
    const b = 2 * table[i + 1]!
    const first = left + sums[a]!
    const first_sum = left_sum + sums[a + 1]!
    left = first + sums[b]!
    left_sum = first_sum + sums[b + 1]!
    const d = first_sum * total - sum * first
    const e = left_sum * total - sum * left
    const sides = first * (total - first)
    const next_sides = left * (total - left)
    if (d * d > highest * sides) {
      if (first >= leaf_min && total - first >= leaf_min && rank[a >> 1] !== rank[b >> 1]) {
        highest = (d * d) / sides
        place = i
      }
    }
    if (e * e > highest * next_sides) {
      if (left >= leaf_min && total - left >= leaf_min && rank[b >> 1] !== rank[table[i + 2]!]) {
        highest = (e * e) / next_sides
        place = i + 1
      }
    }
  }
  for (; i < to; i++) {
    const r = table[i]!
    left += sums[2 * r]!
    left_sum += sums[2 * r + 1]!
    const d = left_sum * total - sum * left
    const sides = left * (total - left)
    if (d * d <= highest * sides || left < leaf_min || total - left < leaf_min) continue
    if (rank[r] === rank[table[i + 1]!]) continue
    highest = (d * d) / sides
    place = i
  }
  own.score = highest
  return place
}

/** Writes the rows that go left first in every column of the other table, each side in its order. */
function partition(own: Growing, table: Int32Array, next: Int32Array, from: number, middle: number, to: number): void {
  const { goesLeft, size, data } = own
  const at = own.feature * size
  for (let i = at + from; i < at + middle; i++) goesLeft[table[i]!] = 1
  for (let i = at + middle; i < at + to; i++) goesLeft[table[i]!] = 0
  for (let f = 0, base = 0; f < data.features; f++, base += size)
    deal(table, next, goesLeft, base + from, base + middle, base + to)
}

/**
 * One column, each row to one of two places without a branch to guess wrongly. Four rows are taken at a time: what the
 * compiler checks of each table it then checks once for all of them.
 */
function deal(
  table: Int32Array,
  next: Int32Array,
  goesLeft: Uint8Array,
  from: number,
  middle: number,
  to: number,
): void {
  let left = from
  let right = middle
  let i = from
  for (; i + 3 < to; i += 4) {
    const a = table[i]!
    const b = table[i + 1]!
    const c = table[i + 2]!
    const d = table[i + 3]!
    const is_a = goesLeft[a]!
    const is_b = goesLeft[b]!
    const is_c = goesLeft[c]!
    const is_d = goesLeft[d]!
    next[right + ((left - right) & -is_a)] = a
    left += is_a
    right += 1 - is_a
    next[right + ((left - right) & -is_b)] = b
    left += is_b
    right += 1 - is_b
    next[right + ((left - right) & -is_c)] = c
    left += is_c
    right += 1 - is_c
    next[right + ((left - right) & -is_d)] = d
    left += is_d
    right += 1 - is_d
  }
  for (; i < to; i++) {
    const r = table[i]!
    const isLeft = goesLeft[r]!
    next[right + ((left - right) & -isLeft)] = r
    left += isLeft
    right += 1 - isLeft
  }
}
