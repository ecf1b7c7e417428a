import type { Ctx } from '#platform/context'
import { ownSession } from '../as-person.ts'
import { isRight } from '../password.ts'
import { type Account, accountById } from '../queries/users.ts'
import { setAuthenticated } from '../records/sessions.ts'
import { refuseAuth } from '../refusals.ts'
import { assertCode } from '../second-factor.ts'
import { brakeSignIn, releaseSignIn } from '../throttle.ts'

/** Proves that the person at the screen is still the one who signed in; good for ten minutes of sensitive changes. */
export async function reauthenticate(ctx: Ctx, input: { password: string; code?: string | undefined }): Promise<void> {
  const { user_id, session_id } = ownSession(ctx)
  const account = await accountById(ctx, user_id)
  await assertPassword(ctx, account, session_id, input.password)
  if (account.has_totp) await assertCode(ctx, account, input.code ?? '')
  await setAuthenticated(ctx, session_id)
}

/** A session counts its own wrong passwords: somebody at an open till is slowed down, the owner elsewhere is not. */
export async function assertPassword(ctx: Ctx, account: Account, session_id: string, password: string): Promise<void> {
  const attempt = { email: account.email, known_device: session_id }
  await brakeSignIn(ctx, attempt)
  if (!(await isRight(ctx, account.password_hash, password))) throw refuseAuth.badCredentials()
  await releaseSignIn(ctx, attempt)
}
