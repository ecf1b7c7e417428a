import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { laneDuring, patiently } from '../../../tests/support/lane-figures.ts'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

/** Asks again while the machine is busy, under the key of the first time: an answer that was lost is no second act. */
const insist = (path: string, body: object = {}) => {
  const key = newId()
  return patiently(() => shop.owner.post(path, body, { key }))
}

const many = <T>(count: number, make: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)))

test('a confirmation answers what the order then says, and freezes prices and customer as of now', async () => {
  const customer_id = await shop.customer({ name: 'Antes' })
  const product_id = await shop.product({ on_hand: 10, price: 1_000 })
  const draft = await shop.draft([{ product_id, quantity: 2 }], { customer_id })
  await shop.owner.patch(`/api/products/${product_id}`, { price: 1_500 })
  await shop.owner.patch(`/api/customers/${customer_id}`, { name: 'Después' })

  const { value: confirmed, done } = await laneDuring(() =>
    shop.owner.post(`/api/orders/${draft.id}/confirm`, {}, { key: newId() }),
  )
  expect(done).toBe(1)
  expect(confirmed, confirmed.text).toMatchObject({
    status: 200,
    body: { status: 'confirmed', total: 3_000, customer: { name: 'Después' }, next: ['pay', 'hand_over', 'cancel'] },
  })
  const now = await shop.owner.get(`/api/orders/${draft.id}`)
  expect(confirmed.body).toEqual(now.body)
  expect(confirmed.headers.etag).toBe(now.headers.etag)
  expect(await shop.onHand(product_id)).toEqual({ on_hand: 10, reserved: 2, available: 8 })
  const history = (await shop.owner.get(`/api/orders/${draft.id}/history`)).body.items
  expect(history.map(({ action }: { action: string }) => action)).toContain('order.confirmed')
})

test('handed over while it is paid, an order completes whichever comes first', async () => {
  const product_id = await shop.product({ on_hand: 100, price: 1_000 })
  const drafts = await many(12, () => shop.draft([{ product_id, quantity: 1 }]))
  for (const { id } of drafts) await shop.owner.post(`/api/orders/${id}/confirm`)
  const replies = await Promise.all(
    drafts.flatMap(({ id }) => [
      insist(`/api/orders/${id}/hand-over`),
      insist('/api/payments', { order_id: id, method: 'debit', amount: 1_000 }),
    ]),
  )
  expect(replies.filter(({ status }) => status !== 200 && status !== 201)).toEqual([])
  const statuses = await Promise.all(
    drafts.map(async ({ id }) => (await shop.owner.get(`/api/orders/${id}`)).body.status),
  )
  expect(new Set(statuses)).toEqual(new Set(['completed']))
  await expectBooksToHold(shop)
})

test('a payment answers what it then says, and the last one completes what was handed over', async () => {
  const product_id = await shop.product({ on_hand: 10, price: 1_000 })
  const draft = await shop.draft([{ product_id, quantity: 2 }])
  await shop.owner.post(`/api/orders/${draft.id}/confirm`)
  const pay = (amount: number) =>
    shop.owner.post('/api/payments', { order_id: draft.id, method: 'debit', amount }, { key: newId() })
  const { value: part, done } = await laneDuring(() => pay(500))
  expect(done).toBe(1)
  expect(part, part.text).toMatchObject({ status: 201, body: { amount: 500, balance: { due_minor: 1_500 } } })
  expect((await shop.owner.get(`/api/payments/${part.body.id}`)).body).toEqual(part.body)
  await shop.owner.post(`/api/orders/${draft.id}/hand-over`)
  const last = await laneDuring(() => pay(1_500))
  // Not in the lane: what was handed over is awaited.
  expect(last).toMatchObject({ done: 0, undone: 0 })
  expect((await shop.owner.get(`/api/orders/${draft.id}`)).body).toMatchObject({
    status: 'completed',
    payment_status: 'paid',
    document_label: expect.stringMatching(/^B-\d+$/),
  })
  await expectBooksToHold(shop)
})

test('thirty orders confirmed and paid at once: few commits, nothing doubled, the books hold', async () => {
  const products = await many(3, () => shop.product({ on_hand: 500, price: 1_000 }))
  const drafts: { id: string }[] = []
  for (let at = 0; at < 30; at += 1) {
    drafts.push(await shop.draft([0, 1, 2].map((n) => ({ product_id: products[(at + n) % 3], quantity: 1 }))))
  }
  const confirmed = await laneDuring(() => many(30, (at) => insist(`/api/orders/${drafts[at]?.id}/confirm`)))
  expect(confirmed.value.map(({ status }) => status)).toEqual(Array(30).fill(200))
  expect(confirmed.done).toBeGreaterThan(15)
  const paid = await laneDuring(() =>
    many(60, (at) => insist('/api/payments', { order_id: drafts[at % 30]?.id, method: 'debit', amount: 3_000 })),
  )
  const statuses = paid.value.map(({ status }) => status).sort()
  expect(statuses).toEqual([...Array(30).fill(201), ...Array(30).fill(409)])
  const { rows } = await sql<{ paid: number }>`
    select coalesce(sum(amount), 0)::int as paid from money.entry where document_id = any(${drafts.map(({ id }) => id)}::uuid[])`.execute(
    shop.db,
  )
  expect(rows[0]?.paid).toBe(90_000)
  await expectBooksToHold(shop)
})

test('of two who confirm one order, or confirm and edit it, one is first and the other is told', async () => {
  const product_id = await shop.product({ on_hand: 50 })
  const draft = await shop.draft([{ product_id, quantity: 1 }])
  const twice = await many(4, () => shop.owner.post(`/api/orders/${draft.id}/confirm`))
  expect(twice.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
  const edited = await shop.draft([{ product_id, quantity: 1 }])
  const [confirm, edit] = await Promise.all([
    shop.owner.post(`/api/orders/${edited.id}/confirm`),
    shop.owner.patch(`/api/orders/${edited.id}`, { items: [{ product_id, quantity: 7 }] }),
  ])
  expect(confirm.status).toBe(200)
  const now = (await shop.owner.get(`/api/orders/${edited.id}`)).body
  expect(now).toMatchObject({ status: 'confirmed', units: edit.status === 200 ? 7 : 1 })
  await expectBooksToHold(shop)
})

test('an order without enough stock is refused with every short line and stays a draft', async () => {
  const [one, two, three] = [
    await shop.product({ on_hand: 1 }),
    await shop.product({ on_hand: 9 }),
    await shop.product({ on_hand: 0 }),
  ]
  const items = [one, two, three].map((product_id) => ({ product_id, quantity: 2 }))
  const draft = await shop.draft(items)
  const { value: reply, short } = await laneDuring(() => shop.owner.post(`/api/orders/${draft.id}/confirm`))
  expect(short).toBe(1)
  expect(reply).toMatchObject({ status: 409, body: { code: 'stock.short', short_count: 2 } })
  const lines = reply.body.short_lines.map((line: { product_id: string; available: number }) => [
    line.product_id,
    line.available,
  ])
  expect(lines.sort()).toEqual([[one, 1] as const, [three, 0] as const].map((line) => [...line]).sort())
  expect((await shop.owner.get(`/api/orders/${draft.id}`)).body).toMatchObject({ status: 'draft' })
})
