import { beforeAll, expect, test } from 'vitest'
import { openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

const patch = (id: string, body: object, who = shop.owner) => who.patch(`/api/orders/${id}`, body)
const act = (id: string, verb: string) => shop.owner.post(`/api/orders/${id}/${verb}`, {})

test('where a confirmed order goes may be said until the goods leave, and what it holds stays promised', async () => {
  const oil = await shop.product({ on_hand: 5, price: 1_000 })
  const order = await shop.draft([{ product_id: oil, quantity: 2 }])
  await act(order.id, 'confirm')
  const sent = { fulfilment: 'delivery', delivery_address: 'Los Aromos 123, Maipú' }
  expect((await patch(order.id, sent)).body).toMatchObject({ ...sent, status: 'confirmed', total: 2_000 })
  expect(await shop.onHand(oil)).toMatchObject({ reserved: 2 })
  const { items } = (await shop.owner.get(`/api/orders/${order.id}/history`)).body
  expect(items.map(({ action }: { action: string }) => action)).toContain('order.updated')

  const more = { ...sent, items: [{ product_id: oil, quantity: 3 }] }
  expect(await patch(order.id, more)).toMatchObject({ status: 409, body: { code: 'order.not_a_draft' } })
  expect((await act(order.id, 'hand-over')).body.code).toBe('order.shipped_instead')
  await patch(order.id, { fulfilment: 'pickup' })
  await act(order.id, 'hand-over')
  expect(await patch(order.id, sent)).toMatchObject({ status: 409, body: { code: 'order.already_handed_over' } })
})

test('a cancelled order goes nowhere any more', async () => {
  const order = await shop.draft([{ product_id: await shop.product({ on_hand: 5 }), quantity: 1 }])
  await act(order.id, 'cancel')
  expect(await patch(order.id, { fulfilment: 'pickup' })).toMatchObject({
    status: 409,
    body: { code: 'order.not_a_draft' },
  })
})

test('a seller who may not set prices keeps those that the quote promised, and invents none', async () => {
  const product_id = await shop.product({ on_hand: 9, price: 1_000 })
  const quote = await shop.owner.post('/api/quotes', {
    warehouse_id: shop.warehouse_id,
    items: [{ product_id, quantity: 2, unit_price: 800 }],
  })
  expect(quote.body, quote.text).toMatchObject({ total: 1_600 })
  const seller = shop.as('vendedor')
  const again = [{ product_id, quantity: 3, unit_price: 800 }]
  expect((await seller.patch(`/api/quotes/${quote.body.id}`, { items: again })).body).toMatchObject({ total: 2_400 })
  await shop.owner.post(`/api/quotes/${quote.body.id}/send`, {})
  await shop.owner.post(`/api/quotes/${quote.body.id}/accept`, {})
  const { id } = (await seller.post(`/api/quotes/${quote.body.id}/order`, {})).body
  expect((await patch(id, { items: again }, seller)).body).toMatchObject({ total: 2_400 })
  const cheaper = [{ product_id, quantity: 3, unit_price: 500 }]
  expect((await patch(id, { items: cheaper }, seller)).body).toMatchObject({ total: 3_000 })
})

test('the note of a quote can be taken back, and its discount is told as it was asked for', async () => {
  const product_id = await shop.product({ on_hand: 9, price: 1_000 })
  const body = { warehouse_id: shop.warehouse_id, notes: 'con despacho', discount_basis_points: 1_000 }
  const quote = await shop.owner.post('/api/quotes', { ...body, items: [{ product_id, quantity: 1 }] })
  expect(quote.body).toMatchObject({ order_discount_basis_points: 1_000, order_discount_minor: 100, total: 900 })
  const cleared = await shop.owner.patch(`/api/quotes/${quote.body.id}`, { notes: null, discount_basis_points: 0 })
  expect(cleared.body).toMatchObject({ notes: null, total: 1_000 })
})
