import type { FastifyRequest } from 'fastify'
import { type RouteSet, serve } from '../http/serve.ts'
import { liveContract } from './contract.ts'
import { cursorOf, type Live, topicsOf } from './live.ts'
import { streamFeed } from './stream.ts'

const ORDER_TOPICS = ['order', 'payment', 'shipment']

export const liveRoutes = (live: Live): RouteSet =>
  serve(liveContract, {
    'GET /api/events': ({ ctx, query, request, reply }) =>
      streamFeed(live, {
        ctx,
        request,
        reply,
        topics: topicsOf(query.topics),
        named: false,
        after: lastHeard(request, query),
      }),
    'GET /api/order-events': ({ ctx, query, request, reply }) =>
      streamFeed(live, { ctx, request, reply, topics: ORDER_TOPICS, named: true, after: lastHeard(request, query) }),
  })

/** A reconnecting EventSource keeps its address, so its header is newer than the query. */
function lastHeard(request: FastifyRequest, query: { cursor?: string | undefined }): number | null {
  return cursorOf(request.headers['last-event-id'] ?? query.cursor)
}
