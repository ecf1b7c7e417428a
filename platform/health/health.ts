import { statfs } from 'node:fs/promises'
import { freemem, totalmem } from 'node:os'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Rows } from '../../db/rows.ts'
import { queueOf } from '../jobs/routes.ts'

export interface HealthParts {
  readonly data_dir: string
  readonly warnings: readonly string[]
  readonly worksHere: () => boolean
}

export interface Health {
  status: 'healthy' | 'degraded' | 'unhealthy'
  database: 'ok' | 'error'
  cache: 'ok'
  worker: 'ok' | 'stopped'
  disk_usage: string
  memory_usage: string
  queue_lag_seconds: number | null
  feed_lag_seconds: number | null
  warnings: string[]
  timestamp: string
}

/** Above these the owner is warned: before it is too late, not when it is. */
const DISK_MAX = 0.85
const MEMORY_MAX = 0.9
const LAG_SECONDS_MAX = 60
const ANSWER_MS_MAX = 2_000

/** Whether the database answers within two seconds and is migrated. */
export async function isReady(db: Kysely<Rows>): Promise<boolean> {
  const asked = sql`select 1 from platform.fact limit 1`.execute(db).then(
    () => true,
    () => false,
  )
  return Promise.race([asked, new Promise<false>((resolve) => setTimeout(resolve, ANSWER_MS_MAX, false).unref())])
}

export async function fullHealth(db: Kysely<Rows>, now: Date, parts: HealthParts): Promise<Health> {
  const ready = await isReady(db)
  const [disk, queue, feed] = await Promise.all([
    diskUsed(parts.data_dir),
    ready ? queueOf({ db }).catch(() => null) : null,
    ready ? feedLag(db).catch(() => null) : null,
  ])
  const memory = 1 - freemem() / totalmem()
  const warnings = [
    ...parts.warnings,
    ...(disk !== null && disk > DISK_MAX ? [`The disk is ${percent(disk)} full.`] : []),
    ...(memory > MEMORY_MAX ? [`The memory is ${percent(memory)} used.`] : []),
    ...((queue?.oldest_wait_seconds ?? 0) > LAG_SECONDS_MAX ? ['Jobs wait for more than a minute.'] : []),
    ...((feed ?? 0) > LAG_SECONDS_MAX ? ['Facts wait for more than a minute to be sealed.'] : []),
    ...(queue && queue.dead > 0 ? [`${queue.dead} jobs failed for good.`] : []),
  ]
  return {
    status: ready ? (warnings.length > 0 ? 'degraded' : 'healthy') : 'unhealthy',
    database: ready ? 'ok' : 'error',
    cache: 'ok',
    worker: parts.worksHere() ? 'ok' : 'stopped',
    disk_usage: disk === null ? '?' : percent(disk),
    memory_usage: percent(memory),
    queue_lag_seconds: queue?.oldest_wait_seconds ?? null,
    feed_lag_seconds: feed,
    warnings,
    timestamp: now.toISOString(),
  }
}

/** How long the oldest fact has been waiting for its place in the feed. */
export async function feedLag(db: Kysely<Rows>): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select coalesce(extract(epoch from now() - min(f.at)), 0) as seconds
    from platform.fact f
    where f.id > coalesce((select p.fact_id from platform.fact_position p order by p.position desc limit 1), 0)
      and not exists (select from platform.fact_position p where p.fact_id = f.id)`.execute(db)
  return Math.max(0, rows[0]?.seconds ?? 0)
}

async function diskUsed(folder: string): Promise<number | null> {
  try {
    const { blocks, bavail } = await statfs(folder)
    return blocks === 0 ? null : 1 - bavail / blocks
  } catch {
    return null
  }
}

const percent = (share: number) => `${Math.round(share * 100)}%`
