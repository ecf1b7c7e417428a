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
  for (const set of sets) addRules(rules, set, [], 0, { counts, basket_count, least: min_confidence - 1e-12 })
  return rules.sort((a, b) => b.lift - a.lift || b.confidence - a.confidence || b.count - a.count || byItems(a, b))
}

interface Shop {
  readonly counts: ReadonlyMap<string, number>
  readonly basket_count: number
  readonly least: number
}

/**
 * The consequents of one set, grown item by item. More items on the right leave fewer on the left, which more baskets hold:
 * what is not confident enough is not grown (Agrawal and Srikant 1994).
 */
function addRules(rules: Rule[], set: FrequentSet, right: readonly number[], from: number, shop: Shop): void {
  if (right.length + 1 >= set.items.length) return
  for (let i = from; i < set.items.length && rules.length < RULES_MAX; i++) {
    const consequent = [...right, set.items[i]!]
    const antecedent = set.items.filter((item) => !consequent.includes(item))
    const own = shop.counts.get(antecedent.join(' '))
    const other = shop.counts.get(consequent.join(' '))
    if (own === undefined || other === undefined || set.count / own < shop.least) continue
    rules.push({
      antecedent,
      consequent,
      count: set.count,
      support: set.count / shop.basket_count,
      confidence: set.count / own,
      lift: (set.count * shop.basket_count) / (own * other),
    })
    addRules(rules, set, consequent, i + 1, shop)
  }
}

const byItems = (a: Rule, b: Rule) => inOrder(a.antecedent, b.antecedent) || inOrder(a.consequent, b.consequent)

function inOrder(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return a.length - b.length
}
