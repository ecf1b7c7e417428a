import { type Kysely, sql } from 'kysely'
import type { Ctx, Tx } from '#platform/context'
import type { Rows } from '../../../db/rows.ts'

/** Writers of sessions and keys, and of the version that tells every process that somebody's rights changed. */

/** Called in each transaction that takes rights away or gives them; the row's lock puts such changes in order. */
export async function raiseAccessVersion(tx: Tx): Promise<void> {
  await tx.db.updateTable('people.access_version').set({ version: sql`version + 1` }).execute()
}

export interface NewSession {
  id: string
  user_id: string
  device_id: string | null
  seed: Buffer
  ip: string
  agent: string
  expires_at: Date
}

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  const now = tx.now()
  await tx.db
    .insertInto('people.session')
    .values({ ...session, rotated_at: now, authenticated_at: now, created_at: now, last_seen_at: now })
    .execute()
}

/** Locks the session, so that two refreshes at once are judged one after the other (S8). */
export async function lockSession(tx: Tx, id: string) {
  return tx.db
    .selectFrom('people.session as s')
    .innerJoin('people.user as u', 'u.id', 's.user_id')
    .selectAll('s')
    .select(['u.email', 'u.full_name', 'u.deactivated_at'])
    .where('s.id', '=', id)
    .forUpdate('s')
    .executeTakeFirst()
}

export async function rotateSession(tx: Tx, id: string, to: { ip: string; agent: string; expires_at: Date }) {
  const now = tx.now()
  await tx.db
    .updateTable('people.session')
    .set({ ...to, generation: sql`generation + 1`, rotated_at: now, last_seen_at: now })
    .where('id', '=', id)
    .execute()
}

export type EndReason =
  | 'signed_out'
  | 'revoked'
  | 'reuse'
  | 'password_changed'
  | 'deactivated'
  | 'pin_failures'
  | 'replaced'

/** Ends sessions at once, everywhere. Returns how many were still alive. */
export async function endSessions(
  tx: Tx,
  which: { user_id: string; only?: string | undefined; except?: string | null | undefined },
  reason: EndReason,
): Promise<number> {
  let query = tx.db
    .updateTable('people.session')
    .set({ revoked_at: tx.now(), revoked_reason: reason })
    .where('user_id', '=', which.user_id)
    .where('revoked_at', 'is', null)
  if (which.only !== undefined) query = query.where('id', '=', which.only)
  if (which.except) query = query.where('id', '<>', which.except)
  const result = await query.executeTakeFirst()
  await raiseAccessVersion(tx)
  return Number(result.numUpdatedRows)
}

export async function setAuthenticated(ctx: Ctx, session_id: string): Promise<void> {
  await ctx.db.updateTable('people.session').set({ authenticated_at: ctx.now() }).where('id', '=', session_id).execute()
}

export async function touchSession(db: Kysely<Rows>, id: string, at: Date): Promise<void> {
  await db.updateTable('people.session').set({ last_seen_at: at }).where('id', '=', id).execute()
}

/** Counts a wrong PIN on a session before it is judged; returns how many there are now. */
export async function countPinFailure(ctx: Ctx, session_id: string): Promise<number> {
  const row = await ctx.db
    .updateTable('people.session')
    .set({ pin_failures: sql`pin_failures + 1` })
    .where('id', '=', session_id)
    .returning('pin_failures')
    .executeTakeFirst()
  return row?.pin_failures ?? 0
}

export async function clearPinFailures(ctx: Ctx, session_id: string): Promise<void> {
  await ctx.db.updateTable('people.session').set({ pin_failures: 0 }).where('id', '=', session_id).execute()
}

export interface NewApiKey {
  id: string
  name: string
  hash: Buffer
  user_id: string
  permissions: string[]
  store_ids: string[] | null
  warehouse_ids: string[] | null
  expires_at: string | null
}

export async function insertApiKey(tx: Tx, key: NewApiKey): Promise<void> {
  await tx.db
    .insertInto('people.api_key')
    .values({ ...key, created_at: tx.now() })
    .execute()
}

export async function revokeApiKeyRow(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.db
    .updateTable('people.api_key')
    .set({ revoked_at: tx.now() })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  await raiseAccessVersion(tx)
  return row !== undefined
}

export async function touchApiKey(db: Kysely<Rows>, id: string, at: Date): Promise<void> {
  await db.updateTable('people.api_key').set({ last_used_at: at }).where('id', '=', id).execute()
}
