import type { Tx } from '#platform/context'
import { refuse } from '../refusals.ts'

/** The product's row, locked until the transaction ends: changes of one product come one after another. */
export async function lockProduct(tx: Tx, id: string) {
  const row = await tx.db.selectFrom('catalog.product').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw refuse.notFound({ id })
  return row
}
