import type { ReadRoute } from '../../api/use-answer.ts'

/** What an act on a count makes old. */
export const countRoutes: readonly ReadRoute[] = [
  'GET /api/stock-counts',
  'GET /api/stock-counts/:id',
  'GET /api/stock-counts/:id/lines',
]
