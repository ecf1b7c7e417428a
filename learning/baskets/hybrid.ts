import { type Alike, keepBest } from './pairs.ts'

/** What content adds to two items that were bought often, and how much more to one that nobody bought. */
const ALWAYS = 0.2
const COLD = 0.4

/**
 * What was bought together plus what is alike, both on a scale from 0 to 1. The rarer of two items decides how much content
 * counts: ALWAYS + COLD · trust ÷ (n + trust). An item that nobody bought is recommended, and recommends, by its content alone
 * (cold start). The two numbers were chosen on earlier baskets than those the README judges.
 */
export function hybrid(
  together: readonly (readonly Alike[])[],
  alike: readonly (readonly Alike[])[],
  bought: ArrayLike<number>,
  { top = 10, trust = 20 } = {},
): Alike[][] {
  return together.map((own, item) => {
    const found = new Map<number, { score: number; count: number }>()
    for (const { item: other, score, count } of own) found.set(other, { score, count })
    for (const { item: other, score } of alike[item] ?? []) {
      const seen = Math.min(bought[item] ?? 0, bought[other] ?? 0)
      const before = found.get(other) ?? { score: 0, count: 0 }
      const share = ALWAYS + (COLD * trust) / (seen + trust)
      found.set(other, { score: before.score + share * score, count: before.count })
    }
    const best: Alike[] = []
    for (const [other, { score, count }] of found) if (score > 0) keepBest(best, { item: other, score, count }, top)
    return best
  })
}

/** What goes with a whole cart: the scores of what goes with its items, added up; what is in it is left out. */
export function forCart(recommended: readonly (readonly Alike[])[], cart: readonly number[], top = 5): Alike[] {
  const inCart = new Set(cart)
  const sums = new Map<number, { score: number; count: number }>()
  for (const item of inCart) {
    for (const { item: other, score, count } of recommended[item] ?? []) {
      if (inCart.has(other)) continue
      const before = sums.get(other) ?? { score: 0, count: 0 }
      sums.set(other, { score: before.score + score, count: Math.max(before.count, count) })
    }
  }
  const best: Alike[] = []
  for (const [item, found] of sums) keepBest(best, { item, ...found }, top)
  return best
}
