import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { contract } from '../contract.ts'
import { type RouteSet, serve } from '../http/serve.ts'
import { platformRefuse } from '../platform-refusals.ts'
import { registry } from './metrics.ts'

export const metricsContract = contract({
  'GET /api/metrics/prometheus': {
    may: 'operations',
    says: 'Figures for Prometheus, for those who may see operations.',
    answers: { 200: z.string() },
    raw: true,
  },
  'GET /metrics': {
    may: 'public',
    says: 'The same text for a scraper: with the metrics token as bearer, or from this machine when there is none.',
    answers: { 200: z.string() },
    raw: true,
  },
})

export const metricsRoutes = (metrics_token: string | undefined): RouteSet =>
  serve(metricsContract, {
    'GET /api/metrics/prometheus': ({ reply }) => sendFigures(reply),
    'GET /metrics': ({ request, reply }) => {
      if (!mayScrape(request, metrics_token)) throw platformRefuse.unauthenticated({}, { headers: CHALLENGE })
      return sendFigures(reply)
    },
  })

const CHALLENGE = { 'www-authenticate': 'Bearer' }

async function sendFigures(reply: FastifyReply) {
  return reply
    .type(registry.contentType)
    .header('cache-control', 'no-store')
    .send(await registry.metrics())
}

function mayScrape({ headers, socket }: FastifyRequest, token: string | undefined): boolean {
  // A proxy on this machine forwards strangers: its address is no proof.
  if (token === undefined) return isLoopback(socket.remoteAddress) && headers['x-forwarded-for'] === undefined
  const [scheme = '', given = ''] = (headers.authorization ?? '').split(' ')
  return scheme.toLowerCase() === 'bearer' && timingSafeEqual(digest(given), digest(token))
}

const digest = (text: string) => createHash('sha256').update(text).digest()
const isLoopback = (address: string | undefined) => address === '::1' || /^(::ffff:)?127\./.test(address ?? '')
