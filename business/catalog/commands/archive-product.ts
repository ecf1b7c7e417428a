import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import { productArchived, productArchiving, productRestored } from '../events.ts'
import { productById } from '../queries/product.ts'
import { updateProduct } from '../records.ts'
import { lockProduct, type StoredProduct } from './lock-product.ts'

/** Takes a product out of sale for good; its history and its codes stay. Whoever still needs it may refuse. */
export async function archiveProduct(ctx: Ctx, id: string, wanted: string | null = null) {
  return transact(ctx, async (tx) => {
    const row = await lockProduct(tx, id)
    if (wanted !== null) assertVersion(wanted, await productById(tx, id))
    await setArchived(tx, row, true)
    return productById(tx, id)
  })
}

/** Takes a product out of the archive. */
export async function restoreProduct(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    await setArchived(tx, await lockProduct(tx, id), false)
    return productById(tx, id)
  })
}

/** Archives or restores a locked product; what is so already stays untouched. */
export async function setArchived(tx: Tx, row: StoredProduct, archived: boolean): Promise<void> {
  const { id, sku, name } = row
  if ((row.archived_at !== null) === archived) return
  const named = { product_id: id, sku, name }
  if (archived) await tx.emit(productArchiving(named))
  const archived_at = archived ? tx.now().toISOString() : null
  await updateProduct(tx, id, { archived_at })
  tx.audit({
    action: archived ? 'product.archived' : 'product.restored',
    thing: 'product',
    thing_id: id,
    label: sku,
    before: { archived_at: row.archived_at },
    after: { archived_at },
  })
  await tx.emit(archived ? productArchived(named) : productRestored(named))
}
