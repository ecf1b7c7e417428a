import type { ReadRoute } from '../api/use-answer.ts'

/** What lists and pages of people must ask anew after one of them changed: a record may be customer, supplier and more. */
export const partyRoutes: readonly ReadRoute[] = [
  'GET /api/people',
  'GET /api/people/:id',
  'GET /api/customers',
  'GET /api/customers/:id',
  'GET /api/suppliers',
  'GET /api/suppliers/:id',
  'GET /api/sales-reps',
]
