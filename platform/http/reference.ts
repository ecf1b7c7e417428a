import { createHash } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { platformRefuse } from '../platform-refusals.ts'
import { openApi } from './openapi.ts'
import type { RouteSet } from './serve.ts'

export interface ReferenceOptions {
  sets: readonly { name: string; routes: readonly RouteSet[] }[]
  version: string
}

type Document = ReturnType<typeof openApi>

/**
 * `/openapi.json` and the reference page at `/docs`, for whoever is signed in. The page's program is four megabytes that
 * a shop hardly ever asks for: both are made for the first who does.
 */
export function registerReference(http: FastifyInstance, { sets, version }: ReferenceOptions): void {
  const document = onFirstUse(() => openApi(sets, version))
  const pages = onFirstUse(() => openPages(document))
  const signedIn = async (request: FastifyRequest) => {
    if (!request.actor || request.actor.kind === 'nobody') throw platformRefuse.unauthenticated()
  }
  http.get('/openapi.json', { onRequest: signedIn }, (_request, reply) => reply.send(document()))
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const found = await (await pages()).inject({ method: 'GET', url: request.url })
    if (found.statusCode === 404) return reply.callNotFound()
    const { location } = found.headers
    const type = String(found.headers['content-type'] ?? 'text/plain')
    if (location) reply.header('location', location)
    if (type.startsWith('text/html')) reply.header('content-security-policy', referencePolicy(found.body))
    return reply.code(found.statusCode).header('content-type', type).send(found.rawPayload)
  }
  for (const path of ['/docs', '/docs/*']) http.get(path, { onRequest: signedIn }, answer)
}

/** The library answers on a server of its own, because ours takes no more routes once it listens. */
async function openPages(document: () => Document): Promise<FastifyInstance> {
  const { default: reference } = await import('@scalar/fastify-api-reference')
  const pages = Fastify({ pluginTimeout: 0 })
  await pages.register(reference, {
    routePrefix: '/docs',
    configuration: {
      content: document,
      favicon: '/icon.svg',
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
    },
  })
  return pages
}

function onFirstUse<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** The reference page brings one inline script: its hash is allowed, nothing else. Its styles are made at run time. */
function referencePolicy(html: string): string {
  const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)]
  const hashes = scripts.map(([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
  return `default-src 'self'; script-src 'self' ${hashes.join(' ')}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'`
}
