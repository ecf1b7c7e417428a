import { sql } from 'kysely'
import type { Ctx, Tx } from '#platform/context'

/** How failures of one kind slow the next attempt down. */
export interface Brake {
  /** So many failures cost nothing; then the wait doubles with each. */
  readonly free: number
  readonly wait_seconds_max: number
  /** Failures older than this are forgotten; null keeps them until a success. */
  readonly forget_seconds: number | null
  /** From here on only somebody else can open the way again. */
  readonly stop_at: number
}

/**
 * Where nobody has to wait, the wait ended this long ago: of two people who sign in at the same moment the one who asked
 * first may be counted second, and must not find that the other's attempt lies ahead.
 */
const NO_WAIT = '1 minute'

export interface Counted {
  readonly failures: number
  /** 0 means: go on. */
  readonly wait_seconds: number
}

/**
 * Counts an attempt as failed before it is judged, in one statement, so that a hundred attempts at once are not a
 * hundred free guesses. While a wait lasts nothing is counted, and the remaining seconds are returned.
 */
export async function countAttempt(ctx: Ctx, key: string, brake: Brake): Promise<Counted> {
  const now = ctx.now().toISOString()
  const { rows } = await sql<{ failures: number }>`
    insert into people.attempt as a (key, failures, last_at, blocked_until)
    values (${key}, 1, ${now}, ${now}::timestamptz - ${NO_WAIT}::interval)
    on conflict (key) do update
    set (failures, last_at, blocked_until) = (
      select n, excluded.last_at, excluded.last_at + make_interval(secs => case
        when n >= ${brake.stop_at}::int then 1e9
        when n < ${brake.free}::int then -extract(epoch from ${NO_WAIT}::interval)
        else least(${brake.wait_seconds_max}::float8, power(2, least(n - ${brake.free}::int, 30)))
      end)
      from (select case
        when a.last_at < excluded.last_at - make_interval(secs => ${brake.forget_seconds}::float8) then 1
        else a.failures + 1
      end as n) as counted)
    where a.blocked_until <= excluded.last_at
    returning failures
  `.execute(ctx.db)
  const counted = rows[0]
  return counted ? { failures: counted.failures, wait_seconds: 0 } : waitOf(ctx, key)
}

async function waitOf(ctx: Ctx, key: string): Promise<Counted> {
  const row = await ctx.db
    .selectFrom('people.attempt')
    .select(['failures', 'blocked_until'])
    .where('key', '=', key)
    .executeTakeFirst()
  const left_ms = row ? new Date(row.blocked_until).getTime() - ctx.now().getTime() : 0
  return { failures: row?.failures ?? 0, wait_seconds: Math.max(1, Math.ceil(left_ms / 1000)) }
}

export async function forgetAttempts(ctx: Ctx, keys: readonly string[]): Promise<void> {
  await ctx.db.deleteFrom('people.attempt').where('key', 'in', keys).execute()
}

/** Takes back one count: this attempt was good, the others from there still stand. */
export async function takeBackAttempt(ctx: Ctx, key: string): Promise<void> {
  await ctx.db
    .updateTable('people.attempt')
    .set({ failures: sql`greatest(failures - 1, 0)` })
    .where('key', '=', key)
    .execute()
}

export async function dropOldAttempts(tx: Tx, before: Date): Promise<void> {
  await tx.db
    .deleteFrom('people.attempt')
    .where('last_at', '<', before.toISOString())
    .where('blocked_until', '<', before.toISOString())
    .execute()
}
