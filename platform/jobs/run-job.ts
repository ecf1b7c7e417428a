import type { Job as Queued } from 'graphile-worker'
import type pg from 'pg'
import type { Ctx } from '../context.ts'
import { newId } from '../ids.ts'
import { countJob } from '../metrics/metrics.ts'
import { Refusal } from '../refusals.ts'
import type { Job } from './job.ts'
import type { Leases } from './leases.ts'

export interface JobCall {
  readonly job: Job
  readonly payload: unknown
  readonly queued: Pick<Queued, 'id' | 'attempts' | 'locked_by'>
  readonly leases: Leases
  readonly contextFor: (job: string, run_id: string) => Ctx
  readonly pool: pg.Pool
}

/** One attempt: a row that says it runs, the work, and how it ended. A failure is thrown on, so that it is tried again. */
export async function runJob({ job, payload, queued, leases, contextFor, pool }: JobCall): Promise<void> {
  const run_id = newId()
  const ctx = contextFor(job.name, run_id)
  await pool.query(
    `insert into platform.job_run (id, job, status, attempt, started_at, queue_id, worker)
     values ($1, $2, 'running', $3, $4, $5, $6)`,
    [run_id, job.name, queued.attempts, ctx.now().toISOString(), queued.id, queued.locked_by ?? ''],
  )
  leases.hold(run_id)
  const started = performance.now()
  const end = async (status: 'completed' | 'failed', error: string | null) => {
    leases.release(run_id)
    countJob(job.name, status)
    await pool.query(
      `update platform.job_run set status = $2, finished_at = now(), duration_ms = $3, error = $4
       where id = $1 and status = 'running'`,
      [run_id, status, Math.round(performance.now() - started), error],
    )
  }
  try {
    await job.run(ctx, job.payload.parse(withoutSchedule(payload)))
  } catch (error) {
    const last = queued.attempts >= job.attempts_max
    const fields = { job: job.name, run_id, attempt: queued.attempts, error }
    if (last) ctx.log.error(fields, 'A job failed for the last time and stays in the dead-letter list')
    else ctx.log.warn(fields, 'A job failed and will be tried again')
    await end('failed', reasonOf(error))
    throw error
  }
  await end('completed', null)
}

/** A scheduled run carries the schedule's own note beside the payload. */
function withoutSchedule(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null) return {}
  const { _cron, ...rest } = payload as Record<string, unknown>
  return rest
}

/** What the page of runs shows: a refusal's code, or the first line of an error. */
function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return error.code
  return (error instanceof Error ? error.message : String(error)).split('\n', 1).join('').slice(0, 500)
}
