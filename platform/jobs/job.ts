import { sql } from 'kysely'
import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { prepared } from '../database/prepared.ts'

/** Work that a request does not wait for. A job is a shell: bounded, named, idempotent; the work is a command. */
export interface Job<P extends z.ZodObject = z.ZodObject> {
  readonly name: string
  readonly payload: P
  /** Cron expression (UTC) when it runs by itself. */
  readonly schedule?: string
  readonly attempts_max: number
  readonly run: (ctx: Ctx, payload: z.output<P>) => Promise<void>
}

export function job<P extends z.ZodObject>(
  name: string,
  options: { payload: P; schedule?: string; attempts_max?: number },
  run: (ctx: Ctx, payload: z.output<P>) => Promise<void>,
): Job<P> {
  const { payload, schedule, attempts_max = 5 } = options
  return schedule === undefined ? { name, payload, attempts_max, run } : { name, payload, schedule, attempts_max, run }
}

export interface EnqueueOptions {
  run_at?: Date
  /** A job with the same key replaces the one that waits: many changes, one run. */
  key?: string
}

/** Adds a job in the same transaction as the change that causes it: no change without its job, no job without its change. */
export async function enqueue<P extends z.ZodObject>(
  tx: Pick<Ctx, 'db'>,
  what: Pick<Job<P>, 'name' | 'payload' | 'attempts_max'>,
  payload: z.input<P>,
  options: EnqueueOptions = {},
) {
  const data = JSON.stringify(what.payload.parse(payload))
  await sql`
    select graphile_worker.add_job(
      ${what.name}, payload => ${data}::json, run_at => ${options.run_at?.toISOString() ?? null}::timestamptz,
      max_attempts => ${what.attempts_max}::integer, job_key => ${options.key ?? null}::text)
    ${prepared}`.execute(tx.db)
}
