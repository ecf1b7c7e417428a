import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyRequest, InjectOptions } from 'fastify'
import type { Kysely } from 'kysely'
import { authenticate, isSetUp, type PeopleSettings, preparePeople } from '#people'
import { type AssembleOptions, assemble, type Shop } from '../../bin/assemble.ts'
import { confidential, modules } from '../../bin/modules.ts'
import { everyPermission } from '../../bin/open-people.ts'
import type { Rows } from '../../db/rows.ts'
import { type Actor, nobody, systemActor } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { newId } from '../../platform/ids.ts'
import { silentLog } from '../../platform/log.ts'
import type { Module, RoleName } from '../../platform/module.ts'
import { type Platform, type PlatformOptions, startPlatform } from '../../platform/start-platform.ts'
import { atEnd } from './at-end.ts'
import { freshDatabase } from './fresh-database.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test reads the answer as a client would, without its types
export interface Reply<T = any> {
  status: number
  body: T
  headers: Record<string, string | string[] | number | undefined>
  text: string
}

interface CallOptions {
  key?: string
  headers?: Record<string, string>
}

/** Somebody who works in the shop, calling over real HTTP handling (no socket). */
export interface Worker {
  actor: Actor
  get: (path: string, options?: CallOptions) => Promise<Reply>
  post: (path: string, body?: unknown, options?: CallOptions) => Promise<Reply>
  patch: (path: string, body?: unknown, options?: CallOptions) => Promise<Reply>
  put: (path: string, body?: unknown, options?: CallOptions) => Promise<Reply>
  delete: (path: string, options?: CallOptions) => Promise<Reply>
}

export interface Limited {
  stores?: readonly string[]
  warehouses?: readonly string[]
  /** Instead of the role's starting permissions. */
  permissions?: readonly string[]
  limits?: Record<string, number>
}

export interface TestShop extends Shop {
  owner: Worker
  cashier: Worker
  storekeeper: Worker
  anonymous: Worker
  as: (role: RoleName, limited?: Limited) => Worker
  /** The program's own context, for commands that no route offers. */
  ctx: Ctx
  /** The clock of the shop; move it by assigning. */
  time: { now: Date | null }
  /** The sealer, the live feed and the jobs of this shop. */
  platform: Platform
  /** Ids of actors whose session has ended. */
  signedOut: Set<string>
  owner_url: string
  app_url: string
}

export interface OpenOptions {
  modules?: readonly Module[]
  /** For tests of what works beside the requests, such as `{ works: true }` for jobs. */
  platform?: Partial<PlatformOptions>
  /** Actors sign in for real instead of being handed over in a header: for tests of #people. */
  signs_in?: boolean
  people?: Partial<PeopleSettings>
  http?: Partial<Pick<AssembleOptions, 'security' | 'administration' | 'trust_proxy' | 'limits'>>
}

/** Hashes at the lowest cost allowed, so that a test's sign-in takes milliseconds. */
export const peopleOfTests = {
  log: silentLog,
  secrets: {
    jwt_signing_key: '5d41402abc4b2a76b9719d911017c592b6f1c9d87e4a3f20',
    session_secret: '7c6a180b36896a0a8c02787eeafb0e4ca92d11f05b83e764',
  },
  public_url: 'https://tienda.example',
  hash_cost: { memory_kib: 19_456, passes: 2 },
}

/** All permissions a starting role has, from the modules' own tables. */
export function permissionsOf(role: RoleName, of: readonly Module[] = modules): string[] {
  return of.flatMap((m) =>
    Object.entries(m.permissions)
      .filter(([, p]) => role === 'admin' || p.roles.includes(role))
      .map(([name]) => name),
  )
}

/**
 * A shop of its own for a test file: a fresh migrated PostgreSQL database, all modules, real HTTP handling.
 * Actors are handed over in a header here, so that a test of stock need not sign in; tests of #people sign in.
 */
