import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertMail } from '#platform/mail/send-mail'
import { assertRecent } from '../as-person.ts'
import { userChanged } from '../events.ts'
import { sendLink } from '../links.ts'
import { hashOf } from '../password.ts'
import { accountById, userById } from '../queries/users.ts'
import { assertManages } from '../rank.ts'
import { endSessions } from '../records/sessions.ts'
import { setPassword } from '../records/users.ts'
import { refuse } from '../refusals.ts'
import { servicesOf } from '../services.ts'
import { releaseAccount } from '../throttle.ts'
import { type Created, newTemporaryPassword } from './create-user.ts'

/** Gives somebody a new one-time password, or sends the link once more; ends what the old password had opened. */
export async function renewEntry(ctx: Ctx, id: string, entry: 'temporary_password' | 'invitation'): Promise<Created> {
  const account = await accountById(ctx, id)
  assertManages(ctx, account)
  // Otherwise an open screen would be enough to take over an account that administers, or one's own (S21).
  if (account.is_admin || account.id === ctx.actor.id) await assertRecent(ctx)
  if (!account.is_active) throw refuse.notActive()
  if (entry === 'invitation') await assertMail(ctx)
  const temporary_password = entry === 'temporary_password' ? newTemporaryPassword() : null
  const hash = temporary_password === null ? null : await hashOf(ctx, temporary_password)
  const user = await transact(ctx, async (tx) => {
    if (hash !== null) await setPassword(tx, id, { hash, stands_alone: true, must_change: true })
    else await sendLink(tx, account, account.password_hash === null ? 'invitation' : 'password_reset')
    await endSessions(tx, { user_id: id, except: tx.actor.session_id }, 'revoked')
    tx.audit({ action: 'password.renewed', thing: 'user', thing_id: id, label: account.email, after: { entry } })
    await tx.emit(userChanged({ user_id: id }))
    return userById(tx, id)
  })
  await releaseAccount(ctx, account.email)
  servicesOf(ctx).access.forget()
  return { user, temporary_password }
}
