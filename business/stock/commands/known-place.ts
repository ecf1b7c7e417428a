import { type Sellable, sellablesById } from '#catalog'
import { type Warehouse, warehouseById } from '#company'
import type { Ctx } from '#platform/context'
import { fitsDecimals } from '#platform/quantity'
import { refuse } from '../refusals.ts'
import type { StockLine } from '../reservation.ts'

/** The product and the warehouse that a person named; refuses what has no stock, does not exist, or is not theirs. */
export async function knownPlace(ctx: Ctx, line: StockLine): Promise<{ product: Sellable; warehouse: Warehouse }> {
  const { product_id, warehouse_id, quantity } = line
  const product = (await sellablesById(ctx, [product_id])).get(product_id)
  if (!product) throw refuse.productNotFound({ product_id })
  const { name, decimals } = product
  if (!product.tracks_stock) throw refuse.notTracked({ name })
  if (!fitsDecimals(quantity, decimals)) {
    throw refuse.tooManyDecimals(
      { name, decimals },
      { errors: [{ path: 'quantity', code: 'stock.too_many_decimals' }] },
    )
  }
  const warehouse = await warehouseById(ctx, warehouse_id)
  if (warehouse.archived_at !== null) throw refuse.warehouseArchived({ name: warehouse.name })
  return { product, warehouse }
}
