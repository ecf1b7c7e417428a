import { z } from 'zod'
import { contract } from '../contract.ts'
import { answer, type RouteSet, serve } from '../http/serve.ts'
import { fullHealth, type HealthParts, isReady } from './health.ts'

const Short = z.object({ status: z.enum(['ok', 'fail']) })
const Full = z.object({
  status: z.enum(['healthy', 'degraded', 'unhealthy']),
  database: z.enum(['ok', 'error']),
  cache: z.literal('ok'),
  worker: z.enum(['ok', 'stopped']),
  disk_usage: z.string(),
  memory_usage: z.string(),
  queue_lag_seconds: z.number().nullable(),
  feed_lag_seconds: z.number().nullable(),
  warnings: z.array(z.string()),
  timestamp: z.string(),
})

export const healthContract = contract({
  'GET /api/health': {
    may: 'public',
    says: 'Whether it works, and nothing more.',
    answers: { 200: Short, 503: Short },
  },
  'GET /api/health/live': { may: 'public', says: 'Whether the process answers.', answers: { 200: Short } },
  'GET /api/health/ready': {
    may: 'public',
    says: 'Whether the database is there and migrated.',
    answers: { 200: Short, 503: Short },
  },
  'GET /api/health/full': {
    may: 'operations',
    says: 'Database, worker, disk, memory and what is degraded.',
    answers: { 200: Full, 503: Full },
  },
})

export const healthRoutes = (parts: HealthParts): RouteSet =>
  serve(healthContract, {
    'GET /api/health': ({ ctx }) => short(isReady(ctx.db)),
    'GET /api/health/live': () => ({ status: 'ok' as const }),
    'GET /api/health/ready': ({ ctx }) => short(isReady(ctx.db)),
    'GET /api/health/full': async ({ ctx }) => {
      const health = await fullHealth(ctx.db, ctx.now(), parts)
      return answer(health, { status: health.status === 'unhealthy' ? 503 : 200 })
    },
  })

async function short(ready: Promise<boolean>) {
  const isOk = await ready
  return answer({ status: isOk ? ('ok' as const) : ('fail' as const) }, { status: isOk ? 200 : 503 })
}
