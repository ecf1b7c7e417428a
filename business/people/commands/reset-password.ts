import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { enqueue } from '#platform/jobs/job'
import { assertMail } from '#platform/mail/send-mail'
import { asPerson } from '../as-person.ts'
import { sendReset } from '../jobs.ts'
import { acceptPassword } from '../password.ts'
import { linkOwner } from '../queries/sessions.ts'
import { accountById } from '../queries/users.ts'
import { spendLink } from '../records/once.ts'
import { refuseAuth } from '../refusals.ts'
import { plainDigest } from '../secret-box.ts'
import { servicesOf } from '../services.ts'
import { brakeMail, releaseAccount } from '../throttle.ts'
import { businessName, replacePassword } from './change-password.ts'

/** Asks for a link; whether there is such a user only the mailbox learns. */
export async function askForReset(ctx: Ctx, email: string): Promise<void> {
  await assertMail(ctx)
  await brakeMail(ctx, email)
  await transact(ctx, (tx) => enqueue(tx, sendReset, { email }))
}

/**
 * Sets the password with a link, once. It opens no session, so a second factor is still asked for at the sign-in that
 * follows (S18). A password that is refused leaves the link usable.
 */
export async function resetPassword(ctx: Ctx, token: string, new_password: string): Promise<void> {
  const hash = plainDigest(token)
  const user_id = await linkOwner(ctx, hash)
  if (user_id === null) throw refuseAuth.linkSpent()
  const account = await accountById(ctx, user_id)
  if (!account.is_active) throw refuseAuth.linkSpent()
  const password = await acceptPassword(ctx, new_password, account, await businessName(ctx))
  await transact(asPerson(ctx, account), async (tx) => {
    if ((await spendLink(tx, hash)) === null) throw refuseAuth.linkSpent()
    await replacePassword(tx, account, password, null)
  })
  await releaseAccount(ctx, account.email)
  servicesOf(ctx).access.forget()
}
