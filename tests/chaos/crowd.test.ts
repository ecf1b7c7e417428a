import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { expect, test } from 'vitest'
import { type Client, openClient } from '../../bench/kit/http-clients.ts'
import { withClient } from '../../platform/database/embedded/roles.ts'
import { newId } from '../../platform/ids.ts'
import { type Reply, type Worker, writeActor } from '../support/open-shop.ts'
import { judgeBooks } from './harness/books.ts'
import { type Campaign, campaign, hands, mustBite, pause, say, times } from './harness/campaign.ts'
import { openWideShop, type WideShop } from './harness/wide-shop.ts'

const REQUESTS = 500
const SLOW = 20
const CONNECTIONS = 10
const KEPT_FREE = 3
/** Sold by so many people before the clock starts: a shop that the crowd comes to has been open for a while. */
const SOLD_BEFORE = 500
const PEOPLE_BEFORE = 16
/** What the shop remembers of settings is older than a second then: the crowd has it asked again. */
const FORGOTTEN_MS = 1_100
/** Without an end nobody may wait. The bar is ten seconds on an idle machine; how long it took is printed. */
const PATIENCE_MS = 30_000

interface Sale {
  readonly id: string
}

/**
 * R10: ten connections, twenty slow reports that want all of them, and five hundred sales at once. The reports get those
 * that are not kept free for the counter, and whoever comes too late is asked to come again; every sale goes through
 * meanwhile. When the reports are through, everything is answered and every connection is free again.
 */
async function crowd(campaign: Campaign, shop: WideShop, requests = REQUESTS): Promise<void> {
  const seller = await shop.seller()
  const product_id = await shop.goods(requests)
  const sales = Array.from({ length: requests }, () => saleOf(shop, product_id))
  const lines = await openLines(shop, seller, requests)
  const report = `/api/products/${product_id}/price-history`
  // Whoever reads how prices changed waits for this lock: a report that takes its time.
  const blocker = new pg.Client({ connectionString: shop.owner_url })
  await blocker.connect()
  await blocker.query('begin; lock table catalog.price_history in access exclusive mode')
  let answered = 0
  const reports = Array.from({ length: SLOW }, () => shop.owner.get(report).finally(() => (answered += 1)))
  await allTaken(blocker)
  campaign.fault('every connection is wanted')
  campaign.attempt(requests)
  const waits_ms: number[] = []
  const from = performance.now()
  const sending = lines.sell(sales, () => waits_ms.push(performance.now() - from))
  const inTime = await Promise.race([sending, pause(PATIENCE_MS).then(() => null)])
  // However quick the sales were: the reports that got no connection wait until they are asked to come again.
  for (const from = Date.now(); answered < SLOW - (CONNECTIONS - KEPT_FREE) && Date.now() - from < PATIENCE_MS; )
    await pause(20)
  await blocker.query('rollback')
  await blocker.end()
  lines.close()
  const [half, nearly_all, all] = [0.5, 0.95, 1].map((part) => at(waits_ms, part))
  say(`R10: half were answered after ${half} ms, 95 % after ${nearly_all} ms, the last after ${all} ms`)
  if (inTime === null) return campaign.violate(`a sale had no answer after ${PATIENCE_MS} ms`)
  for (const { status, text } of inTime)
    if (status !== 201) campaign.violate(`a sale was not served: ${status} ${text.slice(0, 200)}`)
  await judgeSold(campaign, shop, { sales, replies: inTime, product_id })
  judgeReports(campaign, await Promise.all(reports))

  if ((await shop.owner.get(report)).status !== 200) campaign.violate('reports do not come back')
  await judgeConnections(campaign, shop)
  await judgeBooks(campaign, shop.owner_url)
}

const saleOf = ({ warehouse_id }: WideShop, product_id: string) => ({
  id: newId(),
  warehouse_id,
  items: [{ product_id, quantity: 1 }],
  payments: [{ method: 'debit', amount: 1_000 }],
})

