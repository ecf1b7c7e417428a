import type { Ctx } from '#platform/context'

/** Where a user is signed in now, newest first. */
export async function sessionsOf(ctx: Ctx, user_id: string) {
  const rows = await ctx.db
    .selectFrom('people.session')
    .select(['id', 'ip', 'agent', 'created_at', 'last_seen_at', 'expires_at'])
    .where('user_id', '=', user_id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', ctx.now().toISOString())
    .orderBy('last_seen_at', 'desc')
    .limit(200)
    .execute()
  return { items: rows.map((row) => ({ ...row, is_current: row.id === ctx.actor.session_id })) }
}

/** Whether this browser signed in as this user before. Asked for unknown users too, so that both cost the same (S10). */
export async function isKnownDevice(ctx: Ctx, device_id: string, user_id: string | null): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('people.session')
    .select('id')
    .where('device_id', '=', device_id)
    .where('user_id', '=', user_id ?? device_id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function authenticatedAt(ctx: Ctx, session_id: string): Promise<Date | null> {
  const row = await ctx.db
    .selectFrom('people.session')
    .select('authenticated_at')
    .where('id', '=', session_id)
    .executeTakeFirst()
  return row ? new Date(row.authenticated_at) : null
}

export async function listApiKeys(ctx: Ctx) {
  return ctx.db
    .selectFrom('people.api_key as k')
    .innerJoin('people.user as u', 'u.id', 'k.user_id')
    .select(['k.id', 'k.name', 'u.full_name as owner', 'k.permissions', 'k.store_ids', 'k.warehouse_ids'])
    .select(['k.created_at', 'k.expires_at', 'k.last_used_at', 'k.revoked_at'])
    .orderBy('k.created_at', 'desc')
    .limit(200)
    .execute()
}

export async function isShopSetUp(ctx: Pick<Ctx, 'db'>): Promise<boolean> {
  const row = await ctx.db.selectFrom('people.setup').select('user_id').executeTakeFirst()
  return row !== undefined
}

/** What fills this installation, if it is a demo. */
export async function demoName(ctx: Ctx): Promise<string | null> {
  const row = await ctx.db.selectFrom('platform.note').select('value').where('name', '=', 'demo').executeTakeFirst()
  if (!row) return null
  const { value } = row
  if (typeof value === 'string') return value
  const named = typeof value === 'object' && value !== null && 'name' in value ? value.name : null
  return typeof named === 'string' ? named : 'demo'
}

/** Whose link this is, if it can still be used. */
export async function linkOwner(ctx: Ctx, hash: Buffer): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('people.link')
    .select('user_id')
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', ctx.now().toISOString())
    .executeTakeFirst()
  return row?.user_id ?? null
}
