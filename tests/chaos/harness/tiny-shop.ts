/**
 * A shop as one would keep it in a notebook: slow, obvious, in whole units and pesos, and sharing nothing with the real
 * one. The model-based campaign asks it what each command must answer and what must be there afterwards.
 */

export interface TinyLevel {
  on_hand: number
  reserved: number
}

export interface TinyPayment {
  readonly id: string
  readonly method: string
  readonly amount: number
  refunded: number
}

export interface TinyOrder {
  readonly id: string
  readonly lines: readonly { readonly product: number; readonly quantity: number }[]
  readonly total: number
  status: 'draft' | 'confirmed' | 'completed' | 'cancelled'
  is_handed_over: boolean
  paid: number
  refunded: number
  credited: number
  readonly payments: TinyPayment[]
}

export interface TinyHold {
  readonly id: string
  readonly product: number
  readonly quantity: number
  state: 'pending' | 'confirmed' | 'released'
}

export interface TinyShop {
  readonly prices: readonly number[]
  readonly levels: TinyLevel[]
  orders: TinyOrder[]
  holds: TinyHold[]
  /** The open till, by method; null while closed. */
  till: { id: string; sums: Map<string, number> } | null
  /** What is still owed, oldest first, a document each. */
  debts: { document: string; open: number }[]
}

export const availableOf = ({ on_hand, reserved }: TinyLevel): number => on_hand - reserved

/** Units of each product that lines ask for together. */
export function wantedBy(lines: TinyOrder['lines']): Map<number, number> {
  const wanted = new Map<number, number>()
  for (const { product, quantity } of lines) wanted.set(product, (wanted.get(product) ?? 0) + quantity)
  return wanted
}

export const fits = (shop: TinyShop, lines: TinyOrder['lines']): boolean =>
  [...wantedBy(lines)].every(([product, quantity]) => availableOf(levelOf(shop, product)) >= quantity)

export function levelOf(shop: TinyShop, product: number): TinyLevel {
  const level = shop.levels[product]
  if (!level) throw new Error(`the notebook has no product ${product}`)
  return level
}

export function reserve(shop: TinyShop, lines: TinyOrder['lines'], sign: 1 | -1): void {
  for (const [product, quantity] of wantedBy(lines)) levelOf(shop, product).reserved += sign * quantity
}

export function takeOut(shop: TinyShop, lines: TinyOrder['lines'], from: 'shelf' | 'reserved'): void {
  for (const [product, quantity] of wantedBy(lines)) {
    levelOf(shop, product).on_hand -= quantity
    if (from === 'reserved') levelOf(shop, product).reserved -= quantity
  }
}

export const totalOf = (shop: TinyShop, lines: TinyOrder['lines']): number =>
  lines.reduce((sum, { product, quantity }) => sum + (shop.prices[product] ?? 0) * quantity, 0)

export const dueOf = (order: TinyOrder): number =>
  order.status === 'cancelled' ? 0 : Math.max(0, order.total - order.credited - (order.paid - order.refunded))

/** Paid and handed over: it ends by itself. */
export function endIfDone(order: TinyOrder): void {
  if (order.status === 'confirmed' && order.is_handed_over && dueOf(order) === 0) order.status = 'completed'
}

export function book(shop: TinyShop, method: string, amount: number): void {
  if (shop.till) shop.till.sums.set(method, (shop.till.sums.get(method) ?? 0) + amount)
}

export function pay(shop: TinyShop, order: TinyOrder, id: string, method: string, amount: number): void {
  order.paid += amount
  order.payments.push({ id, method, amount, refunded: 0 })
  book(shop, method, amount)
  if (method === 'on_account') owe(shop, order.id, amount)
  endIfDone(order)
}

function owe(shop: TinyShop, document: string, amount: number): void {
  const known = shop.debts.find((debt) => debt.document === document)
  if (known) known.open += amount
  else shop.debts.push({ document, open: amount })
}

export const debtOf = (shop: TinyShop): number => shop.debts.reduce((sum, { open }) => sum + open, 0)

export function refund(shop: TinyShop, order: TinyOrder, payment: TinyPayment, amount: number): void {
  payment.refunded += amount
  order.refunded += amount
  book(shop, payment.method, -amount)
  const debt = shop.debts.find(({ document }) => document === order.id)
  if (payment.method === 'on_account' && debt) debt.open -= amount
}

/** An abono pays the oldest first. */
export function repay(shop: TinyShop, amount: number): void {
  let left = amount
  for (const debt of shop.debts) {
    const part = Math.min(left, debt.open)
    debt.open -= part
    left -= part
  }
}