export async function openShop(options: OpenOptions = {}): Promise<TestShop> {
  const database = await freshDatabase()
  const time: { now: Date | null } = { now: null }
  const signedOut = new Set<string>()
  const clock = () => time.now ?? new Date()
  const prepare = (db: Kysely<Rows>) =>
    preparePeople(db, { ...peopleOfTests, clock, permissions: everyPermission, ...options.people })
  const handedOver = async (request: FastifyRequest) => {
    const actor = actorIn(request)
    return signedOut.has(actor.id ?? '') ? nobody : actor
  }
  const data_dir = mkdtempSync(join(tmpdir(), 'mostrador-shop-'))
  const platform = startPlatform({
    confidential,
    prepare,
    database_url: database.app_url,
    log: silentLog,
    clock,
    modules: options.modules ?? modules,
    works: false,
    data_dir,
    ...options.platform,
  })
  const used = [...(options.modules ?? modules), platform.module]
  const shop = await assemble({
    database_url: database.app_url,
    pool_max: 10,
    log: process.env.TEST_LOG ? consoleLog : silentLog,
    clock,
    modules: used,
    authenticate: (db) => {
      prepare(db)
      return options.signs_in ? authenticate(db) : handedOver
    },
    isSetUp: options.signs_in ? isSetUp : () => async () => true,
    security: { hsts_seconds: 31_536_000, allowed_hosts: null, cookie_name: '__Host-session' },
    limits: { anonymous: 1e6, user: 1e6, enabled: false },
    trust_proxy: [],
    committed: platform.committed,
    ...options.http,
  })
  const as = (role: RoleName, limited: Limited = {}) => workerOf(shop, actorOf(role, limited, used))
  atEnd(async () => {
    await shop.close()
    await platform.close()
    rmSync(data_dir, { recursive: true, force: true })
    await database.drop()
  })
  return {
    ...shop,
    as,
    owner: as('admin'),
    cashier: as('cajero'),
    storekeeper: as('bodeguero'),
    anonymous: workerOf(shop, nobody),
    ctx: shop.contextFor(systemActor('test')),
    time,
    platform,
    signedOut,
    owner_url: database.owner_url,
    app_url: database.app_url,
  }
}

const consoleLog = {
  ...silentLog,
  error: (fields: unknown, text?: string) => console.error(text, fields),
} as typeof silentLog

function actorOf(role: RoleName, limited: Limited, used: readonly Module[]): Actor {
  return {
    kind: 'person',
    id: newId(),
    name: role,
    permissions: new Set(limited.permissions ?? permissionsOf(role, used)),
    store_ids: limited.stores ?? null,
    warehouse_ids: limited.warehouses ?? null,
    session_id: null,
    limits: limited.limits ?? (role === 'admin' || role === 'gerente' ? { discount_basis_points: 10_000 } : {}),
  }
}

/** Somebody at a server that is handed its actors over in a header. */
export function workerOf(shop: Pick<Shop, 'http'>, actor: Actor): Worker {
  const headers = actor.kind === 'nobody' ? {} : { 'x-test-actor': writeActor(actor) }
  const call = async (
    method: InjectOptions['method'],
    url: string,
    payload: unknown,
    options: CallOptions = {},
  ): Promise<Reply> => {
    const reply = await shop.http.inject({
      method: method ?? 'GET',
      url,
      headers: { ...headers, ...(options.key ? { 'idempotency-key': options.key } : {}), ...options.headers },
      ...(payload === undefined ? {} : { payload: payload as object }),
    })
    const isJson = String(reply.headers['content-type'] ?? '').includes('json')
    return {
      status: reply.statusCode,
      body: isJson && reply.body ? JSON.parse(reply.body) : null,
      headers: reply.headers,
      text: reply.body,
    }
  }
  return {
    actor,
    get: (path, options) => call('GET', path, undefined, options),
    post: (path, body, options) => call('POST', path, body ?? {}, options),
    patch: (path, body, options) => call('PATCH', path, body ?? {}, options),
    put: (path, body, options) => call('PUT', path, body ?? {}, options),
    delete: (path, options) => call('DELETE', path, undefined, options),
  }
}

/** The header that stands for a sign-in, for tests that open sockets themselves. */
export function writeActor(actor: Actor): string {
  return Buffer.from(JSON.stringify({ ...actor, permissions: [...actor.permissions] })).toString('base64')
}

/** Who stands in that header. */
export function actorIn(request: FastifyRequest): Actor {
  const header = request.headers['x-test-actor']
  if (typeof header !== 'string') return nobody
  const actor = JSON.parse(Buffer.from(header, 'base64').toString())
  return { ...actor, permissions: new Set(actor.permissions) }
}
