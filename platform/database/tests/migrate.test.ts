import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withClient } from '#platform/database/embedded/roles'
import { migrate } from '#platform/database/migrate'
import { StartProblem } from '#platform/start-problem'
import { type FreshDatabase, freshDatabase } from '../../../tests/support/fresh-database.ts'

let database: FreshDatabase
let folder: string

beforeEach(async () => {
  database = await freshDatabase()
  // The template knows the product's own migrations; these tests bring theirs.
  await withClient(database.owner_url, (client) => client.query('truncate platform.migration'))
  folder = mkdtempSync(join(tmpdir(), 'mostrador-migrations-'))
  write('9001-shelf.sql', 'create table shelf (id int); grant select on shelf to mostrador_app;')
})

afterEach(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const run = (options: { app_role?: string } = {}) => migrate(database.owner_url, { folder, ...options })
const tables = () =>
  withClient(database.owner_url, async (client) => {
    const { rows } = await client.query<{ tablename: string }>(
      "select tablename from pg_tables where schemaname = 'public' order by 1",
    )
    return rows.map(({ tablename }) => tablename)
  })

test('new files are applied once, in order', async () => {
  write('9002-label.sql', 'create table label (shelf_id int); insert into shelf values (1);')

  expect(await run()).toEqual(['9001-shelf.sql', '9002-label.sql'])
  expect(await run()).toEqual([])
  expect(await tables()).toEqual(['label', 'shelf'])
})

test('several processes that start at once apply each file once', async () => {
  const applied = await Promise.all([run(), run(), run(), run()])

  expect(applied.flat()).toEqual(['9001-shelf.sql'])
})

test('a failing file leaves nothing of itself and keeps what came before', async () => {
  write('9002-broken.sql', 'create table half (id int); select 1 / 0;')

  await expect(run()).rejects.toThrow(/9002-broken\.sql failed: division by zero/)
  expect(await tables()).toEqual(['shelf'])
})

test('an applied file that changed is refused', async () => {
  await run()
  write('9001-shelf.sql', 'create table shelf (id bigint);')

  await expect(run()).rejects.toThrow(StartProblem)
})

test('line ends of another system are no change', async () => {
  write('9001-shelf.sql', 'create table shelf (id int);\n')
  await run()
  write('9001-shelf.sql', 'create table shelf (id int);\r\n')

  expect(await run()).toEqual([])
})

test('a database of a newer program is not opened', async () => {
  await run()
  rmSync(join(folder, '9001-shelf.sql'))

  await expect(run()).rejects.toMatchObject({ code: 'database_newer' })
})

test('where there is one role only, it takes the place of mostrador_app', async () => {
  expect(await run({ app_role: 'mostrador_owner' })).toEqual(['9001-shelf.sql'])
})
