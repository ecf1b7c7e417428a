import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { pageOfQuery } from '../database/page.ts'
import { type RouteSet, serve } from '../http/serve.ts'
import { jobsContract } from './contract.ts'
import type { Job } from './job.ts'

const RUN = ['id', 'job', 'status', 'attempt', 'started_at', 'finished_at', 'duration_ms', 'error'] as const
const ACTIVE_MAX = 200

export interface JobRoutesOptions {
  readonly jobs: () => readonly Job[]
  readonly worksHere: () => boolean
}

export const jobRoutes = ({ jobs, worksHere }: JobRoutesOptions): RouteSet =>
  serve(jobsContract, {
    'GET /api/jobs/status': async ({ ctx }) => ({ is_working: worksHere(), ...(await queueOf(ctx)) }),
    'GET /api/jobs/scheduled': async ({ ctx }) => ({ items: await scheduled(ctx, jobs()) }),
    'GET /api/jobs/active': async ({ ctx }) => ({ items: (await active(ctx)).map(runOut) }),
    'GET /api/jobs/runs': async ({ ctx, query }) => {
      let runs = ctx.db.selectFrom('platform.job_run').select(RUN)
      if (query.job) runs = runs.where('job', '=', query.job)
      if (query.status) runs = runs.where('status', '=', query.status)
      const page = await pageOfQuery(runs, query, {
        sorts: { started_at: { by: sql.ref('started_at'), cast: 'timestamptz', indexed: true } },
        sort: '-started_at',
        id: sql.ref('id'),
        actor: ctx.actor,
      })
      return { ...page, items: page.items.map(runOut) }
    },
  })

interface Queue {
  running: number
  waiting: number
  planned: number
  dead: number
  oldest_wait_seconds: number
}

export async function queueOf(ctx: Pick<Ctx, 'db'>): Promise<Queue> {
  const { rows } = await sql<Queue>`
    select count(*) filter (where locked_at is not null) as running,
      count(*) filter (where locked_at is null and attempts < max_attempts and run_at <= now()) as waiting,
      count(*) filter (where locked_at is null and attempts < max_attempts and run_at > now()) as planned,
      count(*) filter (where locked_at is null and attempts >= max_attempts) as dead,
      coalesce(extract(epoch from now() - min(run_at)
        filter (where locked_at is null and attempts < max_attempts and run_at <= now())), 0) as oldest_wait_seconds
    from graphile_worker._private_jobs`.execute(ctx.db)
  return rows[0] ?? { running: 0, waiting: 0, planned: 0, dead: 0, oldest_wait_seconds: 0 }
}

async function scheduled(ctx: Ctx, jobs: readonly Job[]) {
  const planned = jobs.flatMap(({ name, schedule }) => (schedule === undefined ? [] : [{ job: name, schedule }]))
  const last = await ctx.db
    .selectFrom('platform.job_run')
    .select(['job', 'started_at', 'status'])
    .distinctOn('job')
    .where('job', 'in', planned.map(({ job }) => job).concat(''))
    .orderBy('job')
    .orderBy('started_at', 'desc')
    .execute()
  const lastOf = new Map(last.map((run) => [run.job, run]))
  return planned.map(({ job, schedule }) => ({
    job,
    schedule,
    last_started_at: lastOf.get(job)?.started_at ?? null,
    last_status: lastOf.get(job)?.status ?? null,
  }))
}

const active = (ctx: Ctx) =>
  ctx.db
    .selectFrom('platform.job_run')
    .select(RUN)
    .where('status', '=', 'running')
    .orderBy('started_at', 'desc')
    .limit(ACTIVE_MAX)
    .execute()

type Status = 'running' | 'completed' | 'failed'
/** The table's own check allows these three only. */
const runOut = <T extends { status: string }>(run: T) => ({ ...run, status: run.status as Status })
