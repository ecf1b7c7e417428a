import type pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Ctx } from '#platform/context'
import { openDatabase, openPool } from '#platform/database/pool'
import { setRuntime, transact } from '#platform/database/transact'
import { enqueue, type Job, job } from '#platform/jobs/job'
import { onceFor } from '#platform/jobs/once'
import { startWorker, type Worker, type WorkerOptions } from '#platform/jobs/worker'
import { silentLog } from '#platform/log'
import { systemContext } from '#platform/system-context'
import { type FreshDatabase, freshDatabase } from '../../../tests/support/fresh-database.ts'

let database: FreshDatabase
let pool: pg.Pool
let ctx: Ctx
let worker: Worker | null = null
const clock = () => new Date()
const No = z.object({ n: z.int() })

beforeAll(async () => {
  database = await freshDatabase()
  pool = openPool({ url: database.app_url, max: 12, log: silentLog })
  const db = openDatabase(pool)
  setRuntime(db, { reactions: [], committed: () => undefined })
  ctx = systemContext(db, { log: silentLog, clock, name: 'test' })
})

afterEach(async () => {
  await worker?.stop()
  worker = null
})

afterAll(async () => {
  await pool.end()
  await database.drop()
})

const work = (jobs: readonly unknown[], lease?: WorkerOptions['lease']) => {
  const options = { db: ctx.db, pool, jobs: jobs as readonly Job[], log: silentLog, clock }
  worker = startWorker(lease ? { ...options, lease } : options)
}
const eventually = async (check: () => Promise<boolean> | boolean, ms = 15_000) => {
  const until = Date.now() + ms
  while (!(await check())) {
    if (Date.now() > until) throw new Error('it did not happen in time')
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
const runs = async (name: string) =>
  (await pool.query('select status, attempt, error from platform.job_run where job = $1 order by started_at', [name]))
    .rows

test('a job runs once it is committed, and not when its transaction is rolled back', async () => {
  const seen: number[] = []
  const count = job('test.count', { payload: No }, async (_ctx, { n }) => void seen.push(n))
  work([count])
  await transact(ctx, (tx) => enqueue(tx, count, { n: 1 }))
  await transact(ctx, async (tx) => {
    await enqueue(tx, count, { n: 2 })
    throw new Error('no')
  }).catch(() => undefined)

  await eventually(async () => (await runs('test.count')).some((run) => run.status === 'completed'))
  expect(seen).toEqual([1])
})

test('a poisoned job ends in the dead-letter list after its attempts', async () => {
  const poison = job('test.poison', { payload: No, attempts_max: 2 }, async () => {
    throw new Error('poisoned\nwith detail')
  })
  work([poison])
  await transact(ctx, (tx) => enqueue(tx, poison, { n: 1 }))
  await eventually(async () => {
    await pool.query(`update graphile_worker._private_jobs set run_at = now() where attempts < max_attempts`)
    return (await runs('test.poison')).filter((run) => run.status === 'failed').length === 2
  })
  expect((await runs('test.poison')).map((run) => [run.attempt, run.error])).toEqual([
    [1, 'poisoned'],
    [2, 'poisoned'],
  ])
  const { rows } = await pool.query('select attempts from graphile_worker._private_jobs where attempts >= max_attempts')
  expect(rows).toEqual([{ attempts: 2 }])
})

test('R13: a worker that falls silent loses its job, cannot write any more, and the effect happens once', async () => {
  const effects: string[] = []
  const attempts: (() => void)[] = []
  let tries = 0
  const slow = job('test.slow', { payload: No }, async (inner, { n }) => {
    tries += 1
    if (tries === 1) {
      // The first worker hangs longer than its lease; its row is aged as if its process had died.
      await pool.query(`update platform.job_run set seen_at = now() - interval '1 hour' where id = $1`, [
        inner.request.id,
      ])
      await pool.query(
        `update graphile_worker._private_jobs set locked_at = now() - interval '1 hour' where locked_at is not null`,
      )
      await new Promise<void>((resolve) => attempts.push(resolve))
    }
    await onceFor(inner, 'test.slow', String(n), async (tx) => {
      await tx.db
        .insertInto('platform.note')
        .values({ name: `effect.${n}.${tries}`, value: '1' })
        .execute()
      effects.push(inner.request.id)
    })
  })
  work([slow], { renew_ms: 3_600_000, expires_ms: 1_000 })
  const other = { stop: async () => undefined as unknown }
  await transact(ctx, (tx) => enqueue(tx, slow, { n: 7 }))
  await eventually(() => attempts.length === 1)
  const second = startWorker({
    db: ctx.db,
    pool,
    jobs: [slow] as unknown as Job[],
    log: silentLog,
    clock,
    lease: { renew_ms: 50, expires_ms: 1_000 },
  })
  other.stop = () => second.stop()
  await eventually(() => effects.length === 1)
  attempts[0]?.()
  await eventually(async () => (await runs('test.slow')).some((run) => run.status === 'completed'))
  await other.stop()

  const { rows } = await pool.query(`select count(*)::int as count from platform.note where name like 'effect.7.%'`)
  expect(rows).toEqual([{ count: 1 }])
  expect((await runs('test.slow'))[0]?.error).toContain('lease was taken away')
})

test('an effect asked for twice happens once', async () => {
  const done: number[] = []
  const ask = () => onceFor(ctx, 'test', 'same', async () => void done.push(1))
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(expect.arrayContaining([true, false, false]))
  expect(done).toEqual([1])
})

test('the worker lives through the loss of all its connections', async () => {
  const seen: number[] = []
  const after = job('test.after', { payload: No }, async (_ctx, { n }) => void seen.push(n))
  work([after])
  await eventually(() => worker?.isRunning() ?? false)
  await pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  await eventually(async () => {
    try {
      await transact(ctx, (tx) => enqueue(tx, after, { n: 3 }, { key: 'after' }))
      return true
    } catch {
      return false
    }
  })
  await eventually(() => seen.length > 0, 30_000)
  expect(seen[0]).toBe(3)
})

test('R4: a job that ends while the database is away takes nothing with it, and is taken up again', async () => {
  const connect = pool.connect
  const done: number[] = []
  const unlucky = job('test.unlucky', { payload: No }, async (_ctx, { n }) => {
    if (done.push(n) > 1) return
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    const refuse = (tell?: (error: Error) => void) => (tell ? tell(away) : Promise.reject(away))
    pool.connect = refuse as unknown as typeof connect
    setTimeout(() => Object.assign(pool, { connect }), 300)
    throw away
  })
  work([unlucky], { renew_ms: 100, expires_ms: 500 })

  await transact(ctx, (tx) => enqueue(tx, unlucky, { n: 1 }))

  await eventually(async () => {
    await pool
      .query('update graphile_worker._private_jobs set run_at = now() where locked_by is null')
      .catch(() => null)
    return done.length > 1
  })
  expect(done).toEqual([1, 1])
})
