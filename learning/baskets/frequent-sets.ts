import type { Baskets } from './baskets.ts'
import { PrefixTree } from './prefix-tree.ts'

export interface FrequentSet {
  /** Rising. */
  readonly items: readonly number[]
  /** Baskets that hold all of them. */
  readonly count: number
}

export interface FrequentOptions {
  /** Share of the baskets, 0 to 1. */
  readonly min_support: number
  /** Sets have at most so many items; 30 where nothing is said. */
  readonly items_max?: number
  /** More sets than this are not looked for: `is_complete` is then false. */
  readonly sets_max?: number
}

const ITEMS_MAX = 30

/**
 * All sets of items that at least `min_support` of the baskets hold, by FP-growth (Han, Pei and Yin 2000): no candidates are
 * made and thrown away.
 */
export function frequentSets(
  baskets: Baskets,
  options: FrequentOptions,
): { sets: FrequentSet[]; is_complete: boolean } {
  const n = baskets.start.length - 1
  const { items_max = ITEMS_MAX, sets_max = 1_000_000 } = options
  // A share such as 0.07 × 100 is 7.000000000000001: the tolerance keeps 7 baskets enough.
  const least = Math.max(1, Math.ceil(options.min_support * n - 1e-9))
  const tree = treeOf(baskets, least)
  const size = tree.items.length
  const room = { counts: new Int32Array(size), places: new Int32Array(size), path: new Int32Array(size) }
  const sets: FrequentSet[] = []
  const is_complete = mine(tree, [], { least, items_max, sets_max, ...room }, sets)
  return { sets, is_complete }
}

/** The baskets without their rare items, the most frequent first. */
function treeOf({ items, start, item_count }: Baskets, least: number): PrefixTree {
  const counts = new Int32Array(item_count)
  for (const item of items) counts[item]! += 1
  const frequent = Int32Array.from(counts.keys())
    .filter((item) => counts[item]! >= least)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
  const rank = new Int32Array(item_count).fill(-1)
  for (const [place, item] of frequent.entries()) rank[item] = place
  const tree = new PrefixTree(frequent, FIRST_NODES)
  let path = new Int32Array(64)
  for (let b = 0; b + 1 < start.length; b++) {
    const size = start[b + 1]! - start[b]!
    if (size > path.length) path = new Int32Array(2 * size)
    let length = 0
    for (let i = start[b]!; i < start[b + 1]!; i++) {
      const place = rank[items[i]!]!
      if (place >= 0) length = inserted(path, length, place)
    }
    tree.add(path, length, 1)
  }
  return tree
}

const FIRST_NODES = 1 << 14

/** Puts a place among the rest, which fall: the tree takes them from the end. */
function inserted(path: Int32Array, length: number, place: number): number {
  let at = length
  while (at > 0 && path[at - 1]! < place) {
    path[at] = path[at - 1]!
    at--
  }
  path[at] = place
  return length + 1
}

interface Mining {
  readonly least: number
  readonly items_max: number
  readonly sets_max: number
  /** Room that every step uses and leaves. */
  readonly counts: Int32Array
  readonly places: Int32Array
  readonly path: Int32Array
}

/** Takes each item with the baskets that hold it and all of `suffix`, and looks among what else those baskets hold. */
function mine(tree: PrefixTree, suffix: readonly number[], mining: Mining, sets: FrequentSet[]): boolean {
  for (const [place, item] of tree.items.entries()) {
    if (sets.length >= mining.sets_max) return false
    const own = [...suffix, item]
    sets.push({ items: own.toSorted((a, b) => a - b), count: tree.totals[place]! })
    if (own.length >= mining.items_max) continue
    const below = conditional(tree, place, mining)
    if (below !== null && !mine(below, own, mining, sets)) return false
  }
  return true
}

/** The tree of what stands above an item, without what became rare; null where nothing is left. */
function conditional(tree: PrefixTree, place: number, { least, counts, places, path }: Mining): PrefixTree | null {
  const { item, parent, count, same } = tree
  for (let node = tree.heads[place]!; node > 0; node = same[node]!)
    for (let up = parent[node]!; up > 0; up = parent[up]!) counts[item[up]!]! += count[node]!
  const kept: number[] = []
  for (let other = 0; other < place; other++) {
    places[other] = counts[other]! >= least ? kept.push(tree.items[other]!) - 1 : -1
    counts[other] = 0
  }
  if (kept.length === 0) return null
  const below = new PrefixTree(Int32Array.from(kept))
  for (let node = tree.heads[place]!; node > 0; node = same[node]!) {
    let length = 0
    for (let up = parent[node]!; up > 0; up = parent[up]!) {
      const other = places[item[up]!]!
      if (other >= 0) path[length++] = other
    }
    below.add(path, length, count[node]!)
  }
  return below
}
