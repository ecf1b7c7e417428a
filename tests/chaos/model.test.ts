import { expect, test } from 'vitest'
import { campaign, mustBite, times } from './harness/campaign.ts'
import { rewriteFunctions } from './harness/take-out.ts'
import { openWideShop } from './harness/wide-shop.ts'
import { anySequence } from './model.ts'

const RUNS = times(2_000, 100_000)

test('R27: any sequence of up to fifty commands leaves what a notebook would say, after each of them', async () => {
  const shop = await openWideShop()
  await campaign('R27 model', (one) => anySequence(one, shop, RUNS), { attempts: RUNS * 4, faults: RUNS })
})

test('R27 has teeth: a release that forgets to give the units back is found', async () => {
  const shop = await openWideShop()
  const changed = await rewriteFunctions(shop.owner_url, ['stock'], (body) =>
    /FUNCTION stock\.release\(/.test(body) ? body.replace('l.reserved - s.quantity', 'l.reserved') : body,
  )
  expect(changed).toBeGreaterThan(0)
  await mustBite('R27 with a forgetful release', (one) => anySequence(one, shop, RUNS))
})
