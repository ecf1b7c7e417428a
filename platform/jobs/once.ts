import { sql } from 'kysely'
import type { Ctx, Tx } from '../context.ts'
import { transact } from '../database/transact.ts'

/**
 * Does the work once per consumer and key, however often the job that asks for it is tried: the mark and the effect
 * share a transaction. Inside a job it also proves that the run still holds its lease, so that a worker that was
 * thought dead cannot write after another took over (R13). Returns whether the work was done now.
 */
export async function onceFor(
  ctx: Ctx,
  consumer: string,
  key: string,
  work: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  return transact(ctx, async (tx) => {
    if (!(await holdsLease(tx))) throw new Error(`the lease of job run ${ctx.request.id} was taken away`)
    const marked = await tx.db
      .insertInto('platform.processed')
      .values({ consumer, key })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst()
    if (!marked) return false
    await work(tx)
    return true
  })
}

/** A job's request id is its run. The share lock makes whoever takes the lease away wait for this transaction. */
async function holdsLease(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ status: string }>`
    select status from platform.job_run where id = ${tx.request.id}::uuid for share`.execute(tx.db)
  return rows[0] === undefined || rows[0].status === 'running'
}
