import { addLeaf, drawFeature, type Growing, isOver, recordSplit, TWIG_MAX } from './growing.ts'
import { MISSING } from './presort.ts'

/**
 * Grows the end of a branch whose rows stand in [from, to) of every column of the table. They are so few that their places in
 * the order of a feature are the bits of one number: each node meets its own in order without sorting or partitioning them.
 */
export function growTwig(own: Growing, table: Int32Array, from: number, to: number, depth: number, node: number): void {
  fill(own, table, from, to)
  addUp(own, 0, to - from)
  grow(own, 0, to - from, depth, node)
}

function fill({ twig, data, sums, target, size }: Growing, table: Int32Array, from: number, to: number): void {
  const { inTwig, place, row_at } = twig
  const count = to - from
  for (let i = 0; i < count; i++) {
    const r = table[from + i]!
    inTwig[r] = i
    twig.members[i] = i
    twig.rows[i] = r
    twig.sums[2 * i] = sums[2 * r]!
    twig.sums[2 * i + 1] = sums[2 * r + 1]!
    twig.target[i] = target[r]!
  }
  for (let f = 0; f < data.features; f++) {
    const column = f * size + from
    const base = f * TWIG_MAX
    let i = 0
    for (; i + 1 < count; i += 2) {
      const a = inTwig[table[column + i]!]!
      const b = inTwig[table[column + i + 1]!]!
      row_at[base + i] = a
      row_at[base + i + 1] = b
      place[base + a] = i
      place[base + b] = i + 1
    }
    if (i < count) {
      const row = inTwig[table[column + i]!]!
      row_at[base + i] = row
      place[base + row] = i
    }
    let known = count
    if (data.hasMissing[f] === 1) while (known > 0 && data.ranks[f]![table[column + known - 1]!] === MISSING) known--
    twig.known[f] = known
  }
}

/** What was last added up are the members [from, to). */
function grow(own: Growing, from: number, to: number, depth: number, node: number): void {
  const { nodes, twig, total } = own
  const cut = to - from === 2 ? onlySplit(own, from) : bestSplit(own, from, to)
  if (cut < 0) return
  const base = own.feature * TWIG_MAX
  const below = twig.row_at[base + (cut & 31)]!
  recordSplit(own, node, twig.rows[below]!, twig.rows[twig.row_at[base + (cut >> 5)]!]!, total)
  const middle = partition(own, from, to, base, cut & 31)
  addUp(own, from, middle)
  const left = addLeaf(own)
  nodes.left[node] = left
  if (!isOver(own, depth + 1)) grow(own, from, middle, depth + 1, left)
  addUp(own, middle, to)
  const right = addLeaf(own)
  nodes.right[node] = right
  if (!isOver(own, depth + 1)) grow(own, middle, to, depth + 1, right)
}

function addUp(own: Growing, from: number, to: number): void {
  const { members, sums, target } = own.twig
  let total = 0
  let sum = 0
  const first = target[members[from]!]
  let isPure = true
  for (let i = from; i < to; i++) {
    const row = members[i]!
    total += sums[2 * row]!
    sum += sums[2 * row + 1]!
    if (target[row] !== first) isPure = false
  }
  own.total = total
  own.sum = sum
  own.isPure = isPure
}

/** The highest bit. */
const TOP = 0x80000000 | 0

/** As in `grow.ts`; gives the places of the two rows beside the cut, the upper one 32 times, or −1. */
function bestSplit(own: Growing, from: number, to: number): number {
  const { data, tried, twig, total, sum } = own
  const { features_tried, random, leaf_min } = own.options
  const { members, place, row_at, sums, rows } = twig
  let cut = -1
  let highest = 1e-12 * sum * sum
  for (let k = 0; k < features_tried && k < tried.length; k++) {
    const f = drawFeature(tried, k, random)
    const base = f * TWIG_MAX
    const known = twig.known[f]!
    let bits = 0
    for (let i = from; i < to; i++) bits |= TOP >>> place[base + members[i]!]!
    let left = 0
    let left_sum = 0
    for (;;) {
      const at = Math.clz32(bits)
      bits ^= TOP >>> at
      // Nothing stands above the last row, nor above a missing value.
      if (bits === 0 || at >= known) break
      const row = row_at[base + at]!
      left += sums[2 * row]!
      left_sum += sums[2 * row + 1]!
      const difference = left_sum * total - sum * left
      const sides = left * (total - left)
      if (difference * difference <= highest * sides) continue
      if (left < leaf_min || total - left < leaf_min) continue
      const next = Math.clz32(bits)
      const rank = data.ranks[f]!
      if (rank[rows[row]!] === rank[rows[row_at[base + next]!]!]) continue
      highest = (difference * difference) / sides
      cut = at | (next << 5)
      own.feature = f
    }
  }
  own.score = highest
  return cut
}

/** Of two rows every feature that tells them apart makes the same of them. */
function onlySplit(own: Growing, from: number): number {
  const { data, tried, twig, total, sum } = own
  const { features_tried, random, leaf_min } = own.options
  const a = twig.members[from]!
  const b = twig.members[from + 1]!
  const weight = twig.sums[2 * a]!
  if (weight < leaf_min || total - weight < leaf_min) return -1
  const difference = twig.sums[2 * a + 1]! * total - sum * weight
  own.score = (difference * difference) / (weight * (total - weight))
  for (let k = 0; k < features_tried && k < tried.length; k++) {
    const f = drawFeature(tried, k, random)
    const rank = data.ranks[f]!
    if (rank[twig.rows[a]!] === rank[twig.rows[b]!]) continue
    own.feature = f
    const first = twig.place[f * TWIG_MAX + a]!
    const second = twig.place[f * TWIG_MAX + b]!
    return first < second ? first | (second << 5) : second | (first << 5)
  }
  return -1
}

/** Members at most at this place of a feature's order come first. */
function partition({ twig }: Growing, from: number, to: number, base: number, last: number): number {
  const { members, place } = twig
  let middle = from
  for (let i = from; i < to; i++) {
    const row = members[i]!
    const other = members[middle]!
    const isLeft = place[base + row]! <= last
    members[i] = isLeft ? other : row
    members[middle] = isLeft ? row : other
    middle += isLeft ? 1 : 0
  }
  return middle
}
