/**
 * What goes with a basket, judged on baskets not seen: `npm run score:baskets`. The last fifth of the Online Retail invoices is
 * held back; of each with three goods or more one is hidden, and ten are proposed from the others. How often the hidden one is
 * among them: by popularity, by what was bought together, by content alone, by both. Apart, the goods that few had bought.
 */
import {
  type Alike,
  alikeByContent,
  basketsOf,
  boughtTogether,
  forCart,
  hybrid,
  keepBest,
  PairCounts,
  seededRandom,
} from '#learning'
import { readLines } from '../../demo/online-retail/read-lines.ts'

const TOP = 10
const NEAR = 60
/** With fewer purchases than this an item is new. */
const NEW = 10

const places = new Map<string, number>()
const names: string[] = []
const invoices = new Map<string, Set<number>>()
for (const { invoice, code, quantity, description } of await readLines()) {
  if (quantity <= 0 || !/^\d{5}/.test(code)) continue
  const item = places.get(code) ?? places.size
  places.set(code, item)
  if ((names[item] ?? '') === '') names[item] = description
  const own = invoices.get(invoice) ?? new Set()
  invoices.set(invoice, own)
  own.add(item)
}
const lists = [...invoices.values()].map((own) => [...own])
const cut = Math.floor(lists.length * 0.8)
const counts = new PairCounts(places.size)
counts.add(basketsOf(lists.slice(0, cut), places.size))
const together = boughtTogether(counts, { top: NEAR })
const alike = alikeByContent(
  names.map((text) => ({ text })),
  { top: NEAR },
)
const both = hybrid(together, alike, counts.single, { top: NEAR })
const popular: Alike[] = []
for (const [item, score] of counts.single.entries()) keepBest(popular, { item, score, count: score }, 200)

const random = seededRandom(4)
const ways = {
  popularity: (cart: number[]) => popular.filter(({ item }) => !cart.includes(item)).slice(0, TOP),
  'bought together': (cart: number[]) => forCart(together, cart, TOP),
  content: (cart: number[]) => forCart(alike, cart, TOP),
  'both (hybrid)': (cart: number[]) => forCart(both, cart, TOP),
}
const hits = Object.keys(ways).map((name) => ({ name, known: 0, fresh: 0 }))
let known = 0
let fresh = 0
for (const list of lists.slice(cut)) {
  if (list.length < 3) continue
  const hidden = list[random.below(list.length)] ?? 0
  const cart = list.filter((item) => item !== hidden)
  const isNew = (counts.single[hidden] ?? 0) < NEW
  if (isNew) fresh++
  else known++
  for (const [w, propose] of Object.values(ways).entries()) {
    const own = hits[w]
    if (own && propose(cart).some(({ item }) => item === hidden)) own[isNew ? 'fresh' : 'known']++
  }
}
console.log(
  `${cut} baskets learnt from, ${known + fresh} judged; the hidden one of ${fresh} was bought fewer than ${NEW} times`,
)
const share = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`
for (const own of hits)
  console.log(
    `${own.name.padEnd(18)} among ${TOP}: ${share(own.known, known)} of known goods, ${share(own.fresh, fresh)} of new ones`,
  )
