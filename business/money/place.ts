import { storesOf } from '#company'
import type { Tx } from '#platform/context'
import { holdSession } from './records.ts'
import { refusePayment, refuseSession } from './refusals.ts'
import { sessionFor } from './sessions.ts'

/**
 * Where money moves that belongs to no document: the till session named, else the store named, else the store one works
 * in or the only one there is.
 */
export async function placeOf(
  tx: Tx,
  input: { till_session_id?: string | undefined; store_id?: string | undefined },
): Promise<{ store_id: string; till_session_id: string | null }> {
  const store_id = input.till_session_id
    ? await storeOfSession(tx, input.till_session_id)
    : await storeFor(tx, input.store_id)
  const session = await sessionFor(tx, { till_session_id: input.till_session_id, store_id })
  return { store_id, till_session_id: session?.id ?? null }
}

async function storeOfSession(tx: Tx, id: string): Promise<string> {
  const session = await holdSession(tx, id)
  const { store_ids } = tx.actor
  if (!session || (store_ids !== null && !store_ids.includes(session.store_id))) throw refuseSession.notFound({ id })
  return session.store_id
}

async function storeFor(tx: Tx, asked: string | undefined): Promise<string> {
  const named = asked ?? tx.request.store_id
  const stores = await storesOf(tx)
  const [first] = stores
  const store =
    named === null || named === undefined
      ? stores.length === 1
        ? first
        : undefined
      : stores.find((s) => s.id === named)
  if (!store) throw refusePayment.storeNeeded()
  return store.id
}
