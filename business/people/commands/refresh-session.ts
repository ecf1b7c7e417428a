import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { signAccess } from '../access-token.ts'
import type { Tokens } from '../cookies.ts'
import { attackSuspected, sessionsEnded } from '../events.ts'
import { tokenWasCopied } from '../letters.ts'
import { post } from '../mail.ts'
import { type Account, accountById } from '../queries/users.ts'
import { endSessions, lockSession, rotateSession } from '../records/sessions.ts'
import { isGenuine, judgeRefresh, parseRefresh, refreshToken, sessionEnd } from '../refresh-token.ts'
import { refuseAuth } from '../refusals.ts'
import { servicesOf } from '../services.ts'

type LockedSession = NonNullable<Awaited<ReturnType<typeof lockSession>>>

/**
 * Exchanges a refresh token for the next pair. The one used before gets the same successor for ten seconds on the same
 * device, because answers get lost (S8); later or elsewhere it means that two parties hold it, and the whole session
 * ends (S7).
 */
export async function refreshSession(ctx: Ctx, token: string): Promise<{ account: Account; tokens: Tokens }> {
  const { keys, access } = servicesOf(ctx)
  const given = parseRefresh(token)
  if (given === null) throw refuseAuth.sessionEnded()
  const outcome = await transact(ctx, async (tx) => {
    const session = await lockSession(tx, given.session_id)
    if (!session || !isLiving(session, tx.now()) || !isGenuine(keys.refresh, session, token)) return null
    const { ip, agent } = tx.request
    const verdict = judgeRefresh(session, { generation: given.generation, ip, agent }, tx.now())
    if (verdict === 'reuse') {
      await endForReuse(tx, session)
      return null
    }
    if (verdict === 'rotate') await rotate(tx, session)
    const generation = verdict === 'rotate' ? session.generation + 1 : session.generation
    return { session, refresh: refreshToken(keys.refresh, session, generation) }
  })
  if (outcome === null) {
    access.forget()
    throw refuseAuth.sessionEnded()
  }
  const { session, refresh } = outcome
  const claims = { user_id: session.user_id, session_id: session.id }
  return {
    account: await accountById(ctx, session.user_id),
    tokens: { access: await signAccess(keys.access, ctx.now(), claims), refresh },
  }
}

function isLiving(session: LockedSession, at: Date): boolean {
  return session.revoked_at === null && session.deactivated_at === null && new Date(session.expires_at) > at
}

async function rotate(tx: Tx, session: LockedSession): Promise<void> {
  const { ip, agent } = tx.request
  await rotateSession(tx, session.id, { ip, agent, expires_at: sessionEnd(new Date(session.created_at), tx.now()) })
}

async function endForReuse(tx: Tx, session: LockedSession): Promise<void> {
  const { user_id } = session
  await endSessions(tx, { user_id, only: session.id }, 'reuse')
  tx.audit({
    action: 'session.reuse_detected',
    thing: 'user',
    thing_id: user_id,
    label: session.email,
    after: { session_id: session.id, from_ip: tx.request.ip },
  })
  await tx.emit(sessionsEnded({ user_id }))
  await tx.emit(attackSuspected({ what: 'a refresh token was used twice' }))
  await post(tx, session.email, tokenWasCopied(session.full_name, session.agent))
}
