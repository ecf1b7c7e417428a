import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx, Tx } from '../context.ts'
import type { Claim, Stored } from '../database/lane/command.ts'
import { prepared } from '../database/prepared.ts'
import { transact } from '../database/transact.ts'
import { present } from '../invariant.ts'
import { platformRefuse } from '../platform-refusals.ts'
import type { Refusal } from '../refusals.ts'
import { asRefusal, problemOf } from './problem.ts'

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
  claim: Claim,
  run: (tx: Tx) => Promise<Omit<Stored, 'replayed'>>,
): Promise<Stored> {
  try {
    return await transact(ctx, async (tx) => {
      const known = await take(tx, claim)
      if (known) return known
      const first = await run(tx)
      await keep(tx, claim, first)
      return { ...first, replayed: false }
    })
  } catch (error) {
    const refusal = asRefusal(error)
    if (!refusal || refusal.status >= 500 || refusal.status === 429 || refusal.code.startsWith('request.')) throw error
    return keepRefusal(ctx, claim, refusal)
  }
}

/** The key belongs to who sends it, so nobody meets another's answers. */
export function claimOf(ctx: Ctx, key: string, fingerprint: Buffer): Claim {
  return { actor: ctx.actor.id ?? ctx.actor.kind, key, fingerprint }
}

/**
 * Takes the key until the transaction ends, and gives what it answered before. A second call while the first one runs
 * hears 409 at once instead of waiting in a database connection.
 */
async function take(tx: Tx, { actor, key, fingerprint }: Claim): Promise<Stored | null> {
  const { rows } = await sql<Taken>`select * from platform.take_key(${actor}, ${key}) ${prepared}`.execute(tx.db)
  const { is_taken, fingerprint: asked, status, body, headers } = present(rows[0], 'a key is taken or not')
  if (!is_taken) throw keyRunning()
  if (asked === null) return null
  if (!asked.equals(fingerprint)) throw platformRefuse.keyReused()
  return { status: status ?? 200, body, headers: headers ?? {}, replayed: true }
}

/** A key, and what was asked and answered under it before. */
interface Taken {
  readonly is_taken: boolean
  readonly fingerprint: Buffer | null
  readonly status: number | null
  readonly body: unknown
  readonly headers: Record<string, string> | null
}

export const keyRunning = () => platformRefuse.keyRunning({}, { headers: { 'retry-after': '1' } })

async function keep(tx: Tx, { actor, key, fingerprint }: Claim, first: Omit<Stored, 'replayed'>) {
  const { status, body, headers } = first
  await tx.db
    .insertInto('platform.idempotency')
    .values({ actor, key, fingerprint, status, body: JSON.stringify(body ?? null), headers: JSON.stringify(headers) })
    .modifyEnd(prepared)
    .execute()
}

/** Stores a refusal under its key: the effect was undone, and every replay hears the same "no". */
export async function keepRefusal(ctx: Ctx, claim: Claim, refusal: Refusal): Promise<Stored> {
  const first = {
    status: refusal.status,
    body: problemOf(refusal, ctx.request.language, ctx.request.id),
    headers: { ...refusal.headers, 'content-type': 'application/problem+json; charset=utf-8' },
  }
  return transact(ctx, async (tx) => {
    const known = await take(tx, claim)
    if (known) return known
    await keep(tx, claim, first)
    return { ...first, replayed: false }
  })
}
