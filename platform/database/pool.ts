import { Kysely, PostgresAdapter, PostgresDialect, type PostgresPool } from 'kysely'
import pg from 'pg'
import type { Rows } from '../../db/rows.ts'
import { invariant } from '../invariant.ts'
import type { Log } from '../log.ts'
import { keepSomeFree } from './kept-free.ts'
import { sendByName } from './prepared.ts'
import { hangUpOnSilence } from './silence.ts'

/** Database values become what JSON carries, so a row is its own answer: nothing translates it. */
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const n = Number(text)
  invariant(Number.isSafeInteger(n), `bigint ${text} fits a JSON number`)
  return n
})
types.setTypeParser(pg.types.builtins.NUMERIC, Number)
types.setTypeParser(pg.types.builtins.DATE, (text) => text)
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString())

/**
 * A server of somebody else's may compile what looks dear to it, and until a table's statistics are there everything does:
 * half a second of compiling at each call, for statements that take less than a millisecond.
 */
const WITHOUT_COMPILING = '-c jit=off'

export interface PoolOptions {
  url: string
  /** Connections at most. */
  max: number
  log: Log
  name?: string
  /** After so long without an answer a connection is given up; tests only. */
  silent_ms?: number
}

export const connectionSettings = (url: string, name: string, more = '') => ({
  connectionString: url,
  types,
  application_name: name,
  connectionTimeoutMillis: 5_000,
  statement_timeout: 15_000,
  idle_in_transaction_session_timeout: 30_000,
  options: `${WITHOUT_COMPILING} ${more}`.trim(),
})

/**
 * The only place that makes a pool. Every client gets an `error` listener for life: without it, a database that dies
 * while a client is checked out ends the whole process (measured).
 */
export function openPool({ url, max, log, name = 'mostrador', silent_ms }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({ ...connectionSettings(url, name), max, idleTimeoutMillis: 30_000 })
  pool.on('error', (error) => log.warn({ error: error.message }, 'A database connection was lost'))
  pool.on('connect', (client) => {
    sendByName(client)
    hangUpOnSilence(client, { log, silent_ms })
    client.on('error', (error) => log.warn({ error: error.message }, 'A database connection in use was lost'))
  })
  // When a rollback fails, too, the connection comes back inside its transaction: whoever took it next would fail with it.
  pool.on('release', (_error, client) => {
    if (client.getTransactionStatus() === 'I') return
    log.warn({}, 'A database connection came back inside a transaction; it is closed')
    client.end().catch(() => undefined)
  })
  return pool
}

export function openDatabase(pool: pg.Pool): Kysely<Rows> {
  return new Kysely<Rows>({ dialect: new PostgresDialect({ pool }) })
}

/** One database seen by two: who stands at the counter may take every connection, the others leave some free. */
export interface Doors {
  readonly db: Kysely<Rows>
  readonly counter_db: Kysely<Rows>
  readonly close: () => Promise<void>
}

export function openDoors(pool: pg.Pool): Doors {
  // The adapter says which database it is (`databaseOf`), so both share it.
  const adapter = new PostgresAdapter()
  const through = (given: PostgresPool) =>
    new Kysely<Rows>({
      dialect: Object.assign(new PostgresDialect({ pool: given }), { createAdapter: () => adapter }),
    })
  const db = through(keepSomeFree(pool))
  return { db, counter_db: through(pool as unknown as PostgresPool), close: () => db.destroy() }
}

/** Which database it is, whoever's connections are used and whether inside a transaction: a key for what is kept of it. */
export const databaseOf = (db: Kysely<Rows>): object => db.getExecutor().adapter
