import type { ReadRoute } from '../api/use-answer.ts'

/** What a step of an order makes old. */
export const fulfilmentRoutes: readonly ReadRoute[] = [
  'GET /api/fulfilments',
  'GET /api/fulfilments/board',
  'GET /api/fulfilments/:number',
  'GET /api/fulfilments/:number/history',
  'GET /api/pick-list',
  'GET /api/shipments',
  'GET /api/shipments/:id',
]
