import type { FastifyInstance } from 'fastify'

const TOLD = 'etag, location, retry-after, idempotent-replayed, x-request-id'
const TAKEN = 'accept-language, authorization, content-type, idempotency-key, if-match, x-store-id'
const METHODS = 'GET, POST, PUT, PATCH, DELETE'

/**
 * Tells browsers which other web sites may read answers of the API. An origin is compared whole, so neither `null` nor
 * a name that ends like a listed one passes. Cookies are never offered: another site calls with a key of its own.
 */
export function admitOrigins(http: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return
  http.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api')) return
    reply.header('vary', 'origin')
    const { origin } = request.headers
    if (origin === undefined || !origins.includes(origin)) return
    reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': TOLD })
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return
    reply.headers({ 'access-control-allow-methods': METHODS, 'access-control-allow-headers': TAKEN })
    return reply.header('access-control-max-age', '600').code(204).send()
  })
}
