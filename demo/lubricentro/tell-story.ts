import { type Random, seeded } from '../random.ts'
import { basketOf, openShelves, type Shop } from './baskets.ts'
import { busyness, daysUntil, isOpen } from './calendar.ts'
import { catalogue } from './catalogue/catalogue.ts'
import { CARS, type Item, shelfPrice } from './catalogue/item.ts'
import { type DemoCustomer, makeCustomers } from './customers.ts'
import { Shelves } from './shelf.ts'
import type { Place, StoryEvent, StoryLine } from './story.ts'

export interface Story {
  items: readonly Item[]
  customers: readonly DemoCustomer[]
  events: readonly StoryEvent[]
  /** Cost and price of today. */
  prices: ReadonlyMap<string, { cost: number; price: number }>
  days: readonly Date[]
}

export interface StoryOptions {
  seed: number
  /** The last day of the story, in the shop's own calendar. */
  today: Date
  months?: number
  /** Minutes that the shop's clock is behind UTC on a day: the hours of sales are the shop's. */
  offsetOf: (day: Date) => number
}

const CUSTOMERS = 300
/** Visitors on a middling day. */
const visitors: Record<Exclude<Place, 'central'>, number> = { maipu: 12, 'san-bernardo': 7 }
const OPENS = 9
const HOURS = { weekday: 9.5, saturday: 5 }

interface Teller {
  random: Random
  shop: Shop
  shelves: Shelves
  prices: Map<string, { cost: number; price: number }>
  customers: readonly DemoCustomer[]
  events: StoryEvent[]
  sales: number
  offsetOf: StoryOptions['offsetOf']
}

/** Two years of an oil-change shop, day by day: the same seed and last day tell the same story. */
export function tellStory({ seed, today, months = 24, offsetOf }: StoryOptions): Story {
  const random = seeded(seed)
  const interest = new Map(catalogue.map(({ sku }) => [sku, Math.exp(random.normal() * 0.55)]))
  const prices = new Map(catalogue.map(({ sku, cost, price }) => [sku, { cost, price }]))
  const teller: Teller = {
    random,
    prices,
    offsetOf,
    events: [],
    sales: 0,
    shop: openShelves(catalogue, interest),
    shelves: new Shelves(random, prices),
    customers: makeCustomers(random, CUSTOMERS),
  }
  const days = daysUntil(today, months)
  stockUp(teller, interest, days[0] ?? today)
  for (const [at, day] of days.entries()) liveDay(teller, day, at, days.length)
  return { items: catalogue, customers: teller.customers, events: teller.events, prices, days }
}

/** Every good stands in both stores; pails, drums and fast oils also in the central warehouse. */
function stockUp(teller: Teller, interest: ReadonlyMap<string, number>, first: Date): void {
  const goods = catalogue.filter(({ kind }) => kind === 'good')
  const sum = goods.reduce((all, { sku, pull }) => all + pull * (interest.get(sku) ?? 1), 0)
  for (const item of goods) {
    const share = (item.pull * (interest.get(item.sku) ?? 1)) / sum
    teller.shelves.keep('maipu', item, share * visitors.maipu * 1.3)
    if (share > 0.0004) teller.shelves.keep('san-bernardo', item, share * visitors['san-bernardo'] * 1.3)
    if (item.role === 'aceite' || item.role === 'filtro-aceite' || item.role === 'aceite-caja')
      teller.shelves.keep('central', item, Math.max(0.05, share * 2))
  }
  teller.events.push(...teller.shelves.opening(hourOf(teller, first, 8)))
}

function hourOf({ offsetOf }: Pick<Teller, 'offsetOf'>, day: Date, hour: number): Date {
  return new Date(day.getTime() + hour * 3_600_000 + offsetOf(day) * 60_000)
}

function liveDay(teller: Teller, day: Date, at: number, of: number): void {
  const { random, shelves, events } = teller
  if (!isOpen(day)) return
  events.push(...shelves.restock(at, hourOf(teller, day, 8.25)))
  if (day.getUTCDate() % 10 === 3) raisePrices(teller, day, at, of)
  const sales: StoryEvent[] = []
  for (const place of ['maipu', 'san-bernardo'] as const) {
    const count = random.poisson(visitors[place] * busyness(day, at, of))
    for (let n = 0; n < count; n += 1) visit(teller, day, place, sales)
  }
  if (random.chance(0.7)) phoneOrder(teller, day, sales)
  // Hours are drawn at random: what happened is told in its order. What came back is sold again from tomorrow.
  events.push(...sales.sort((a, b) => a.at.getTime() - b.at.getTime()))
  for (const event of sales) if (event.kind === 'refund') shelves.giveBack(event.place, event.sku, event.quantity)
  if (random.chance(0.05)) correct(teller, day)
}

/** Suppliers raise their prices now and then, one at a time; the shelf follows. */
function raisePrices({ random, prices, events, ...teller }: Teller, day: Date, at: number, of: number): void {
  const supplier = Math.floor((at / of) * 24) % 8
  if (!random.chance(0.45)) return
  const raise = 1 + 0.02 + random.next() * 0.05
  for (const item of catalogue) {
    const now = prices.get(item.sku)
    if (!now || item.supplier !== supplier || item.kind !== 'good' || random.chance(0.25)) continue
    const cost = Math.round((now.cost * raise) / 10) * 10
    const price = Math.max(now.price, shelfPrice(cost, item.price / (item.cost * 1.19)))
    now.cost = cost
    now.price = price
    events.push({ kind: 'price', at: hourOf(teller, day, 8.5), sku: item.sku, cost, price })
  }
}

