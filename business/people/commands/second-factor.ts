import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertRecent, ownSession } from '../as-person.ts'
import { userChanged } from '../events.ts'
import { lengthMinAlone } from '../password.ts'
import { accountById } from '../queries/users.ts'
import { confirmTotpRow, setTotp, spendTotpStep } from '../records/users.ts'
import { refuseAuth } from '../refusals.ts'
import { recoveryDigest } from '../second-factor.ts'
import { newTypedSecret, seal, unseal } from '../secret-box.ts'
import { servicesOf } from '../services.ts'
import { brakeCode, releaseCode } from '../throttle.ts'
import { base32, matchingStep, newTotpSecret, totpUri } from '../totp.ts'
import { businessName } from './change-password.ts'

const RECOVERY_CODES = 10

/** Makes the secret for an authenticator app; nothing is asked for at sign-in until a first code confirms it. */
export async function beginTotp(ctx: Ctx): Promise<{ secret: string; uri: string; qr_svg: string }> {
  const { user_id } = ownSession(ctx)
  await assertRecent(ctx)
  const account = await accountById(ctx, user_id)
  if (account.has_totp) throw refuseAuth.totpAlreadyOn()
  const secret = newTotpSecret()
  await transact(ctx, (tx) => setTotp(tx, user_id, seal(servicesOf(ctx).keys.totp, secret, user_id)))
  const issuer = (await businessName(ctx)) ?? 'Mostrador'
  const uri = totpUri(secret, { issuer, account: account.email })
  // Drawn here, so that the secret meets no drawing service; loaded only when somebody enrols.
  const { toSVG } = await import('bwip-js/node')
  return { secret: base32(secret), uri, qr_svg: toSVG({ bcid: 'qrcode', text: uri, scale: 3 }) }
}

/** Switches the second factor on and gives ten recovery codes, shown this once. */
export async function confirmTotp(ctx: Ctx, code: string): Promise<string[]> {
  const { user_id } = ownSession(ctx)
  await assertRecent(ctx)
  const account = await accountById(ctx, user_id)
  if (account.has_totp) throw refuseAuth.totpAlreadyOn()
  if (account.totp_secret === null) throw refuseAuth.totpNotStarted()
  await brakeCode(ctx, user_id)
  const secret = unseal(servicesOf(ctx).keys.totp, account.totp_secret, user_id)
  const step = matchingStep(secret, code, ctx.now(), account.totp_last_step)
  if (step === null || !(await spendTotpStep(ctx, user_id, step))) throw refuseAuth.badCode()
  await releaseCode(ctx, user_id)

  const codes = Array.from({ length: RECOVERY_CODES }, () => newTypedSecret(4))
  await transact(ctx, async (tx) => {
    await confirmTotpRow(tx, user_id, codes.map(recoveryDigest))
    tx.audit({ action: 'second_factor.enabled', thing: 'user', thing_id: user_id, label: account.email })
    await tx.emit(userChanged({ user_id }))
  })
  return codes
}

/** Switches the second factor off; a password that was accepted because of it must first become longer. */
export async function disableTotp(ctx: Ctx): Promise<void> {
  const { user_id } = ownSession(ctx)
  await assertRecent(ctx)
  const account = await accountById(ctx, user_id)
  if (!account.password_stands_alone && account.has_totp) {
    throw refuseAuth.passwordShortForOneFactor({ length_min: lengthMinAlone(ctx) })
  }
  await transact(ctx, async (tx) => {
    await setTotp(tx, user_id, null)
    tx.audit({ action: 'second_factor.disabled', thing: 'user', thing_id: user_id, label: account.email })
    await tx.emit(userChanged({ user_id }))
  })
}
