/**
 * How long the doctor takes over a million movements: `npx tsx -C source bench/books.ts`.
 * The rows are written with SQL as the ledger would have left them, constraints on; each movement has its fact. Prints
 * the whole time of three rounds, and every question that took more than half a second.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { checkBooks, laws } from '../doctor/doctor.ts'
import { withClient } from '../platform/database/embedded/roles.ts'
import { startEmbedded } from '../platform/database/embedded/start.ts'
import { migrate } from '../platform/database/migrate.ts'
import { option } from './kit/options.ts'

const PRODUCTS = 5_000
const EACH = 200
const ROUNDS = Number(option('rounds', '3'))

const fill = `
  insert into company.store (id, code, name, created_at)
  values ('00000000-0000-4000-8000-000000000001', 'A', 'Casa matriz', now());
  insert into company.warehouse (id, code, name, store_id, created_at)
  values ('00000000-0000-4000-8000-000000000002', 'A', 'Bodega', '00000000-0000-4000-8000-000000000001', now());
  insert into catalog.product (id, sku, name, kind, unit, decimals, price_minor, tax_class, status, created_at, updated_at)
  select gen_random_uuid(), 'P-' || n, 'Producto de prueba ' || n, 'good', 'unit', 0, 1000, 'standard', 'active', now(), now()
  from generate_series(1, ${PRODUCTS}) n;
  insert into catalog.price_history (product_id, amount_minor, valid_from, author_name)
  select id, price_minor, now(), 'bench' from catalog.product;
  insert into stock.level (product_id, warehouse_id, on_hand, sequence)
  select id, '00000000-0000-4000-8000-000000000002', ${EACH}, ${EACH} from catalog.product;
  insert into stock.valuation (product_id, quantity, value_minor, unit_cost_minor)
  select id, ${EACH}, ${EACH} * 100, 100 from catalog.product;
  insert into stock.movement (product_id, warehouse_id, sequence, kind, quantity, cost_minor, balance_after,
    product_quantity_after, product_value_after_minor, cause_kind, cause_id, actor_name, at)
  select p.id, '00000000-0000-4000-8000-000000000002', n, 'receipt', 1, 100, n, n, n * 100, 'manual',
    gen_random_uuid(), 'bench', now()
  from generate_series(1, ${EACH}) n, catalog.product p
  order by n, p.id;
  insert into platform.fact (name, data, at)
  select 'stock.changed', jsonb_build_object('product_id', m.product_id, 'warehouse_id', m.warehouse_id, 'on_hand', m.balance_after), m.at
  from stock.movement m
  order by m.id;
  insert into platform.fact_position (position, fact_id) select row_number() over (order by id), id from platform.fact`

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-bench-'))
  const database = await startEmbedded({ data_dir: folder, log: () => undefined, fsync: false })
  try {
    await migrate(database.owner_url)
    await withClient(database.owner_url, async (client) => {
      await client.query(fill)
      await client.query('vacuum analyze')
    })
    process.stdout.write(`${(PRODUCTS * EACH).toLocaleString('en')} movements, as many facts\n`)
    for (let round = 1; round <= ROUNDS; round++) await look(database.owner_url, round)
  } finally {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function look(url: string, round: number): Promise<void> {
  const clients = await Promise.all([1, 2].map(() => openClient(url)))
  const started = performance.now()
  const slow: string[] = []
  const verdicts = await checkBooks(
    clients.map((client) => ({
      query: async (text: string) => {
        const asked = performance.now()
        const answer = await client.query(text)
        const took = performance.now() - asked
        if (took > 500) slow.push(`${Math.round(took)} ms ${text.replaceAll(/\s+/g, ' ').slice(15, 90)}`)
        return answer
      },
    })),
  )
  for (const client of clients) await client.end()
  const faults = verdicts.flatMap(({ findings }) => findings.map(({ check }) => check))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(`round ${round}: ${seconds} s, ${laws.length} laws, faults: ${faults.join(', ') || 'none'}\n`)
  for (const line of slow) process.stdout.write(`  ${line}\n`)
}

async function openClient(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

await main()
