import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Rows } from '../../../db/rows.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/support/fresh-database.ts'
import { silentLog } from '../../log.ts'
import { openDatabase, openPool } from '../pool.ts'
import { openReader, type Reader, readerOf } from '../reader.ts'

let database: FreshDatabase
let db: Kysely<Rows>
let reader: Reader

beforeAll(async () => {
  database = await freshDatabase()
  db = openDatabase(openPool({ url: database.app_url, max: 2, log: silentLog }))
  reader = openReader(db, { url: database.app_url, log: silentLog })
})

afterAll(async () => {
  await reader.close()
  await db.destroy()
  await database.drop()
})

const ask = (text: string) =>
  sql<{ it: string }>`select ${text}::text as it, pg_backend_pid() as pid`.execute(reader.db)

test('many questions at once are each answered with their own rows, by one connection', async () => {
  const words = Array.from({ length: 200 }, (_, at) => `q${at}`)
  const answers = await Promise.all(words.map(ask))
  expect(answers.map(({ rows }) => rows[0]?.it)).toEqual(words)
  expect(new Set(answers.map(({ rows }) => (rows[0] as { pid?: number }).pid)).size).toBe(1)
})

test('a question that fails spoils none of those beside it', async () => {
  const bad = sql`select 1 / ${0}::int`.execute(reader.db)
  const good = [ask('before'), ask('after')]
  await expect(bad).rejects.toThrow('division by zero')
  expect((await Promise.all(good)).map(({ rows }) => rows[0]?.it)).toEqual(['before', 'after'])
})

test('the database is found by its reader, and without one it reads by itself', async () => {
  expect(readerOf(db)).toBe(reader.db)
  const other = openDatabase(openPool({ url: database.app_url, max: 1, log: silentLog }))
  expect(readerOf(other)).toBe(other)
  await other.destroy()
})

test('questions on their way fail when the connection is cut; the next ones go by a new one', async () => {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(reader.db)
  const waiting = sql`select pg_sleep(${20}::int)`.execute(reader.db)
  const behind = ask('behind')
  const ended = Promise.allSettled([waiting, behind])
  await sql`select pg_terminate_backend(${rows[0]?.pid}::int)`.execute(db)
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect((await ask('again')).rows[0]?.it).toBe('again')
})
