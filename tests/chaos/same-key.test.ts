import { expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { campaign, mustBite, times } from './harness/campaign.ts'
import { freeTheKey, rewriteFunctions, takeLookAtAnswersOut } from './harness/take-out.ts'
import { openWideShop } from './harness/wide-shop.ts'
import { sameKey } from './same-key.ts'

const OPERATIONS = times(1_000, 10_000)

test('I1: one key is one effect and one answer, however often, from wherever and whenever it is sent', async () => {
  const shop = await openWideShop()
  const least = { attempts: OPERATIONS * 2, faults: OPERATIONS / 4 }
  await campaign('I1 same key', (one) => sameKey(one, shop, OPERATIONS), least)
})

test('I1 has teeth: where nobody looks for what a key was answered, things happen twice', async () => {
  const shop = await openWideShop()
  await takeLookAtAnswersOut(shop.owner_url)
  await mustBite('I1 without the look at the answers', (one) => sameKey(one, shop, Math.ceil(OPERATIONS / 10)))
})

test('I1 has teeth: where a key is not held while it is at work, two do its work', async () => {
  const shop = await openWideShop()
  await freeTheKey(shop.owner_url)
  const open = (text: string) => text.replace(/pg_try_advisory_xact_lock\(hashtextextended\((.*?), 7\)\)/, 'true')
  expect(await rewriteFunctions(shop.owner_url, ['platform'], open), 'in a batch and alone').toBe(2)
  await mustBite('I1 without the hold on the key', (one) => sameKey(one, shop, Math.ceil(OPERATIONS / 10)))
})

test('I2, I4: another body is refused, another person has keys of their own, and a key has its length', async () => {
  const shop = await openWideShop()
  const seller = await shop.seller()
  const product_id = await shop.goods(100)
  const adjust = (key: string, quantity: number, who = shop.owner) =>
    who.post(
      `/api/products/${product_id}/adjust-stock`,
      { warehouse_id: shop.warehouse_id, operation: 'add', quantity, reason: 'Hallazgo' },
      { key },
    )
  const key = newId()
  expect((await adjust(key, 1)).status).toBe(200)
  expect(await adjust(key, 2)).toMatchObject({ status: 422, body: { code: 'request.key_reused' } })
  expect((await adjust(key, 2, seller)).status).toBe(200)
  expect((await adjust('k'.repeat(255), 1)).status).toBe(200)
  expect((await adjust('k'.repeat(256), 1)).status).toBe(400)
  expect((await adjust('con espacio', 1)).status).toBe(400)
  expect((await shop.onHand(product_id)).on_hand).toBe(104)
})

test('I3: a body that was wrong is not remembered under its key', async () => {
  const shop = await openWideShop()
  const product_id = await shop.goods(10)
  const path = `/api/products/${product_id}/adjust-stock`
  const body = { warehouse_id: shop.warehouse_id, operation: 'add', quantity: 1, reason: 'Hallazgo' }
  const key = newId()
  expect((await shop.owner.post(path, { ...body, quantity: 'muchas' }, { key })).status).toBe(422)
  expect((await shop.owner.post(path, body, { key })).status).toBe(200)
  expect((await shop.onHand(product_id)).on_hand).toBe(11)
})

test('I5: the id of a sale is its own for ever', async () => {
  const shop = await openWideShop()
  const seller = await shop.seller()
  const product_id = await shop.goods(10)
  const sale = {
    id: newId(),
    warehouse_id: shop.warehouse_id,
    items: [{ product_id, quantity: 1 }],
    payments: [{ method: 'debit', amount: 1_000 }],
  }
  const first = await seller.post('/api/sales', sale)
  expect(first.status, first.text).toBe(201)
  shop.time.now = new Date(Date.now() + 400 * 86_400_000)
  expect((await seller.post('/api/sales', sale)).body).toEqual(first.body)
  expect((await shop.owner.post('/api/sales', sale)).body).toEqual(first.body)
  shop.time.now = null
  expect((await shop.onHand(product_id)).on_hand).toBe(9)
})
