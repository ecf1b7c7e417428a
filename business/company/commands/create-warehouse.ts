import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { given } from '#platform/given'
import { newId } from '#platform/ids'
import { platformRefuse } from '#platform/platform-refusals'
import { warehouseCreated } from '../events.ts'
import { freeCode, storeFor } from '../places.ts'
import { warehouseById, warehousesOf } from '../queries.ts'
import { clearDefaultWarehouse, insertWarehouse, lockStores } from '../records.ts'
import type { CreateWarehouse, Warehouse } from '../wire/places.ts'

/** Adds a warehouse to a store; the first one of a store is its default. */
export async function createWarehouse(ctx: Ctx, input: CreateWarehouse): Promise<Warehouse> {
  if (ctx.actor.warehouse_ids !== null) throw platformRefuse.forbidden({ permission: 'warehouses.change' })
  return transact(ctx, async (tx) => {
    await lockStores(tx)
    const store = await storeFor(tx, input.store_id)
    const siblings = (await warehousesOf(tx)).filter(({ store_id }) => store_id === store.id)
    const is_default = input.is_default === true || !siblings.some((one) => one.is_default)
    if (is_default) await clearDefaultWarehouse(tx, store.id)
    const id = input.id ?? newId()
    const code = input.code ?? (await freeCode(tx, 'company.warehouse', 'B'))
    await insertWarehouse(tx, { ...given(input), id, code, store_id: store.id, is_default, created_at: tx.now() })

    const after = await warehouseById(tx, id)
    const named = { thing: 'warehouse', thing_id: id, label: after.name, store_id: store.id }
    tx.audit({ action: 'warehouse.created', ...named, after })
    await tx.emit(warehouseCreated({ warehouse_id: id, store_id: store.id, name: after.name }))
    return after
  })
}
