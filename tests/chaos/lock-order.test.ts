import { expect, test } from 'vitest'
import { campaign, mustBite, times } from './harness/campaign.ts'
import { rewriteFunctions, takeLocksOut } from './harness/take-out.ts'
import { openWideShop } from './harness/wide-shop.ts'
import { lockOrder } from './lock-order.ts'

const ORDERS = times(2_000, 50_000)

test('R2: 32 workers lock the same products in random order: no deadlock reaches anybody', async () => {
  const shop = await openWideShop()
  await campaign('R2 lock order', (one) => lockOrder(one, shop, ORDERS), { attempts: ORDERS })
})

test('R2 has teeth: where rows are locked as they come instead of in one order, somebody hears of a deadlock', async () => {
  const shop = await openWideShop()
  const changed = await rewriteFunctions(shop.owner_url, ['stock'], (body) =>
    body.replaceAll(/order by (l|v|k)\.(product_id|p)(, l\.warehouse_id)?(?=\s+for update)/g, 'order by random()'),
  )
  expect(changed).toBeGreaterThan(0)
  await mustBite('R2 with locks in any order', (one) => lockOrder(one, shop, ORDERS))
})

test('R2 has teeth: without locks two hands change one row from what both saw', async () => {
  const shop = await openWideShop()
  expect(await takeLocksOut(shop.owner_url, ['stock', 'sales', 'money'])).toBeGreaterThan(0)
  await mustBite('R2 without locks', (one) => lockOrder(one, shop, ORDERS))
})
