import { can } from '#platform/actor'
import type { Ctx, Tx } from '#platform/context'
import { holdOwnSession, holdSession, lockSession, type SessionRow } from './records.ts'
import { refuseSession } from './refusals.ts'
import type { TillSessionState } from './wire.ts'

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
  if (session.store_id !== input.store_id) throw refuseSession.otherStore()
  if (session.state !== 'open') throw refuseSession.closed()
  assertHolds(tx, session)
  return session
}

/** The session, locked for a change; one of a store that the actor does not see does not exist for them. */
export async function sessionToChange(tx: Tx, id: string): Promise<SessionRow> {
  const session = await lockSession(tx, id)
  const { store_ids } = tx.actor
  if (!session || (store_ids !== null && !store_ids.includes(session.store_id))) throw refuseSession.notFound({ id })
  return session
}
