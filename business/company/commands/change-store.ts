import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import { storeArchived, storeChanged } from '../events.ts'
import { archiving } from '../places.ts'
import { storeById } from '../queries.ts'
import { lockStores, updateStore } from '../records.ts'
import { refuseStore } from '../refusals.ts'
import type { ChangeStore, Store } from '../wire/places.ts'

/** Changes a store; `archived: true` closes it for good use, `archived: false` opens it again. */
export async function changeStore(
  ctx: Ctx,
  id: string,
  { archived, ...input }: ChangeStore,
  wanted: string | null,
): Promise<Store> {
  return transact(ctx, async (tx) => {
    await lockStores(tx)
    const before = await storeById(tx, id)
    assertVersion(wanted, before)
    const closes = archived === true && before.archived_at === null
    if (closes) await assertMayClose(tx, before)
    await updateStore(tx, id, { ...input, ...archiving(tx, before, archived) })

    const after = await storeById(tx, id)
    const action = closes ? 'store.archived' : 'store.changed'
    tx.audit({ action, thing: 'store', thing_id: id, label: after.name, store_id: id, before, after })
    await tx.emit((closes ? storeArchived : storeChanged)({ store_id: id, name: after.name }))
    return after
  })
}

async function assertMayClose(tx: Tx, store: Store): Promise<void> {
  const open = await tx.db
    .selectFrom('company.store')
    .select((eb) => eb.fn.countAll<number>().as('stores'))
    .where('archived_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (open.stores < 2) throw refuseStore.last()
  const count = async (table: 'company.warehouse' | 'company.till') => {
    const row = await tx.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('found'))
      .where('store_id', '=', store.id)
      .where('archived_at', 'is', null)
      .executeTakeFirstOrThrow()
    return row.found
  }
  const [warehouses, tills] = [await count('company.warehouse'), await count('company.till')]
  if (warehouses + tills > 0) throw refuseStore.inUse({ warehouses, tills })
}
