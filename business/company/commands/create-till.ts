import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { tillCreated } from '../events.ts'
import { storeFor } from '../places.ts'
import { defaultWarehouse, tillById, warehouseById } from '../queries.ts'
import { insertTill, lockStores } from '../records.ts'
import { refuseWarehouse } from '../refusals.ts'
import type { CreateTill, Till, Warehouse } from '../wire/places.ts'

/** Adds a till to a store; it takes goods from the store's default warehouse unless told otherwise. */
export async function createTill(ctx: Ctx, input: CreateTill): Promise<Till> {
  return transact(ctx, async (tx) => {
    await lockStores(tx)
    const store = await storeFor(tx, input.store_id)
    const warehouse = input.warehouse_id
      ? await sellingWarehouse(tx, input.warehouse_id, store.id)
      : await defaultWarehouse(tx, store.id)
    const id = input.id ?? newId()
    const row = { id, store_id: store.id, warehouse_id: warehouse.id, name: input.name, created_at: tx.now() }
    await insertTill(tx, row)

    const after = await tillById(tx, id)
    tx.audit({ action: 'till.created', thing: 'till', thing_id: id, label: after.name, store_id: store.id, after })
    await tx.emit(tillCreated({ till_id: id, store_id: store.id, name: after.name }))
    return after
  })
}

/** A till sells from a warehouse in use, of its own store. */
export async function sellingWarehouse(tx: Tx, warehouse_id: string, store_id: string): Promise<Warehouse> {
  const warehouse = await warehouseById(tx, warehouse_id)
  if (warehouse.archived_at !== null) throw refuseWarehouse.archived({ name: warehouse.name })
  if (warehouse.store_id !== store_id) throw refuseWarehouse.otherStore({ name: warehouse.name })
  return warehouse
}
