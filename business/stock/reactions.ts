import { sql } from 'kysely'
import { warehouseArchiving } from '#company'
import { when } from '#platform/facts/fact'
import { refuse } from './refusals.ts'

/** A warehouse that still has goods, owes them or has promised them is not archived. */
export const keepFullWarehouses = when(warehouseArchiving, async (tx, { warehouse_id }) => {
  const { rows } = await sql<{ products: number }>`
    select count(*) as products
    from stock.level l
    where l.warehouse_id = ${warehouse_id}::uuid and (
      l.on_hand <> 0 or exists (
        select from stock.reservation r
        where r.product_id = l.product_id and r.warehouse_id = l.warehouse_id
          and (r.state = 'confirmed' or r.state = 'pending' and r.expires_at > ${tx.now().toISOString()}::timestamptz)))
    `.execute(tx.db)
  const products = rows[0]?.products ?? 0
  if (products > 0) throw refuse.warehouseNotEmpty({ products })
})
