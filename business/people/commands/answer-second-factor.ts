import type { Ctx } from '#platform/context'
import { readSecondFactor } from '../access-token.ts'
import { accountById } from '../queries/users.ts'
import { refuseAuth } from '../refusals.ts'
import { assertCode } from '../second-factor.ts'
import { servicesOf } from '../services.ts'
import { type OpenedSession, openSession } from './open-session.ts'

/** Finishes a sign-in whose password was right. */
export async function answerSecondFactor(
  ctx: Ctx,
  input: { mfa_token: string; code: string; device_id: string | null },
): Promise<OpenedSession> {
  const user_id = await readSecondFactor(servicesOf(ctx).keys.second_factor, ctx.now(), input.mfa_token)
  if (user_id === null) throw refuseAuth.sessionEnded()
  const account = await accountById(ctx, user_id)
  if (!account.is_active || !account.has_totp) throw refuseAuth.sessionEnded()
  await assertCode(ctx, account, input.code)
  return openSession(ctx, account, { device_id: input.device_id, way: 'second_factor' })
}
