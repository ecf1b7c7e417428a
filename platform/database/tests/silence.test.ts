import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../../tests/support/fresh-database.ts'
import { type MortalLine, openMortalLine } from '../../../tests/support/mortal-line.ts'
import { asRefusal } from '../../http/problem.ts'
import { silentLog } from '../../log.ts'
import { openDatabase, openPool } from '../pool.ts'
import { openReader } from '../reader.ts'

let database: FreshDatabase
let line: MortalLine

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  line = await openMortalLine(database.app_url)
})
afterAll(() => database.drop())

const ways = {
  'a connection of the pool': (url: string, silent_ms: number) =>
    openDatabase(openPool({ url, max: 1, log: silentLog, silent_ms })),
  'the connection for reads': (url: string, silent_ms: number) =>
    openReader(openDatabase(openPool({ url, max: 1, log: silentLog })), { url, log: silentLog, silent_ms }).db,
}

test.each(Object.entries(ways))(
  '%s that died without a word is given up, and the next question is answered',
  async (_, open) => {
    const db = open(line.url, 400)
    const ask = () => sql<{ it: number }>`select ${7}::int as it`.execute(db)
    expect((await ask()).rows[0]?.it).toBe(7)
    line.die()
    const error = await ask().catch((reason: unknown) => reason)
    // The caller hears to come again, and may: under the same key.
    expect(asRefusal(error)).toMatchObject({ status: 503 })
    expect((await ask()).rows[0]?.it).toBe(7)
    await db.destroy()
    line.close()
  },
)

test('questions that together take longer are waited for, because each is answered in its turn', async () => {
  const db = ways['the connection for reads'](line.url, 3_500)
  const numbers = Array.from({ length: 12 }, (_, at) => at)
  const ask = (n: number) => sql<{ it: number }>`select ${n}::int as it from pg_sleep(${0.4}::float8)`.execute(db)
  expect((await Promise.all(numbers.map(ask))).map(({ rows }) => rows[0]?.it)).toEqual(numbers)
  await db.destroy()
  line.close()
})
