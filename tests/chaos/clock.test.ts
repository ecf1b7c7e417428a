import { test } from 'vitest'
import { clock, jumps } from './clock.ts'
import { campaign, mustBite, times } from './harness/campaign.ts'
import { rewriteFunctions } from './harness/take-out.ts'
import { openWideShop } from './harness/wide-shop.ts'

test('R11: the clock jumps ahead, back, over summer time, leap day and new year; the books do not care', async () => {
  const shop = await openWideShop()
  const rounds = times(1, 10)
  const least = { attempts: rounds * jumps.length * 9, faults: rounds * jumps.length }
  await campaign('R11 clock', (one) => clock(one, shop, rounds), least)
})

test('R11 has teeth: movements numbered by the clock instead of by their level would be told in a wrong order', async () => {
  const shop = await openWideShop()
  await rewriteFunctions(shop.owner_url, ['stock'], (body) =>
    body.replaceAll(/sequence = l\.sequence \+ 1/g, 'sequence = extract(epoch from now_at)::bigint'),
  )
  await mustBite('R11 with numbers from the clock', (one) => clock(one, shop, 1))
})
