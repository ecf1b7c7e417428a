import { test } from 'vitest'
import { campaign, mustBite, times } from './harness/campaign.ts'
import { takeLookAtAnswersOut } from './harness/take-out.ts'
import { openWideShop } from './harness/wide-shop.ts'
import { chaosPoints } from './points.ts'

const ROUNDS = times(4, 400)

test('R8: wherever the program asks its database it may fail, and what was answered is there, once', async () => {
  const shop = await openWideShop()
  const least = { attempts: ROUNDS * 30, faults: ROUNDS * 30 }
  await campaign('R8 chaos points', (one) => chaosPoints(one, shop, ROUNDS), least)
})

test('R8 has teeth: where nobody looks for what a key was answered, what was done and not heard is done again', async () => {
  const shop = await openWideShop()
  await takeLookAtAnswersOut(shop.owner_url)
  await mustBite('R8 without the look at the answers', (one) => chaosPoints(one, shop, ROUNDS))
})
