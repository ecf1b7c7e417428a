import { type Sellable, sellablesById } from '#catalog'
import { businessOf, countryOf } from '#company'
import { approvedBy } from '#money'
import { can } from '#platform/actor'
import type { Ctx, Tx } from '#platform/context'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import { fitsDecimals } from '#platform/quantity'
import { type Discount, isBelowCost, isWithinDiscountLimit, type OrderTotals, priceDocument } from './pricing.ts'
import { refuseOrder } from './refusals.ts'
import type { ItemIn } from './wire.ts'

/** A line ready to be written: product as it is now, price decided, discounts shared out, tax split. */
export interface DraftLine {
  readonly id: string
  readonly position: number
  readonly product_id: string
  readonly sku: string
  readonly name: string
  readonly unit: string
  readonly tracks_stock: boolean
  readonly quantity: number
  readonly unit_price: number
  readonly list_price: number
  readonly is_own_price: boolean
  readonly discount_basis_points: number | null
  readonly discount_minor: number
  readonly order_discount_minor: number
  readonly tax_class: string
  readonly tax_basis_points: number
  readonly net_minor: number
  readonly tax_minor: number
  readonly total: number
  readonly note: string | null
}

export type WantedItem = Omit<ItemIn, 'unit_price'> & {
  readonly id?: string | undefined
  readonly unit_price?: number | undefined
  /** The price was decided before (by who may, or by a quote) and stays. */
  readonly keeps_price?: boolean | undefined
}

export interface PricedItems {
  readonly lines: DraftLine[]
  readonly totals: OrderTotals
  readonly taxes: ReturnType<typeof priceDocument>['taxes']
  /** What somebody with more permissions must approve. */
  readonly needs_approval: ('discount' | 'below_cost')[]
}

/**
 * Prices items at today's catalogue: a price of one's own holds only with the permission to set prices. `seen`: the items'
 * products, for who read them together with something else.
 */
export async function priceItems(
  ctx: Ctx,
  items: readonly WantedItem[],
  discount: Discount,
  seen?: ReadonlyMap<string, Sellable>,
): Promise<PricedItems> {
  const { prices_include_tax } = await businessOf(ctx)
  const { tax_classes } = await countryOf(ctx)
  const product_ids = items.map(({ product_id }) => product_id)
  const products = seen ?? (await sellablesById(ctx, product_ids))
  const rates = new Map(tax_classes.map(({ code, basis_points }) => [code, basis_points]))
  const wanted = items.map((item, at) => wantedLine(ctx, item, productOf(products, item, at), rates))
  const { lines: amounts, totals, taxes } = priceDocument(wanted, discount, prices_include_tax)
  const priced = wanted.map((line, at) => ({ ...line, ...present(amounts[at], 'each line is priced') }))
  const needs_approval: PricedItems['needs_approval'] = []
  const limit = ctx.actor.kind === 'system' ? 10_000 : (ctx.actor.limits.discount_basis_points ?? 0)
  if (!isWithinDiscountLimit(priced, totals, limit)) needs_approval.push('discount')
  if (priced.some(isBelowCost)) needs_approval.push('below_cost')
  const lines = priced.map(({ unit_cost: _cost, gross_minor: _gross, ...line }, at) => ({ ...line, position: at + 1 }))
  return { lines, totals, taxes, needs_approval }
}

function productOf(
  products: ReadonlyMap<string, Sellable>,
  { product_id, quantity }: WantedItem,
  at: number,
): Sellable {
  const at_field = (field: string, code: string) => ({ errors: [{ path: `items.${at}.${field}`, code }] })
  const product = products.get(product_id)
  if (!product) throw refuseOrder.unknownProduct({ product_id }, at_field('product_id', 'order.unknown_product'))
  const { name, decimals } = product
  if (!product.is_for_sale) throw refuseOrder.notSold({ name, product_id }, at_field('product_id', 'order.not_sold'))
  if (!fitsDecimals(quantity, decimals)) {
    throw refuseOrder.decimals({ name, decimals }, at_field('quantity', 'order.decimals'))
  }
  return product
}

function wantedLine(ctx: Ctx, item: WantedItem, product: Sellable, rates: ReadonlyMap<string, number>) {
  const mayPrice = item.keeps_price === true || can(ctx.actor, 'orders.price')
  const is_own_price = item.unit_price !== undefined && mayPrice
  return {
    id: item.id ?? newId(),
    product_id: product.id,
    sku: product.sku,
    name: product.name,
    unit: product.unit,
    tracks_stock: product.tracks_stock,
    quantity: item.quantity,
    unit_price: is_own_price ? (item.unit_price ?? 0) : product.price_minor,
    list_price: product.price_minor,
    is_own_price,
    unit_cost: product.cost_minor,
    discount_basis_points: item.discount_basis_points ?? null,
    discount_minor: item.discount_minor ?? null,
    tax_class: product.tax_class,
    tax_basis_points: rates.get(product.tax_class) ?? 0,
    note: item.note ?? null,
  }
}

/** Refuses what needs a supervisor unless one approved this very document; gives who did. */
export async function assertApproved(
  tx: Tx,
  needs: PricedItems['needs_approval'],
  document: { id: string; approval_token: string | undefined },
): Promise<string | null> {
  if (needs.length === 0) return null
  // Who may sell below cost decides about any discount, so one PIN is enough for both.
  const permission = needs.includes('below_cost') ? 'prices.below_cost' : 'discounts.approve'
  return approvedBy(tx, { permission, document_id: document.id, approval_token: document.approval_token })
}
