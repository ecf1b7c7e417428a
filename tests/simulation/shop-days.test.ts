import { expect, test } from 'vitest'
import { judgeBooks } from '../chaos/harness/books.ts'
import { type Campaign, campaign, mustBite, times } from '../chaos/harness/campaign.ts'
import { listenToCalls } from '../chaos/harness/failing-calls.ts'
import { rewriteFunctions } from '../chaos/harness/take-out.ts'
import { openWideShop, type WideShop } from '../chaos/harness/wide-shop.ts'
import { emptyLedger } from './ledger.ts'
import { judgeDay, liveDay } from './shop-day.ts'
import type { Stage } from './stage.ts'

const DAYS = times(200, 5_000)
const ACTS = 8
const CLERKS = 3
const FIRST_DAY = Date.UTC(2026, 2, 2, 13)
const PRICES = [990, 1_995, 3_490, 12_987, 450]

async function openStage(shop: WideShop): Promise<Stage> {
  const ledger = emptyLedger()
  const goods = await Promise.all(
    PRICES.map(async (price) => {
      const id = await shop.goods(30, { price, cost: Math.round(price / 3) })
      ledger.shelves.set(id, 30)
      return { id, price }
    }),
  )
  const customers = await Promise.all([1, 2].map(() => shop.customer({ credit_limit: 1e12 })))
  const clerks = await Promise.all(
    Array.from({ length: CLERKS }, async () => ({ who: shop.as('admin'), till_id: await shop.till(), session_id: '' })),
  )
  return { shop, goods, clerks, customers, ledger, waiting: [], sold: [] }
}

/** Days of a shop with faults on; at each closing time everything is there that should be. */
async function days(campaign: Campaign, shop: WideShop, how_many: number): Promise<void> {
  const stage = await openStage(shop)
  const quiet = listenToCalls()
  try {
    for (let day = 0; day < how_many && campaign.violations.length === 0; day++) {
      shop.time.now = new Date(FIRST_DAY + day * 86_400_000)
      await liveDay(campaign, stage, ACTS)
      await judgeDay(campaign, day, stage)
    }
  } finally {
    quiet()
    shop.time.now = null
  }
  await judgeBooks(campaign, shop.owner_url)
}

test('the shop day: at each closing time stock and money are conserved, to the unit and the peso', async () => {
  const shop = await openWideShop()
  const least = { attempts: DAYS * CLERKS * 6, faults: DAYS / 2 }
  await campaign(`simulated shop, ${DAYS} days`, (one) => days(one, shop, DAYS), least)
})

test('the shop day has teeth: units that leave without a word are missed on the first evening', async () => {
  const shop = await openWideShop()
  const changed = await rewriteFunctions(shop.owner_url, ['stock'], (body) =>
    body.replaceAll(
      /on_hand = l\.on_hand - v\.q,/g,
      'on_hand = l.on_hand - v.q + case when v.q > 1 then 1 else 0 end,',
    ),
  )
  expect(changed).toBeGreaterThan(0)
  await mustBite('simulated shop that forgets a unit', (one) => days(one, shop, 20))
})
