import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { ownSession } from '../as-person.ts'
import { sessionsEnded } from '../events.ts'
import { accountById } from '../queries/users.ts'
import { assertManages } from '../rank.ts'
import { type EndReason, endSessions } from '../records/sessions.ts'
import { refuse } from '../refusals.ts'
import { servicesOf } from '../services.ts'

/** Ends the own session at once: also its access token is worthless from now on (S9). */
export async function signOut(ctx: Ctx): Promise<void> {
  const { user_id, session_id } = ownSession(ctx)
  await end(ctx, { user_id, only: session_id }, 'signed_out')
}

/** Ends one of one's own sessions: a lost phone, a forgotten till. */
export async function endOwnSession(ctx: Ctx, id: string): Promise<void> {
  const { user_id } = ownSession(ctx)
  if ((await end(ctx, { user_id, only: id }, 'revoked')) === 0) throw refuse.userNotFound()
}

/** Ends every own session but this one (S23). */
export async function endOtherSessions(ctx: Ctx): Promise<number> {
  const { user_id, session_id } = ownSession(ctx)
  return end(ctx, { user_id, except: session_id }, 'revoked')
}

/** Signs somebody else out everywhere. */
export async function endSessionsOf(ctx: Ctx, user_id: string): Promise<number> {
  assertManages(ctx, await accountById(ctx, user_id))
  return end(ctx, { user_id }, 'revoked')
}

async function end(
  ctx: Ctx,
  which: { user_id: string; only?: string; except?: string },
  reason: EndReason,
): Promise<number> {
  const ended = await transact(ctx, async (tx) => {
    const count = await endSessions(tx, which, reason)
    if (count > 0) {
      tx.audit({ action: 'session.ended', thing: 'user', thing_id: which.user_id, after: { reason, count } })
      await tx.emit(sessionsEnded({ user_id: which.user_id }))
    }
    return count
  })
  servicesOf(ctx).access.forget()
  return ended
}
