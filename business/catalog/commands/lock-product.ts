import type { Selectable } from 'kysely'
import type { Tx } from '#platform/context'
import type { Rows } from '../../../db/rows.ts'
import { refuse } from '../refusals.ts'

export type StoredProduct = Selectable<Rows['catalog.product']>

/** The product's row, locked until the transaction ends: changes of one product come one after another. */
export async function lockProduct(tx: Tx, id: string): Promise<StoredProduct> {
  const [row] = await lockProducts(tx, [id])
  if (!row) throw refuse.notFound({ id })
  return row
}

/**
 * Several rows, locked in the order of their ids, so that two bulk edits wait for each other instead of colliding. The
 * lock lets others point at the products meanwhile: a sale does not wait for an edit.
 */
export function lockProducts(tx: Tx, ids: readonly string[]): Promise<StoredProduct[]> {
  return tx.db
    .selectFrom('catalog.product')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}
