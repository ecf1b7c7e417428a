import pg from 'pg'
import { expect, test } from 'vitest'
import { withClient } from '../../platform/database/embedded/roles.ts'
import { newId } from '../../platform/ids.ts'
import { judgeBooks } from './harness/books.ts'
import { type Campaign, campaign, pause, times } from './harness/campaign.ts'
import { openWideShop, type WideShop } from './harness/wide-shop.ts'

const REQUESTS = 500
const SLOW = 20
const BLOCKED_MS = 1_500

/**
 * R10: ten connections, twenty slow reports that keep all of them, and five hundred requests at once. Each is answered,
 * with what was asked or with "try again"; nothing is half done; afterwards every connection is free again.
 */
async function crowd(campaign: Campaign, shop: WideShop): Promise<void> {
  const seller = await shop.seller()
  const product_id = await shop.goods(REQUESTS)
  // Whoever reads categories waits for this lock: a report that takes its time.
  const blocker = new pg.Client({ connectionString: shop.owner_url })
  await blocker.connect()
  await blocker.query('begin; lock table catalog.category in access exclusive mode')
  const reports = Array.from({ length: SLOW }, () => shop.owner.get('/api/categories'))
  await pause(100)
  campaign.fault('every connection is taken')

  const sales = Array.from({ length: REQUESTS }, () => ({
    id: newId(),
    warehouse_id: shop.warehouse_id,
    items: [{ product_id, quantity: 1 }],
    payments: [{ method: 'debit', amount: 1_000 }],
  }))
  const sending = sales.map((sale) => seller.post('/api/sales', sale))
  await pause(BLOCKED_MS)
  await blocker.query('rollback')
  await blocker.end()
  const replies = await Promise.all(sending)
  campaign.attempt(REQUESTS)
  for (const { status, text } of [...replies, ...(await Promise.all(reports))]) {
    if (status === 503) campaign.fault('asked to come again')
    else if (status >= 300) campaign.violate(`${status} ${text.slice(0, 200)}`)
  }

  for (const [at, reply] of replies.entries()) {
    const sale = sales[at]
    if (!sale) continue
    const found = (await shop.owner.get(`/api/orders/${sale.id}`)).status
    if (found !== (reply.status === 201 ? 200 : 404))
      campaign.violate(`a sale answered ${reply.status} is there: ${found}`)
  }
  const sold = replies.filter(({ status }) => status === 201).length
  const { on_hand } = await shop.onHand(product_id)
  if (on_hand !== REQUESTS - sold) campaign.violate(`${sold} sold of ${REQUESTS}, and ${on_hand} are left`)
  if ((await shop.owner.get('/api/categories')).status !== 200) campaign.violate('reports do not come back')
  await judgeConnections(campaign, shop)
  await judgeBooks(campaign, shop.owner_url)
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
    { attempts: rounds * REQUESTS, faults: rounds },
  )
  expect((await shop.owner.get('/api/health/ready')).status).toBe(200)
})
