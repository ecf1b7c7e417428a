import type { Ctx } from '#platform/context'
import type { Account } from './queries/users.ts'
import { spendRecoveryCode, spendTotpStep } from './records/users.ts'
import { refuseAuth } from './refusals.ts'
import { plainDigest, unseal } from './secret-box.ts'
import { servicesOf } from './services.ts'
import { brakeCode, releaseCode } from './throttle.ts'
import { matchingStep } from './totp.ts'

/** Refuses unless the code is the authenticator app's, for the first time, or an unused recovery code (S16). */
export async function assertCode(ctx: Ctx, account: Account, code: string): Promise<void> {
  await brakeCode(ctx, account.id)
  const good = /^\d{6}$/.test(code) ? await usesStep(ctx, account, code) : await usesRecovery(ctx, account, code)
  if (!good) throw refuseAuth.badCode()
  await releaseCode(ctx, account.id)
}

async function usesStep(ctx: Ctx, account: Account, code: string): Promise<boolean> {
  if (account.totp_secret === null) return false
  const secret = unseal(servicesOf(ctx).keys.totp, account.totp_secret, account.id)
  const step = matchingStep(secret, code, ctx.now(), account.totp_last_step)
  return step !== null && spendTotpStep(ctx, account.id, step)
}

function usesRecovery(ctx: Ctx, account: Account, code: string): Promise<boolean> {
  return spendRecoveryCode(ctx, account.id, recoveryDigest(code))
}

export const recoveryDigest = (code: string): Buffer => plainDigest(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
