import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  alikeByContent,
  basketsOf,
  basketsOfRows,
  boughtTogether,
  forCart,
  frequentSets,
  hybrid,
  measuresOf,
  PairCounts,
  rulesOf,
  seededRandom,
} from '#learning'

const items = 7
const lists = fc.array(fc.array(fc.integer({ min: 0, max: items - 1 }), { maxLength: 6 }), {
  minLength: 1,
  maxLength: 40,
})

/** What the definitions say, by looking at every set and every basket. */
function byHand(given: readonly (readonly number[])[], min_support: number) {
  const sets = Array.from({ length: 2 ** items - 1 }, (_, mask) =>
    Array.from({ length: items }, (_, item) => item).filter((item) => (mask + 1) & (1 << item)),
  )
  return sets
    .map((set) => ({ items: set, count: given.filter((list) => set.every((item) => list.includes(item))).length }))
    .filter(({ count }) => count >= Math.max(1, Math.ceil(min_support * given.length - 1e-9)))
}

const key = (set: { items: readonly number[]; count: number }) => `${set.items.join(' ')}:${set.count}`

test('frequent sets are those that counting every set finds', () => {
  fc.assert(
    fc.property(lists, fc.double({ min: 0.01, max: 1, noNaN: true }), (given, min_support) => {
      const found = frequentSets(basketsOf(given, items), { min_support })
      expect(found.is_complete).toBe(true)
      expect(found.sets.map(key).sort()).toEqual(byHand(given, min_support).map(key).sort())
    }),
    { numRuns: 1_000 },
  )
})

const maskOf = (wanted: readonly number[]) => wanted.reduce((mask, item) => mask | (1 << item), 0)

test('rules say what the definitions say, and no strong rule is missing', () => {
  fc.assert(
    fc.property(lists, (given) => {
      const { sets } = frequentSets(basketsOf(given, items), { min_support: 0.1 })
      const masks = given.map(maskOf)
      const share = (mask: number) => masks.filter((own) => (own & mask) === mask).length / masks.length
      const shares = Array.from({ length: 2 ** items }, (_, mask) => share(mask))
      const rules = rulesOf(sets, given.length, 0.5)
      let worst = 0
      for (const { antecedent, consequent, support, confidence, lift } of rules) {
        const [left = 0, right = 0] = [shares[maskOf(antecedent)], shares[maskOf(consequent)]]
        const both = shares[maskOf([...antecedent, ...consequent])] ?? 0
        const off = [support - both, confidence - both / left, lift - both / (left * right)]
        worst = Math.max(worst, ...off.map(Math.abs), 0.5 - confidence)
      }
      expect(worst).toBeLessThan(1e-9)
      const expected = sets.flatMap((set) => {
        const whole = maskOf(set.items)
        return shares.filter((left, mask) => {
          const isPart = mask > 0 && mask !== whole && (mask & whole) === mask
          return isPart && set.count / given.length / left >= 0.5 - 1e-12
        })
      })
      expect(rules).toHaveLength(expected.length)
    }),
    { numRuns: 1_000 },
  )
})

test('sets of any size become rules, of every split that is confident enough', () => {
  const seven = [0, 1, 2, 3, 4, 5, 6]
  const { sets } = frequentSets(basketsOf([seven, seven, [0]], 7), { min_support: 0.5 })
  expect(sets).toHaveLength(2 ** 7 - 1)
  const rules = rulesOf(sets, 3, 0.9)
  // Each item stands left, right or nowhere; the item that is also bought alone says nothing sure by itself.
  expect(rules).toHaveLength(3 ** 7 - 2 * 2 ** 7 + 1 - (2 ** 6 - 1))
  expect(rules.some(({ antecedent }) => antecedent.length === 6)).toBe(true)
})

test('rows in any order are the same baskets as lists', () => {
  fc.assert(
    fc.property(lists, fc.integer(), (given, seed) => {
      const filled = given.filter((list) => list.length > 0)
      const rows = filled.flatMap((list, b) => list.map((item) => [b, item] as const))
      const random = seededRandom(seed)
      const mixed = rows.map((row) => ({ row, key: random.next() })).sort((a, b) => a.key - b.key)
      const told = basketsOfRows(
        mixed.map(({ row }) => row[0]),
        mixed.map(({ row }) => row[1]),
        { basket_count: filled.length, item_count: items },
      )
      expect(told).toEqual(basketsOf(filled, items))
    }),
    { numRuns: 1_000 },
  )
})

test('pairs learnt day by day, and a day unlearnt, are the pairs of what is left', () => {
  fc.assert(
    fc.property(lists, lists, (first, second) => {
      for (const count of [items, 5_000]) {
        const [a, b] = [basketsOf(first, count), basketsOf(second, count)]
        const learnt = new PairCounts(count)
        learnt.add(a)
        learnt.add(b)
        learnt.add(a, -1)
        const whole = new PairCounts(count)
        whole.add(b)
        expect([...learnt.pairs()].sort((x, y) => x.a - y.a || x.b - y.b)).toEqual(
          [...whole.pairs()].sort((x, y) => x.a - y.a || x.b - y.b),
        )
        expect(learnt.baskets).toBe(whole.baskets)
      }
    }),
    { numRuns: 1_000 },
  )
})

test('the measures of a pair are those of the textbook', () => {
  const counts = new PairCounts(3)
  counts.add(basketsOf([[0, 1], [0, 1], [0], [2]], 3))
  expect(measuresOf(counts, 0, 1)).toEqual({
    count: 2,
    support: 0.5,
    confidence: 2 / 3,
    lift: 4 / 3,
    cosine: 2 / Math.sqrt(6),
    jaccard: 2 / 3,
  })
  expect(measuresOf(counts, 0, 2)).toMatchObject({ count: 0, lift: 0 })
})

test('an item that nobody bought is recommended by what it is, and a bestseller by what is bought with it', () => {
  const names = [
    'Aceite Mobil 5W-30 4 L',
    'Filtro de aceite W712',
    'Aceite Mobil 10W-40 4 L',
    'Ampolleta H7',
    'Plumilla 22',
  ]
  const counts = new PairCounts(names.length)
  counts.add(
    basketsOf(
      Array.from({ length: 200 }, () => [0, 1]).concat([
        [3, 4],
        [3, 4],
      ]),
      names.length,
    ),
  )
  const alike = alikeByContent(names.map((text) => ({ text })))
  const best = hybrid(boughtTogether(counts), alike, counts.single)
  expect(best[0]?.[0]?.item).toBe(1)
  expect(best[2]?.[0]?.item).toBe(0)
  expect(forCart(best, [0, 1]).map(({ item }) => item)).not.toContain(1)
})

test('words are alike without their accents, and attributes count', () => {
  const [first] = alikeByContent([
    { text: 'Bujía de níquel', attributes: { rosca: 'M14' } },
    { text: 'BUJIA', attributes: { rosca: 'M14' } },
    { text: 'Correa', attributes: { rosca: 'M10' } },
  ])
  expect(first?.map(({ item }) => item)).toEqual([1])
})

test('nothing gives nothing', () => {
  const none = basketsOf([], 3)
  expect(frequentSets(none, { min_support: 0.5 })).toEqual({ sets: [], is_complete: true })
  expect(rulesOf([], 0, 0.5)).toEqual([])
  expect(alikeByContent([])).toEqual([])
})
