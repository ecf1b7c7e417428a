import { beforeAll, expect, test } from 'vitest'
import { takeIn } from '#stock'
import { openWarehouse, type Prepared, type Warehouse } from '../../business/fulfilment/tests/warehouse.ts'
import { transact } from '../../platform/database/transact.ts'
import { newId } from '../../platform/ids.ts'
import type { Worker } from '../support/open-shop.ts'
import { expectBooksToHold } from '../support/selling-shop.ts'

let shop: Warehouse
let till: Worker & { session_id: string }
beforeAll(async () => {
  shop = await openWarehouse()
  till = await shop.atTill(shop.as('admin'))
})

/** More of it arrives, at another cost. */
const arrives = (product_id: string, quantity: number, cost_minor: number) =>
  transact(shop.ctx, (tx) =>
    takeIn(tx, {
      lines: [{ product_id, warehouse_id: shop.warehouse_id, quantity, cost_minor }],
      cause: { kind: 'receipt', id: newId(), label: 'R' },
      kind: 'receipt',
    }),
  )

/** Of what was ordered, one unit of the first line waits for stock; the rest arrived at the door. */
async function withBackOrder(product_id: string, quantity: number, more: object = {}) {
  const first = await shop.bring(await shop.ordered([{ product_id, quantity }], more), 'picking')
  const line_id = first.items[0]?.id ?? ''
  await shop.scan(first, { product_id, quantity: quantity - 1 })
  const short = { line_id, quantity: 1, reason: 'not_found', outcome: 'back_order', write_off: true }
  expect((await shop.act(first, 'short-picks', short)).status).toBe(200)
  await shop.act(first, 'picked')
  await shop.act(first, 'packs', { all: true })
  const { body } = await shop.owner.post('/api/shipments', { fulfilment_id: first.id, state: 'in_transit' })
  const { items } = (await shop.owner.get(`/api/fulfilments?order_id=${first.order_id}`)).body
  const waiting = items.find(({ waits_for_stock }: Prepared) => waits_for_stock)
  return { first, waiting: await shop.see(waiting.id), parcel_id: body.id as string }
}

const deliver = (parcel_id: string) => shop.owner.patch(`/api/shipments/${parcel_id}`, { state: 'delivered' })
const order = (id: string) => shop.owner.get(`/api/orders/${id}`).then(({ body }) => body)
const take = ({ order_id, items }: Prepared, quantity: number, more: object = {}) =>
  till.post('/api/returns', {
    order_id,
    lines: [{ order_line_id: items[0]?.order_line_id, quantity }],
    reason: 'defective',
    is_here: true,
    ...more,
  })
const settle = (id: string) => till.post(`/api/returns/${id}/settle`, { till_session_id: till.session_id })

test('what was delivered comes back while the rest of the order waits, and never more', async () => {
  const product_id = await shop.product({ on_hand: 3, price: 3_333, cost: 1_000 })
  const { first, waiting, parcel_id } = await withBackOrder(product_id, 3)
  await deliver(parcel_id)
  await shop.pay(first.order_id, 9_999)
  const returnable = () => shop.owner.get(`/api/returns/returnable?order_id=${first.order_id}`)
  expect((await returnable()).body.items).toMatchObject([{ sold: 3, handed_over: 2, returned: 0, left: 2 }])
  expect(await take(first, 3)).toMatchObject({ status: 409, body: { code: 'return.more_than_sold', left: 2 } })
  const both = await Promise.all([take(first, 2), take(first, 2), take(first, 1)])
  expect(both.filter(({ status }) => status === 201).length).toBe(1)
  expect(both.filter(({ status }) => status === 409).length).toBe(2)
  const back = both.find(({ status }) => status === 201)?.body
  expect(await settle(back.id)).toMatchObject({ status: 200, body: { refunded_minor: back.value_minor } })
  if (back.units < 2) expect((await take(first, 1)).status).toBe(201)
  expect((await returnable()).body.items).toMatchObject([{ left: 0 }])

  expect(await shop.see(first.id)).toMatchObject({ state: 'returned' })
  expect(await shop.see(waiting.id)).toMatchObject({ state: 'received' })
  expect(await order(first.order_id)).toMatchObject({ status: 'confirmed', fulfilment_status: 'pending' })
  const page = (await shop.anonymous.get(`/api/tracking/${first.tracking_code}`)).body
  expect(page).toMatchObject({ state: 'received', parts: [{ state: 'returned' }, { state: 'received' }] })
  await expectBooksToHold(shop)
})

test('the waiting part goes on after the first came back: its document, its notes, its costs to the peso', async () => {
  const product_id = await shop.product({ on_hand: 3, price: 3_333, cost: 1_001 })
  const { first, waiting, parcel_id } = await withBackOrder(product_id, 3)
  await deliver(parcel_id)
  await shop.pay(first.order_id, 9_999)
  const values = []
  for (const quantity of [1, 1]) {
    const { body } = await take(first, quantity)
    values.push((await settle(body.id)).body.credit_note_label, body.value_minor)
  }
  expect(values).toEqual([null, 3_333, null, 3_333])
  await arrives(product_id, 5, 10_000)
  expect((await shop.act(waiting, 'reserve')).status).toBe(200)
  await shop.bring(waiting, 'delivered')
  const done = await order(first.order_id)
  expect(done).toMatchObject({ status: 'completed', fulfilment_status: 'handed_over', total: 9_999 })
  const { items } = (await shop.owner.get(`/api/returns?order_id=${first.order_id}`)).body
  for (const { credit_note_label } of items) expect(credit_note_label).toMatch(/^NC-/)
  const rest = await take(first, 1)
  expect((await settle(rest.body.id)).body.value_minor).toBe(3_333)
  expect((await shop.see(waiting.id)).state).toBe('returned')
  const moves = (await shop.owner.get(`/api/stock-movements?product_id=${product_id}`)).body.items
  const cost = (kind: string) =>
    moves
      .filter((one: { kind: string }) => one.kind === kind)
      .reduce((sum: number, one: { cost_minor: number }) => sum + one.cost_minor, 0)
  expect(cost('return')).toBe(-cost('sale'))
  await expectBooksToHold(shop)
})

