import { sql } from 'kysely'
import type { Ctx, Tx } from '#platform/context'
import { translating } from '#platform/database/constraint'
import { refuse, refuseAuth } from '../refusals.ts'
import { raiseAccessVersion } from './sessions.ts'

/** Writers of users, their passwords, second factors and PINs. Whatever changes rights raises the access version. */

export interface NewUser {
  id: string
  email: string
  full_name: string
  phone: string | null
  position: string | null
  role_id: string
  store_ids: string[] | null
  warehouse_ids: string[] | null
  password_hash: string | null
  password_stands_alone: boolean
  must_change_password: boolean
  is_demo: boolean
}

export async function insertUser(tx: Tx, user: NewUser): Promise<void> {
  const now = tx.now()
  const made = await tx.db
    .insertInto('people.user')
    .values({ ...user, created_at: now, created_by: tx.actor.id, password_changed_at: user.password_hash ? now : null })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw refuse.emailTaken()
}

export interface UserChange {
  email?: string | undefined
  full_name?: string | undefined
  phone?: string | null | undefined
  company?: string | null | undefined
  position?: string | null | undefined
  notes?: string | null | undefined
  avatar_file_id?: string | null | undefined
  role_id?: string | undefined
  store_ids?: string[] | null | undefined
  warehouse_ids?: string[] | null | undefined
}

export async function updateUser(tx: Tx, id: string, change: UserChange): Promise<void> {
  await translating({ user_email: () => refuse.emailTaken() }, () =>
    tx.db
      .updateTable('people.user')
      .set({ ...change, version: sql`version + 1` })
      .where('id', '=', id)
      .execute(),
  )
  await raiseAccessVersion(tx)
}

export async function setDeactivated(tx: Tx, id: string, is_off: boolean): Promise<void> {
  await tx.db
    .updateTable('people.user')
    .set({
      deactivated_at: is_off ? tx.now() : null,
      deactivated_by: is_off ? tx.actor.id : null,
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .execute()
  await raiseAccessVersion(tx)
}

export interface NewPassword {
  hash: string
  stands_alone: boolean
  must_change: boolean
}

export async function setPassword(tx: Tx, id: string, password: NewPassword): Promise<void> {
  await tx.db
    .updateTable('people.user')
    .set({
      password_hash: password.hash,
      password_stands_alone: password.stands_alone,
      must_change_password: password.must_change,
      password_changed_at: tx.now(),
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .execute()
  await raiseAccessVersion(tx)
}

/** The same password with today's cost: nothing changes for its owner. */
export async function rehash(ctx: Ctx, id: string, from: string, to: string): Promise<void> {
  await ctx.db
    .updateTable('people.user')
    .set({ password_hash: to })
    .where('id', '=', id)
    .where('password_hash', '=', from)
    .execute()
}

export async function noteSignIn(tx: Tx, id: string): Promise<void> {
  await tx.db.updateTable('people.user').set({ last_signed_in_at: tx.now() }).where('id', '=', id).execute()
}

export async function setTotp(tx: Tx, id: string, sealed: Buffer | null): Promise<void> {
  await tx.db
    .updateTable('people.user')
    .set({ totp_secret: sealed, totp_confirmed_at: null, totp_last_step: 0, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
  if (sealed === null) await tx.db.deleteFrom('people.recovery_code').where('user_id', '=', id).execute()
}

/** Confirms the second factor and replaces the recovery codes. */
export async function confirmTotpRow(tx: Tx, id: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.db.updateTable('people.user').set({ totp_confirmed_at: tx.now() }).where('id', '=', id).execute()
  await tx.db.deleteFrom('people.recovery_code').where('user_id', '=', id).execute()
  await tx.db
    .insertInto('people.recovery_code')
    .values(hashes.map((hash) => ({ user_id: id, hash })))
    .execute()
}

/** Uses up a code's time step; false when another request used it first (S16). */
export async function spendTotpStep(ctx: Ctx, id: string, step: number): Promise<boolean> {
  const row = await ctx.db
    .updateTable('people.user')
    .set({ totp_last_step: step })
    .where('id', '=', id)
    .where('totp_last_step', '<', step)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function spendRecoveryCode(ctx: Ctx, id: string, hash: Buffer): Promise<boolean> {
  const row = await ctx.db
    .updateTable('people.recovery_code')
    .set({ used_at: ctx.now() })
    .where('user_id', '=', id)
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst()
  return row !== undefined
}

/** The digest must lead to one person: a PIN that somebody else has is refused like one that is easy to guess. */
export async function setPinDigest(tx: Tx, id: string, digest: Buffer | null): Promise<void> {
  await translating({ user_pin: () => refuseAuth.pinWeak() }, () =>
    tx.db.updateTable('people.user').set({ pin_digest: digest }).where('id', '=', id).execute(),
  )
}

/** Changes of users and roles go one after the other: rare, and each judges what the one before left. */
export async function lockAdministration(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('people.administration'))`.execute(tx.db)
}
