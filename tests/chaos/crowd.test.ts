import pg from 'pg'
import { expect, test } from 'vitest'
import { withClient } from '../../platform/database/embedded/roles.ts'
import { newId } from '../../platform/ids.ts'
import type { Reply } from '../support/open-shop.ts'
import { judgeBooks } from './harness/books.ts'
import { type Campaign, campaign, mustBite, pause, times } from './harness/campaign.ts'
import { insist, openWideShop, type WideShop } from './harness/wide-shop.ts'

const REQUESTS = 500
const SLOW = 20
/** Who waits for a connection hears of it after five seconds; nobody waits longer than this. */
const PATIENCE_MS = 10_000

interface Sale {
  readonly id: string
}

/**
 * R10: ten connections, twenty slow reports that keep all of them, and five hundred sales at once. Each is answered in
 * time, with what was asked or with "try again"; nothing is half done; when the reports are through, all of them sell,
 * and every connection is free again.
 */
async function crowd(campaign: Campaign, shop: WideShop, requests = REQUESTS): Promise<void> {
  const seller = await shop.seller()
  const product_id = await shop.goods(requests)
  const sales = Array.from({ length: requests }, () => ({
    id: newId(),
    warehouse_id: shop.warehouse_id,
    items: [{ product_id, quantity: 1 }],
    payments: [{ method: 'debit', amount: 1_000 }],
  }))
  // Whoever reads categories waits for this lock: a report that takes its time.
  const blocker = new pg.Client({ connectionString: shop.owner_url })
  await blocker.connect()
  await blocker.query('begin; lock table catalog.category in access exclusive mode')
  const reports = Array.from({ length: SLOW }, () => shop.owner.get('/api/categories'))
  await pause(100)
  campaign.fault('every connection is taken')
  campaign.attempt(requests)
  const sending = sales.map((sale) => seller.post('/api/sales', sale))
  const inTime = await Promise.race([Promise.all(sending), pause(PATIENCE_MS).then(() => null)])
  await blocker.query('rollback')
  await blocker.end()
  if (inTime === null) return campaign.violate(`a sale had no answer after ${PATIENCE_MS} ms`)
  judgeReplies(campaign, [...inTime, ...(await Promise.all(reports))])
  await judgeSold(campaign, shop, { sales, replies: inTime, product_id })

  const again = await Promise.all(sales.map((sale) => insist((key) => seller.post('/api/sales', sale, key))))
  judgeReplies(campaign, again)
  await judgeSold(campaign, shop, { sales, replies: again, product_id })
  if ((await shop.owner.get('/api/categories')).status !== 200) campaign.violate('reports do not come back')
  await judgeConnections(campaign, shop)
  await judgeBooks(campaign, shop.owner_url)
}

function judgeReplies(campaign: Campaign, replies: readonly Reply[]): void {
  for (const { status, text } of replies) {
    if (status === 503) campaign.fault('asked to come again')
    else if (status >= 300) campaign.violate(`${status} ${text.slice(0, 200)}`)
  }
}

interface Sold {
  readonly sales: readonly Sale[]
  readonly replies: readonly Reply[]
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
  if (count > 10) campaign.violate(`${count} connections are open`)
  if (busy > 0) campaign.violate(`${busy} connections wait inside a transaction`)
}

test('R10: a crowd on ten connections is answered, and leaves no connection behind', async () => {
  const shop = await openWideShop()
  const rounds = times(1, 10)
  await campaign(
    'R10 crowd',
    async (one) => {
      for (let round = 0; round < rounds; round++) await crowd(one, shop)
    },
    { attempts: rounds * REQUESTS, faults: rounds * SLOW },
  )
  expect((await shop.owner.get('/api/health/ready')).status).toBe(200)
})

test('R10 has teeth: who waits for a connection without end has no answer', async () => {
  const prototype = pg.Pool.prototype as unknown as { connect: (this: pg.Pool, ...given: unknown[]) => unknown }
  const { connect } = prototype
  prototype.connect = function (...given) {
    this.options.connectionTimeoutMillis = 0
    return connect.apply(this, given)
  }
  try {
    const shop = await openWideShop()
    await mustBite('R10 without an end of waiting', (one) => crowd(one, shop, REQUESTS / 10))
  } finally {
    Object.assign(prototype, { connect })
  }
})
