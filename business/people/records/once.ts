import { sql } from 'kysely'
import type { Ctx, Tx } from '#platform/context'
import type { HashCost } from '../password-hash.ts'

/** Writers of what happens once: links, approvals, the first setup, the measured cost of a hash. */

export interface NewLink {
  id: string
  user_id: string
  purpose: 'password_reset' | 'invitation'
  hash: Buffer
  expires_at: Date
}

/** A new link makes the older ones of the same person worthless. */
export async function insertLink(tx: Tx, link: NewLink): Promise<void> {
  await tx.db
    .updateTable('people.link')
    .set({ used_at: tx.now() })
    .where('user_id', '=', link.user_id)
    .where('used_at', 'is', null)
    .execute()
  await tx.db
    .insertInto('people.link')
    .values({ ...link, created_at: tx.now() })
    .execute()
}

/** Uses a link up and tells whose it is; null when it was used, is too old or never existed. */
export async function spendLink(tx: Tx, hash: Buffer): Promise<{ user_id: string } | null> {
  const row = await tx.db
    .updateTable('people.link')
    .set({ used_at: tx.now() })
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', tx.now().toISOString())
    .returning('user_id')
    .executeTakeFirst()
  return row ?? null
}

export interface NewApproval {
  id: string
  permission: string
  document_id: string
  user_id: string
  session_id: string
  expires_at: Date
}

export async function insertApproval(tx: Tx, approval: NewApproval): Promise<void> {
  await tx.db
    .insertInto('people.approval')
    .values({ ...approval, created_at: tx.now() })
    .execute()
}

/** Uses an approval up in the very transaction it allows. */
export async function takeApproval(
  tx: Tx,
  which: { id: string; permission: string; document_id: string; session_id: string },
): Promise<string | null> {
  const row = await tx.db
    .updateTable('people.approval')
    .set({ used_at: tx.now() })
    .where('id', '=', which.id)
    .where('permission', '=', which.permission)
    .where('document_id', '=', which.document_id)
    .where('session_id', '=', which.session_id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', tx.now().toISOString())
    .returning('user_id')
    .executeTakeFirst()
  return row?.user_id ?? null
}

/** Two setups at once go one after the other, so that the second finds the shop set up and touches nothing (S24). */
export async function lockSetup(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('people.setup'))`.execute(tx.db)
}

/** True for exactly one caller: the row exists once. */
export async function completeSetup(tx: Tx, user_id: string): Promise<boolean> {
  const row = await tx.db
    .insertInto('people.setup')
    .values({ completed_at: tx.now(), user_id })
    .onConflict((c) => c.doNothing())
    .returning('user_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Keeps the first measured cost; of two processes that measure at once, one decides for both. */
export async function keepHashCost(ctx: Ctx, cost: HashCost): Promise<HashCost> {
  await ctx.db
    .insertInto('people.hash_cost')
    .values({ ...cost })
    .onConflict((c) => c.doNothing())
    .execute()
  return ctx.db.selectFrom('people.hash_cost').select(['memory_kib', 'passes']).executeTakeFirstOrThrow()
}

export async function dropSpent(tx: Tx, before: Date): Promise<void> {
  await tx.db.deleteFrom('people.link').where('expires_at', '<', before.toISOString()).execute()
  await sql`delete from people.approval where expires_at < ${before.toISOString()} and used_at is null`.execute(tx.db)
}
