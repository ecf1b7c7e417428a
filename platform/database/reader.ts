import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { Rows } from '../../db/rows.ts'
import { connectionSettings, databaseOf, type PoolOptions } from './pool.ts'
import { sendByName } from './prepared.ts'
import { hangUpOnSilence } from './silence.ts'

/** A shop that is closed for the night holds no connection. */
const IDLE_MS = 30_000
/**
 * All that is asked here is asked by key, some keys at a time: one plan serves any of them. Left to choose, PostgreSQL
 * takes an array it does not know for longer than it is, and would plan each question anew for ever. Without table scans
 * a plan made while a table was small is still good when it has grown.
 */
const PLANS_ONCE = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off'

/**
 * A connection for short reads by key. Nobody has it for themselves: questions of one turn of the loop leave in one
 * message and are answered one after the other, because a message costs more than most of the questions. Never for
 * transactions, nor for what may take long: everybody behind it waits.
 */
export interface Reader {
  readonly db: Kysely<Rows>
  readonly close: () => Promise<void>
}

type ReaderOptions = Omit<PoolOptions, 'max'>

const readers = new WeakMap<object, Kysely<Rows>>()

/** The reader of this database, or the database itself where it has none. */
export const readerOf = (db: Kysely<Rows>): Kysely<Rows> => readers.get(databaseOf(db)) ?? db

/** Opens the reader of a database: from now on `readerOf` finds it. */
export function openReader(of: Kysely<Rows>, options: ReaderOptions): Reader {
  const line = new SharedLine(options)
  const db = new Kysely<Rows>({ dialect: new PostgresDialect({ pool: line }) })
  readers.set(databaseOf(of), db)
  const close = async () => {
    readers.delete(databaseOf(of))
    await db.destroy()
  }
  return { db, close }
}

/** One connection that looks like a pool which never runs out; opened when it is needed, and again when it was lost. */
class SharedLine implements PostgresPool {
  readonly #options: ReaderOptions
  #client: Promise<pg.Client> | null = null
  #isCorked = false
  #asked_ms = 0
  readonly #timer = setInterval(() => void this.#rest(), IDLE_MS)

  constructor(options: ReaderOptions) {
    this.#options = options
    this.#timer.unref()
  }

  async connect(): Promise<PostgresPoolClient> {
    this.#asked_ms = performance.now()
    const opening = this.#client ?? this.#open()
    this.#client = opening
    const client = await opening
    this.#cork(client)
    return client as unknown as PostgresPoolClient
  }

  async end(): Promise<void> {
    clearInterval(this.#timer)
    await this.#hangUp()
  }

  #open(): Promise<pg.Client> {
    const { url, log, name = 'mostrador reader', silent_ms } = this.#options
    const client = sendByName(
      new pg.Client({ ...connectionSettings(url, name, PLANS_ONCE), ...{ pipeline: true } }),
      true,
    )
    hangUpOnSilence(client, { log, silent_ms })
    const forget = () => {
      if (this.#client === opening) this.#client = null
    }
    client.on('error', (error) => {
      log.warn({ error: error.message }, 'The connection for reads was lost')
      forget()
    })
    client.on('end', forget)
    const opening = client.connect().then(
      () => Object.assign(client, { release: () => undefined }),
      (error: unknown) => {
        forget()
        throw error
      },
    )
    return opening
  }

  /** Holds back what is written until this turn of the loop is over. */
  #cork(client: pg.Client): void {
    if (this.#isCorked) return
    this.#isCorked = true
    const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection
    stream.cork()
    setImmediate(() => {
      this.#isCorked = false
      stream.uncork()
    })
  }

  async #rest(): Promise<void> {
    if (performance.now() - this.#asked_ms > IDLE_MS) await this.#hangUp()
  }

  async #hangUp(): Promise<void> {
    const client = this.#client
    this.#client = null
    await client?.then((open) => open.end()).catch(() => undefined)
  }
}
