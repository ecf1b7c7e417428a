import { sql } from 'kysely'
import { productArchived } from '#catalog'
import { warehouseArchiving } from '#company'
import type { Tx } from '#platform/context'
import { soon, when } from '#platform/facts/fact'
import { stockLow } from './events.ts'
import { watchAlerts } from './jobs.ts'
import { refuse } from './refusals.ts'

/** A warehouse that still has goods, owes them or has promised them is not archived. */
export const keepFullWarehouses = when(warehouseArchiving, async (tx, { warehouse_id }) => {
  const products = await openLevels(tx, { warehouse_id })
  if (products > 0) throw refuse.warehouseNotEmpty({ products })
  if (await hasOpenDocuments(tx, warehouse_id)) throw refuse.warehouseBusy()
})

/** A product of which there is still some, somewhere, is not archived: its value would vanish from sight. */
export const keepStockedProducts = when(productArchived, async (tx, { product_id, sku }) => {
  if ((await openLevels(tx, { product_id })) > 0) throw refuse.productNotEmpty({ sku })
})

/** What falls to its minimum is told within a second, not with the next round. */
export const tellAtOnce = soon(stockLow, watchAlerts, {})

/** How many levels of a warehouse or of a product are not at rest: something on hand, or promised and not over. */
async function openLevels(tx: Tx, of: { warehouse_id?: string; product_id?: string }): Promise<number> {
  const { warehouse_id = null, product_id = null } = of
  const { rows } = await sql<{ levels: number }>`
    select count(*) as levels
    from stock.level l
    where (l.warehouse_id = ${warehouse_id}::uuid or l.product_id = ${product_id}::uuid) and (
      l.on_hand <> 0 or exists (
        select from stock.reservation r
        where r.product_id = l.product_id and r.warehouse_id = l.warehouse_id
          and (r.state = 'confirmed' or r.state = 'pending' and r.expires_at > ${tx.now().toISOString()}::timestamptz)))
    `.execute(tx.db)
  return rows[0]?.levels ?? 0
}

/** Whether goods travel from or to this warehouse, or somebody counts there. */
async function hasOpenDocuments(tx: Tx, warehouse_id: string): Promise<boolean> {
  const { rows } = await sql<{ busy: boolean }>`
    select exists (
        select from stock.transfer
        where status in ('draft', 'in_transit') and ${warehouse_id}::uuid in (from_warehouse_id, to_warehouse_id))
      or exists (
        select from stock.count where status in ('open', 'counting', 'review') and warehouse_id = ${warehouse_id}::uuid)
      as busy`.execute(tx.db)
  return rows[0]?.busy ?? false
}
