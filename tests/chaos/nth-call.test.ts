import { expect, test } from 'vitest'
import { campaign, mustBite, times } from './harness/campaign.ts'
import { rewriteStatements } from './harness/take-out.ts'
import { openWideShop } from './harness/wide-shop.ts'
import { nthCall } from './nth-call.ts'

test('R7: whichever call to the database fails, there is all of an operation or nothing, and a retry completes it', async () => {
  const shop = await openWideShop()
  await campaign('R7 n-th call', (one) => nthCall(one, shop, times(1, 10)), {
    attempts: times(300, 3_000),
    faults: times(250, 2_500),
  })
})

test('R7 has teeth: without transactions a failure leaves half an operation', async () => {
  const shop = await openWideShop()
  const without = rewriteStatements((text) => (/^(begin|start transaction)$/i.test(text) ? 'select 1' : text))
  try {
    await mustBite('R7 without transactions', (one) => nthCall(one, shop, 1))
    expect(without.changed()).toBeGreaterThan(0)
  } finally {
    without.undo()
  }
})
