import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Client } from 'pg'
import { expect, inject, test } from 'vitest'
import { withClient } from '../../platform/database/embedded/roles.ts'
import { onDatabase } from '../../platform/database/embedded/url.ts'
import { currentRowTypes } from '../../tools/rows.ts'
import { freshDatabase } from '../support/fresh-database.ts'

const modules = [
  'company',
  'people',
  'contacts',
  'catalog',
  'stock',
  'money',
  'sales',
  'purchasing',
  'fulfilment',
  'returns',
]
const platform = readdirSync('db/migrations').filter((name) => /-(platform|imports|platform-.*)\.sql$/.test(name))

/** The present shape, as the modules write it down: tables first, then the functions that stand beside them. */
function presentShape(): string[] {
  const first = platform.map((name) => `db/migrations/${name}`)
  const tables = modules.map((module) => `business/${module}/tables.sql`)
  const functions = modules.map((module) => `business/${module}/functions`).filter(existsSync)
  return [
    ...first,
    ...tables,
    ...functions.flatMap((folder) =>
      readdirSync(folder)
        .sort()
        .map((name) => `${folder}/${name}`),
    ),
  ]
}

/** Everything that shapes a row, in the database's own words. */
async function shapeOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `
    select format('%s.%s %s %s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' else '' end, coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped and n.nspname = any($1)
    union all
    select format('%s %s', con.conrelid::regclass, pg_get_constraintdef(con.oid))
    from pg_constraint con join pg_namespace n on n.oid = con.connamespace where n.nspname = any($1)
    union all
    select indexdef from pg_indexes where schemaname = any($1)
    union all
    select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace where not t.tgisinternal and n.nspname = any($1)
    order by 1`,
    [modules],
  )
  return rows.map(({ line }) => line)
}

test('the tables that the modules write down are the tables that the migrations make', async () => {
  const migrated = await freshDatabase()
  const { superuser_url, owner_url } = inject('cluster')
  const name = `shape_${randomBytes(4).toString('hex')}`
  await withClient(superuser_url, (client) =>
    client.query(
      `create database ${name} owner mostrador_owner template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
    ),
  )
  try {
    const written = await withClient(onDatabase(owner_url, name), async (client) => {
      for (const file of presentShape()) await client.query(readFileSync(file, 'utf8'))
      return shapeOf(client)
    })
    expect(written).toEqual(await withClient(migrated.owner_url, shapeOf))
    expect(written.length).toBeGreaterThan(200)
  } finally {
    await withClient(superuser_url, (client) => client.query(`drop database ${name} with (force)`))
    await migrated.drop()
  }
})

test('db/rows.ts are the types of the migrated database: run `npm run rows`', async () => {
  expect(await currentRowTypes()).toBe(readFileSync('db/rows.ts', 'utf8'))
})

test('the serving role can neither change the ledgers nor make tables', async () => {
  const database = await freshDatabase()
  const ledgers = ['stock.movement', 'money.entry', 'platform.audit_entry', 'platform.fact']
  const refusals = await withClient(database.app_url, async (client) => {
    const codes: string[] = []
    for (const sql of [
      ...ledgers.flatMap((table) => [
        `update ${table} set ${table === 'money.entry' ? 'created_at = created_at' : 'at = at'}`,
        `delete from ${table}`,
        `truncate ${table}`,
      ]),
      'create table public.mine (id int)',
      'drop table stock.movement',
    ]) {
      codes.push(
        await client.query(sql).then(
          () => `${sql}: allowed`,
          (error: { code: string }) => error.code,
        ),
      )
    }
    return codes
  })
  await database.drop()
  expect(new Set(refusals)).toEqual(new Set(['42501']))
})
