import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool } from '#platform/database/pool'
import { startSealer } from '#platform/facts/sealer'
import { silentLog } from '#platform/log'
import { type FreshDatabase, freshDatabase } from '../../../tests/support/fresh-database.ts'

let database: FreshDatabase
let pool: pg.Pool

beforeAll(async () => {
  database = await freshDatabase()
  pool = openPool({ url: database.app_url, max: 10, log: silentLog })
})

afterAll(async () => {
  await pool.end()
  await database.drop()
})

/** A transaction of any database of this server holds the order back, and other tests are at work there. */
const PATIENCE = { timeout: 60_000, interval: 50 }
const emit = (client: pg.Pool | pg.ClientBase, name: string, count = 1) =>
  client.query(`insert into platform.fact (name, data, at) select $1, '{}', now() from generate_series(1, $2::int)`, [
    name,
    count,
  ])
const placed = async () => {
  const { rows } = await pool.query<{ position: number; name: string }>(
    'select p.position, f.name from platform.fact_position p join platform.fact f on f.id = p.fact_id order by 1',
  )
  return rows
}
const seal = async () => (await pool.query('select * from platform.seal(1000)')).rows[0]

test('a fact of a transaction that commits late is placed after, never skipped', async () => {
  const slow = await pool.connect()
  await slow.query('begin')
  await emit(slow, 'slow')
  await emit(pool, 'quick')

  expect(await seal()).toEqual({ placed: 0, sealed: 0, waiting: true })
  await slow.query('commit')
  slow.release()
  const sealer = startSealer({ pool, log: silentLog })
  await expect.poll(placed, PATIENCE).toEqual([
    { position: 1, name: 'slow' },
    { position: 2, name: 'quick' },
  ])
  await sealer.stop()
})

test('positions have no gaps under many writers, some of which roll back', async () => {
  const sealer = startSealer({ pool, log: silentLog, every_ms: 20 })
  const before = (await placed()).length
  const writer = async (n: number) => {
    for (let i = 0; i < 25; i += 1) {
      const client = await pool.connect()
      await client.query('begin')
      await emit(client, `w${n}.${i}`)
      await client.query(i % 5 === 0 ? 'rollback' : 'commit')
      client.release()
      sealer.poke()
    }
  }
  await Promise.all([1, 2, 3, 4, 5].map(writer))
  await expect.poll(async () => (await placed()).length - before, PATIENCE).toBe(100)
  await sealer.stop()

  const rows = await placed()
  expect(rows.map(({ position }) => position)).toEqual(rows.map((_, i) => i + 1))
})

test('the sealer lives through a database that cannot be reached', async () => {
  const dead = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none', connectionTimeoutMillis: 200 })
  const sealer = startSealer({ pool: dead, log: silentLog, every_ms: 20 })
  await sealer.drain()
  sealer.poke()
  await sealer.stop()
  await dead.end()
})

test('sealing looks at what is new, not at what is old, in 200,000 facts', async () => {
  await emit(pool, 'bulk', 200_000)
  const sealer = startSealer({ pool, log: silentLog })
  await sealer.drain()
  await sealer.stop()
  const client = await pool.connect()
  const { rows } = await client.query('explain (analyze, buffers, format json) select * from platform.seal(1000)')
  client.release()
  const { Plan } = rows[0]['QUERY PLAN'][0]
  // The history fills thousands of blocks of eight kilobytes.
  expect(Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks']).toBeLessThan(500)
})

test('commits in quick succession are sealed together, and at once for who waits', async () => {
  const rounds: number[] = []
  const query = (...given: unknown[]) => {
    rounds.push(performance.now())
    return (pool.query as (...all: unknown[]) => unknown).call(pool, ...given)
  }
  const sealer = startSealer({
    pool: Object.create(pool, { query: { value: query } }),
    log: silentLog,
    every_ms: 60_000,
  })
  for (let n = 0; n < 100; n += 1) {
    sealer.poke()
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  const apart = rounds.slice(1).map((at, before) => at - (rounds[before] ?? 0))
  expect(apart.length).toBeGreaterThan(0)
  // A tenth of a second, or what a round waits for somebody's open transaction.
  expect(apart.filter((ms) => ms < 15)).toEqual([])
  await emit(pool, 'waited for')
  // Draining goes as far as open transactions allow, those of other databases of the server too: whoever holds it back, ask again.
  const drained = async () => {
    await sealer.drain()
    return (await placed()).some(({ name }) => name === 'waited for')
  }
  await expect.poll(drained, PATIENCE).toBe(true)
  await sealer.stop()
})