/** A connection for each who will ask, open before they do, as browsers have them; the shop is in use by then. */
async function openLines(shop: WideShop, seller: Worker, how_many: number) {
  if (!shop.http.server.listening) await shop.http.listen({ port: 0, host: '127.0.0.1' })
  const { port } = shop.http.server.address() as AddressInfo
  const clients: Client[] = []
  while (clients.length < how_many) clients.push(await openClient(`http://127.0.0.1:${port}`, 'none'))
  const headers = `x-test-actor: ${writeActor(seller.actor)}\r\n`
  const sell = async (client: Client | undefined, sale: Sale): Promise<Answer> => {
    if (!client) throw new Error('everybody has a line')
    const { status, body } = await client.ask('POST', '/api/sales', JSON.stringify(sale), headers)
    return { status, text: body }
  }
  const other_id = await shop.goods(SOLD_BEFORE)
  await hands(Math.min(PEOPLE_BEFORE, how_many), SOLD_BEFORE, async () => {
    const client = clients.shift()
    await sell(client, saleOf(shop, other_id))
    if (client) clients.push(client)
  })
  await pause(FORGOTTEN_MS)
  return {
    /** All at once, each on a line of their own. */
    sell: (sales: readonly Sale[], answered: () => void) =>
      Promise.all(
        sales.map(async (sale, n) => {
          const answer = await sell(clients[n], sale)
          answered()
          return answer
        }),
      ),
    close: () => {
      for (const client of clients) client.close()
    },
  }
}

type Answer = Pick<Reply, 'status' | 'text'>

/** Until the reports hold every connection that is not kept free. */
async function allTaken(blocker: pg.Client): Promise<void> {
  const look = `select count(*)::int as waiting from pg_locks where not granted and relation = 'catalog.price_history'::regclass`
  for (let looks = 0; looks < 500; looks++) {
    const { rows } = await blocker.query<{ waiting: number }>(look)
    if ((rows[0]?.waiting ?? 0) >= CONNECTIONS - KEPT_FREE) return
    await pause(20)
  }
  throw new Error('the reports never got their connections')
}

/** The waits come in the order of the answers. */
const at = (waits_ms: readonly number[], part: number) =>
  Math.round(waits_ms[Math.ceil(waits_ms.length * part) - 1] ?? 0)

function judgeReports(campaign: Campaign, replies: readonly Reply[]): void {
  for (const { status, headers, text } of replies) {
    if (status === 503 && headers['retry-after']) campaign.fault('asked to come again')
    else if (status >= 300) campaign.violate(`${status} ${text.slice(0, 200)}`)
  }
}

interface Sold {
  readonly sales: readonly Sale[]
  readonly replies: readonly Answer[]
  readonly product_id: string
}

/** What was answered with yes is there, and nothing else. */
async function judgeSold(campaign: Campaign, shop: WideShop, { sales, replies, product_id }: Sold): Promise<void> {
  const rows = await shop.db.selectFrom('sales.order').select('id').execute()
  const there = new Set(rows.map(({ id }) => id))
  for (const [at, { id }] of sales.entries()) {
    const status = replies[at]?.status
    if (there.has(id) !== (status === 201)) campaign.violate(`a sale answered ${status} is there: ${there.has(id)}`)
  }
  const sold = replies.filter(({ status }) => status === 201).length
  const { on_hand } = await shop.onHand(product_id)
  if (on_hand !== sales.length - sold) campaign.violate(`${sold} sold of ${sales.length}, and ${on_hand} are left`)
}

/** No connection stays inside a transaction, and no more of them are open than the pools may have. */
async function judgeConnections(campaign: Campaign, shop: WideShop): Promise<void> {
  const { rows } = await withClient(shop.owner_url, (client) =>
    client.query<{ count: number; busy: number }>(
      `select count(*)::int as count, count(*) filter (where state like 'idle in%')::int as busy
       from pg_stat_activity where datname = current_database() and application_name = 'mostrador'`,
    ),
  )
  const { count = 0, busy = 0 } = rows[0] ?? {}
  if (count > CONNECTIONS) campaign.violate(`${count} connections are open`)
  if (busy > 0) campaign.violate(`${busy} connections wait inside a transaction`)
}

test('R10: a crowd on ten connections is served at the counter, and leaves no connection behind', async () => {
  const shop = await openWideShop()
  const rounds = times(1, 10)
  await campaign(
    'R10 crowd',
    async (one) => {
      for (let round = 0; round < rounds; round++) await crowd(one, shop)
    },
    { attempts: rounds * REQUESTS, faults: rounds * 10 },
  )
  expect((await shop.owner.get('/api/health/ready')).status).toBe(200)
})

test('R10 has teeth: with no connection kept free for the counter, sales are sent away', async () => {
  const prototype = pg.Pool.prototype as unknown as { connect: (this: pg.Pool, ...given: unknown[]) => unknown }
  const { connect } = prototype
  // The pool has no more connections than the reports may take.
  prototype.connect = function (...given) {
    if (this.options.max === CONNECTIONS) this.options.max = CONNECTIONS - KEPT_FREE
    return connect.apply(this, given)
  }
  try {
    const shop = await openWideShop()
    await mustBite('R10 without connections kept free', (one) => crowd(one, shop, REQUESTS / 10))
  } finally {
    Object.assign(prototype, { connect })
  }
})
