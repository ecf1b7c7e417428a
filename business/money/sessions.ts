import { sql } from 'kysely'
import { can } from '#platform/actor'
import type { Ctx, Tx } from '#platform/context'
import { gather } from '#platform/database/gather'
import { holdOwnSession, holdSession, lockSession, type SessionRow } from './records.ts'
import { refuseSession } from './refusals.ts'
import type { TillSessionState } from './wire-tills.ts'

const nextStates: Record<TillSessionState, readonly TillSessionState[]> = {
  open: ['closed', 'under_review'],
  under_review: ['settled'],
  closed: [],
  settled: [],
}

export function assertCanMove(from: string, to: TillSessionState): void {
  const state = (Object.keys(nextStates) as TillSessionState[]).find((one) => one === from)
  if (state === undefined || !nextStates[state].includes(to)) throw refuseSession.cannotMove({ from, to })
}

/** A till belongs to the person who holds it; others need the permission to supervise. */
export function assertHolds(ctx: Ctx, session: { holder_id: string }): void {
  if (session.holder_id !== ctx.actor.id && !can(ctx.actor, 'till_sessions.supervise')) throw refuseSession.otherTill()
}

/**
 * The till session that money is booked to: the one named, or the actor's own open one in that store, or none (the
 * entry is then booked to the store). It cannot close until this transaction ends.
 */
export async function sessionFor(
  tx: Tx,
  input: { till_session_id: string | undefined; store_id: string },
): Promise<SessionRow | null> {
  if (input.till_session_id === undefined) {
    const { id } = tx.actor
    return id === null ? null : ((await holdOwnSession(tx, id, input.store_id)) ?? null)
  }
  const session = await holdSession(tx, input.till_session_id)
  if (!session) throw refuseSession.notFound({ id: input.till_session_id })
  assertTakesMoney(tx, session, input.store_id)
  return session
}

/** A session as it was seen without a lock, with the warehouse that its till sells from. */
export interface SeenSession {
  readonly id: string
  readonly store_id: string
  readonly state: string
  readonly holder_id: string
  readonly warehouse_id: string
}

/** The session that is named, or the actor's own open one; of whichever store. */
export async function sessionNamed(ctx: Ctx, till_session_id: string | undefined): Promise<SeenSession | null> {
  const { id } = ctx.actor
  if (till_session_id !== undefined) return (await sessionsSeen(ctx, [till_session_id])).get(till_session_id) ?? null
  return id === null ? null : ((await openSessionsOf(ctx, [id])).get(id) ?? null)
}

/** The same choice as `sessionFor`, of a session seen without a lock: whoever writes on it must still hold and check it. */
export function sessionOf(
  ctx: Ctx,
  session: SeenSession | null,
  { till_session_id, store_id }: { till_session_id: string | undefined; store_id: string },
): SeenSession | null {
  if (till_session_id === undefined) return session?.store_id === store_id ? session : null
  if (!session) throw refuseSession.notFound({ id: till_session_id })
  assertTakesMoney(ctx, session, store_id)
  return session
}

function assertTakesMoney(
  ctx: Ctx,
  session: { store_id: string; state: string; holder_id: string },
  store_id: string,
): void {
  if (session.store_id !== store_id) throw refuseSession.otherStore()
  if (session.state !== 'open') throw refuseSession.closed()
  assertHolds(ctx, session)
}

const seenRows = ({ db }: Pick<Ctx, 'db'>) =>
  db
    .selectFrom('money.till_session as s')
    .innerJoin('company.till as t', 't.id', 's.till_id')
    .select(['s.id', 's.store_id', 's.state', 's.holder_id', 't.warehouse_id'])

/** Till sessions by id. */
export const sessionsSeen = gather<SeenSession>(async (ctx, ids) => {
  const rows = await seenRows(ctx).where('s.id', '=', sql<string>`any(${ids}::uuid[])`).execute()
  return new Map(rows.map((row) => [row.id, row]))
})

/** Open till sessions by the person who holds them. */
const openSessionsOf = gather<SeenSession>(async (ctx, holder_ids) => {
  const rows = await seenRows(ctx)
    .where('s.holder_id', '=', sql<string>`any(${holder_ids}::uuid[])`)
    .where('s.state', '=', 'open')
    .execute()
  return new Map(rows.map((row) => [row.holder_id, row]))
})

/** The session, locked for a change; one of a store that the actor does not see does not exist for them. */
export async function sessionToChange(tx: Tx, id: string): Promise<SessionRow> {
  const session = await lockSession(tx, id)
  const { store_ids } = tx.actor
  if (!session || (store_ids !== null && !store_ids.includes(session.store_id))) throw refuseSession.notFound({ id })
  return session
}
