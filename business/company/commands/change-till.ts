import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import { tillArchived, tillArchiving, tillChanged } from '../events.ts'
import { archiving, storeFor } from '../places.ts'
import { tillById } from '../queries.ts'
import { lockStores, updateTill } from '../records.ts'
import type { ChangeTill, Till } from '../wire/places.ts'
import { sellingWarehouse } from './create-till.ts'

/** Changes a till; `archived: true` takes it out of use (`money` refuses while its session is open). */
export async function changeTill(
  ctx: Ctx,
  id: string,
  { archived, ...input }: ChangeTill,
  wanted: string | null,
): Promise<Till> {
  return transact(ctx, async (tx) => {
    await lockStores(tx)
    const before = await tillById(tx, id)
    assertVersion(wanted, before)
    const told = { till_id: id, store_id: before.store_id, name: input.name ?? before.name }
    const closes = archived === true && before.archived_at === null
    const opens = archived === false && before.archived_at !== null
    if (closes) await tx.emit(tillArchiving(told))
    if (opens) await storeFor(tx, before.store_id)
    if (opens || input.warehouse_id)
      await sellingWarehouse(tx, input.warehouse_id ?? before.warehouse_id, before.store_id)
    await updateTill(tx, id, { ...input, ...archiving(tx, before, archived) })

    const after = await tillById(tx, id)
    const action = closes ? 'till.archived' : 'till.changed'
    tx.audit({ action, thing: 'till', thing_id: id, label: after.name, store_id: after.store_id, before, after })
    await tx.emit((closes ? tillArchived : tillChanged)(told))
    return after
  })
}
