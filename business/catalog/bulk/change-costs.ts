import { sql } from 'kysely'
import type { Tx } from '#platform/context'
import { arrayText } from '#platform/database/array-text'
import { lockProducts, type StoredProduct } from '../commands/lock-product.ts'
import { productChanged } from '../events.ts'

export interface NewCost {
  readonly product_id: string
  readonly cost_minor: number
}

/**
 * Sets the reference costs of many products at once, as goods that come teach them: the same periods, facts and audit
 * entries as `changeCost`, in a few statements however many there are. The same cost changes nothing.
 */
export async function changeCosts(tx: Tx, costs: readonly NewCost[]): Promise<void> {
  if (costs.length === 0) return
  const wanted = new Map(costs.map(({ product_id, cost_minor }) => [product_id, cost_minor]))
  const rows = await lockProducts(tx, [...wanted.keys()])
  const changed = rows.flatMap((row) => {
    const cost_minor = wanted.get(row.id)
    return cost_minor === undefined || cost_minor === row.cost_minor ? [] : [{ row, cost_minor }]
  })
  if (changed.length === 0) return
  await writeCosts(tx, changed)
  for (const { row, cost_minor } of changed) {
    const { id, sku, name } = row
    const before = { cost_minor: row.cost_minor }
    tx.audit({ action: 'product.changed', thing: 'product', thing_id: id, label: sku, before, after: { cost_minor } })
    await tx.emit(productChanged({ product_id: id, sku, name, fields: ['cost_minor'] }))
  }
}

/** Two changes within one tick of the clock are put a microsecond apart: a period is never empty. */
async function writeCosts(tx: Tx, changed: readonly { row: StoredProduct; cost_minor: number }[]): Promise<void> {
  const ids = arrayText(changed.map(({ row }) => row.id))
  const amounts = arrayText(changed.map(({ cost_minor }) => cost_minor))
  const now = sql`${tx.now().toISOString()}::timestamptz`
  await sql`
    update catalog.cost_history h set valid_to = greatest(${now}, h.valid_from + interval '1 microsecond')
    where h.product_id = any (${ids}::uuid[]) and h.valid_to is null`.execute(tx.db)
  await sql`
    insert into catalog.cost_history (product_id, amount_minor, valid_from, author_id, author_name)
    select k.p, k.c, greatest(${now}, (select max(h.valid_to) from catalog.cost_history h where h.product_id = k.p)),
      ${tx.actor.id}::uuid, ${tx.actor.name}
    from unnest(${ids}::uuid[], ${amounts}::bigint[]) as k (p, c)`.execute(tx.db)
  await sql`
    update catalog.product t set cost_minor = k.c, updated_at = ${now}, version = t.version + 1
    from unnest(${ids}::uuid[], ${amounts}::bigint[]) as k (p, c)
    where t.id = k.p`.execute(tx.db)
}
