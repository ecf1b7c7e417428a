import { fastifyCookie } from '@fastify/cookie'
import { fastifyMultipart } from '@fastify/multipart'
import { fastifyRateLimit } from '@fastify/rate-limit'
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import type { Kysely } from 'kysely'
import type { Rows } from '../../db/rows.ts'
import { type Actor, nobody, seesStore } from '../actor.ts'
import type { Clock } from '../clock.ts'
import type { Ctx } from '../context.ts'
import type { RouteContract } from '../contract.ts'
import { newId } from '../ids.ts'
import { invariant } from '../invariant.ts'
import type { Log } from '../log.ts'
import type { Module } from '../module.ts'
import { platformRefuse } from '../platform-refusals.ts'
import type { Refusal } from '../refusals.ts'
import { type Language, languageOf } from '../text.ts'
import { type Administration, limitAdministration } from './administration.ts'
import { answerBadAddress } from './bad-address.ts'
import { refuseCrowds } from './crowd.ts'
import { hangUpAtTheEnd } from './hang-up.ts'
import { type Limits, limitOf } from './limits.ts'
import { asRefusal, sendProblem } from './problem.ts'
import { registerProblemPages } from './problem-pages.ts'
import { noteRefusals } from './refused.ts'
import { registerRoutes } from './register.ts'
import { guard, type SecurityOptions } from './security.ts'

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null
  }
  interface FastifyInstance {
    /** Asked again while a live connection is open, so that a revoked session ends it. */
    authenticate: (request: FastifyRequest) => Promise<Actor>
  }
  interface FastifyContextConfig {
    contract?: RouteContract
  }
}

export interface AppOptions {
  db: Kysely<Rows>
  /** The same database with the connections that are kept free for the counter. */
  counter_db: Kysely<Rows>
  log: Log
  clock: Clock
  /** Given by #people: the platform knows no users. */
  authenticate: (request: FastifyRequest) => Promise<Actor>
  isSetUp: () => Promise<boolean>
  sets: readonly Pick<Module, 'name' | 'routes' | 'attach'>[]
  permissions: ReadonlySet<string>
  security: SecurityOptions
  limits: Limits
  administration?: Administration | undefined
  trust_proxy: readonly string[]
  /** Serves HTTPS itself, without a proxy. */
  https?: { cert: Buffer; key: Buffer } | undefined
}

const PROBE = /^\/api\/health(\/(live|ready))?\/?$/
/** Who sends headers a byte at a time, or none, is closed after ten seconds; a body has `requestTimeout` (R19). */
const PATIENCE = { headersTimeout: 10_000, connectionsCheckingInterval: 2_000 }
/** A machine whose disk or processor is taken reads our modules slowly: that is no reason not to open the shop. */
const UNLIMITED = 0
const BODY_MAX = 2 * 1024 * 1024
const FILE_MAX = 64 * 1024 * 1024

/** The HTTP application without a port: `server.ts` listens with it, tests inject into it. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  // The two servers differ only in their socket; fastify's types make two kinds of application of it.
  const http: FastifyInstance = fastify({
    ...(options.https ? ({ https: { ...options.https, ...PATIENCE } } as object) : { http: PATIENCE }),
    bodyLimit: BODY_MAX,
    genReqId: () => newId(),
    logger: false,
    requestTimeout: 30_000,
    pluginTimeout: UNLIMITED,
    keepAliveTimeout: 65_000,
    connectionTimeout: 0,
    trustProxy: options.trust_proxy.length > 0 ? [...options.trust_proxy] : false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    return503OnClosing: true,
    frameworkErrors: (error, request, reply) => answerBadAddress(error, request, reply, options.security.hsts_seconds),
    exposeHeadRoutes: true,
    schemaController: { compilersFactory: { buildValidator: contractsCheck, buildSerializer: contractsCheck } },
  })
  http.removeContentTypeParser('text/plain')
  acceptEmptyJson(http)
  http.decorateRequest('actor', null)
  http.decorate('authenticate', options.authenticate)
  refuseCrowds(http, ({ url }) => PROBE.test(url))
  guard(http, options.security)
  logRequests(http, options.log, hangUpAtTheEnd(http))
  const contextOfRefused = (request: FastifyRequest) => contextIn(request, options, null)
  answerProblems(http, options.log, noteRefusals(http, contextOfRefused, options.log))
  await http.register(fastifyCookie)
  await http.register(fastifyMultipart, { limits: { fileSize: FILE_MAX, files: 1, fields: 20, parts: 25 } })
  http.addHook('onRequest', async (request) => {
    // Whether the process lives must be told even while nobody can be recognised because the database is away.
    if (PROBE.test(request.url)) return
    if (request.url.startsWith('/api') || request.url.startsWith('/docs') || request.url.startsWith('/openapi')) {
      request.actor = await options.authenticate(request)
    }
  })
  if (options.administration) limitAdministration(http, options.administration)
  if (options.limits.enabled) await http.register(fastifyRateLimit, { global: false })
  const contextOf = (request: FastifyRequest) => makeContext(request, options)
  for (const { attach } of options.sets) await attach?.(http)
  for (const { routes } of options.sets) {
    for (const set of routes) {
      registerRoutes(http, set, {
        permissions: options.permissions,
        contextOf,
        isSetUp: options.isSetUp,
        limitOf: (route, method) => limitOf(route, method, options.limits),
      })
    }
  }
  return http
}

/** What comes and goes is checked by the contracts (zod), so fastify need not load the checkers it brings. */
function contractsCheck(): never {
  throw new Error('routes have contracts, not schemas of fastify')
}

