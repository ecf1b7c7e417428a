import type { Baskets } from './baskets.ts'

export interface FrequentSet {
  /** Rising. */
  readonly items: readonly number[]
  /** Baskets that hold all of them. */
  readonly count: number
}

export interface FrequentOptions {
  /** Share of the baskets, 0 to 1. */
  readonly min_support: number
  /** Sets have at most so many items. */
  readonly items_max?: number
  /** More sets than this are not looked for: `is_complete` is then false. */
  readonly sets_max?: number
}

/** A prefix tree of baskets, items ordered from the most frequent (Han, Pei and Yin 2000). */
interface FpTree {
  readonly item: number[]
  readonly count: number[]
  readonly parent: number[]
  /** For each item its nodes. */
  readonly nodes: Map<number, number[]>
  readonly totals: Map<number, number>
}

/** All sets of items that at least `min_support` of the baskets hold, by FP-growth: no candidates are made and thrown away. */
export function frequentSets(
  baskets: Baskets,
  options: FrequentOptions,
): { sets: FrequentSet[]; is_complete: boolean } {
  const n = baskets.start.length - 1
  const { items_max = 5, sets_max = 1_000_000 } = options
  // A share such as 0.07 × 100 is 7.000000000000001: the tolerance keeps 7 baskets enough.
  const least = Math.max(1, Math.ceil(options.min_support * n - 1e-9))
  const rank = ranksOf(baskets, least)
  const tree = emptyTree()
  const path: number[] = []
  for (let b = 0; b < n; b++) {
    path.length = 0
    for (let i = baskets.start[b]!; i < baskets.start[b + 1]!; i++)
      if (rank[baskets.items[i]!]! >= 0) path.push(baskets.items[i]!)
    path.sort((x, y) => rank[x]! - rank[y]!)
    insert(tree, path, 1)
  }
  const sets: FrequentSet[] = []
  const is_complete = mine(tree, [], { least, items_max, sets_max, rank }, sets)
  return { sets, is_complete }
}

/** The place of each frequent item, the most frequent first; −1 for the others. */
function ranksOf({ items, item_count }: Baskets, least: number): Int32Array {
  const counts = new Int32Array(item_count)
  for (const item of items) counts[item]! += 1
  const rank = new Int32Array(item_count).fill(-1)
  Array.from(counts, (_, item) => item)
    .filter((item) => counts[item]! >= least)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .forEach((item, place) => {
      rank[item] = place
    })
  return rank
}

const children = new WeakMap<FpTree, Map<number, number>[]>()

function emptyTree(): FpTree {
  const tree = { item: [-1], count: [0], parent: [-1], nodes: new Map(), totals: new Map() }
  children.set(tree, [new Map()])
  return tree
}

function insert(tree: FpTree, path: readonly number[], count: number): void {
  const below = children.get(tree) ?? []
  let node = 0
  for (const item of path) {
    let next = below[node]?.get(item)
    if (next === undefined) {
      next = tree.item.push(item) - 1
      tree.count.push(0)
      tree.parent.push(node)
      below.push(new Map())
      below[node]?.set(item, next)
      const own = tree.nodes.get(item)
      if (own) own.push(next)
      else tree.nodes.set(item, [next])
    }
    tree.count[next]! += count
    tree.totals.set(item, (tree.totals.get(item) ?? 0) + count)
    node = next
  }
}

interface Mining {
  readonly least: number
  readonly items_max: number
  readonly sets_max: number
  readonly rank: Int32Array
}

/** Takes each item with the baskets that hold it and all of `suffix`, and looks among what else those baskets hold. */
function mine(tree: FpTree, suffix: readonly number[], mining: Mining, sets: FrequentSet[]): boolean {
  for (const [item, count] of tree.totals) {
    if (count < mining.least) continue
    if (sets.length >= mining.sets_max) return false
    const items = [...suffix, item].sort((a, b) => a - b)
    sets.push({ items, count })
    if (items.length >= mining.items_max) continue
    if (!mine(conditional(tree, item, mining), [...suffix, item], mining, sets)) return false
  }
  return true
}

/** The tree of what stands above an item, without what became rare. */
function conditional(tree: FpTree, item: number, { least, rank }: Mining): FpTree {
  const totals = new Map<number, number>()
  const paths = (tree.nodes.get(item) ?? []).map((node) => {
    const path: number[] = []
    const count = tree.count[node]!
    for (let up = tree.parent[node]!; up > 0; up = tree.parent[up]!) {
      const above = tree.item[up]!
      path.push(above)
      totals.set(above, (totals.get(above) ?? 0) + count)
    }
    return { path, count }
  })
  const below = emptyTree()
  for (const { path, count } of paths) {
    const kept = path.filter((one) => (totals.get(one) ?? 0) >= least).sort((a, b) => rank[a]! - rank[b]!)
    insert(below, kept, count)
  }
  return below
}
