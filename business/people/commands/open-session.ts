import { randomBytes } from 'node:crypto'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { signAccess } from '../access-token.ts'
import { asPerson } from '../as-person.ts'
import type { Tokens } from '../cookies.ts'
import { sessionOpened } from '../events.ts'
import type { Account } from '../queries/users.ts'
import { endSessions, insertSession } from '../records/sessions.ts'
import { noteSignIn } from '../records/users.ts'
import { refreshToken, sessionEnd } from '../refresh-token.ts'
import { servicesOf } from '../services.ts'

export interface OpenedSession {
  readonly account: Account
  readonly device_id: string
  readonly tokens: Tokens
}

export type Way = 'password' | 'second_factor' | 'demo' | 'setup'

/** Opens a session for somebody who has proven who they are. Always a new id: none can be prepared in advance (S19). */
export async function openSession(
  ctx: Ctx,
  account: Account,
  { device_id, way }: { device_id: string | null; way: Way },
): Promise<OpenedSession> {
  const { keys, access: rights } = servicesOf(ctx)
  const session = { id: newId(), seed: randomBytes(32) }
  const device = device_id ?? newId()
  const { actor: before } = ctx
  await transact(asPerson(ctx, account), async (tx) => {
    // Who signs in again on the same browser leaves no living session behind (ASVS 7.2.4).
    if (before.kind === 'person' && before.id !== null && before.session_id !== null) {
      await endSessions(tx, { user_id: before.id, only: before.session_id }, 'replaced')
    }
    const { ip, agent } = tx.request
    const expires_at = sessionEnd(tx.now(), tx.now())
    await insertSession(tx, { ...session, user_id: account.id, device_id: device, ip, agent, expires_at })
    await noteSignIn(tx, account.id)
    tx.audit({
      action: 'session.opened',
      thing: 'user',
      thing_id: account.id,
      label: account.email,
      after: { session_id: session.id, way },
    })
    await tx.emit(sessionOpened({ user_id: account.id, session_id: session.id }))
  })
  rights.forget()
  const access = await signAccess(keys.access, ctx.now(), { user_id: account.id, session_id: session.id })
  return { account, device_id: device, tokens: { access, refresh: refreshToken(keys.refresh, session, 1) } }
}
