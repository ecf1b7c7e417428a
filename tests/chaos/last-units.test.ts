import { expect, test } from 'vitest'
import { campaign, mustBite, times } from './harness/campaign.ts'
import { takeConstraintsOut, takeLocksOut } from './harness/take-out.ts'
import { openWideShop } from './harness/wide-shop.ts'
import { lastUnits } from './last-units.ts'

const RUNS = times(200, 3_000)

test('R1: of 64 buyers of 5 units exactly 5 get one, in three warehouses, however they buy', async () => {
  const shop = await openWideShop()
  await campaign('R1 last units', (one) => lastUnits(one, shop, RUNS), { attempts: RUNS * 64, faults: RUNS * 59 })
})

test('R1 has teeth: without the locks on the levels it sees units sold twice or refused in vain', async () => {
  const shop = await openWideShop()
  expect(await takeLocksOut(shop.owner_url, ['stock', 'sales', 'money'])).toBeGreaterThan(0)
  await mustBite('R1 without locks', (one) => lastUnits(one, shop, RUNS))
})

test('R1 has teeth: when no look and no check stands in the way, it sees more sold than there was', async () => {
  const shop = await openWideShop()
  expect(await takeLocksOut(shop.owner_url, ['stock', 'sales', 'money'])).toBeGreaterThan(0)
  expect(await takeConstraintsOut(shop.owner_url, 'level_%')).toBeGreaterThan(0)
  await mustBite('R1 without locks and checks', (one) => lastUnits(one, shop, RUNS))
})
