import type { Sellable } from '#catalog'
import { can } from '#platform/actor'
import type { Tx } from '#platform/context'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import { fitsDecimals, subtractQuantity } from '#platform/quantity'
import { chargesByLine } from './charges.ts'
import { costOf, type Packed, unitCostOf } from './pack.ts'
import { boughtProducts, type OfferPrice, offersOf } from './purchase-lines.ts'
import { type PurchaseLineRow, type PurchaseRow, purchaseLinesOf } from './records/purchase.ts'
import { refuseGoods, refuseOffer, refuseReorder } from './refusals.ts'
import type { Difference, LotIn, ReceivedLineIn, ReceiveGoods } from './wire-receipts.ts'

/** A line of goods that came, priced, with how it differs from what was ordered. */
export interface CameLine {
  readonly id: string
  readonly position: number
  readonly purchase_line_id: string | null
  readonly product_id: string
  readonly sku: string
  readonly name: string
  readonly quantity: number
  readonly damaged_quantity: number
  readonly pack_size: number
  readonly pack_cost_minor: number
  readonly cost_minor: number
  /** Its share of freight and other charges. */
  readonly charges_minor: number
  readonly differences: readonly Difference[]
  readonly lots: readonly (Omit<LotIn, 'expires_on'> & { readonly expires_on: string | null })[]
  readonly bin_id: string | undefined
  /** Goods came at another cost than the catalogue knows, or at another price than the offer says. */
  readonly is_new_price: boolean
}

interface Receipt {
  readonly supplier_id: string
  readonly order: PurchaseRow | null
  readonly given: ReceiveGoods
}

/**
 * Compares what came with what was ordered. An excess and goods that nobody ordered are refused unless they are accepted
 * on purpose; a different price and broken goods are noted. `under` is said only of a delivery after which nothing more
 * is expected.
 */
export async function judgeReceipt(tx: Tx, { supplier_id, order, given }: Receipt): Promise<CameLine[]> {
  const products = await boughtProducts(tx, given.lines)
  const ordered = order ? await purchaseLinesOf(tx, order.id) : []
  const lineOf = new Map(ordered.map((line) => [line.product_id, line]))
  const offers = await offersOf(tx, supplier_id, [...products.keys()])
  if (given.lines.every((line) => line.quantity === 0 && line.damaged_quantity === 0)) throw refuseGoods.nothing()
  const came = given.lines
    .filter(({ quantity, damaged_quantity }) => quantity > 0 || damaged_quantity > 0)
    .map((line, at) => {
      const product = present(products.get(line.product_id), 'every product was just looked up')
      const expected = lineOf.get(line.product_id)
      assertCountable(line, product)
      if (order && !expected && !given.accept_unordered) {
        throw refuseGoods.unordered({ name: product.name, product_id: product.id })
      }
      return cameLine(tx, {
        line,
        at,
        product,
        expected,
        offer: offers.get(line.product_id),
        given,
        hasOrder: order !== null,
      })
    })
  const charges = chargesByLine(tx, given.charges_minor ?? 0, came)
  return came.map((line, at) => ({ ...line, charges_minor: charges[at] ?? 0 }))
}

interface Judging {
  readonly line: ReceivedLineIn
  readonly at: number
  readonly product: Sellable
  readonly expected: PurchaseLineRow | undefined
  readonly offer: OfferPrice | undefined
  readonly given: ReceiveGoods
  readonly hasOrder: boolean
}

function cameLine(tx: Tx, judging: Judging): Omit<CameLine, 'charges_minor'> {
  const { line, at, product, expected, given, hasOrder } = judging
  const price = priceOf(tx, judging)
  const open = expected ? Math.max(subtractQuantity(expected.quantity, expected.received_quantity), 0) : 0
  const isOver = expected !== undefined && line.quantity > open
  if (isOver && !given.accept_over) {
    throw refuseGoods.over({ name: product.name, open, given: line.quantity, product_id: product.id })
  }
  const isDearer =
    expected !== undefined &&
    BigInt(price.pack_cost_minor) * BigInt(Math.round(expected.pack_size * 1000)) !==
      BigInt(expected.pack_cost_minor) * BigInt(Math.round(price.pack_size * 1000))
  const differences: Difference[] = [
    ...(isOver ? (['over'] as const) : []),
    ...(expected && given.close_order && line.quantity < open ? (['under'] as const) : []),
    ...(hasOrder && !expected ? (['unordered'] as const) : []),
    ...(line.damaged_quantity > 0 ? (['damaged'] as const) : []),
    ...(isDearer ? (['price'] as const) : []),
  ]
  return {
    id: newId(),
    position: at + 1,
    purchase_line_id: expected?.id ?? null,
    product_id: product.id,
    sku: product.sku,
    name: product.name,
    quantity: line.quantity,
    damaged_quantity: line.damaged_quantity,
    ...price,
    cost_minor: costOf(line.quantity, price),
    differences,
    lots: line.lots.map(({ expires_on = null, ...lot }) => ({ ...lot, expires_on })),
    bin_id: line.bin_id,
    is_new_price: line.quantity > 0 && isNews(price, product, judging.offer),
  }
}

function isNews(price: Packed, { cost_minor }: Sellable, offer: OfferPrice | undefined): boolean {
  const isKnown = !offer || (offer.pack_size === price.pack_size && offer.pack_cost_minor === price.pack_cost_minor)
  return !isKnown || unitCostOf(price) !== cost_minor
}

function assertCountable({ quantity, damaged_quantity }: ReceivedLineIn, { name, decimals }: Sellable): void {
  for (const one of [quantity, damaged_quantity]) {
    if (!fitsDecimals(one, decimals)) throw refuseReorder.decimals({ name, decimals })
  }
}

/** A price that was read off the paper needs the right to see costs; else the order's holds, else the offer's. */
function priceOf(tx: Tx, { line, expected, offer, product }: Judging) {
  const isOwn = line.pack_cost_minor !== undefined || line.pack_size !== undefined
  if (isOwn && !can(tx.actor, 'costs.see')) throw refuseOffer.costForbidden()
  const known = expected ?? offer
  const pack_cost_minor = line.pack_cost_minor ?? known?.pack_cost_minor ?? product.cost_minor ?? undefined
  if (pack_cost_minor === undefined) throw refuseGoods.priceNeeded({ name: product.name, product_id: product.id })
  return { pack_size: line.pack_size ?? known?.pack_size ?? 1, pack_cost_minor }
}
