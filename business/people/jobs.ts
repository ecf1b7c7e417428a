import { z } from 'zod'
import { transact } from '#platform/database/transact'
import { job } from '#platform/jobs/job'
import { Email } from '#platform/units'
import { sendLink } from './links.ts'
import { accountByEmail } from './queries/users.ts'
import { dropOldAttempts } from './records/attempts.ts'
import { dropSpent } from './records/once.ts'

const KEEP_MS = 30 * 86_400_000

/**
 * Looks for the account only here: a request for a known and for an unknown e-mail do the same and take as long (S18).
 */
export const sendReset = job('people.send-reset', { payload: z.object({ email: Email }) }, async (ctx, { email }) => {
  const account = await accountByEmail(ctx, email)
  if (!account?.is_active) return
  await transact(ctx, async (tx) => {
    await sendLink(tx, account, 'password_reset')
    tx.audit({ action: 'password.reset_sent', thing: 'user', thing_id: account.id, label: account.email })
  })
})

export const forgetOldAttempts = job(
  'people.forget-old-attempts',
  { payload: z.object({}), schedule: '17 3 * * *' },
  async (ctx) => {
    const before = new Date(ctx.now().getTime() - KEEP_MS)
    await transact(ctx, async (tx) => {
      await dropOldAttempts(tx, before)
      await dropSpent(tx, before)
    })
  },
)
