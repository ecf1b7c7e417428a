import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'
import { can } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { May, RouteContract } from '../contract.ts'
import { invariant } from '../invariant.ts'
import { platformRefuse } from '../platform-refusals.ts'
import type { FieldError } from '../refusals.ts'
import { claimOf, fingerprintOf, once, readKey } from './idempotency.ts'
import { fieldErrors } from './problem.ts'
import { assertInScope } from './scope.ts'
import { Answer, type Handler, type RouteSet } from './serve.ts'

export interface RegisterOptions {
  /** Every permission that a module declares. A route that names another one does not start. */
  permissions: ReadonlySet<string>
  contextOf: (request: FastifyRequest) => Ctx
  isSetUp: () => Promise<boolean>
  /** Per-route settings of the rate limiter. */
  limitOf: (route: RouteContract, method: string) => object | false
}

const OPEN: ReadonlySet<May> = new Set(['signed-in', 'public', 'link', 'before-setup', 'operations'])

/** Registers a module's routes. Throws, so that the program does not start, when one has no declared permission. */
export function registerRoutes(http: FastifyInstance, set: RouteSet, options: RegisterOptions): void {
  for (const [key, route] of Object.entries(set.contract)) {
    const [method = '', url = ''] = key.split(' ')
    const handler = set.handlers[key]
    invariant(handler, `route ${key} has a handler`)
    invariant(
      OPEN.has(route.may) || options.permissions.has(route.may),
      `route ${key} has a declared permission, not "${route.may}"`,
    )
    http.route({
      method,
      url,
      config: { contract: route, rateLimit: options.limitOf(route, method) },
      handler: (request, reply) => handle({ key, method, route, handler, options }, request, reply),
    })
  }
}

interface Registered {
  key: string
  method: string
  route: RouteContract
  handler: Handler<RouteContract>
  options: RegisterOptions
}

async function handle(registered: Registered, request: FastifyRequest, reply: FastifyReply) {
  const { route, handler, method } = registered
  const ctx = registered.options.contextOf(request)
  await assertMay(route.may, ctx.actor, registered.options)
  const input = readInput(route, request)
  assertInScope(ctx.actor, input.query)
  assertInScope(ctx.actor, input.body)
  if (route.raw) return handler({ ctx, ...input, request, reply })

  const run = async (inner: Ctx) => {
    const given = await handler({ ctx: inner, ...input, request, reply })
    return answerOf(route, given)
  }
  const key = method === 'POST' && !route.keyless ? readKey(request.headers['idempotency-key']) : null
  const claim = key === null ? null : claimOf(ctx, key, fingerprintOf(method, request.url, request.body))
  const together = await handler.together?.({ ctx, ...input }, claim)
  const stored = together ?? (claim ? await once(ctx, claim, run) : { ...(await run(ctx)), replayed: false })
  if (stored.replayed) reply.header('idempotent-replayed', 'true')
  return send(reply, stored.status, stored.body, stored.headers)
}

async function assertMay(may: May, actor: Actor, options: RegisterOptions) {
  if (may === 'public' || may === 'link') return
  if (may === 'before-setup') {
    if (await options.isSetUp()) throw platformRefuse.notFound()
    return
  }
  if (may === 'operations') {
    if (actor.kind === 'system' || can(actor, 'operations.see')) return
  }
  if (actor.kind === 'nobody') throw platformRefuse.unauthenticated({}, { headers: { 'www-authenticate': 'Bearer' } })
  if (may === 'signed-in') return
  if (may === 'operations' || !can(actor, may))
    throw platformRefuse.forbidden({ permission: may === 'operations' ? 'operations.see' : may })
}

function readInput(route: RouteContract, request: FastifyRequest) {
  const errors: FieldError[] = []
  const read = (schema: RouteContract['body'], value: unknown, within: string) => {
    if (!schema) return undefined
    const result = schema.safeParse(value)
    if (result.success) return result.data
    errors.push(...fieldErrors(result.error, within))
    return undefined
  }
  const params = read(route.params, request.params, '')
  if (errors.length > 0) throw platformRefuse.notFound()
  const query = read(route.query, request.query, '')
  const body = route.upload ? undefined : read(route.body, request.body ?? {}, '')
  if (errors.length > 0) throw platformRefuse.invalid({}, { errors })
  // The route's own schemas made these values; only the erased type of a registered route hides it.
  return { params, query, body } as { params: never; query: never; body: never }
}

function answerOf(route: RouteContract, given: unknown) {
  const wrapped: Answer<unknown> = given instanceof Answer ? given : new Answer(given)
  const status = wrapped.status ?? Number(Object.keys(route.answers)[0] ?? 200)
  const schema = route.answers[status]
  invariant(schema !== undefined, `the contract declares status ${status}`)
  return { status, body: schema === null ? null : schema.parse(wrapped.body), headers: wrapped.headers }
}

function send(reply: FastifyReply, status: number, body: unknown, headers: Record<string, string>) {
  reply.code(status).headers(headers)
  if (body === null || body === undefined) return reply.send()
  if (!headers['content-type']) reply.type('application/json; charset=utf-8')
  return reply.send(JSON.stringify(body))
}
