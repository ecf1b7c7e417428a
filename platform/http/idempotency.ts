import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx, Tx } from '../context.ts'
import { transact } from '../database/transact.ts'
import { platformRefuse } from '../platform-refusals.ts'
import { asRefusal, problemOf } from './problem.ts'

/** What was answered the first time, and is answered to every replay. */
export interface Stored {
  status: number
  body: unknown
  headers: Record<string, string>
  replayed: boolean
}

/** 1 to 255 visible ASCII characters, else 400 (I4). */
export function readKey(header: unknown): string | null {
  if (header === undefined) return null
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header
  throw platformRefuse.badKey()
}

export function fingerprintOf(method: string, url: string, body: unknown): Buffer {
  return createHash('sha256')
    .update(method)
    .update('\n')
    .update(url)
    .update('\n')
    .update(JSON.stringify(body ?? null))
    .digest()
}

/**
 * Runs a command once per key (I1, I2). The claim, the effect and the stored answer share one transaction, so a crash
 * leaves all of them or none. A refusal undoes the effect; its answer is then stored alone, so replays hear it again.
 * Bugs and an absent database are not stored (I3): a retry drives the command to completion.
 */
export async function once(
  ctx: Ctx,
  key: string,
  fingerprint: Buffer,
  run: (tx: Tx) => Promise<Omit<Stored, 'replayed'>>,
): Promise<Stored> {
  const actor = ctx.actor.id ?? ctx.actor.kind
  try {
    return await transact(ctx, async (tx) => {
      await holdKey(tx, actor, key)
      const known = await claim(tx, actor, key, fingerprint)
      if (known) return known
      const first = await run(tx)
      await keep(tx, actor, key, first)
      return { ...first, replayed: false }
    })
  } catch (error) {
    const refusal = asRefusal(error)
    if (!refusal || refusal.status >= 500 || refusal.status === 429 || refusal.code.startsWith('request.')) throw error
    const body = problemOf(refusal, ctx.request.language, ctx.request.id)
    const first = {
      status: refusal.status,
      body,
      headers: { ...refusal.headers, 'content-type': 'application/problem+json; charset=utf-8' },
    }
    return keepRefusal(ctx, actor, key, fingerprint, first)
  }
}

/** A second call with the key while the first one runs hears 409 at once instead of waiting in a database connection. */
async function holdKey(tx: Tx, actor: string, key: string) {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`${actor}\n${key}`}, 7)) as held`.execute(tx.db)
  if (!rows[0]?.held) throw platformRefuse.keyRunning({}, { headers: { 'retry-after': '1' } })
}

async function claim(tx: Tx, actor: string, key: string, fingerprint: Buffer): Promise<Stored | null> {
  const claimed = await tx.db
    .insertInto('platform.idempotency')
    .values({ actor, key, fingerprint })
    .onConflict((c) => c.columns(['actor', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst()
  if (claimed) return null
  const known = await tx.db
    .selectFrom('platform.idempotency')
    .select(['fingerprint', 'status', 'body', 'headers'])
    .where('actor', '=', actor)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (!known.fingerprint.equals(fingerprint)) throw platformRefuse.keyReused()
  return {
    status: known.status ?? 200,
    body: known.body,
    headers: (known.headers ?? {}) as Record<string, string>,
    replayed: true,
  }
}

async function keep(tx: Tx, actor: string, key: string, first: Omit<Stored, 'replayed'>) {
  await tx.db
    .updateTable('platform.idempotency')
    .set({ status: first.status, body: JSON.stringify(first.body ?? null), headers: JSON.stringify(first.headers) })
    .where('actor', '=', actor)
    .where('key', '=', key)
    .execute()
}

async function keepRefusal(
  ctx: Ctx,
  actor: string,
  key: string,
  fingerprint: Buffer,
  first: Omit<Stored, 'replayed'>,
): Promise<Stored> {
  return transact(ctx, async (tx) => {
    await holdKey(tx, actor, key)
    const known = await claim(tx, actor, key, fingerprint)
    if (known) return known
    await keep(tx, actor, key, first)
    return { ...first, replayed: false }
  })
}
