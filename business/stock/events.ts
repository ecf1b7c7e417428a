import { z } from 'zod'
import { fact } from '#platform/facts/fact'
import { Id, QuantityOut } from '#platform/units'

const level = z.object({
  product_id: Id,
  warehouse_id: Id,
  on_hand: QuantityOut,
  reserved: QuantityOut,
  available: QuantityOut,
})

/** What a warehouse has of a product, or has promised, is no longer what it was. */
export const stockChanged = fact('stock.changed', level, { may: 'stock.see' })

/** What is available fell to the minimum or under it. */
export const stockLow = fact('stock.low', level.extend({ min_stock: QuantityOut }), { may: 'stock.see' })
