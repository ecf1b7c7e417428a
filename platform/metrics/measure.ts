import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import type { Live } from '../live/live.ts'
import { gauge, observeRequest } from './metrics.ts'

/** Hooks the figures that this process can tell to each answer and each scrape. */
export function measure(http: FastifyInstance, pool: pg.Pool, live: Live): void {
  http.addHook('onResponse', async (request, reply) => {
    // The pattern, never the address: an address carries ids.
    observeRequest(request.routeOptions.url ?? 'none', request.method, reply.statusCode, reply.elapsedTime / 1000)
  })
  const ask = (text: string) => async () => {
    const { rows } = await pool.query<{ value: number }>(text)
    return rows[0]?.value ?? null
  }
  gauge('mostrador_job_queue_length', 'Jobs that are due and wait.', ask(QUEUE))
  gauge('mostrador_jobs_dead', 'Jobs that failed for good.', ask(DEAD))
  gauge('outbox_lag_seconds', 'Age of the oldest fact without a place in the feed.', ask(LAG))
  gauge('mostrador_live_connections', 'Open streams and sockets of this process.', async () => live.connections.size())
}

const QUEUE = `select count(*)::int as value from graphile_worker._private_jobs
  where locked_at is null and attempts < max_attempts and run_at <= now()`
const DEAD = `select count(*)::int as value from graphile_worker._private_jobs
  where locked_at is null and attempts >= max_attempts`
const LAG = `select coalesce(extract(epoch from now() - min(f.at)), 0)::float8 as value
  from platform.fact f
  where f.id > coalesce((select p.fact_id from platform.fact_position p order by p.position desc limit 1), 0)
    and not exists (select from platform.fact_position p where p.fact_id = f.id)`
