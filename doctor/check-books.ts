import pg from 'pg'
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

/**
 * Checks the laws of the books over one snapshot of the whole database. Reads only, so sales go on meanwhile. Give it
 * an address, or a connection that is in no transaction.
 */
export async function checkBooks(
  database: string | Connection,
  hear: HearProgress = () => undefined,
): Promise<Verdict[]> {
  if (typeof database !== 'string') return checkWith(database, hear)
  const client = new pg.Client({ connectionString: database, application_name: 'mostrador doctor' })
  // Without a listener a connection lost between two statements would end the whole process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await checkWith({ query: (text) => client.query(text) }, hear)
  } finally {
    await client.end()
  }
}

async function checkWith(client: Connection, hear: HearProgress): Promise<Verdict[]> {
  await client.query('begin transaction isolation level repeatable read, read only')
  try {
    await client.query(`set local statement_timeout = ${STATEMENT_MS_MAX}`)
    await client.query(`set local work_mem = '${WORK_MEMORY}'`)
    const tables = await tablesOf(client)
    const total = laws.reduce((sum, { checks }) => sum + checks.length, 0)
    const verdicts: Verdict[] = []
    let done = 0
    for (const law of laws) {
      const before = done
      const verdict = await judge(client, law, tables, (answered) => hear(before + answered, total))
      done += law.checks.length
      if (verdict) verdicts.push(verdict)
    }
    return verdicts
  } finally {
    await client.query('rollback')
  }
}

async function tablesOf(client: Connection): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    "select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  )
  return new Set(rows.map(({ name }) => name))
}

/** Null where nothing of the law's rooms is built yet. */
async function judge(
  client: Connection,
  law: Law,
  tables: ReadonlySet<string>,
  hear: (answered: number) => void,
): Promise<Verdict | null> {
  const exists = ({ needs }: { readonly needs: readonly string[] }) => needs.every((table) => tables.has(table))
  const checks = law.checks.filter(exists)
  if (checks.length === 0) return null
  const findings: Finding[] = []
  for (const [answered, check] of checks.entries()) {
    hear(answered)
    const finding = await ask(client, check)
    if (finding) findings.push(finding)
  }
  const checked = exists(law.counts) ? await countOf(client, law.counts.sql) : 0
  return { law: law.law, says: law.says, ok: findings.length === 0, checked, checks: checks.length, findings }
}

async function ask(client: Connection, { name, says, sql }: Check): Promise<Finding | null> {
  const { rows } = await client.query<Record<string, unknown>>(`select * from (${sql}) offending limit ${ROWS_MAX + 1}`)
  if (rows.length === 0) return null
  return { check: name, says, rows: rows.slice(0, ROWS_MAX), more: rows.length > ROWS_MAX }
}

async function countOf(client: Connection, sql: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(sql)
  return Number(rows[0]?.count ?? 0)
}
