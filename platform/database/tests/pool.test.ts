import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/fresh-database.ts'
import { silentLog } from '../../log.ts'
import { openDatabase, openPool } from '../pool.ts'

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
