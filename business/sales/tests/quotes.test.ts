import { beforeAll, expect, test } from 'vitest'
import { noteMail } from '#platform/mail/send-mail'
import { openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

const act = (id: string, verb: string, body: object = {}) => shop.owner.post(`/api/quotes/${id}/${verb}`, body)
async function quoted(price = 1_000, more: object = {}) {
  const product_id = await shop.product({ on_hand: 5, price })
  const reply = await shop.owner.post('/api/quotes', {
    warehouse_id: shop.warehouse_id,
    items: [{ product_id, quantity: 2 }],
    ...more,
  })
  expect(reply.status, reply.text).toBe(201)
  return { ...reply.body, product_id }
}

test('a quote is written, sent, accepted and becomes one order at the quoted prices', async () => {
  const quote = await quoted(1_000, { discount_minor: 100 })
  expect(quote).toMatchObject({ status: 'draft', total: 1_900, discount_minor: 100 })
  const letter = { email: 'rosa@ejemplo.cl' }
  expect(await act(quote.id, 'send', letter)).toMatchObject({ status: 409, body: { code: 'mail.not_configured' } })
  await noteMail(shop.ctx, { smtp_url: 'smtp://127.0.0.1:1', from: undefined })
  expect((await act(quote.id, 'send', letter)).body).toMatchObject({ status: 'sent' })
  await shop.owner.patch(`/api/products/${quote.product_id}`, { price: 5_000 })
  expect((await act(quote.id, 'accept')).body).toMatchObject({ status: 'accepted' })
  const order = await act(quote.id, 'order')
  expect(order).toMatchObject({ status: 201, body: { status: 'draft', total: 1_900, quote_id: quote.id } })
  expect((await shop.owner.post(`/api/orders/${order.body.id}/confirm`)).body).toMatchObject({ total: 1_900 })
  expect((await act(quote.id, 'order')).body).toMatchObject({ code: 'quote.already_ordered' })
})

test('every move of a quote that is not in its table is refused', async () => {
  const paths: [string[], string[]][] = [
    [[], ['accept', 'decline', 'order']],
    [['send'], ['send', 'order']],
    [
      ['send', 'accept'],
      ['send', 'accept', 'decline'],
    ],
    [
      ['send', 'decline'],
      ['send', 'accept', 'decline', 'order'],
    ],
  ]
  for (const [path, verbs] of paths) {
    const { id } = await quoted()
    for (const verb of path) expect((await act(id, verb)).status).toBe(200)
    for (const verb of verbs) expect((await act(id, verb)).status, `${path} → ${verb}`).toBe(409)
    if (path.length > 0) expect((await shop.owner.patch(`/api/quotes/${id}`, { notes: 'x' })).status).toBe(409)
  }
})

test('a quote expires after its last day, marked or not', async () => {
  const { id } = await quoted(1_000, { valid_until: '2020-01-01' })
  await act(id, 'send')
  expect((await shop.owner.get(`/api/quotes/${id}`)).body.status).toBe('expired')
  expect((await act(id, 'accept')).status).toBe(409)
  const listed = (await shop.owner.get('/api/quotes?status=expired')).body.items
  expect(listed.map((quote: { id: string }) => quote.id)).toContain(id)
})

test('a draft quote is edited', async () => {
  const quote = await quoted()
  const items = [{ product_id: quote.product_id, quantity: 3 }]
  expect((await shop.owner.patch(`/api/quotes/${quote.id}`, { items, notes: 'tres' })).body).toMatchObject({
    total: 3_000,
    notes: 'tres',
    version: 2,
  })
})
