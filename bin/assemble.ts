import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { Rows } from '../db/rows.ts'
import type { Actor } from '../platform/actor.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ctx } from '../platform/context.ts'
import { openLane } from '../platform/database/lane/lane.ts'
import { openDoors, openPool } from '../platform/database/pool.ts'
import { openReader } from '../platform/database/reader.ts'
import { setRuntime } from '../platform/database/transact.ts'
import type { Administration } from '../platform/http/administration.ts'
import { buildApp } from '../platform/http/app.ts'
import type { Limits } from '../platform/http/limits.ts'
import type { SecurityOptions } from '../platform/http/security.ts'
import type { Log } from '../platform/log.ts'
import type { Module } from '../platform/module.ts'
import { systemContext } from '../platform/system-context.ts'

export interface AssembleOptions {
  database_url: string
  pool_max: number
  log: Log
  clock: Clock
  modules: readonly Module[]
  authenticate: (db: Kysely<Rows>) => (request: FastifyRequest) => Promise<Actor>
  isSetUp: (db: Kysely<Rows>) => () => Promise<boolean>
  security: SecurityOptions
  limits: Limits
  administration?: Administration | undefined
  trust_proxy: readonly string[]
  https?: { cert: Buffer; key: Buffer } | undefined
  /** Wakes what works after a commit (the sealer). */
  committed: () => void
}

export interface Shop {
  http: FastifyInstance
  db: Kysely<Rows>
  /** A context for work that no request asked for: jobs, imports from the command line, demos. */
  contextFor: (actor: Actor) => Ctx
  close: () => Promise<void>
}

/** Puts the modules, the database and HTTP together: the same for the server, the commands and the tests. */
export async function assemble(options: AssembleOptions): Promise<Shop> {
  const { log, clock, modules } = options
  const pool = openPool({ url: options.database_url, max: options.pool_max, log })
  const { db, counter_db, close } = openDoors(pool)
  const reader = openReader(db, { url: options.database_url, log })
  const runtime = { reactions: modules.flatMap((m) => m.reactions ?? []), committed: options.committed }
  const lane = openLane({ url: options.database_url, log, runtime })
  setRuntime(db, { ...runtime, lane })
  const http = await buildApp({
    db,
    counter_db,
    log,
    clock,
    // Who it is, is asked in no time, and before it is known whether it is for the counter.
    authenticate: options.authenticate(counter_db),
    isSetUp: options.isSetUp(counter_db),
    sets: modules,
    permissions: new Set(modules.flatMap((m) => Object.keys(m.permissions))),
    security: options.security,
    limits: options.limits,
    administration: options.administration,
    trust_proxy: options.trust_proxy,
    https: options.https,
  })
  return {
    http,
    db,
    contextFor: (actor) => systemContext(db, { log, clock, name: actor.name, actor }),
    close: async () => {
      await http.close()
      await lane.close()
      await reader.close()
      await close()
    },
  }
}
