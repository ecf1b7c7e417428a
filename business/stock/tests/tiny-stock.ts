/** Stock as one would keep it in a notebook: slow, obvious, and sharing nothing with the real one. */

export interface Hold {
  readonly id: string
  readonly place: string
  readonly quantity: number
  state: 'pending' | 'confirmed' | 'consumed' | 'released'
  readonly ends_at: number
}

export interface TinyStock {
  now: number
  on_hand: Map<string, number>
  holds: Hold[]
  /** Quantities here are whole thousandths, so that the notebook is exact too. */
  quantity: number
  value: number
  unit_cost: number
}

export const emptyStock = (): TinyStock => ({
  now: 0,
  on_hand: new Map(),
  holds: [],
  quantity: 0,
  value: 0,
  unit_cost: 0,
})

const onHand = (stock: TinyStock, place: string) => stock.on_hand.get(place) ?? 0

export const isOpen = (stock: TinyStock, hold: Hold) =>
  hold.state === 'confirmed' || (hold.state === 'pending' && stock.now < hold.ends_at)

export function reservedAt(stock: TinyStock, place: string): number {
  return stock.holds
    .filter((hold) => hold.place === place && isOpen(stock, hold))
    .reduce((sum, hold) => sum + hold.quantity, 0)
}

export const availableAt = (stock: TinyStock, place: string) => onHand(stock, place) - reservedAt(stock, place)

/** Half away from zero, as people and PostgreSQL round. */
const round = (n: number) => Math.sign(n) * Math.round(Math.abs(n))

export function takeOutOf(stock: TinyStock, place: string, quantity: number): void {
  stock.on_hand.set(place, onHand(stock, place) - quantity)
  const { quantity: had, value: worth, unit_cost } = stock
  stock.quantity = had - quantity
  if (had > 0 && quantity <= had) stock.value = worth - round((worth * quantity) / had)
  else if (had > 0) stock.value = -round((unit_cost * (quantity - had)) / 1000)
  else stock.value = worth - round((unit_cost * quantity) / 1000)
}

export function bringInto(stock: TinyStock, place: string, quantity: number, cost: number): void {
  stock.on_hand.set(place, onHand(stock, place) + quantity)
  const short = -stock.quantity
  if (short <= 0) stock.value += cost
  else if (quantity < short) stock.value = round((stock.value * (short - quantity)) / short)
  else stock.value = cost - round((cost * short) / quantity)
  stock.quantity += quantity
  if (stock.quantity > 0) stock.unit_cost = (stock.value * 1000) / stock.quantity
}
