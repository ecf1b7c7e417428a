import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { priceChanged } from '../events.ts'
import { changePeriod, updateProduct } from '../records.ts'
import { lockProduct } from './lock-product.ts'

/** Sets a product's price and opens its next period. The same price changes nothing. */
export async function changePrice(ctx: Ctx, { product_id, price_minor }: { product_id: string; price_minor: number }) {
  await transact(ctx, async (tx) => {
    const { sku, name, price_minor: before } = await lockProduct(tx, product_id)
    if (before === price_minor) return
    await updateProduct(tx, product_id, { price_minor })
    await changePeriod(tx, 'catalog.price_history', { product_id, amount_minor: price_minor })
    tx.audit({
      action: 'product.price_changed',
      thing: 'product',
      thing_id: product_id,
      label: sku,
      before: { price_minor: before },
      after: { price_minor },
    })
    await tx.emit(priceChanged({ product_id, sku, name, price: price_minor, before }))
  })
}
