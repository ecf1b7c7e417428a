import { z } from 'zod'
import { contract } from '../contract.ts'
import { transact } from '../database/transact.ts'
import { serve } from '../http/serve.ts'
import { cacheStats, clearCaches } from './caches.ts'

const CacheOut = z.object({ name: z.string(), hits: z.int(), misses: z.int(), hit_rate: z.number().nullable() })

export const cacheContract = contract({
  'GET /api/cache/stats': {
    may: 'operations.see',
    says: 'What the caches of this process have answered since it started.',
    answers: { 200: z.object({ items: z.array(CacheOut) }) },
  },
  'POST /api/cache/clear': {
    may: 'operations.manage',
    says: 'Clear the caches of this process; always safe.',
    body: z.strictObject({}),
    answers: { 200: z.object({ cleared: z.int() }) },
  },
})

export const cacheRoutes = serve(cacheContract, {
  'GET /api/cache/stats': () => ({ items: cacheStats() }),
  'POST /api/cache/clear': ({ ctx }) =>
    transact(ctx, async (tx) => {
      const cleared = clearCaches()
      tx.audit({ action: 'cache.cleared', thing: 'cache', thing_id: 'all', after: { cleared } })
      return { cleared }
    }),
})
