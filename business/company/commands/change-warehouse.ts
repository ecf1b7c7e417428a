import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import { warehouseChanged } from '../events.ts'
import { archiving, storeFor } from '../places.ts'
import { warehouseById } from '../queries.ts'
import { clearDefaultWarehouse, lockStores, updateWarehouse } from '../records.ts'
import { refuseWarehouse } from '../refusals.ts'
import type { ChangeWarehouse, Warehouse } from '../wire/places.ts'
import { archiveWarehouse } from './archive-warehouse.ts'

/** Changes a warehouse, makes it the default of its store, or takes it out of the archive. */
export async function changeWarehouse(
  ctx: Ctx,
  id: string,
  { archived, is_default, ...input }: ChangeWarehouse,
  wanted: string | null,
): Promise<Warehouse> {
  if (archived === true) return archiveWarehouse(ctx, id, wanted)
  return transact(ctx, async (tx) => {
    await lockStores(tx)
    const before = await warehouseById(tx, id)
    assertVersion(wanted, before)
    if (archived === false) await storeFor(tx, before.store_id)
    const staysArchived = before.archived_at !== null && archived !== false
    if (is_default && staysArchived) throw refuseWarehouse.archived({ name: before.name })
    if (is_default && !before.is_default) await clearDefaultWarehouse(tx, before.store_id)
    const chosen = is_default ? { is_default } : {}
    await updateWarehouse(tx, id, { ...input, ...chosen, ...archiving(tx, before, archived) })

    const after = await warehouseById(tx, id)
    const named = { thing: 'warehouse', thing_id: id, label: after.name, store_id: after.store_id }
    tx.audit({ action: 'warehouse.changed', ...named, before, after })
    await tx.emit(warehouseChanged({ warehouse_id: id, store_id: after.store_id, name: after.name }))
    return after
  })
}