function visit(teller: Teller, day: Date, place: Place, sales: StoryEvent[]): void {
  const { random, shop } = teller
  const car = CARS[random.weighted(CARS.map(([, many]) => many))]?.[0] ?? CARS[0][0]
  const saturday = day.getUTCDay() === 6
  const hour = OPENS + random.next() ** 0.9 * (saturday ? HOURS.saturday : HOURS.weekday)
  sell(teller, { at: hourOf(teller, day, hour), place, basket: basketOf(shop, random, car), by_phone: false }, sales)
}

/** Firms order pails and drums by phone; they leave from the central warehouse. */
function phoneOrder(teller: Teller, day: Date, sales: StoryEvent[]): void {
  const { random, shelves } = teller
  const wanted = shelves
    .skusIn('central')
    .filter(() => random.chance(0.03))
    .slice(0, 3)
  const basket = wanted.map((sku) => ({
    item: catalogue.find((one) => one.sku === sku) as Item,
    quantity: random.whole(1, 4),
  }))
  sell(teller, { at: hourOf(teller, day, 10 + random.next() * 6), place: 'central', basket, by_phone: true }, sales)
}

type Asked = { at: Date; place: Place; basket: readonly { item: Item; quantity: number }[]; by_phone: boolean }

/** What is on the shelf is sold; what is not is a sale lost, as it is in life. */
function sell(teller: Teller, { at, place, basket, by_phone }: Asked, sales: StoryEvent[]): void {
  const { random, prices, shelves, customers } = teller
  const lines: StoryLine[] = basket.flatMap(({ item, quantity }) => {
    const there = item.kind === 'service' ? quantity : shelves.take(place, item.sku, quantity)
    const price = prices.get(item.sku)?.price ?? item.price
    const off = random.chance(0.05) ? Math.round((price * there * random.pick([5, 10])) / 100) : 0
    return there > 0 ? [{ sku: item.sku, quantity: there, unit_price: price, discount_minor: off }] : []
  })
  if (lines.length === 0 || lines.every(({ sku }) => sku === 'SER-CAM')) return
  const knows = by_phone || random.chance(0.38)
  const customer = knows
    ? random.weighted(customers.map(({ visits, kind }) => (by_phone && kind === 'person' ? 0 : visits)))
    : null
  const buyer = customer === null ? null : customers[customer]
  const key = teller.sales
  teller.sales += 1
  sales.push({
    kind: 'sale',
    at,
    place,
    key,
    lines,
    customer,
    by_phone,
    document: buyer?.kind === 'company' ? 'factura' : 'boleta',
    method: methodFor(random, buyer ?? null),
  })
  if (random.chance(0.012) && !by_phone) giveBack(teller, { at, place, sale: key, lines }, sales)
}

function methodFor(random: Random, buyer: DemoCustomer | null): string {
  if (buyer && buyer.credit_limit_minor >= 200_000 && random.chance(0.3)) return 'transfer'
  return random.pick(['cash', 'cash', 'cash', 'debit', 'debit', 'debit', 'debit', 'credit', 'credit', 'transfer'])
}

/** The wrong part comes back the same day, and its money goes out. */
function giveBack(
  teller: Teller,
  sold: { at: Date; place: Place; sale: number; lines: readonly StoryLine[] },
  sales: StoryEvent[],
): void {
  const { random } = teller
  const back = sold.lines.find(({ sku }) => !sku.startsWith('SER-'))
  if (!back) return
  const at = new Date(sold.at.getTime() + random.whole(20, 150) * 60_000)
  sales.push({
    kind: 'refund',
    at,
    place: sold.place,
    sale: sold.sale,
    sku: back.sku,
    quantity: 1,
    reason: random.pick(['No le quedaba al vehículo', 'Producto fallado', 'Se llevó uno de más']),
  })
}

/** Something is found broken, or found again. */
function correct({ random, shelves, events, ...teller }: Teller, day: Date): void {
  const place = random.pick(['maipu', 'san-bernardo'] as const)
  const sku = random.pick(shelves.skusIn(place))
  const loses = random.chance(0.75) && shelves.onHand(place, sku) > 0
  if (loses) shelves.take(place, sku, 1)
  else shelves.giveBack(place, sku, 1)
  events.push({
    kind: 'adjustment',
    at: hourOf(teller, day, 19),
    place,
    sku,
    quantity: loses ? -1 : 1,
    reason: loses ? random.pick(['Envase roto', 'Merma', 'No aparece en la repisa']) : 'Apareció en bodega',
  })
  carry({ shelves, events, ...teller }, day, random.pick(shelves.skusIn('central')))
}

const CARRIED = 2

/** While somebody is at it, a store gets some of what the central warehouse has plenty of. */
function carry(
  { shelves, events, ...teller }: Pick<Teller, 'shelves' | 'events' | 'offsetOf'>,
  day: Date,
  sku: string,
): void {
  if (shelves.onHand('central', sku) < CARRIED * 2) return
  shelves.take('central', sku, CARRIED)
  shelves.giveBack('maipu', sku, CARRIED)
  events.push({ kind: 'transfer', at: hourOf(teller, day, 19.5), from: 'central', to: 'maipu', sku, quantity: CARRIED })
}
