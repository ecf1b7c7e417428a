import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Client as Connection } from 'pg'
import { assemble, type Shop } from '../../bin/assemble.ts'
import { modules } from '../../bin/modules.ts'
import { createProducts } from '../../business/catalog/catalog.ts'
import { createTill, openBusiness } from '../../business/company/company.ts'
import { takeIn } from '../../business/stock/stock.ts'
import { systemActor } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { withClient } from '../../platform/database/embedded/roles.ts'
import { startEmbedded } from '../../platform/database/embedded/start.ts'
import { migrate } from '../../platform/database/migrate.ts'
import { transact } from '../../platform/database/transact.ts'
import { newId } from '../../platform/ids.ts'
import { silentLog } from '../../platform/log.ts'
import { benchProducts } from './catalogue.ts'

/** A real PostgreSQL of its own, as durable as in a shop, with a business, a till and nothing else. */
export interface Ground {
  readonly folder: string
  readonly app_url: string
  readonly owner_url: string
  /** May read the server's files. */
  readonly superuser_url: string
  readonly ctx: Ctx
  readonly shop: Shop
  readonly store_id: string
  readonly warehouse_id: string
  readonly till_id: string
  readonly seller: { readonly email: string; readonly password: string }
  /** Runs SQL as the owner of the tables: to fill, never to measure. */
  readonly sql: <T extends object>(text: string, values?: unknown[]) => Promise<T[]>
  /** Ends with the ground, also when the bench fails half-way. */
  readonly children: Set<ChildProcess>
  readonly close: () => Promise<void>
}

export async function openGround(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-bench-'))
  const database = await startEmbedded({ data_dir: folder, log: () => undefined })
  await migrate(database.owner_url)
  const shop = await openShop(database.app_url)
  const ctx = shop.contextFor(systemActor('bench'))
  const { store, warehouse } = await transact(ctx, (tx) => openBusiness(tx, { name: 'Bench' }))
  const till = await createTill(ctx, { store_id: store.id, warehouse_id: warehouse.id, name: 'Caja de pruebas' })
  const children = new Set<ChildProcess>()
  const ground: Ground = {
    folder,
    children,
    app_url: database.app_url,
    owner_url: database.owner_url,
    superuser_url: database.superuser_url,
    ctx,
    shop,
    store_id: store.id,
    warehouse_id: warehouse.id,
    till_id: till.id,
    seller: { email: 'bench@example.com', password: randomBytes(12).toString('hex') },
    sql: (text, values = []) => withClient(database.owner_url, async (client) => rowsOf(client, text, values)),
    close: async () => {
      for (const child of children) await stop(child)
      await shop.close()
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  // A bench that takes too long is told to end: its database and its server must not outlive it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void ground.close().finally(() => process.exit(1)))
  return ground
}

async function rowsOf<T>(client: Connection, text: string, values: unknown[]): Promise<T[]> {
  await client.query('set statement_timeout = 0')
  return (await client.query(text, values)).rows as T[]
}

const openShop = (database_url: string) =>
  assemble({
    database_url,
    pool_max: 4,
    log: silentLog,
    clock: () => new Date(),
    modules,
    authenticate: () => async () => systemActor('bench'),
    isSetUp: () => async () => true,
    security: { hsts_seconds: 0, allowed_hosts: null, cookie_name: 'session' },
    limits: { anonymous: 1e6, user: 1e6, enabled: false },
    trust_proxy: [],
    committed: () => undefined,
  })

/** Products with plenty of stock. At 1,190 with tax each, so that every figure of an order is round. */
export async function stockProducts({ ctx, warehouse_id }: Ground, count: number): Promise<string[]> {
  const ids: string[] = []
  const products = [...benchProducts(count)]
  for (let at = 0; at < count; at += 1000) {
    const part = products.slice(at, at + 1000)
    await transact(ctx, async (tx) => {
      await createProducts(
        tx,
        part.map(({ id, sku, name }) => ({ id, sku, name, kind: 'good', price: 1_190, cost: 600 })),
      )
      const lines = part.map(({ id }) => ({ product_id: id, warehouse_id, quantity: 1e7, cost_minor: 6e9 }))
      await takeIn(tx, { lines, kind: 'receipt', cause: { kind: 'manual', id: newId() } })
    })
    ids.push(...part.map(({ id }) => id))
  }
  return ids
}

export interface Served {
  readonly address: string
  readonly pid: number
  /** When it said that it was ready, by `performance.now()`. */
  readonly ready_ms: number
  /** A seller's access token. */
  readonly token: string
  readonly stop: () => Promise<void>
}

/** The program in a process of its own over this ground, and a seller signed in with an open till. */
export async function serveGround(ground: Ground): Promise<Served> {
  const { email, password } = ground.seller
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions', 'source', fileURLToPath(new URL('serve.ts', import.meta.url))],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        BENCH_DATABASE_URL: ground.app_url,
        PORT: '0',
        MOSTRADOR_DATA: join(ground.folder, 'served'),
        MOSTRADOR_ADMIN_EMAIL: email,
        MOSTRADOR_ADMIN_PASSWORD: password,
        // So that many people may sign in from one machine, each as if from an own address.
        TRUSTED_PROXIES: '127.0.0.1',
        RATE_LIMIT_ANON: '1000000',
        RATE_LIMIT_USER: '1000000',
      },
    },
  )
  ground.children.add(child)
  const address = await readyAddress(child)
  const ready_ms = performance.now()
  const token = await signIn(address, email, password)
  const open = (await call(address, token, 'GET', `/api/till-sessions?till_id=${ground.till_id}&state=open`)) as Listed
  if (open.items.length === 0)
    await call(address, token, 'POST', '/api/till-sessions', { till_id: ground.till_id, opening_minor: 0 })
  const end = async () => {
    ground.children.delete(child)
    await stop(child)
  }
  return { address, pid: child.pid ?? 0, ready_ms, token, stop: end }
}

interface Listed {
  readonly items: readonly unknown[]
}

async function readyAddress(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('the server ended before it was ready')))
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const [, address] = /^ready (\S+)/m.exec(said) ?? []
      if (address) resolve(address.replace('localhost', '127.0.0.1'))
    })
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

export async function signIn(address: string, email: string, password: string, from = '127.0.0.1'): Promise<string> {
  const answer = await call(address, '', 'POST', '/api/auth/login', { email, password, grant: 'token' }, from)
  return (answer as { tokens: { access: string } }).tokens.access
}

export async function call(address: string, token: string, method: string, path: string, body?: object, from = '') {
  const reply = await fetch(`${address}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(from ? { 'x-forwarded-for': from } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text.slice(0, 500)}`)
  return text === '' ? null : (JSON.parse(text) as unknown)
}

export const sqlFile = (name: string) => readFileSync(new URL(`../sql/${name}`, import.meta.url), 'utf8')
