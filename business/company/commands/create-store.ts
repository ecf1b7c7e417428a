import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { given } from '#platform/given'
import { newId } from '#platform/ids'
import { storeCreated } from '../events.ts'
import { assertSeesAll, freeCode } from '../places.ts'
import { storeById } from '../queries.ts'
import { insertStore } from '../records.ts'
import type { CreateStore, Store } from '../wire/places.ts'

/** Opens a store. It sells once it has a warehouse and a till. */
export async function createStore(ctx: Ctx, input: CreateStore): Promise<Store> {
  assertSeesAll(ctx)
  return transact(ctx, async (tx) => {
    const id = input.id ?? newId()
    const code = input.code ?? (await freeCode(tx, 'company.store', 'T'))
    await insertStore(tx, { ...given(input), id, code, created_at: tx.now() })
    const store = await storeById(tx, id)
    tx.audit({ action: 'store.created', thing: 'store', thing_id: id, label: store.name, store_id: id, after: store })
    await tx.emit(storeCreated({ store_id: id, name: store.name }))
    return store
  })
}
