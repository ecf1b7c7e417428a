import type { Party } from '#contacts'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { present } from '#platform/invariant'
import { orderable } from '../pack.ts'
import { offersOf } from '../purchase-lines.ts'
import { supplierById } from '../queries/offers.ts'
import { lockReorder } from '../records/reorder.ts'
import { refuseReorder } from '../refusals.ts'
import type { PurchaseLineIn } from '../wire-orders.ts'
import { writePurchase } from './write-purchase.ts'

/** Makes draft orders of requests: one for each supplier and warehouse. Gives the orders' ids. */
export async function orderReorders(ctx: Ctx, reorder_ids: readonly string[]): Promise<string[]> {
  return transact(ctx, async (tx) => {
    const orders = new Map<string, { supplier: Party; warehouse_id: string; lines: PurchaseLineIn[] }>()
    for (const reorder_id of [...new Set(reorder_ids)].sort()) {
      const reorder = await lockReorder(tx, reorder_id)
      if (reorder.status !== 'requested' || reorder.purchase_order_id !== null) {
        throw refuseReorder.cannotMove({ from: reorder.status, to: 'ordered', reorder_id })
      }
      if (reorder.supplier_id === null)
        throw refuseReorder.needsSupplier({ name: await nameOf(tx, reorder.product_id) })
      const { warehouse_id, product_id, quantity } = reorder
      const key = `${reorder.supplier_id} ${warehouse_id}`
      const supplier = orders.get(key)?.supplier ?? (await supplierById(tx, reorder.supplier_id))
      const order = orders.get(key) ?? { supplier, warehouse_id, lines: [] }
      order.lines.push({ product_id, quantity: await inPacks(tx, supplier.id, product_id, quantity), reorder_id })
      orders.set(key, order)
    }
    const ids: string[] = []
    for (const { supplier, warehouse_id, lines } of orders.values()) {
      ids.push(await writePurchase(tx, { supplier_id: supplier.id, warehouse_id, lines }))
    }
    return ids
  })
}

/** A request may have been written before the supplier's pack was known. */
async function inPacks(tx: Tx, supplier_id: string, product_id: string, quantity: number): Promise<number> {
  const offer = (await offersOf(tx, supplier_id, [product_id])).get(product_id)
  return offer ? orderable(quantity, offer) : quantity
}

async function nameOf(tx: Tx, product_id: string): Promise<string> {
  const row = await tx.db.selectFrom('catalog.product').select('name').where('id', '=', product_id).executeTakeFirst()
  return present(row, 'a request names a product').name
}
