import { type Alike, keepBest } from './pairs.ts'

/** What an item says of itself: words, and named attributes such as brand or viscosity. */
export interface ItemContent {
  readonly text: string
  readonly attributes?: Readonly<Record<string, string>>
}

interface Vector {
  readonly terms: Int32Array
  readonly weights: Float64Array
}

/** An attribute counts like so many words. */
const ATTRIBUTE_WEIGHT = 2
/** A term in more than this share of the items tells nothing. */
const COMMON_SHARE = 0.5

/**
 * Items alike by what they are: TF-IDF vectors of words (without accents) and attributes, compared by cosine. This is what
 * there is to recommend of an item that nobody bought yet.
 */
export function alikeByContent(items: readonly ItemContent[], { top = 10, least = 0.05 } = {}): Alike[][] {
  const vectors = vectorsOf(items)
  const holders = new Map<number, number[]>()
  vectors.forEach(({ terms }, item) => {
    for (const term of terms) {
      const own = holders.get(term)
      if (own) own.push(item)
      else holders.set(term, [item])
    }
  })
  const dots = new Float64Array(items.length)
  return vectors.map(({ terms, weights }, item) => {
    const touched: number[] = []
    terms.forEach((term, i) => {
      for (const other of holders.get(term) ?? []) {
        if (other === item) continue
        if (dots[other] === 0) touched.push(other)
        dots[other]! += weights[i]! * weightOf(vectors[other]!, term)
      }
    })
    const best: Alike[] = []
    for (const other of touched) {
      const score = dots[other]!
      dots[other] = 0
      if (score >= least) keepBest(best, { item: other, score, count: 0 }, top)
    }
    return best
  })
}

function vectorsOf(items: readonly ItemContent[]): Vector[] {
  const numbers = new Map<string, number>()
  const bags = items.map((item) => bagOf(item))
  const seen = new Map<string, number>()
  for (const bag of bags) for (const term of bag.keys()) seen.set(term, (seen.get(term) ?? 0) + 1)
  return bags.map((bag) => {
    const entries = [...bag]
      .filter(([term]) => items.length < 4 || (seen.get(term) ?? 0) <= COMMON_SHARE * items.length)
      .map(([term, count]) => {
        if (!numbers.has(term)) numbers.set(term, numbers.size)
        const idf = Math.log((1 + items.length) / (1 + (seen.get(term) ?? 0))) + 1
        return { term: numbers.get(term) ?? 0, weight: count * idf }
      })
      .sort((a, b) => a.term - b.term)
    const length = Math.sqrt(entries.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1
    return {
      terms: Int32Array.from(entries, ({ term }) => term),
      weights: Float64Array.from(entries, ({ weight }) => weight / length),
    }
  })
}

function bagOf({ text, attributes = {} }: ItemContent): Map<string, number> {
  const bag = new Map<string, number>()
  const words =
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  for (const word of words) bag.set(word, (bag.get(word) ?? 0) + 1)
  for (const [name, value] of Object.entries(attributes)) bag.set(`${name}=${value}`, ATTRIBUTE_WEIGHT)
  return bag
}

/** Terms rise, so a weight is found by halving. */
function weightOf({ terms, weights }: Vector, term: number): number {
  let low = 0
  let high = terms.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (terms[middle] === term) return weights[middle]!
    if (terms[middle]! < term) low = middle + 1
    else high = middle - 1
  }
  return 0
}
