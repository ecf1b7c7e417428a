import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '#platform/database/embedded/roles'
import { type FreshDatabase, freshDatabase } from '../../../tests/support/fresh-database.ts'

let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
})

afterAll(() => database.drop())

const asApp = (sql: string) => withClient(database.app_url, (client) => client.query(sql))

test('S75: the serving role has no power over the server', async () => {
  const { rows } = await asApp(
    'select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls from pg_roles where rolname = current_user',
  )
  expect(rows).toEqual([
    { rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolreplication: false, rolbypassrls: false },
  ])
})

test.each([
  'create table here (id int)',
  'create schema there',
  'create table platform.here (id int)',
  'drop schema platform',
])('S75: the serving role may not: %s', async (sql) => {
  await expect(asApp(sql)).rejects.toThrow(/permission denied|must be owner/)
})

test('the serving role may not read or rewrite which migrations ran', async () => {
  await expect(asApp("delete from platform.migration where name <> ''")).rejects.toThrow(/permission denied/)
})

test('the serving role owns the job tables, so that it adds and runs jobs', async () => {
  const { rows } = await asApp("select distinct tableowner from pg_tables where schemaname = 'graphile_worker'")
  expect(rows).toEqual([{ tableowner: 'mostrador_app' }])
  await asApp("select graphile_worker.add_job('nothing')")
})

test('the database is UTF-8 and finds accented and Cyrillic names by trigrams', async () => {
  await withClient(database.owner_url, async (client) => {
    await client.query('create extension if not exists pg_trgm')
    const { rows } = await client.query(
      `select pg_encoding_to_char(encoding) as encoding, similarity('Ñandú', 'ñandu') > 0 as spanish, similarity('масло', 'масла') > 0.3 as cyrillic
       from pg_database where datname = current_database()`,
    )
    expect(rows).toEqual([{ encoding: 'UTF8', spanish: true, cyrillic: true }])
  })
})

test('a file with its own database disturbs no other', async () => {
  const other = await freshDatabase()
  await withClient(other.owner_url, (client) => client.query('create table only_here (id int)'))
  const { rows } = await asApp("select to_regclass('public.only_here') as found")
  expect(rows).toEqual([{ found: null }])
  await other.drop()
})
