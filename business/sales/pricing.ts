import { type TaxableLine, taxDocument } from '#money'
import { bookable } from '#platform/bookable'
import { allocate, shareOf } from '#platform/money'
import { addQuantities, amountOf } from '#platform/quantity'
import { refuseOrder } from './refusals.ts'

/** A discount is a share or an amount; an absent one is none. */
export interface Discount {
  readonly discount_basis_points?: number | null | undefined
  readonly discount_minor?: number | null | undefined
}

/** A line whose product and price are decided, before discounts and tax. */
export interface WantedLine extends Discount {
  readonly quantity: number
  readonly unit_price: number
  readonly tax_class: string
  readonly tax_basis_points: number
}

export interface LineAmounts {
  readonly gross_minor: number
  readonly discount_basis_points: number | null
  readonly discount_minor: number
  readonly order_discount_minor: number
  readonly net_minor: number
  readonly tax_minor: number
  readonly total: number
}

export interface OrderTotals {
  readonly subtotal_minor: number
  readonly order_discount_minor: number
  readonly discount_minor: number
  readonly net_minor: number
  readonly tax_minor: number
  readonly exempt_minor: number
  readonly total: number
  readonly units: number
}

/**
 * Prices a whole document: line discounts first, then the order's discount shared over the lines without losing a
 * unit, then the tax split by rate. All figures of the lines add up to those of the document. Refuses numbers so large
 * that no book holds their product.
 */
export function priceDocument(wanted: readonly WantedLine[], order_discount: Discount, prices_include_tax: boolean) {
  const own = wanted.map((line) => {
    const gross_minor = bookable(amountOf(line.quantity, line.unit_price))
    return { gross_minor, discount_minor: discountOn(gross_minor, line) }
  })
  const subtotal_minor = bookable(sum(own.map(({ gross_minor }) => gross_minor)))
  const after = own.map(({ gross_minor, discount_minor }) => gross_minor - discount_minor)
  const order_discount_minor = discountOn(sum(after), order_discount)
  const shares = allocate(order_discount_minor, after)
  const taxable: TaxableLine[] = wanted.map(({ tax_class, tax_basis_points }, at) => ({
    tax_class,
    tax_basis_points,
    amount_minor: (after[at] ?? 0) - (shares[at] ?? 0),
  }))
  const { lines: taxed, taxes, ...split } = taxDocument(taxable, prices_include_tax)
  // Field by field: a bulk load prices half a million lines, and spreading objects is most of what that costs.
  const lines: LineAmounts[] = own.map(({ gross_minor, discount_minor }, at) => ({
    gross_minor,
    discount_basis_points: wanted[at]?.discount_basis_points ?? null,
    discount_minor,
    order_discount_minor: shares[at] ?? 0,
    net_minor: taxed[at]?.net_minor ?? 0,
    tax_minor: taxed[at]?.tax_minor ?? 0,
    total: taxed[at]?.total ?? 0,
  }))
  const totals: OrderTotals = {
    subtotal_minor,
    order_discount_minor,
    discount_minor: sum(own.map(({ discount_minor }) => discount_minor)) + order_discount_minor,
    ...split,
    units: addQuantities(wanted.map(({ quantity }) => quantity)),
  }
  return { lines, totals, taxes }
}

function discountOn(amount_minor: number, { discount_basis_points, discount_minor }: Discount): number {
  if (discount_basis_points != null && discount_minor != null && discount_minor > 0) throw refuseOrder.twoDiscounts()
  if (discount_basis_points != null) return shareOf(amount_minor, discount_basis_points)
  const discount = discount_minor ?? 0
  if (discount > amount_minor) throw refuseOrder.discountTooLarge({ amount_minor })
  return discount
}

/** Whether a role that may give `limit_basis_points` may give these discounts: line by line and on the whole. */
export function isWithinDiscountLimit(
  lines: readonly LineAmounts[],
  totals: Pick<OrderTotals, 'subtotal_minor' | 'discount_minor'>,
  limit_basis_points: number,
): boolean {
  const within = (discount: number, of: number) => discount <= shareOf(of, limit_basis_points)
  return (
    within(totals.discount_minor, totals.subtotal_minor) &&
    lines.every((line) => within(line.discount_minor, line.gross_minor))
  )
}

/** A line whose price somebody lowered until it no longer pays for the goods. The catalogue's own price is the shop's choice. */
export function isBelowCost(
  line: LineAmounts & { quantity: number; unit_price: number; list_price: number; unit_cost: number | null },
): boolean {
  const isLowered = line.unit_price < line.list_price || line.discount_minor + line.order_discount_minor > 0
  return isLowered && line.unit_cost !== null && line.net_minor < amountOf(line.quantity, line.unit_cost)
}

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0)
