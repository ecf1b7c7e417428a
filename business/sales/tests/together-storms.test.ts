import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProduct } from '#catalog'
import { openBusiness } from '#company'
import { newId } from '#platform/ids'
import { takeIn } from '#stock'
import { assemble, type Shop } from '../../../bin/assemble.ts'
import { modules } from '../../../bin/modules.ts'
import { systemActor } from '../../../platform/actor.ts'
import { type EmbeddedDatabase, startEmbedded } from '../../../platform/database/embedded/start.ts'
import { migrate } from '../../../platform/database/migrate.ts'
import { transact } from '../../../platform/database/transact.ts'
import { silentLog } from '../../../platform/log.ts'
import { patiently } from '../../../tests/support/lane-figures.ts'
import { expectBooksToHold } from '../../../tests/support/selling-shop.ts'

// A server of its own, with a commit that reaches the disk: it is killed here.
let database: EmbeddedDatabase
let folder: string
let warehouse_id: string
let hot: string[]
const shops: Shop[] = []

const open = () =>
  assemble({
    database_url: database.app_url,
    pool_max: 10,
    log: silentLog,
    clock: () => new Date(),
    modules,
    authenticate: () => async () => systemActor('storm'),
    isSetUp: () => async () => true,
    security: { hsts_seconds: 0, allowed_hosts: null, cookie_name: 'session' },
    limits: { anonymous: 1e6, user: 1e6, enabled: false },
    trust_proxy: [],
    committed: () => undefined,
  })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mostrador-storm-'))
  database = await startEmbedded({ data_dir: folder, log: () => undefined })
  await migrate(database.owner_url)
  shops.push(await open(), await open())
  const ctx = (shops[0] as Shop).contextFor(systemActor('storm'))
  const { warehouse } = await transact(ctx, (tx) => openBusiness(tx, { name: 'Tormenta' }))
  warehouse_id = warehouse.id
  hot = []
  for (const name of ['Aceite', 'Filtro', 'Bujía']) {
    const id = await createProduct(ctx, { name, price: 1_000, kind: 'good' })
    const lines = [{ product_id: id, warehouse_id, quantity: 5_000, cost_minor: 777_777 }]
    await transact(ctx, (tx) => takeIn(tx, { lines, kind: 'receipt', cause: { kind: 'manual', id: newId() } }))
    hot.push(id)
  }
})

afterAll(async () => {
  for (const shop of shops) await shop.close()
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The three hot products in any order, by one of the two processes. */
async function buy(at: number, key: string) {
  const first = at % 3
  const order = at % 2 === 0 ? [0, 1, 2] : [2, 1, 0]
  const items = order.map((n) => ({ product_id: hot[(first + n) % 3], quantity: 1 }))
  const reply = await (shops[at % 2] as Shop).http.inject({
    method: 'POST',
    url: '/api/sales',
    headers: { 'idempotency-key': key },
    payload: { warehouse_id, items, payments: [{ method: 'debit', amount: 3_000 }] },
  })
  return { status: reply.statusCode, body: JSON.parse(reply.body) }
}

test('two processes sell three hot products at once: no deadlock, no gap in the numbers, nothing doubled', async () => {
  const replies = await Promise.all(Array.from({ length: 160 }, (_, at) => patiently(() => buy(at, `hot-${at}`))))
  expect(replies.filter(({ status }) => status !== 201).map(({ body }) => body)).toEqual([])
  const numbers = replies.map(({ body }) => body.document_number).sort((a, b) => a - b)
  expect(numbers).toEqual(Array.from({ length: 160 }, (_, at) => at + 1))
  await expectBooksToHold({ owner_url: database.owner_url })
})

test('the database is killed in mid-batch, again and again: every acknowledged sale is there once, every retry finds its own', async () => {
  const SALES = 240
  const acknowledged = new Map<string, string>()
  let next = 0
  let unanswered = 0
  const seller = async () => {
    while (next < SALES) {
      const at = next++
      const key = `crash-${at}`
      for (let attempt = 0; attempt < 2_000 && !acknowledged.has(key); attempt += 1) {
        const { status, body } = await buy(at, key)
        if (status === 201) acknowledged.set(key, body.id)
        else {
          unanswered += 1
          await new Promise((resolve) => setTimeout(resolve, 25))
        }
      }
    }
  }
  let kills = 0
  const killer = (async () => {
    while (kills < 6 && acknowledged.size < SALES) {
      await new Promise((resolve) => setTimeout(resolve, 60))
      kills += (await killLane()) ? 1 : 0
    }
  })()
  await Promise.all(Array.from({ length: 24 }, seller))
  await killer

  expect(kills, `${unanswered} calls heard nothing or "not now"`).toBeGreaterThan(0)
  expect(acknowledged.size).toBe(SALES)
  const db = (shops[0] as Shop).db
  const { rows } = await sql<{ id: string; key: string }>`
    select i.key, o.id from platform.idempotency i join sales."order" o on o.id = (i.body->>'id')::uuid
    where i.key like 'crash-%'`.execute(db)
  expect(new Map(rows.map(({ key, id }) => [key, id]))).toEqual(acknowledged)
  const { rows: counted } = await sql<{ sales: number }>`select count(*)::int as sales from sales."order"`.execute(db)
  expect(counted[0]?.sales).toBe(160 + SALES)
  await expectBooksToHold({ owner_url: database.owner_url })
})

/** Kills a connection of the lane while it works, as the kernel would: PostgreSQL then stops everybody and recovers. */
async function killLane(): Promise<boolean> {
  try {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity where application_name = 'mostrador lane' and state = 'active' limit 1`.execute(
      (shops[1] as Shop).db,
    )
    if (!rows[0]) return false
    process.kill(rows[0].pid, 'SIGKILL')
    return true
  } catch {
    // It is recovering from the last one.
    return false
  }
}
