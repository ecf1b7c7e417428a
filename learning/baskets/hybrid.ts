import { type Alike, keepBest } from './pairs.ts'

/**
 * Mixes what was bought together with what is alike. The more baskets an item was in, the more its purchases count:
 * weight = n ÷ (n + trust). An item that nobody bought is recommended by its content alone (cold start).
 */
export function hybrid(
  together: readonly (readonly Alike[])[],
  alike: readonly (readonly Alike[])[],
  bought: ArrayLike<number>,
  { top = 10, trust = 20 } = {},
): Alike[][] {
  return together.map((own, item) => {
    const weight = (bought[item] ?? 0) / ((bought[item] ?? 0) + trust)
    const scores = new Map<number, { score: number; count: number }>()
    const take = (list: readonly Alike[], share: number) => {
      const highest = list[0]?.score ?? 0
      if (highest <= 0) return
      for (const { item: other, score, count } of list) {
        const before = scores.get(other) ?? { score: 0, count: 0 }
        scores.set(other, { score: before.score + (share * score) / highest, count: Math.max(before.count, count) })
      }
    }
    take(own, weight)
    take(alike[item] ?? [], 1 - weight)
    const best: Alike[] = []
    for (const [other, found] of scores) if (found.score > 0) keepBest(best, { item: other, ...found }, top)
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
