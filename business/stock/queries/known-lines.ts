import { type Sellable, sellablesById } from '#catalog'
import type { Ctx } from '#platform/context'
import { addQuantities, fitsDecimals } from '#platform/quantity'
import { refuse } from '../refusals.ts'

export interface KnownLine {
  readonly product: Sellable
  readonly quantity: number
}

/** The goods that a document names, each once; refuses what does not exist, has no stock, or is cut too fine. */
export async function knownLines(
  ctx: Ctx,
  items: readonly { product_id: string; quantity: number }[],
): Promise<KnownLine[]> {
  const sums = new Map<string, number>()
  for (const { product_id, quantity } of items) {
    sums.set(product_id, addQuantities([sums.get(product_id) ?? 0, quantity]))
  }
  const products = await sellablesById(ctx, [...sums.keys()])
  return [...sums].map(([product_id, quantity]) => {
    const product = products.get(product_id)
    if (!product) throw refuse.productNotFound({ product_id })
    const { name, decimals } = product
    if (!product.tracks_stock) throw refuse.notTracked({ name })
    if (!fitsDecimals(quantity, decimals)) throw refuse.tooManyDecimals({ name, decimals })
    return { product, quantity }
  })
}
