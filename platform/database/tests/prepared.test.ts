import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Rows } from '../../../db/rows.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/support/fresh-database.ts'
import { asRefusal } from '../../http/problem.ts'
import { silentLog } from '../../log.ts'
import { withClient } from '../embedded/roles.ts'
import { openDatabase, openPool } from '../pool.ts'
import { prepared } from '../prepared.ts'
import { openReader } from '../reader.ts'

let database: FreshDatabase
let db: Kysely<Rows>

const change = (text: string) => withClient(database.owner_url, (client) => client.query(text))

beforeAll(async () => {
  database = await freshDatabase()
  await change('create table public.shelf (id integer, name text); grant select on public.shelf to mostrador_app')
  await change(`insert into public.shelf values (1, 'Aceite')`)
  db = openDatabase(openPool({ url: database.app_url, max: 1, log: silentLog }))
})

afterAll(async () => {
  await db.destroy()
  await database.drop()
})

const onShelf = (through: Kysely<Rows>) =>
  sql<object>`select * from public.shelf where id = ${1}::integer ${prepared}`
    .execute(through)
    .then(({ rows }) => rows[0])
const count = async () => {
  const { rows } = await sql<{ plans: number }>`select count(*)::int as plans from pg_prepared_statements
    where statement like '%public.shelf%'`.execute(db)
  return rows[0]?.plans
}

test('what is said to come again is prepared once, however often it is asked', async () => {
  for (let n = 0; n < 3; n += 1) expect(await onShelf(db)).toEqual({ id: 1, name: 'Aceite' })
  expect(await count()).toBe(1)
  await sql`select * from public.shelf where name = ${'Aceite'}`.execute(db)
  expect(await count()).toBe(1)
})

test('a newer version that migrates the tables under a running program is not noticed outside a transaction', async () => {
  await onShelf(db)
  await change('alter table public.shelf add column level integer not null default 2')
  expect(await onShelf(db)).toEqual({ id: 1, name: 'Aceite', level: 2 })
})

test('inside a transaction whoever met the change is asked to come again, and then served', async () => {
  await onShelf(db)
  await change('alter table public.shelf add column place text')
  const met = await db
    .transaction()
    .execute((tx) => onShelf(tx))
    .catch((error: unknown) => error)
  expect(asRefusal(met)).toMatchObject({ status: 503, headers: { 'retry-after': expect.any(String) } })
  expect(await db.transaction().execute((tx) => onShelf(tx))).toMatchObject({ place: null })
})

test('many questions on the way of the reader meet the change together, and each is answered', async () => {
  const reader = openReader(db, { url: database.app_url, log: silentLog })
  await onShelf(reader.db)
  await change('alter table public.shelf add column bin text')
  const answers = await Promise.all(Array.from({ length: 20 }, () => onShelf(reader.db)))
  expect(answers).toEqual(Array(20).fill({ id: 1, name: 'Aceite', level: 2, place: null, bin: null }))
  await reader.close()
})
