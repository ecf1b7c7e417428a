import type { FrequentSet } from './frequent-sets.ts'

/** Who buys `antecedent` also buys `consequent`. Support and confidence are shares, 0 to 1; lift 1 is no connection. */
export interface Rule {
  readonly antecedent: readonly number[]
  readonly consequent: readonly number[]
  readonly count: number
  readonly support: number
  readonly confidence: number
  readonly lift: number
}

/** More rules than this nobody reads, and they would fill the memory. */
export const RULES_MAX = 1_000_000

/** Every rule of enough confidence that the frequent sets hold, at most `RULES_MAX`, the strongest lift first. */
export function rulesOf(sets: readonly FrequentSet[], basket_count: number, min_confidence: number): Rule[] {
  const counts = new Map(sets.map(({ items, count }) => [items.join(' '), count]))
  const rules: Rule[] = []
  for (const { items, count } of sets) {
    if (items.length < 2 || rules.length >= RULES_MAX) continue
    for (let mask = 1; mask < (1 << items.length) - 1; mask++) {
      const antecedent = items.filter((_, i) => mask & (1 << i))
      const consequent = items.filter((_, i) => !(mask & (1 << i)))
      const own = counts.get(antecedent.join(' ')) ?? 0
      const other = counts.get(consequent.join(' ')) ?? 0
      const confidence = count / own
      if (own === 0 || other === 0 || confidence < min_confidence - 1e-12) continue
      rules.push({
        antecedent,
        consequent,
        count,
        support: count / basket_count,
        confidence,
        lift: (count * basket_count) / (own * other),
      })
    }
  }
  return rules.sort((a, b) => b.lift - a.lift || b.confidence - a.confidence || b.count - a.count || byItems(a, b))
}

const byItems = (a: Rule, b: Rule) => inOrder(a.antecedent, b.antecedent) || inOrder(a.consequent, b.consequent)

function inOrder(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return a.length - b.length
}
