import type { ReadRoute } from '../../api/use-answer.ts'

/** What every step of a quote makes old. */
export const staleQuotes: readonly ReadRoute[] = ['GET /api/quotes', 'GET /api/quotes/:id']
