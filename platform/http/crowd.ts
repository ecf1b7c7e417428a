import type { FastifyInstance, FastifyRequest } from 'fastify'
import { platformRefuse } from '../platform-refusals.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Counted among those that are being answered. */
    is_inside: boolean
  }
}

/** What waits behind so many waits for seconds; it is better told at once to come again. */
const INSIDE_MAX = 1_000

/**
 * Sends away whoever comes while too many are being answered, before anything is asked or read for them: a program that
 * begins more than it can end does less of everything (R21). Streams, which stay for hours, are not counted, nor are those
 * that `isExempt` names.
 */
export function refuseCrowds(
  http: FastifyInstance,
  isExempt: (request: FastifyRequest) => boolean,
  most = INSIDE_MAX,
): void {
  let inside = 0
  const leave = (request: FastifyRequest) => {
    if (!request.is_inside) return
    request.is_inside = false
    inside -= 1
  }
  http.decorateRequest('is_inside', false)
  http.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.contract?.raw || isExempt(request)) return
    if (inside >= most) throw platformRefuse.crowded({}, { headers: { 'retry-after': '1' } })
    inside += 1
    request.is_inside = true
    // Who hangs up before the answer has left as well.
    reply.raw.once('close', () => leave(request))
  })
  http.addHook('onResponse', async (request) => leave(request))
}
