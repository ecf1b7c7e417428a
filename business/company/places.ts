import { sql } from 'kysely'
import type { Ctx, Tx } from '#platform/context'
import { platformRefuse } from '#platform/platform-refusals'
import { storeById, storesOf } from './queries.ts'
import { refuseStore } from './refusals.ts'
import type { Store } from './wire/places.ts'

/** A new place lies outside the limits of whoever is limited: they could not even see what they made. */
export function assertSeesAll({ actor }: Ctx): void {
  if (actor.store_ids !== null) throw platformRefuse.forbidden({ permission: 'stores.change' })
}

/** The store that is meant: the named one, the working store, or the only one there is; it must be open. */
export async function storeFor(ctx: Ctx, named: string | undefined): Promise<Store> {
  const id = named ?? ctx.request.store_id
  const store = id ? await storeById(ctx, id) : await onlyStore(ctx)
  if (store.archived_at !== null) throw refuseStore.archived({ name: store.name })
  return store
}

async function onlyStore(ctx: Ctx): Promise<Store> {
  const [first, ...others] = await storesOf(ctx)
  if (!first || others.length > 0)
    throw refuseStore.needed({}, { errors: [{ path: 'store_id', code: 'store.needed' }] })
  return first
}

/** The next free code such as B3, for people who do not want to invent one. */
export async function freeCode(
  tx: Tx,
  table: 'company.store' | 'company.warehouse',
  letter: 'T' | 'B',
): Promise<string> {
  const row = await tx.db
    .selectFrom(table)
    .select(sql<number>`coalesce(max(substring(code from 2)::integer), 0) + 1`.as('next'))
    .where('code', '~', `^${letter}[0-9]{1,6}$`)
    .executeTakeFirstOrThrow()
  return `${letter}${row.next}`
}

/** What archiving or reopening writes; nothing when the place already stands so. */
export function archiving(tx: Tx, place: { archived_at: string | null }, archived: boolean | undefined) {
  if (archived === undefined || archived === (place.archived_at !== null)) return {}
  return archived ? { archived_at: tx.now(), archived_by: tx.actor.id } : { archived_at: null, archived_by: null }
}
