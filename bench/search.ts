/**
 * How fast the instant search answers among 100,000 products: `npm run bench -- search`.
 * Three clocks: a raw selective query (what PostgreSQL can do at best), the search itself, and the whole HTTP answer.
 * Medians; `--best` gives the best of the rounds instead, which says more on a machine that others use too.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { assemble, type Shop } from '../bin/assemble.ts'
import { modules } from '../bin/modules.ts'
import { createProducts } from '../business/catalog/catalog.ts'
import { bestMatches } from '../business/catalog/queries/search.ts'
import { openBusiness } from '../business/company/company.ts'
import { systemActor } from '../platform/actor.ts'
import type { Ctx } from '../platform/context.ts'
import { withClient } from '../platform/database/embedded/roles.ts'
import { startEmbedded } from '../platform/database/embedded/start.ts'
import { migrate } from '../platform/database/migrate.ts'
import { transact } from '../platform/database/transact.ts'
import { silentLog } from '../platform/log.ts'
import { benchProducts } from './kit/catalogue.ts'
import { table } from './kit/figures.ts'
import { report } from './kit/report.ts'

const COUNT = 100_000
const BATCH = 1000
const ROUNDS = 31
const PAGE = 51

const broad = ['aceite', 'shell', 'filtro', 'corolla', 'a', '10w', 'de']
const mistyped = ['aceitte', 'castrlo', 'filtor corola', 'bateira bosh']

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-bench-'))
  const database = await startEmbedded({ data_dir: folder, log: () => undefined, fsync: false })
  try {
    await migrate(database.owner_url)
    const shop = await open(database.app_url)
    const ctx = shop.contextFor(systemActor('bench'))
    await fill(ctx)
    await withClient(database.owner_url, (client) => client.query('vacuum analyze'))
    await measure(shop, ctx)
    await shop.close()
  } finally {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const open = (database_url: string) =>
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

async function fill(ctx: Ctx) {
  await transact(ctx, (tx) => openBusiness(tx, { name: 'Bench' }))
  const products = [...benchProducts(COUNT)]
  const started = performance.now()
  for (let at = 0; at < COUNT; at += BATCH) {
    const batch = products.slice(at, at + BATCH)
    await transact(ctx, (tx) =>
      createProducts(
        tx,
        batch.map(({ id, sku, name, price_minor }) => ({ id, sku, name, kind: 'good', price: price_minor })),
      ),
    )
  }
  const seconds = (performance.now() - started) / 1000
  console.log(`created ${COUNT} products in ${seconds.toFixed(0)} s, with history, audit and facts`)
}

async function measure(shop: Shop, ctx: Ctx) {
  const raw = await timed(() =>
    sql`select id from catalog.product where search like ${'% iridio%'} and search like ${'% ngk%'} limit ${PAGE}`.execute(
      ctx.db,
    ),
  )
  console.log(`raw selective query: ${raw.toFixed(2)} ms`)
  const groups = { selective: selectiveQuestions(), broad, mistyped }
  const medians: Record<string, number> = {}
  for (const [name, questions] of Object.entries(groups)) {
    const times: number[] = []
    for (const q of questions) times.push(await question(shop, ctx, q))
    medians[name] = middle(times)
    console.log(`${name}: ${middle(times).toFixed(2)} ms, ${(middle(times) / raw).toFixed(1)} × raw`)
  }
  const rows = Object.entries(medians).map(([name, ms]) => [name, ms.toFixed(2), (raw / ms).toFixed(2)])
  const speed = Number(medians.selective) / Number(medians.broad)
  report({
    name: 'search',
    title: 'Search among 100,000 products',
    how: `Median of ${ROUNDS} rounds a question, in the process, without HTTP; raw is a selective query by trigrams (${raw.toFixed(2)} ms). fsync is off: nothing is written here.`,
    body: `${table(['questions', 'ms', 'speed ÷ raw'], rows)}\n\nSpeed of broad ÷ selective questions: ${speed.toFixed(2)}.`,
    figures: { raw_ms: raw, ...medians },
  })
}

/** A code, the start of one, a reference inside a name, and words that few products have together. */
function selectiveQuestions(): string[] {
  const [one, two, three] = [...benchProducts(COUNT)].filter((_, at) => at % 33_333 === 1234)
  const reference = (name = '') => name.split(' ').at(-1) ?? ''
  return [
    one?.sku ?? '',
    two?.sku.slice(0, 10) ?? '',
    reference(three?.name),
    'peluche wega x10',
    'iridio ngk titanium par',
  ]
}

async function question(shop: Shop, ctx: Ctx, q: string): Promise<number> {
  const found = await bestMatches(ctx, q, sql<boolean>`p.archived_at is null`, PAGE)
  const search = await timed(() => bestMatches(ctx, q, sql<boolean>`p.archived_at is null`, PAGE))
  const http = await timed(() => shop.http.inject(`/api/products?limit=50&q=${encodeURIComponent(q)}`))
  console.log(
    `  ${q.padEnd(26)} ${String(found.length).padStart(3)} found, search ${search.toFixed(2)} ms, HTTP ${http.toFixed(2)} ms`,
  )
  return search
}

async function timed(work: () => PromiseLike<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return process.argv.includes('--best') ? Math.min(...times) : middle(times)
}

const middle = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

await main()
