import { answer, serve } from '#platform/http/serve'
import { addEntries } from './commands/add-count-entries.ts'
import { cancelCount } from './commands/cancel-count.ts'
import { closeCount, recountLines } from './commands/close-count.ts'
import { openCount } from './commands/open-count.ts'
import { postCount } from './commands/post-count.ts'
import { countContract } from './count-contract.ts'
import { countById, countLines, linesOfProducts, listCounts } from './queries/counts.ts'
import { cycleOf } from './queries/cycle.ts'

export const countRoutes = serve(countContract, {
  'GET /api/stock-counts': ({ ctx, query }) => listCounts(ctx, query),
  'GET /api/stock-counts/cycle': ({ ctx, query }) => cycleOf(ctx, query),
  'POST /api/stock-counts': async ({ ctx, body }) =>
    answer(await countById(ctx, await openCount(ctx, body)), { status: 201 }),
  'GET /api/stock-counts/:id': ({ ctx, params }) => countById(ctx, params.id),
  'GET /api/stock-counts/:id/lines': ({ ctx, params, query }) => countLines(ctx, params.id, query),
  'POST /api/stock-counts/:id/entries': async ({ ctx, params, body }) => {
    const product_ids = await addEntries(ctx, params.id, body.entries)
    return { items: await linesOfProducts(ctx, params.id, product_ids) }
  },
  'POST /api/stock-counts/:id/close': async ({ ctx, params, body }) => {
    await closeCount(ctx, params.id, body.uncounted ?? 'leave')
    return countById(ctx, params.id)
  },
  'POST /api/stock-counts/:id/recount': async ({ ctx, params, body }) => {
    await recountLines(ctx, params.id, body.product_ids ?? [])
    return countById(ctx, params.id)
  },
  'POST /api/stock-counts/:id/post': async ({ ctx, params, body }) => {
    await postCount(ctx, params.id, body)
    return countById(ctx, params.id)
  },
  'POST /api/stock-counts/:id/cancel': async ({ ctx, params, body }) => {
    await cancelCount(ctx, params.id, body.reason ?? null)
    return countById(ctx, params.id)
  },
})
