import { snapshotOf } from '#contacts'
import type { Ctx } from '#platform/context'
import type { PricedItems, WantedItem } from './items.ts'
import type { LineRow } from './records.ts'
import { CustomerOut } from './wire.ts'

/** The customer as a document shows them; null for a walk-in. */
export async function customerOf(ctx: Ctx, customer_id: string | null | undefined): Promise<CustomerOut | null> {
  if (customer_id === null || customer_id === undefined) return null
  const { id, name, tax_id_text, email, phone, address, commune, city, activity } = await snapshotOf(ctx, customer_id)
  const where = [address, commune, city].filter((part) => part !== null).join(', ')
  return { id, name, tax_id: tax_id_text, email, phone, address: where === '' ? null : where, activity }
}

/** The customer that a document froze; the link is the living one, which moves when two records are merged. */
export function customerIn(document: { customer: unknown; customer_id: string | null }): CustomerOut | null {
  if (document.customer === null) return null
  const frozen = CustomerOut.parse(document.customer)
  return { ...frozen, id: document.customer_id ?? frozen.id }
}

/** The columns of an order or quote that its lines decide. */
export function totalsOf({ totals }: Pick<PricedItems, 'totals'>) {
  const { subtotal_minor, discount_minor, order_discount_minor, net_minor, tax_minor, exempt_minor, total } = totals
  return { subtotal_minor, discount_minor, order_discount_minor, net_minor, tax_minor, exempt_minor, total }
}

/** A written line as one to price again: what a person decided stays, what the catalogue decides is asked anew. */
export function wantedFrom(line: Omit<LineRow, 'cost_minor' | 'tracks_stock' | 'order_id'>): WantedItem {
  const { id, product_id, quantity, unit_price, is_own_price, discount_basis_points, discount_minor, note } = line
  return {
    id,
    product_id,
    quantity,
    ...(is_own_price ? { unit_price, keeps_price: true } : {}),
    ...(discount_basis_points === null ? { discount_minor } : { discount_basis_points }),
    ...(note === null ? {} : { note }),
  }
}

/** New lines that repeat a price decided before (by who may, or by a quote) keep it, whoever writes them. */
export function withDecidedPrices(items: readonly WantedItem[], before: readonly WantedItem[]): WantedItem[] {
  const decided = new Set(before.flatMap((line) => (line.keeps_price ? [priceTag(line)] : [])))
  return items.map((item) => (decided.has(priceTag(item)) ? { ...item, keeps_price: true } : item))
}

const priceTag = ({ product_id, unit_price }: WantedItem) => `${product_id} ${unit_price}`

/** The order's own discount, as it was asked for. */
export function discountOf(order: { discount_basis_points: number | null; order_discount_minor: number }) {
  return order.discount_basis_points === null
    ? { discount_minor: order.order_discount_minor }
    : { discount_basis_points: order.discount_basis_points }
}
