import type { LineOut } from '#sales/contract'
import type { PickedProduct } from '../../catalog/parts.tsx'

/** A line as it is being written; a price of its own and a discount that were decided before stay with it. */
export type Item = {
  product_id: string
  name: string
  sku: string
  price: number
  own_price: number | null
  quantity: number
  discount: { discount_basis_points?: number; discount_minor?: number }
  note: string | null
}

type Written = Omit<LineOut, 'cost_minor'>

export const itemOf = (line: Written): Item => ({
  product_id: line.product_id,
  name: line.name,
  sku: line.sku,
  price: line.unit_price,
  own_price: line.unit_price === line.list_price ? null : line.unit_price,
  quantity: line.quantity,
  discount: discountOf(line),
  note: line.note,
})

function discountOf({ discount_basis_points, discount_minor }: Written): Item['discount'] {
  if (discount_basis_points !== null) return { discount_basis_points }
  return discount_minor > 0 ? { discount_minor } : {}
}

/** The same product again adds to its line. */
export function withProduct(items: readonly Item[], { id, name, sku, price }: PickedProduct): Item[] {
  if (items.some(({ product_id }) => product_id === id)) {
    return items.map((one) => (one.product_id === id ? { ...one, quantity: one.quantity + 1 } : one))
  }
  return [...items, { product_id: id, name, sku, price, own_price: null, quantity: 1, discount: {}, note: null }]
}

export const withQuantity = (items: readonly Item[], product_id: string, quantity: number): Item[] =>
  items.flatMap((one) => (one.product_id !== product_id ? [one] : quantity > 0 ? [{ ...one, quantity }] : []))

/** The lines as the API takes them. */
export const linesOf = (items: readonly Item[]) =>
  items.map(({ product_id, quantity, own_price, discount, note }) => ({
    product_id,
    quantity,
    ...discount,
    ...(own_price === null ? {} : { unit_price: own_price }),
    ...(note === null ? {} : { note }),
  }))
