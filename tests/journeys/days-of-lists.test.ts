import { expect, test } from 'vitest'
import { openWarehouse } from '../../business/fulfilment/tests/warehouse.ts'
import { openBuyingShop } from '../../business/purchasing/tests/buying-shop.ts'

const dayMs = 86_400_000
/** Half past one by UTC is still the evening before in Santiago, in summer and in winter. */
const evening = new Date(`${new Date(Date.now() + dayMs).toISOString().slice(0, 10)}T01:30:00Z`)
const nextDay = evening.toISOString().slice(0, 10)
const itsDay = new Date(evening.getTime() - dayMs).toISOString().slice(0, 10)

type Owner = { get: (path: string) => Promise<{ status: number; text: string; body: { items: { id: string }[] } }> }

async function idsOn(owner: Owner, path: string, day: string): Promise<string[]> {
  const reply = await owner.get(`${path}?from=${day}&to=${day}&limit=100`)
  expect(reply.status, reply.text).toBe(200)
  return reply.body.items.map(({ id }) => id)
}

async function expectOfTheEvening(owner: Owner, path: string, id: string): Promise<void> {
  expect(await idsOn(owner, path, itsDay), path).toContain(id)
  expect(await idsOn(owner, path, nextDay), path).not.toContain(id)
}

test('what is bought and asked for at ten at night belongs to that evening in every list', async () => {
  const shop = await openBuyingShop()
  shop.time.now = evening
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product()]
  await shop.offer(supplier_id, product_id)
  const asked = await shop.post('/api/reorders', { product_id, quantity: 8 })
  await expectOfTheEvening(shop.owner, '/api/reorders', asked.id)
  const order = await shop.order(supplier_id, [{ product_id, quantity: 4 }])
  await expectOfTheEvening(shop.owner, '/api/purchase-orders', order.id)
})

test('what is offered and sent at ten at night belongs to that evening, too', async () => {
  const shop = await openWarehouse()
  shop.time.now = evening
  const product_id = await shop.product({ on_hand: 3 })
  const till = await shop.atTill(shop.as('gerente'))
  await expectOfTheEvening(shop.owner, '/api/till-sessions', till.session_id)
  const items = [{ product_id, quantity: 1 }]
  const quote = await shop.owner.post('/api/quotes', { warehouse_id: shop.warehouse_id, items })
  expect(quote.status, quote.text).toBe(201)
  await expectOfTheEvening(shop.owner, '/api/quotes', quote.body.id)
  const packed = await shop.bring(await shop.ordered(items), 'packed')
  const parcel = await shop.owner.post('/api/shipments', { fulfilment_id: packed.id })
  expect(parcel.status, parcel.text).toBe(201)
  await expectOfTheEvening(shop.owner, '/api/shipments', parcel.body.id)
})
