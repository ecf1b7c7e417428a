import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { signSecondFactor } from '../access-token.ts'
import { costOf, hashOf, isRight } from '../password.ts'
import { needsRehash } from '../password-hash.ts'
import { isKnownDevice } from '../queries/sessions.ts'
import { type Account, accountByEmail } from '../queries/users.ts'
import { rehash } from '../records/users.ts'
import { refuseAuth } from '../refusals.ts'
import { servicesOf } from '../services.ts'
import { brakeSignIn, releaseSignIn } from '../throttle.ts'
import { type OpenedSession, openSession } from './open-session.ts'

export interface Credentials {
  readonly email: string
  readonly password: string
  /** The browser's long-lived cookie, if it sent one. */
  readonly device_id: string | null
}

export type SignInResult = { readonly session: OpenedSession } | { readonly mfa_token: string }

/**
 * Signs in with e-mail and password. An unknown e-mail, a wrong password and a deactivated user take the same steps,
 * the same time and get the same answer (S10); failures slow the next attempt down (S11, S12).
 */
export async function signIn(ctx: Ctx, { email, password, device_id }: Credentials): Promise<SignInResult> {
  const account = await accountByEmail(ctx, email)
  const isKnown = device_id !== null && (await isKnownDevice(ctx, device_id, account?.id ?? null))
  const attempt = { email, known_device: isKnown ? device_id : null }
  await brakeSignIn(ctx, attempt)

  const is_right = await isRight(ctx, account?.password_hash ?? null, password)
  if (!account?.is_active || !is_right) {
    await noteRefusal(ctx, account)
    throw refuseAuth.badCredentials()
  }

  await releaseSignIn(ctx, attempt)
  await renewHash(ctx, account, password)
  if (account.has_totp) {
    return { mfa_token: await signSecondFactor(servicesOf(ctx).keys.second_factor, ctx.now(), account.id) }
  }
  return { session: await openSession(ctx, account, { device_id, way: 'password' }) }
}

async function noteRefusal(ctx: Ctx, account: Account | null): Promise<void> {
  await transact(ctx, async (tx) =>
    tx.audit({ action: 'sign_in.refused', thing: 'user', thing_id: account?.id ?? 'unknown' }),
  )
}

/** Passwords move to today's cost when their owners come by. */
async function renewHash(ctx: Ctx, account: Account, password: string): Promise<void> {
  const { password_hash } = account
  if (password_hash === null || !needsRehash(password_hash, await costOf(ctx))) return
  await rehash(ctx, account.id, password_hash, await hashOf(ctx, password))
}
