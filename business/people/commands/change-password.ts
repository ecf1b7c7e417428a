import { findBusiness } from '#company'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertRecent, ownSession } from '../as-person.ts'
import { userChanged } from '../events.ts'
import { passwordChangedLetter } from '../letters.ts'
import { post } from '../mail.ts'
import { acceptPassword } from '../password.ts'
import { type Account, accountById } from '../queries/users.ts'
import { endSessions } from '../records/sessions.ts'
import { setPassword } from '../records/users.ts'
import { servicesOf } from '../services.ts'
import { assertPassword } from './reauthenticate.ts'

/** Changes the own password; the old one, or a fresh proof of identity, is needed. Every other session ends. */
export async function changePassword(
  ctx: Ctx,
  input: { current_password?: string | undefined; new_password: string },
): Promise<void> {
  const { user_id, session_id } = ownSession(ctx)
  const account = await accountById(ctx, user_id)
  if (input.current_password === undefined) await assertRecent(ctx)
  else await assertPassword(ctx, account, session_id, input.current_password)
  const password = await acceptPassword(ctx, input.new_password, account, await businessName(ctx))
  await transact(ctx, (tx) => replacePassword(tx, account, password, session_id))
  servicesOf(ctx).access.forget()
}

/** The new password, the end of the sessions that the old one opened, and a letter in case it was somebody else. */
export async function replacePassword(
  tx: Tx,
  account: Account,
  password: { hash: string; stands_alone: boolean },
  except: string | null,
): Promise<void> {
  await setPassword(tx, account.id, { ...password, must_change: false })
  await endSessions(tx, { user_id: account.id, except }, 'password_changed')
  tx.audit({ action: 'password.changed', thing: 'user', thing_id: account.id, label: account.email })
  await tx.emit(userChanged({ user_id: account.id }))
  await post(tx, account.email, passwordChangedLetter(account.full_name, (await businessName(tx)) ?? 'Mostrador'))
}

export async function businessName(ctx: Ctx): Promise<string | null> {
  return (await findBusiness(ctx))?.name ?? null
}
