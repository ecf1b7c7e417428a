import type { ReadRoute } from '../api/use-answer.ts'

/** What is known to be old once stock moved; the live feed tells the other screens. */
export const stockRoutes: readonly ReadRoute[] = [
  'GET /api/products/:id/stock-by-warehouse',
  'GET /api/stock-levels',
  'GET /api/stock-totals',
  'GET /api/stock-alerts',
  'GET /api/stock-alerts/count',
  'GET /api/reports/kardex',
]
