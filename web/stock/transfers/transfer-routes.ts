import type { ReadRoute } from '../../api/use-answer.ts'

/** What an act on a transfer makes old. */
export const transferRoutes: readonly ReadRoute[] = ['GET /api/stock-transfers', 'GET /api/stock-transfers/:id']
