import type { ReadRoute } from '../api/use-answer.ts'

/** What an act on a return makes old. */
export const returnRoutes: readonly ReadRoute[] = [
  'GET /api/returns',
  'GET /api/returns/:id',
  'GET /api/returns/reasons',
  'GET /api/returns/returnable',
  'GET /api/orders/:id',
]
