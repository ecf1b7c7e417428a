import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fastifyStatic } from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { text } from '../platform-text.ts'
import { languageOf, say } from '../text.ts'

/**
 * Serves the built web app from `folder`: hashed files for ever, the page itself always fresh, and the page for every
 * path that is not a file, because the app has its own map of addresses.
 */
export async function registerWeb(http: FastifyInstance, folder: string): Promise<void> {
  const page = join(folder, 'index.html')
  if (!existsSync(page)) return
  const html = readFileSync(page, 'utf8')
  const files = filesOf(folder)
  await http.register(fastifyStatic, {
    root: folder,
    // One route for all of them, below: a route a file takes longer to make than all the others together.
    serve: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      const isHashed = /[/\\]assets[/\\]/.test(path)
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const isPage = (request: FastifyRequest) =>
    !/^\/(api|docs|openapi\.json|metrics|assets)(\/|$|\?)/.test(request.url) &&
    !/\/\.|\.\w{1,5}(\?|$)/.test(request.url)
  http.get<{ Params: { '*': string } }>('/*', (request, reply) => {
    const path = request.params['*']
    if (files.has(path)) return reply.sendFile(path)
    if (!isPage(request)) return reply.callNotFound()
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(html)
  })
}

/** What the folder holds, as the web names it, without what is not for visitors: the code's sources, the build's own notes. */
function filesOf(folder: string): ReadonlySet<string> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll(sep, '/'))
  return new Set(paths.filter((path) => !/(^|\/)\.|\.(map|sources|br|gz)$/.test(path)))
}

/**
 * A browser drops the session cookie of plain HTTP from another machine, so signing in would fail without a word.
 * Whoever comes that way gets a page that says why and what to do.
 */
export function explainPlainHttp(http: FastifyInstance): void {
  http.addHook('onRequest', async (request, reply) => {
    if (isLoopback(request.socket.remoteAddress ?? '')) return
    const language = languageOf(request.headers['accept-language'])
    if (request.url.startsWith('/api')) {
      return reply
        .code(426)
        .type('application/problem+json; charset=utf-8')
        .send(
          JSON.stringify({
            type: '/docs/problems/request.insecure',
            title: say(text.insecure, language),
            status: 426,
            code: 'request.insecure',
            instance: request.id,
          }),
        )
    }
    return reply.code(426).type('text/html; charset=utf-8').send(explanation(language))
  })
}

const isLoopback = (address: string) =>
  address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.')

function explanation(language: 'es' | 'en'): string {
  const [title, why, todo] = [text.plainHttpTitle, text.plainHttpWhy, text.plainHttpTodo].map((s) => say(s, language))
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mostrador</title><h1>${title}</h1><p>${why}</p><p>${todo}</p></html>`
}
