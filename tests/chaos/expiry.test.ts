import { expect, test } from 'vitest'
import { expiry } from './expiry.ts'
import { campaign, mustBite, times } from './harness/campaign.ts'
import { rewriteFunctions } from './harness/take-out.ts'
import { openWideShop } from './harness/wide-shop.ts'

const HOLDS = times(1_000, 200_000)
/** The books tell at the end of each: the teeth need not wait for a thousand. */
const TOOTH = 0.1

test('R12: holds confirmed at the very second they run out end once, whatever happens to the sweeper', async () => {
  const shop = await openWideShop()
  await campaign('R12 expiry', (one) => expiry(one, shop, HOLDS), { attempts: HOLDS, faults: HOLDS / 200 })
})

test('R12 has teeth: where confirming does not look at the clock, a hold is confirmed and given back', async () => {
  const shop = await openWideShop()
  const changed = await rewriteFunctions(shop.owner_url, ['stock'], (body) =>
    /confirm_reservations/.test(body) ? body.replaceAll(/r\.expires_at <= now_at/g, 'false') : body,
  )
  expect(changed).toBeGreaterThan(0)
  await mustBite('R12 without the look at the clock', (one) => expiry(one, shop, Math.ceil(HOLDS * TOOTH)), {
    portion: TOOTH,
  })
})
