import type { FastifyInstance } from 'fastify'
import { platformRefuse } from '../platform-refusals.ts'

/**
 * Sends a browser that reached the proxy over plain HTTP to HTTPS. Only what can be repeated unread is redirected: a
 * body that already crossed the wire in the clear is refused, so that its sender notices.
 */
export function forceHttps(http: FastifyInstance, public_url: string | undefined): void {
  http.addHook('onRequest', async (request, reply) => {
    // Without a proxy's word it is a caller on this machine, such as a health probe.
    if (request.headers['x-forwarded-proto'] === undefined || request.protocol === 'https') return
    if (request.method !== 'GET' && request.method !== 'HEAD') throw platformRefuse.insecure()
    const host = public_url === undefined ? request.host : new URL(public_url).host
    return reply.redirect(`https://${host}${request.url}`, 308)
  })
}
