import { createHash } from 'node:crypto'
import type { Ctx } from '#platform/context'
import { outsideTransaction, transact } from '#platform/database/transact'
import { attackSuspected } from './events.ts'
import { type Brake, countAttempt, forgetAttempts, takeBackAttempt } from './records/attempts.ts'
import { refuseAuth } from './refusals.ts'

/** Guessing one account: slower and slower, and after 100 failures in a row only a reset opens it again (S11). */
const account: Brake = { free: 5, wait_seconds_max: 900, forget_seconds: null, stop_at: 100 }
/** One password on many accounts from one address (S12). A whole shop shares an address, so it forgets soon. */
const address: Brake = { free: 20, wait_seconds_max: 900, forget_seconds: 900, stop_at: 10_000 }
/** Six digits must not be walked through. */
const code: Brake = { free: 5, wait_seconds_max: 900, forget_seconds: null, stop_at: 100 }
/** E-mails sent to one person, or asked for from one address. */
const mail: Brake = { free: 3, wait_seconds_max: 3600, forget_seconds: 3600, stop_at: 100 }

const ALARM_AT = { account: 10, address: 20 }

// The table must not become a list of who has an account here.
const hidden = (text: string) => createHash('sha256').update(text).digest('base64url')

const keys = {
  account: (email: string) => `account:${hidden(email)}`,
  device: (email: string, device_id: string) => `device:${hidden(`${device_id} ${email}`)}`,
  address: (ip: string) => `address:${ip}`,
  code: (user_id: string) => `code:${user_id}`,
  pin: (user_id: string) => `pin:${user_id}`,
  mail: (email: string) => `mail:${hidden(email)}`,
  mailsFrom: (ip: string) => `mails-from:${ip}`,
}

export interface SignInTry {
  readonly email: string
  /** The browser's cookie, when this account signed in with it before: strangers' failures do not slow it down. */
  readonly known_device: string | null
}

const accountKey = ({ email, known_device }: SignInTry) =>
  known_device === null ? keys.account(email) : keys.device(email, known_device)

/** Counts a sign-in as failed in advance; 429 while an earlier failure still makes it wait. */
export async function brakeSignIn(ctx: Ctx, given: SignInTry): Promise<void> {
  const from = await brake(ctx, keys.address(ctx.request.ip), address)
  if (from.failures === ALARM_AT.address) await alarm(ctx, 'many failures from one address')
  const by = await brake(ctx, accountKey(given), account)
  if (by.failures === ALARM_AT.account) await alarm(ctx, 'many failures on one account')
}

export async function releaseSignIn(ctx: Ctx, given: SignInTry): Promise<void> {
  await forgetAttempts(ctx, [accountKey(given)])
  await takeBackAttempt(ctx, keys.address(ctx.request.ip))
}

/** After a reset by link the owner has proven the mailbox: the account starts afresh. */
export const releaseAccount = (ctx: Ctx, email: string) => forgetAttempts(ctx, [keys.account(email)])

export async function brakeCode(ctx: Ctx, user_id: string): Promise<void> {
  const { failures } = await brake(ctx, keys.code(user_id), code)
  if (failures === ALARM_AT.account) await alarm(ctx, 'many wrong codes on one account')
}

export const releaseCode = (ctx: Ctx, user_id: string) => forgetAttempts(ctx, [keys.code(user_id)])

/** Wrong PINs follow whoever types them into their next session. */
export const brakePin = (ctx: Ctx, user_id: string) => brake(ctx, keys.pin(user_id), code)
export const releasePin = (ctx: Ctx, user_id: string) => forgetAttempts(ctx, [keys.pin(user_id)])

export async function brakeMail(ctx: Ctx, email: string): Promise<void> {
  await brake(ctx, keys.mailsFrom(ctx.request.ip), { ...mail, free: 20 })
  await brake(ctx, keys.mail(email), mail)
}

async function brake(ctx: Ctx, key: string, limits: Brake): Promise<{ failures: number }> {
  const counted = await countAttempt(outsideTransaction(ctx), key, limits)
  if (counted.wait_seconds === 0) return counted
  const seconds = counted.wait_seconds
  throw refuseAuth.tooManyAttempts({ seconds }, { headers: { 'retry-after': String(seconds) } })
}

async function alarm(ctx: Ctx, what: string): Promise<void> {
  ctx.log.warn({ ip: ctx.request.ip, what }, 'Somebody seems to be guessing')
  await transact(outsideTransaction(ctx), async (tx) => {
    tx.audit({ action: 'sign_in.attack_suspected', thing: 'address', thing_id: ctx.request.ip, reason: what })
    await tx.emit(attackSuspected({ what }))
  })
}
