import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { etagOf } from '#platform/http/etag'
import { platformRefuse } from '#platform/platform-refusals'
import { productById } from '../queries/product.ts'
import type { Product, ProductChanges } from '../wire/product.ts'
import { lockProduct } from './lock-product.ts'
import { assertChanges, type Values, writeChanges } from './write-changes.ts'

/** Changes a product. With `wanted`, only if it still is the version that the caller saw. */
export async function changeProduct(ctx: Ctx, id: string, changes: ProductChanges, wanted: string | null = null) {
  return transact(ctx, async (tx) => {
    const row = await lockProduct(tx, id)
    if (wanted !== null && wanted !== etagOf(row)) throw conflict(changes, await productById(tx, id))
    const change = { values: valuesOf(changes), barcodes: changes.barcodes }
    await assertChanges(tx, row, change)
    await writeChanges(tx, row, change)
    return productById(tx, id)
  })
}

/** The wire's words as columns: amounts are minor units. */
export function valuesOf({ price, cost, barcodes: _codes, ...rest }: ProductChanges): Values {
  return { ...rest, price_minor: price, cost_minor: cost }
}

/** Both values of each field that the caller wanted to change, so that a person can choose. */
function conflict(changes: ProductChanges, current: Product) {
  const now: Readonly<Record<string, unknown>> = current
  const conflicts = Object.entries(changes)
    .filter(
      ([field, yours]) => yours !== undefined && field in now && JSON.stringify(now[field]) !== JSON.stringify(yours),
    )
    .map(([field, yours]) => ({ field, yours, current: now[field] }))
  return platformRefuse.changed({}, { details: { current, conflicts }, headers: { etag: etagOf(current) } })
}
