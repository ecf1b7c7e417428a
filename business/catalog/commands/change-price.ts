import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { lockProduct } from './lock-product.ts'
import { assertChanges, writeChanges } from './write-changes.ts'

/** Sets a product's price and opens its next period. The same price changes nothing. */
export async function changePrice(ctx: Ctx, { product_id, price_minor }: { product_id: string; price_minor: number }) {
  await transact(ctx, async (tx) => {
    const row = await lockProduct(tx, product_id)
    await assertChanges(tx, row, { values: { price_minor } })
    await writeChanges(tx, row, { values: { price_minor } })
  })
}

/** Sets a product's reference cost (without tax) and opens its next period; null is unknown. */
export async function changeCost(
  ctx: Ctx,
  { product_id, cost_minor }: { product_id: string; cost_minor: number | null },
) {
  await transact(ctx, async (tx) => {
    const row = await lockProduct(tx, product_id)
    await assertChanges(tx, row, { values: { cost_minor } })
    await writeChanges(tx, row, { values: { cost_minor } })
  })
}
