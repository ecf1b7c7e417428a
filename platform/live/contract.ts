import { z } from 'zod'
import { contract } from '../contract.ts'

const FeedQuery = z.object({
  /** The last cursor heard; a browser's EventSource sends it as Last-Event-ID by itself. */
  cursor: z.string().max(20).optional(),
  /** `order,stock.changed`: only facts with these names or below them. */
  topics: z.string().max(1_000).optional(),
})

export const liveContract = contract({
  'GET /api/events': {
    may: 'signed-in',
    says: 'Everything that happens and that you may hear, as server-sent events; resumes from Last-Event-ID.',
    query: FeedQuery,
    answers: { 200: z.string() },
    raw: true,
  },
  'GET /api/order-events': {
    may: 'signed-in',
    says: 'The same feed, with orders, payments and shipments only.',
    query: FeedQuery.pick({ cursor: true }),
    answers: { 200: z.string() },
    raw: true,
  },
})
