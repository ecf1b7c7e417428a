import { type Sellable, sellablesById } from '#catalog'
import { can } from '#platform/actor'
import { bookable } from '#platform/bookable'
import type { Ctx } from '#platform/context'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import { fitsDecimals } from '#platform/quantity'
import { costOf, isWholePacks, orderable } from './pack.ts'
import type { NewLineRow } from './records/purchase.ts'
import { refuseOffer, refusePurchase, refuseReorder } from './refusals.ts'
import type { PurchaseLineIn } from './wire-orders.ts'

export interface OfferPrice {
  readonly product_id: string
  readonly supplier_code: string | null
  readonly pack_size: number
  readonly pack_cost_minor: number
  readonly minimum_quantity: number
}

/** What a supplier asks for these products today, by product. */
export async function offersOf(
  ctx: Ctx,
  supplier_id: string,
  product_ids: readonly string[],
): Promise<Map<string, OfferPrice>> {
  if (product_ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('purchasing.offer')
    .select(['product_id', 'supplier_code', 'pack_size', 'pack_cost_minor', 'minimum_quantity'])
    .where('supplier_id', '=', supplier_id)
    .where('product_id', 'in', [...product_ids])
    .where('archived_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.product_id, row]))
}

/** Products that can be bought by the unit, by id; each once. */
export async function boughtProducts(
  ctx: Ctx,
  lines: readonly { product_id: string }[],
): Promise<ReadonlyMap<string, Sellable>> {
  const products = await sellablesById(
    ctx,
    lines.map(({ product_id }) => product_id),
  )
  const seen = new Set<string>()
  for (const { product_id } of lines) {
    const product = products.get(product_id)
    if (!product) throw refuseReorder.unknownProduct({ product_id })
    if (!product.tracks_stock) throw refuseReorder.notTracked({ name: product.name })
    if (seen.has(product_id)) throw refusePurchase.repeated({ name: product.name })
    seen.add(product_id)
  }
  return products
}

/** What is archived, inactive or discontinued may still come in, but nobody asks for more of it. */
export function assertBought({ name, is_for_sale, status }: Sellable): void {
  if (!is_for_sale || status === 'discontinued') throw refuseReorder.notBought({ name })
}

/** The lines of an order, priced as the supplier offers unless told otherwise, in whole packs. */
export async function linesFor(
  ctx: Ctx,
  supplier_id: string,
  wanted: readonly PurchaseLineIn[],
): Promise<NewLineRow[]> {
  const products = await boughtProducts(ctx, wanted)
  const offers = await offersOf(ctx, supplier_id, [...products.keys()])
  return wanted.map((line, at) => {
    const product = present(products.get(line.product_id), 'every product was just looked up')
    assertBought(product)
    const offer = offers.get(line.product_id)
    const { pack_size, pack_cost_minor } = priceOf(ctx, line, offer, product)
    const { quantity } = line
    if (!fitsDecimals(quantity, product.decimals)) {
      throw refuseReorder.decimals({ name: product.name, decimals: product.decimals })
    }
    if (!isWholePacks(quantity, pack_size)) {
      const suggested = orderable(quantity, { pack_size, minimum_quantity: 0 })
      throw refusePurchase.wholePacks({ name: product.name, pack_size, suggested, product_id: product.id })
    }
    return {
      id: newId(),
      position: at + 1,
      product_id: product.id,
      sku: product.sku,
      name: product.name,
      unit: product.unit,
      supplier_code: offer?.supplier_code ?? null,
      quantity,
      pack_size,
      pack_cost_minor,
      total: bookable(costOf(quantity, { pack_size, pack_cost_minor })),
      reorder_id: line.reorder_id ?? null,
    }
  })
}

/** A price of one's own needs the right to see costs; without one the offer's holds. */
function priceOf(ctx: Ctx, line: PurchaseLineIn, offer: OfferPrice | undefined, product: Sellable) {
  const isOwn = line.pack_cost_minor !== undefined || line.pack_size !== undefined
  if (isOwn && !can(ctx.actor, 'costs.see')) throw refuseOffer.costForbidden()
  const pack_cost_minor = line.pack_cost_minor ?? offer?.pack_cost_minor
  if (pack_cost_minor === undefined) throw refusePurchase.priceNeeded({ name: product.name, product_id: product.id })
  return { pack_size: line.pack_size ?? offer?.pack_size ?? 1, pack_cost_minor }
}
