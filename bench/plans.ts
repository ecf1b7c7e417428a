/**
 * What it saves to send by name what comes again: `npm run bench -- plans`. The statements that the shop itself marks
 * (`prepared`) while an order is written, confirmed, handed over, paid and cancelled, each asked again and again over one
 * connection: planned anew each time, and by name as PostgreSQL chooses, with two sizes of past. Processor of the database.
 */
import pg from 'pg'
import { newId } from '../platform/ids.ts'
import { layRawGround } from './kit/duel.ts'
import { median, table } from './kit/figures.ts'
import { type Ground, openGround, sqlFile, stockProducts } from './kit/ground.ts'
import { option } from './kit/options.ts'
import { postgresSeconds } from './kit/processor.ts'
import { report } from './kit/report.ts'

const PRODUCTS = 10_000
const SIZES = option('sizes', '10000,100000').split(',').map(Number)
/** The clock of a process's processor ticks a hundred times a second. */
const TIMES = Number(option('times', '2000'))
const ROUNDS = Number(option('rounds', '3'))
const MARK = '/* prepared */'
/** What changes something cannot be asked twice of the same row. */
const WRITES =
  /^\s*insert|stock\.(reserve|release|hand_over|take_|confirm_)|platform\.record|_many|add_job|write_timeline/

interface Statement {
  readonly text: string
  readonly values: unknown[]
}

const ground = await openGround()
try {
  const product_ids = await stockProducts(ground, PRODUCTS)
  await layRawGround(ground, product_ids)
  await ground.sql(sqlFile('past.sql'))
  const figures: { text: string; sales: number; anew_us: number; by_name_us: number }[] = []
  let there = 0
  for (const sales of SIZES) {
    await ground.sql('select bench.make_past($1, $2)', [sales - there, PRODUCTS])
    await ground.sql('vacuum analyze')
    there = sales
    for (const statement of await markedStatements(ground, product_ids)) {
      const cost = await costOf(ground, statement)
      figures.push({ text: statement.text, sales, ...cost })
      console.log(rowOf(statement.text, cost).join('  '))
    }
  }
  report({
    name: 'plans',
    title: 'Statements by name',
    how: `Each ${TIMES} times in a transaction over one connection, in turn, the median of ${ROUNDS} rounds; ${PRODUCTS.toLocaleString('en')} products, after ${SIZES.map((size) => size.toLocaleString('en')).join(' and ')} sales. Microseconds of PostgreSQL's processor a statement, with its way there and back.`,
    body: table(
      ['statement', 'sales there', 'planned anew, µs', 'by name, µs', 'ratio'],
      figures.map(({ text, sales, ...cost }) => {
        const [said, ...rest] = rowOf(text, cost)
        return [said ?? '', sales.toLocaleString('en'), ...rest]
      }),
    ),
    figures,
  })
} finally {
  await ground.close()
}

/** The statements that acts of one order send by name, as they were sent; each text once. */
async function markedStatements({ shop, store_id, warehouse_id }: Ground, product_ids: readonly string[]) {
  const found = new Map<string, Statement>()
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown }
  const { query } = prototype
  prototype.query = function (...given) {
    const [asked] = given as [Partial<Statement> | string]
    const { text, values = [] } = typeof asked === 'string' ? {} : asked
    if (text?.endsWith(MARK) && !WRITES.test(text)) found.set(text, { text, values })
    return query.apply(this, given)
  }
  const post = async (url: string, payload: object = {}) => {
    const headers = { 'idempotency-key': newId() }
    const reply = await shop.http.inject({ method: 'POST', url, payload, headers })
    if (reply.statusCode >= 300) throw new Error(`${url}: ${reply.statusCode} ${reply.body}`)
  }
  const customer_id = newId()
  await post('/api/customers', { id: customer_id, name: 'Bench' })
  const items = product_ids.slice(0, 3).map((product_id) => ({ product_id, quantity: 1 }))
  const [kept, cancelled] = [newId(), newId()]
  for (const id of [kept, cancelled]) {
    await post('/api/orders', { id, store_id, warehouse_id, customer_id, items })
    await post(`/api/orders/${id}/confirm`)
  }
  await post(`/api/orders/${kept}/hand-over`)
  await post('/api/payments', { order_id: kept, method: 'debit', amount: 3_570 })
  await post(`/api/orders/${cancelled}/cancel`, { reason: 'bench' })
  Object.assign(prototype, { query })
  return found.values()
}

async function costOf(ground: Ground, { text, values }: Statement) {
  const client = new pg.Client({ connectionString: ground.app_url })
  await client.connect()
  const asked = async (name?: string) => {
    const before = postgresSeconds(ground.folder)
    await client.query('begin')
    for (let n = 0; n < TIMES; n += 1) await client.query(name ? { name, text, values } : { text, values })
    await client.query('rollback')
    return ((postgresSeconds(ground.folder) - before) / TIMES) * 1e6
  }
  const [anew, by_name]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round += 1) {
    anew.push(await asked())
    by_name.push(await asked('statement'))
  }
  await client.end()
  return { anew_us: median(anew), by_name_us: median(by_name) }
}

function rowOf(text: string, { anew_us, by_name_us }: { anew_us: number; by_name_us: number }): string[] {
  const said = text.replace(MARK, '').replaceAll(/\s+/g, ' ').replaceAll('"', '').trim()
  const short = said.replace(/^select .{60,}? from (?=\w+\.)/, 'select … from ').replaceAll('|', '\\|')
  return [short.slice(0, 110), anew_us.toFixed(0), by_name_us.toFixed(0), (by_name_us / anew_us).toFixed(2)]
}
