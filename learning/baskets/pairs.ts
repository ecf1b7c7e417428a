import type { Baskets } from './baskets.ts'

/** Above so many items a table of all pairs would be larger than what is bought: then pairs are hashed. */
const DENSE_ITEMS_MAX = 4_096

/**
 * How often items and pairs of items were bought together. Grows basket by basket, and unlearns one, so that a day's sales
 * update it without counting the past again.
 */
export class PairCounts {
  readonly item_count: number
  baskets = 0
  readonly single: Float64Array
  readonly #dense: Uint32Array | null
  readonly #hashed: Map<number, number> | null

  constructor(item_count: number) {
    this.item_count = item_count
    this.single = new Float64Array(item_count)
    const isDense = item_count <= DENSE_ITEMS_MAX
    this.#dense = isDense ? new Uint32Array((item_count * (item_count - 1)) / 2) : null
    this.#hashed = isDense ? null : new Map()
  }

  /** Learns baskets, or with `sign` −1 unlearns them. */
  add({ items, start }: Baskets, sign: 1 | -1 = 1): void {
    const n = start.length - 1
    this.baskets += sign * n
    for (let b = 0; b < n; b++) {
      const to = start[b + 1]!
      for (let i = start[b]!; i < to; i++) {
        const low = items[i]!
        this.single[low]! += sign
        for (let j = i + 1; j < to; j++) this.#count(low, items[j]!, sign)
      }
    }
  }

  #count(low: number, high: number, sign: number): void {
    if (this.#dense) this.#dense[(high * (high - 1)) / 2 + low]! += sign
    else {
      const key = low * this.item_count + high
      const count = (this.#hashed?.get(key) ?? 0) + sign
      if (count === 0) this.#hashed?.delete(key)
      else this.#hashed?.set(key, count)
    }
  }

  together(a: number, b: number): number {
    if (a === b) return this.single[a]!
    const [low, high] = a < b ? [a, b] : [b, a]
    if (this.#dense) return this.#dense[(high * (high - 1)) / 2 + low]!
    return this.#hashed?.get(low * this.item_count + high) ?? 0
  }

  /** Every pair bought together at least `least` times. */
  *pairs(least = 1): Generator<{ a: number; b: number; count: number }> {
    if (this.#dense) {
      for (let b = 1, at = 0; b < this.item_count; b++) {
        for (let a = 0; a < b; a++, at++) {
          const count = this.#dense[at]!
          if (count >= least && count > 0) yield { a, b, count }
        }
      }
      return
    }
    for (const [key, count] of this.#hashed ?? []) {
      if (count < least) continue
      yield { a: Math.floor(key / this.item_count), b: key % this.item_count, count }
    }
  }
}

/** What buying `a` says of `b`. Shares of baskets, 0 to 1; lift 1 is no connection. */
export interface PairMeasures {
  readonly count: number
  readonly support: number
  readonly confidence: number
  readonly lift: number
  readonly cosine: number
  readonly jaccard: number
}

export function measuresOf(counts: PairCounts, a: number, b: number): PairMeasures {
  const count = counts.together(a, b)
  const { single, baskets } = counts
  const [own, other] = [single[a]!, single[b]!]
  return {
    count,
    support: ratio(count, baskets),
    confidence: ratio(count, own),
    lift: ratio(count * baskets, own * other),
    cosine: ratio(count, Math.sqrt(own * other)),
    jaccard: ratio(count, own + other - count),
  }
}

const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : 0)

export interface Alike {
  readonly item: number
  readonly score: number
  readonly count: number
}

/**
 * For each item the others most often bought with it, by cosine shrunk toward zero where little was seen: count ÷
 * (√(n_a·n_b) + shrink). Pairs bought together fewer than `least` times are chance and left out.
 */
export function boughtTogether(counts: PairCounts, { top = 10, least = 2, shrink = 10 } = {}): Alike[][] {
  const found: Alike[][] = Array.from({ length: counts.item_count }, () => [])
  for (const { a, b, count } of counts.pairs(least)) {
    const score = count / (Math.sqrt(counts.single[a]! * counts.single[b]!) + shrink)
    keepBest(found[a]!, { item: b, score, count }, top)
    keepBest(found[b]!, { item: a, score, count }, top)
  }
  return found
}

/** Inserts in falling order of score, the lower item first among equals, and drops what falls off the end. */
export function keepBest(best: Alike[], one: Alike, top: number): void {
  let at = best.length
  while (at > 0 && isBetter(one, best[at - 1]!)) at--
  if (at >= top) return
  best.splice(at, 0, one)
  if (best.length > top) best.pop()
}

const isBetter = (one: Alike, other: Alike) =>
  one.score > other.score || (one.score === other.score && one.item < other.item)
