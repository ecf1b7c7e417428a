import type { Random } from '../random.ts'
import type { Item } from './catalogue/item.ts'
import type { Place, StoryEvent } from './story.ts'
import { suppliers } from './suppliers.ts'

const DAY_MS = 86_400_000
const REVIEW_DAYS = 3

interface Kept {
  item: Item
  on_hand: number
  on_order: number
  /** Units a day, learnt from what is asked for. */
  rate: number
  /** A product nobody looks after runs out, as in every shop. */
  forgotten: boolean
}

interface Coming {
  day: number
  place: Place
  sku: string
  quantity: number
}

/** The shelves of all places: what leaves, what is ordered, what arrives. Never below zero. */
export class Shelves {
  readonly #kept = new Map<string, Kept>()
  readonly #coming: Coming[] = []
  readonly #random: Random
  readonly #costs: ReadonlyMap<string, { cost: number }>

  constructor(random: Random, costs: ReadonlyMap<string, { cost: number }>) {
    this.#random = random
    this.#costs = costs
  }

  keep(place: Place, item: Item, rate: number): void {
    const forgotten = this.#random.chance(0.05)
    this.#kept.set(`${place} ${item.sku}`, { item, on_hand: 0, on_order: 0, rate, forgotten })
  }

  /** What the shop opened with: a month of everything. */
  opening(at: Date): StoryEvent[] {
    return [...this.#kept].map(([key, kept]) => {
      const quantity = Math.max(1, Math.round(kept.rate * 28 * (0.7 + this.#random.next() * 0.6)))
      kept.on_hand = quantity
      return {
        kind: 'receipt',
        at,
        place: placeIn(key),
        supplier: kept.item.supplier,
        lines: [this.#line(kept.item.sku, quantity)],
      }
    })
  }

  /** Takes what is asked for, or as much as there is. */
  take(place: Place, sku: string, wanted: number): number {
    const kept = this.#kept.get(`${place} ${sku}`)
    if (!kept) return 0
    kept.rate = kept.rate * 0.985 + wanted * 0.015
    const taken = Math.min(wanted, kept.on_hand)
    kept.on_hand -= taken
    return taken
  }

  giveBack(place: Place, sku: string, quantity: number): void {
    const kept = this.#kept.get(`${place} ${sku}`)
    if (kept) kept.on_hand += quantity
  }

  onHand(place: Place, sku: string): number {
    return this.#kept.get(`${place} ${sku}`)?.on_hand ?? 0
  }

  skusIn(place: Place): string[] {
    return [...this.#kept.keys()].filter((key) => key.startsWith(`${place} `)).map((key) => key.slice(place.length + 1))
  }

  /** What arrives today, a delivery a supplier and place; and what is ordered for later. */
  restock(day: number, at: Date): StoryEvent[] {
    const arrived = this.#coming.filter((one) => one.day <= day)
    for (const one of arrived) {
      this.#coming.splice(this.#coming.indexOf(one), 1)
      const kept = this.#kept.get(`${one.place} ${one.sku}`)
      if (!kept) continue
      kept.on_hand += one.quantity
      kept.on_order -= one.quantity
    }
    if (day % REVIEW_DAYS === 0) this.#order(day)
    for (const kept of this.#kept.values()) kept.rate *= 0.997
    return deliveries(
      arrived,
      at,
      (sku) => this.#kept.get(`${arrived.find((one) => one.sku === sku)?.place} ${sku}`)?.item.supplier ?? 0,
      (sku, quantity) => this.#line(sku, quantity),
    )
  }

  #order(day: number): void {
    for (const [key, kept] of this.#kept) {
      const { lead_days = 5, late = 0.1 } = suppliers[kept.item.supplier] ?? {}
      if (kept.forgotten && this.#random.chance(0.9)) continue
      const point = kept.rate * (lead_days + REVIEW_DAYS) * 1.35
      const position = kept.on_hand + kept.on_order
      if (position > point && position > 0) continue
      const quantity = Math.max(1, Math.ceil(point + kept.rate * 18 - position))
      const delay = lead_days + (this.#random.chance(late) ? this.#random.whole(2, 9) : 0)
      kept.on_order += quantity
      this.#coming.push({ day: day + delay, place: placeIn(key), sku: kept.item.sku, quantity })
    }
  }

  #line(sku: string, quantity: number) {
    return { sku, quantity, unit_cost: this.#costs.get(sku)?.cost ?? 0 }
  }
}

const placeIn = (key: string) => key.slice(0, key.indexOf(' ')) as Place

type Line = { sku: string; quantity: number; unit_cost: number }

function deliveries(
  arrived: readonly Coming[],
  at: Date,
  supplierOf: (sku: string) => number,
  lineOf: (sku: string, quantity: number) => Line,
): StoryEvent[] {
  const groups = new Map<string, Extract<StoryEvent, { kind: 'receipt' }>>()
  for (const { place, sku, quantity } of arrived) {
    const supplier = supplierOf(sku)
    const key = `${place} ${supplier}`
    const group = groups.get(key) ?? { kind: 'receipt', at, place, supplier, lines: [] }
    group.lines.push(lineOf(sku, quantity))
    groups.set(key, group)
  }
  return [...groups.values()]
}

export const daysLater = (day: Date, days: number): Date => new Date(day.getTime() + days * DAY_MS)
