import type pg from 'pg'
import type { Log } from '../log.ts'

/** Proves that the jobs of this process are being worked on, and takes back those of processes that died. */
export interface Leases {
  readonly hold: (run_id: string) => void
  readonly release: (run_id: string) => void
  readonly stop: () => Promise<void>
}

export interface LeaseOptions {
  pool: pg.Pool
  log: Log
  renew_ms: number
  expires_ms: number
}

/**
 * The job library keeps a dead worker's lock for four hours. Here each running job renews its row in job_run; a lock
 * without a fresh row is taken away, its run marked as failed (so that a slow but living worker can no longer write:
 * see onceFor) and the job runs again.
 */
export function startLeases({ pool, log, renew_ms, expires_ms }: LeaseOptions): Leases {
  const held = new Set<string>()
  let busy = false

  const renew = async () => {
    if (busy) return
    busy = true
    try {
      await pool.query(`update platform.job_run set seen_at = now() where id = any($1) and status = 'running'`, [
        [...held],
      ])
      const { rows } = await pool.query<{ taken: number }>(TAKE_BACK, [expires_ms])
      const taken = rows[0]?.taken ?? 0
      if (taken > 0) log.warn({ taken }, 'Jobs of a worker that died are taken up again')
    } catch (error) {
      log.debug({ error: String(error) }, 'Job leases could not be renewed')
    } finally {
      busy = false
    }
  }
  void renew()
  const timer = setInterval(() => void renew(), renew_ms)
  timer.unref()
  return {
    hold: (run_id) => void held.add(run_id),
    release: (run_id) => void held.delete(run_id),
    stop: async () => clearInterval(timer),
  }
}

const TAKE_BACK = `
  with silent as (
    select j.id, j.locked_by
    from graphile_worker._private_jobs j
    where j.locked_by is not null
      and j.locked_at < now() - make_interval(secs => $1::numeric / 1000)
      and not exists (
        select from platform.job_run r
        where r.queue_id = j.id and r.worker = j.locked_by and r.status = 'running'
          and r.seen_at >= now() - make_interval(secs => $1::numeric / 1000))
  ), ended as (
    update platform.job_run r
    set status = 'failed', finished_at = now(), error = 'the worker fell silent: its lease was taken away'
    from silent s
    where r.queue_id = s.id and r.status = 'running'
    returning r.id
  ), unlocked as (
    select graphile_worker.force_unlock_workers(array_agg(locked_by)) from silent having count(*) > 0
  )
  select (select count(*)::int from silent) as taken, (select count(*) from ended), (select count(*) from unlocked)`
