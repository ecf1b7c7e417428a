import pg from 'pg'
import type { Sentence } from '#platform/text'
import type { Check, Finding, Law, Verdict } from './law.ts'
import { b1 } from './laws/b1-stock.ts'
import { b2 } from './laws/b2-orders.ts'
import { b3 } from './laws/b3-money.ts'
import { b4 } from './laws/b4-cancelled.ts'
import { b5 } from './laws/b5-audit-and-numbers.ts'
import { b6 } from './laws/b6-facts.ts'
import { b7 } from './laws/b7-derived.ts'

export const laws: readonly Law[] = [b1, b2, b3, b4, b5, b6, b7]

const ROWS_MAX = 20
/** Far above the bar of 30 s for a million movements; a check that hangs is cut off all the same. */
const STATEMENT_MS_MAX = 300_000
/** For its sorts and sums; a million movements then stay in memory. */
const WORK_MEMORY = '128MB'

/** Whatever runs one statement after another on one connection. */
export interface Connection {
  query: <Row extends object>(text: string) => Promise<{ rows: Row[] }>
}

/** Hears how many of the checks are answered. */
export type HearProgress = (done: number, total: number) => void

/** Together they see one snapshot; few enough that a shop which sells meanwhile keeps the rest of the machine. */
const CONNECTIONS = 2

/**
 * Checks the laws of the books over one snapshot of the whole database. Reads only, so sales go on meanwhile. Give it
 * an address, or connections that are in no transaction.
 */
export async function checkBooks(
  database: string | readonly Connection[],
  hear: HearProgress = () => undefined,
): Promise<Verdict[]> {
  if (typeof database !== 'string') return checkWith(database, hear)
  const clients = Array.from({ length: CONNECTIONS }, () => openClient(database))
  try {
    for (const client of clients) await client.connect()
    return await checkWith(
      clients.map((client) => ({ query: (text) => client.query(text) })),
      hear,
    )
  } finally {
    for (const client of clients) await client.end()
  }
}

function openClient(url: string): pg.Client {
  const client = new pg.Client({ connectionString: url, application_name: 'mostrador doctor' })
  // Without a listener a connection lost between two statements would end the whole process.
  client.on('error', () => undefined)
  return client
}

async function checkWith(connections: readonly Connection[], hear: HearProgress): Promise<Verdict[]> {
  try {
    const first = await openSnapshot(connections)
    const tables = await tablesOf(first)
    const exists = ({ needs }: { readonly needs: readonly string[] }) => needs.every((table) => tables.has(table))
    const questions = laws.flatMap((law) => [
      ...law.checks.filter(exists).map((check) => ({ law, check })),
      ...(exists(law.counts) ? [{ law, check: null }] : []),
    ])
    const findings = new Map<Check, Finding>()
    const counts = new Map<Law, number>()
    let asked = 0
    let done = 0
    hear(done, questions.length)
    const work = async (connection: Connection) => {
      for (let one = questions[asked++]; one; one = questions[asked++]) {
        const { law, check } = one
        const damage = await unlessDamaged(connection, async () => {
          if (check === null) counts.set(law, await countOf(connection, law.counts.sql))
          else await ask(connection, check).then((finding) => finding && findings.set(check, finding))
        })
        // What cannot be counted cannot be proven either: it stands with the law's first question.
        const asking = check ?? law.checks[0]
        if (damage && asking) findings.set(asking, { check: asking.name, ...damage })
        hear(++done, questions.length)
      }
    }
    await allOf(connections.map(work))
    return laws.flatMap((law) => {
      const checks = law.checks.filter(exists)
      const found = checks.flatMap((check) => findings.get(check) ?? [])
      const verdict = { law: law.law, says: law.says, ok: found.length === 0, checked: counts.get(law) ?? 0 }
      // Nothing is said where none of the law's rooms is built yet.
      return checks.length === 0 ? [] : [{ ...verdict, checks: checks.length, findings: found }]
    })
  } finally {
    for (const connection of connections) await connection.query('rollback')
  }
}

/** Opens a transaction on each, all over the snapshot of the first. */
async function openSnapshot(connections: readonly Connection[]): Promise<Connection> {
  const [first, ...others] = connections
  if (!first) throw new Error('the doctor needs a connection')
  await begin(first)
  if (others.length > 0) {
    const { rows } = await first.query<{ name: string }>('select pg_export_snapshot() as name')
    for (const other of others) {
      await begin(other)
      await other.query(`set transaction snapshot '${rows[0]?.name}'`)
    }
  }
  for (const connection of connections) await arrange(connection)
  return first
}

const begin = (connection: Connection) =>
  connection.query('begin transaction isolation level repeatable read, read only')

async function arrange(connection: Connection): Promise<void> {
  await connection.query(`set local statement_timeout = ${STATEMENT_MS_MAX}`)
  await connection.query(`set local work_mem = '${WORK_MEMORY}'`)
}

/** Waits for all, also when one fails: nobody may still be asking when the snapshot ends. */
async function allOf(works: readonly Promise<void>[]): Promise<void> {
  for (const { status, ...ended } of await Promise.allSettled(works))
    if (status === 'rejected' && 'reason' in ended) throw ended.reason
}

async function tablesOf(client: Connection): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    "select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  )
  return new Set(rows.map(({ name }) => name))
}

async function ask(client: Connection, { name, says, sql }: Check): Promise<Finding | null> {
  const { rows } = await client.query<Record<string, unknown>>(`select * from (${sql}) offending limit ${ROWS_MAX + 1}`)
  if (rows.length === 0) return null
  return { check: name, says, rows: rows.slice(0, ROWS_MAX), more: rows.length > ROWS_MAX }
}

/** What PostgreSQL says of a page that is not as it was written, and of an index that does not fit its table. */
const DAMAGED = new Set(['XX001', 'XX002'])

const damaged: Sentence = {
  es: 'No se puede leer: un archivo de la base de datos está dañado. No sigas sobre él: recupera una copia.',
  en: 'It cannot be read: a file of the database is damaged. Do not go on with it: restore a copy.',
}

/** A question that meets a damaged file is answered by that; the others are asked all the same. */
async function unlessDamaged(client: Connection, work: () => Promise<unknown>): Promise<Omit<Finding, 'check'> | null> {
  await client.query('savepoint question')
  try {
    await work()
    await client.query('release savepoint question')
    return null
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || !DAMAGED.has(error.code ?? '')) throw error
    await client.query('rollback to savepoint question')
    return { says: damaged, rows: [{ error: error.message }], more: false }
  }
}

async function countOf(client: Connection, sql: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(sql)
  return Number(rows[0]?.count ?? 0)
}
