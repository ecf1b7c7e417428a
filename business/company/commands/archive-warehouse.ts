import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import { warehouseArchived, warehouseArchiving } from '../events.ts'
import { archiving } from '../places.ts'
import { warehouseById } from '../queries.ts'
import { lockStores, updateWarehouse } from '../records.ts'
import { refuseWarehouse } from '../refusals.ts'
import type { Warehouse } from '../wire/places.ts'

/** Archives a warehouse that nothing needs any more; `stock` refuses while goods lie in it or are promised from it. */
export async function archiveWarehouse(ctx: Ctx, id: string, wanted: string | null): Promise<Warehouse> {
  return transact(ctx, async (tx) => {
    await lockStores(tx)
    const before = await warehouseById(tx, id)
    assertVersion(wanted, before)
    if (before.archived_at !== null) return before
    await assertNotNeeded(tx, before)
    const told = { warehouse_id: id, store_id: before.store_id, name: before.name }
    await tx.emit(warehouseArchiving(told))
    await updateWarehouse(tx, id, archiving(tx, before, true))

    const after = await warehouseById(tx, id)
    const named = { thing: 'warehouse', thing_id: id, label: before.name, store_id: before.store_id }
    tx.audit({ action: 'warehouse.archived', ...named, before, after })
    await tx.emit(warehouseArchived(told))
    return after
  })
}

async function assertNotNeeded(tx: Tx, warehouse: Warehouse): Promise<void> {
  if (warehouse.is_default) throw refuseWarehouse.isDefault()
  const till = await tx.db
    .selectFrom('company.till')
    .select('name')
    .where('warehouse_id', '=', warehouse.id)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  if (till) throw refuseWarehouse.hasTills({ till: till.name })
}