function makeContext(request: FastifyRequest, options: AppOptions): Ctx {
  const store = request.headers['x-store-id']
  const store_id = typeof store === 'string' && /^[0-9a-f-]{36}$/i.test(store) ? store.toLowerCase() : null
  if (store_id !== null && !seesStore(request.actor ?? nobody, store_id)) throw platformRefuse.notFound()
  return contextIn(request, options, store_id)
}

function contextIn(request: FastifyRequest, options: AppOptions, store_id: string | null): Ctx {
  return {
    db: isForCounter(request) ? options.counter_db : options.db,
    actor: request.actor ?? nobody,
    now: options.clock,
    log: options.log,
    request: { id: request.id, ip: request.ip, agent: agentOf(request), language: language(request), store_id },
    emit: () => outside('emit'),
    audit: () => outside('audit'),
  }
}

const isForCounter = (request: FastifyRequest) => request.routeOptions.config.contract?.limit === 'counter'

function outside(what: string): never {
  invariant(false, `${what} needs a transaction: wrap the work in transact()`)
  throw new Error('unreachable')
}

const language = (request: FastifyRequest): Language => languageOf(request.headers['accept-language'])

function agentOf(request: FastifyRequest): string {
  return String(request.headers['user-agent'] ?? '')
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, 300)
}

/** `POST /confirm` has no body; clients send `content-type: application/json` with nothing all the same. */
function acceptEmptyJson(http: FastifyInstance) {
  const parse = http.getDefaultJsonParser('error', 'error')
  http.removeContentTypeParser('application/json')
  http.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, {})
    else parse(request, String(body), done)
  })
}

const SLOW_MS = 1_000

function logRequests(http: FastifyInstance, log: Log, isLast: () => boolean) {
  http.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (isLast()) reply.header('connection', 'close')
  })
  http.addHook('onResponse', async (request, reply) => {
    const took_ms = Math.round(reply.elapsedTime)
    const line = {
      request_id: request.id,
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      took_ms,
      ip: request.ip,
      user_id: request.actor?.id,
    }
    if (took_ms > SLOW_MS) log.warn(line, 'A slow request')
    else log.debug(line, 'A request was answered')
  })
}

function answerProblems(http: FastifyInstance, log: Log, note: (request: FastifyRequest, refusal: Refusal) => void) {
  const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = asRefusal(error)
    if (refusal) {
      note(request, refusal)
      return sendProblem(reply, refusal, language(request), request.id)
    }
    log.error({ request_id: request.id, route: request.routeOptions?.url, error }, 'A request failed by a bug of ours')
    return sendProblem(reply, platformRefuse.bug({ request_id: request.id }), language(request), request.id)
  }
  http.setErrorHandler((error, request, reply) => refuse(error, request, reply))
  registerProblemPages(http)
  http.setNotFoundHandler((request, reply) => refuse(platformRefuse.notFound(), request, reply))
}
