import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/fresh-database.ts'
import { silentLog } from '../../log.ts'
import { withClient } from '../embedded/roles.ts'
import { databaseOf, openDatabase, openDoors, openPool } from '../pool.ts'
import { openReader } from '../reader.ts'

test('a connection that comes back inside a transaction is not given to anybody else', async () => {
  const database = await freshDatabase()
  const pool = openPool({ url: database.app_url, max: 1, log: silentLog })
  const db = openDatabase(pool)
  try {
    const client = await pool.connect()
    await client.query('begin')
    await expect(client.query('select 1 / 0')).rejects.toThrow('division by zero')
    client.release()
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db)
    expect(rows).toEqual([{ one: 1 }])
    await db.transaction().execute((tx) => sql`select 1`.execute(tx))
    await expect(sql`select 1 / 0`.execute(db)).rejects.toThrow('division by zero')
    expect(pool.totalCount).toBe(1)
  } finally {
    await db.destroy()
    await database.drop()
  }
})

test('whoever is not at the counter leaves connections free for it, and is asked to come again', async () => {
  const database = await freshDatabase()
  const { db, counter_db, close } = openDoors(openPool({ url: database.app_url, max: 5, log: silentLog }))
  try {
    const sleeping = Array.from({ length: 3 }, () => sql`select pg_sleep(3)`.execute(db))
    const one = await sql<{ one: number }>`select 1 as one`.execute(counter_db)
    expect(one.rows).toEqual([{ one: 1 }])
    const refused = await Promise.allSettled(sleeping)
    expect(refused.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    expect(refused[2]).toMatchObject({ reason: { code: 'request.busy', status: 503, headers: { 'retry-after': '2' } } })
    // Their places came back.
    await Promise.all(Array.from({ length: 6 }, () => sql`select 1`.execute(db)))
    expect(databaseOf(db)).toBe(databaseOf(counter_db))
    await db.transaction().execute(async (tx) => expect(databaseOf(tx)).toBe(databaseOf(counter_db)))
  } finally {
    await close()
    await database.drop()
  }
})

test('nothing is compiled, neither in the pool nor for reads, even where the server would', async () => {
  const database = await freshDatabase()
  const name = new URL(database.owner_url).pathname.slice(1)
  await withClient(database.owner_url, (client) => client.query(`alter database ${name} set jit = on`))
  const db = openDatabase(openPool({ url: database.app_url, max: 1, log: silentLog }))
  const reader = openReader(db, { url: database.app_url, log: silentLog })
  try {
    for (const asker of [db, reader.db]) {
      const { rows } = await sql<{ jit: string }>`show jit`.execute(asker)
      expect(rows).toEqual([{ jit: 'off' }])
    }
  } finally {
    await reader.close()
    await db.destroy()
    await database.drop()
  }
})
