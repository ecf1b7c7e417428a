import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { platformRefuse } from '../platform-refusals.ts'
import { openApi } from './openapi.ts'
import type { RouteSet } from './serve.ts'

export interface ReferenceOptions {
  sets: readonly { name: string; routes: readonly RouteSet[] }[]
  version: string
}

/** `/openapi.json` and the reference page at `/docs`, for whoever is signed in. */
export async function registerReference(http: FastifyInstance, { sets, version }: ReferenceOptions): Promise<void> {
  const document = openApi(sets, version)
  const signedIn = async (request: FastifyRequest) => {
    if (!request.actor || request.actor.kind === 'nobody') throw platformRefuse.unauthenticated()
  }
  http.get('/openapi.json', { onRequest: signedIn }, (_request, reply) => reply.send(document))
  const { default: reference } = await import('@scalar/fastify-api-reference')
  await http.register(reference, {
    routePrefix: '/docs',
    configuration: { content: () => document, withDefaultFonts: false, telemetry: false, hideClientButton: true },
    hooks: {
      onRequest: (request: FastifyRequest, _reply: unknown, done: (error?: Error) => void) =>
        void signedIn(request).then(() => done(), done),
    },
  })
  http.addHook('onSend', async (request, reply, payload) => {
    const isReference = request.url.startsWith('/docs') && !request.url.startsWith('/docs/problems')
    if (isReference && typeof payload === 'string' && payload.startsWith('<!')) {
      reply.header('content-security-policy', referencePolicy(payload))
    }
  })
}

/** The reference page brings one inline script: its hash is allowed, nothing else. Its styles are made at run time. */
function referencePolicy(html: string): string {
  const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)]
  const hashes = scripts.map(([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
  return `default-src 'self'; script-src 'self' ${hashes.join(' ')}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'`
}