test('the rest is cancelled after a part came back: what was paid goes back once', async () => {
  const product_id = await shop.product({ on_hand: 3, price: 5_000 })
  const { first, waiting, parcel_id } = await withBackOrder(product_id, 3)
  await deliver(parcel_id)
  await shop.pay(first.order_id, 15_000, 'debit')
  const { body } = await take(first, 1)
  expect((await settle(body.id)).body).toMatchObject({ refunded_minor: 5_000 })
  const cancelled = await shop.owner.patch(`/api/fulfilments/${waiting.id}`, {
    state: 'cancelled',
    return_reason: 'No llega',
  })
  expect(cancelled.status, cancelled.text).toBe(200)
  const after = await order(first.order_id)
  expect(after).toMatchObject({ status: 'completed', total: 10_000, paid_minor: 15_000, refunded_minor: 10_000 })
  expect(after.due_minor).toBe(0)
  await expectBooksToHold(shop)
})

test('a part that came back whole is asked for at once, though another part waits', async () => {
  const { first, waiting } = await withBackOrder(await shop.product({ on_hand: 4 }), 4)
  const gone = await shop.owner.patch(`/api/fulfilments/${first.id}`, { state: 'returned', return_reason: 'Rechazado' })
  expect(gone, gone.text).toMatchObject({ status: 200, body: { state: 'returned' } })
  const { items } = (await shop.owner.get(`/api/returns?order_id=${first.order_id}`)).body
  expect(items).toMatchObject([{ state: 'requested', units: 3, note: 'Rechazado' }])
  expect(await take(first, 1)).toMatchObject({ status: 409, body: { left: 0 } })
  expect((await till.post(`/api/returns/${items[0].id}/receive`, {})).status).toBe(200)
  expect((await shop.see(waiting.id)).state).toBe('received')
  await expectBooksToHold(shop)
})

test('nothing that ended as returned is still on its way: its parcel has an end, and the customer reads it', async () => {
  const one = await shop.bring(
    await shop.ordered([{ product_id: await shop.product({ on_hand: 2 }), quantity: 2 }]),
    'shipped',
  )
  const parcel = () => shop.owner.get(`/api/shipments/${one.shipments[0].id}`).then(({ body }) => body)
  expect((await parcel()).state).toBe('in_transit')
  expect((await take(one, 2, { note: 'No lo quiso recibir' })).status).toBe(201)
  expect((await shop.see(one.id)).state).toBe('returned')
  expect(await parcel()).toMatchObject({ state: 'failed', failed_reason: 'No lo quiso recibir' })
  for (const [what, ask] of [
    ['delivered', () => deliver(one.shipments[0].id)],
    ['again', () => shop.owner.post(`/api/shipments/${one.shipments[0].id}/retry`, {})],
  ] as const) {
    expect((await ask()).status, what).toBe(409)
  }
  const { body } = await shop.anonymous.get(`/api/tracking/${one.tracking_code}`)
  expect(body).toMatchObject({ state: 'returned', parts: [{ state: 'returned', parcels: [{ state: 'failed' }] }] })
  expect((await shop.owner.get(`/api/fulfilments/${one.id}/history`)).body.items.at(-1).act).toBe('return')
  await expectBooksToHold(shop)
})

test('of two parcels one was lost: its goods are written off, the other is all there is to arrive', async () => {
  const product_id = await shop.product({ on_hand: 5, price: 2_000 })
  const one = await shop.bring(await shop.ordered([{ product_id, quantity: 5 }]), 'packed')
  const send = async (quantity: number) => {
    const lines = [{ line_id: one.items[0]?.id, quantity }]
    return (await shop.owner.post('/api/shipments', { fulfilment_id: one.id, lines, state: 'in_transit' })).body.id
  }
  const [lost, good] = [await send(2), await send(3)]
  await shop.owner.patch(`/api/shipments/${lost}`, { state: 'failed', failed_reason: 'Se perdió' })
  const { body } = await take(one, 2, { is_here: false, reason: 'damaged_in_transit' })
  expect(await shop.owner.post(`/api/shipments/${lost}/retry`, {})).toMatchObject({
    status: 409,
    body: { code: 'return.came_back' },
  })
  const lines = [{ line_id: body.items[0].id, disposition: 'scrap' }]
  expect((await till.post(`/api/returns/${body.id}/receive`, { lines })).status).toBe(200)
  expect((await shop.see(one.id)).state).toBe('shipped')
  expect(await shop.onHand(product_id)).toMatchObject({ on_hand: 0 })
  expect((await deliver(good)).status).toBe(200)
  expect((await shop.see(one.id)).state).toBe('delivered')
  expect((await take(one, 3)).status).toBe(201)
  expect((await shop.see(one.id)).state).toBe('returned')
  await expectBooksToHold(shop)
})
