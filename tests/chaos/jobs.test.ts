import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { build } from 'vite'
import { beforeAll, test } from 'vitest'
import { withClient } from '../../platform/database/embedded/roles.ts'
import { transact } from '../../platform/database/transact.ts'
import { enqueue } from '../../platform/jobs/job.ts'
import { openShop, type TestShop } from '../support/open-shop.ts'
import { type Campaign, campaign, mustBite, pause, times } from './harness/campaign.ts'
import { effect } from './harness/effect-job.ts'

const JOBS = times(1_000, 10_000)
const KILLS = times(6, 60)
const WORKERS = 2
const PATIENCE_MS = 180_000

/** R13: a thousand jobs, and workers killed in the middle of them: each effect happens, once. */
async function jobs(campaign: Campaign, shop: TestShop, how_many: number, kills: number): Promise<void> {
  await transact(shop.ctx, async (tx) => {
    for (let n = 0; n < how_many; n++) await enqueue(tx, effect, { n })
  })
  campaign.attempt(how_many)
  const workers: ChildProcess[] = []
  try {
    for (let n = 0; n < WORKERS; n++) workers.push(await hire(shop.app_url))
    for (let kill = 0; kill < kills; kill++) {
      await pause(campaign.random.whole(50, 400))
      const at = campaign.random.whole(0, WORKERS - 1)
      workers[at]?.kill('SIGKILL')
      campaign.fault('worker killed')
      workers[at] = await hire(shop.app_url)
    }
    await untilDone(campaign, shop)
  } finally {
    for (const worker of workers) worker.kill('SIGKILL')
  }
  const { rows } = await sql<{ effects: number; doubled: number }>`
    select count(*)::int as effects, count(*) filter (where value <> '1')::int as doubled
    from platform.note where name like 'effect.%'`.execute(shop.db)
  const { effects = 0, doubled = 0 } = rows[0] ?? {}
  if (effects !== how_many) campaign.violate(`${effects} of ${how_many} effects happened`)
  if (doubled > 0) campaign.violate(`${doubled} effects happened twice`)
}

const root = join(import.meta.dirname, '../..')
const program = join(root, '.vitest-cache', 'job-worker', 'job-worker.js')

/** A worker of one file, because a dozen are hired: to compile the worker's sources takes longer than the jobs. */
beforeAll(async () => {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { resolve: { conditions: ['source'] } },
    build: { ssr: join(import.meta.dirname, 'harness', 'job-worker.ts'), outDir: dirname(program), minify: false },
  })
})

async function hire(url: string): Promise<ChildProcess> {
  const worker = spawn(process.execPath, [program, url], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(worker.stdout ?? worker, 'data')
  return worker
}

/** Until the queue is empty. Jobs that failed wait longer each time; a campaign does not. */
async function untilDone(campaign: Campaign, shop: TestShop): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    const left = await withClient(shop.owner_url, async (client) => {
      await client.query(`update graphile_worker._private_jobs set run_at = now() where run_at > now()`)
      const { rows } = await client.query<{ left: number }>(
        'select count(*)::int as left from graphile_worker._private_jobs where attempts < max_attempts',
      )
      return rows[0]?.left ?? 0
    })
    if (left === 0) return
    if (Date.now() > until) return campaign.violate(`${left} jobs were never done`)
    await pause(200)
  }
}

test('R13: workers are killed at random, and each of a thousand effects happens once', async () => {
  const shop = await openShop()
  const least = { attempts: JOBS, faults: KILLS }
  await campaign('R13 jobs', (one) => jobs(one, shop, JOBS, KILLS), least)
})

test('R13 has teeth: an effect that is not marked as done happens again', async () => {
  const shop = await openShop()
  await withClient(shop.owner_url, async (client) => {
    // The mark is forgotten the moment it is written, and every job is asked for twice.
    await client.query(`create function forget() returns trigger language plpgsql as $$ begin
      delete from platform.processed where consumer = new.consumer and key = new.key; return null; end $$;
      create trigger forget after insert on platform.processed for each row execute function forget()`)
  })
  await mustBite('R13 without the mark', async (one) => {
    const some = Math.max(10, JOBS / 20)
    await transact(shop.ctx, async (tx) => {
      for (let n = 0; n < some; n++) await enqueue(tx, effect, { n })
    })
    await jobs(one, shop, some, 0)
  })
})
