import { sql } from 'kysely'
import type { Actor } from '#platform/actor'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'

/** The same work at another moment and by another person: how a demo lives through its past. */
export const contextAt = (ctx: Ctx, actor: Actor, at: Date): Ctx => ({ ...ctx, actor, now: () => at })

/** A moment inside a transaction that is already open. */
export const txAt = (tx: Tx, at: Date): Tx => ({ ...tx, now: () => at })

/**
 * A transaction that does not wait for the disk: a load that is cut off is thrown away whole, so thousands of waits
 * would buy nothing. The last write of a load waits, and with it all before it.
 */
export async function transactSoon<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(ctx, async (tx) => {
    await sql`set local synchronous_commit = off`.execute(tx.db)
    return work(tx)
  })
}
