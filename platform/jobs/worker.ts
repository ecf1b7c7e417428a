import { Logger, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import type { Rows } from '../../db/rows.ts'
import type { Clock } from '../clock.ts'
import type { Ctx } from '../context.ts'
import type { Log } from '../log.ts'
import { systemContext } from '../system-context.ts'
import type { Job } from './job.ts'
import { startLeases } from './leases.ts'
import { runJob } from './run-job.ts'

export interface WorkerOptions {
  readonly db: Kysely<Rows>
  /** A pool of its own: a flood of jobs must not take the connections of the counter. */
  readonly pool: pg.Pool
  readonly jobs: readonly Job[]
  readonly log: Log
  readonly clock: Clock
  readonly concurrency?: number
  /** How often this process proves that it lives, and how long it may be silent before others take its jobs. */
  readonly lease?: { readonly renew_ms: number; readonly expires_ms: number }
}

export interface Worker {
  readonly isRunning: () => boolean
  /** Waits for running jobs a few seconds; what does not end is taken up again by another worker. */
  readonly stop: () => Promise<void>
}

const RESTART_MS = 1_000
const STOP_MS = 8_000
/**
 * How a job ended is written down by a batch of one. Written at once nobody would wait for it, and a database that goes
 * away at that moment would end the whole program; a batch that fails ends the runner, which is started again here.
 */
const AWAITED = { completeJobBatchDelay: 0, failJobBatchDelay: 0 }
const LEASE = { renew_ms: 10_000, expires_ms: 45_000 }

/** Runs the modules' jobs and their schedules in this process; lives through a dead database. */
export function startWorker(options: WorkerOptions): Worker {
  const { pool, jobs, log, clock, concurrency = 4 } = options
  const leases = startLeases({ pool, log, ...(options.lease ?? LEASE) })
  const contextFor = (job: string, run_id: string): Ctx =>
    systemContext(options.db, { log, clock, name: job, id: run_id })
  const taskList: TaskList = Object.fromEntries(
    jobs.map((job) => [
      job.name,
      async (payload, { job: queued }) => runJob({ job, payload, queued, leases, contextFor, pool }),
    ]),
  )
  let runner: Runner | null = null
  let stopped = false

  const keepRunning = async () => {
    while (!stopped) {
      try {
        runner = await run({
          pgPool: pool,
          taskList,
          parsedCronItems: parseCronItems(schedules(jobs)),
          concurrency,
          pollInterval: 2_000,
          noHandleSignals: true,
          preset: { worker: AWAITED },
          logger: quiet(log),
        })
        if (stopped) await runner.stop()
        await runner.promise
      } catch (error) {
        if (!stopped) log.warn({ error: String(error) }, 'The job worker stopped; starting it again')
      }
      runner = null
      if (!stopped) await new Promise((resolve) => setTimeout(resolve, RESTART_MS))
    }
  }
  const running = keepRunning()

  return {
    isRunning: () => runner !== null && !stopped,
    stop: async () => {
      stopped = true
      await Promise.race([
        Promise.allSettled([runner?.stop(), running]),
        new Promise((resolve) => setTimeout(resolve, STOP_MS).unref()),
      ])
      await leases.stop()
    },
  }
}

/** The modules' schedules; a run that was due while nobody worked is made up for once (fill 1 hour). */
function schedules(jobs: readonly Job[]) {
  return jobs.flatMap(({ name, schedule, attempts_max }) =>
    schedule === undefined
      ? []
      : [{ task: name, match: schedule, options: { backfillPeriod: 3_600_000, maxAttempts: attempts_max } }],
  )
}

/** The library tells much; what a shopkeeper's log needs are its warnings and errors. */
function quiet(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn({ source: 'jobs' }, message)
  })
}
