import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { expectBooksToHold } from '../../../tests/support/selling-shop.ts'
import { openWarehouse, type Prepared, type Warehouse } from './warehouse.ts'

let shop: Warehouse
beforeAll(async () => {
  shop = await openWarehouse()
})

const two = async () => shop.ordered([{ product_id: await shop.product({ on_hand: 8 }), quantity: 2 }])
const lineOf = (one: Prepared) => one.items[0]?.id
const code = async (reply: Promise<{ status: number; body: { code: string } }>) => (await reply).body.code

test('a scan refuses the wrong product, an unknown code, and more than is asked for', async () => {
  const one = await two()
  const other = await shop.product({ on_hand: 5 })
  expect(await shop.scan(one, { product_id: other })).toMatchObject({
    status: 409,
    body: { code: 'pick.wrong_product' },
  })
  expect(await shop.scan(one, { code: 'NADA-1' })).toMatchObject({ status: 404, body: { code: 'pick.unknown_code' } })
  expect((await shop.scan(one, {})).body.code).toBe('pick.code_needed')
  const product_id = one.items[0]?.product_id
  expect((await shop.scan(one, { product_id, quantity: 3 })).body).toMatchObject({ code: 'pick.too_many', wanted: 2 })
  expect((await shop.scan(one, { product_id, quantity: 0.5 })).body.code).toBe('pick.decimals')
  expect((await shop.scan(one, { product_id, quantity: 2 })).status).toBe(201)
  expect((await shop.scan(one, { product_id })).body).toMatchObject({ code: 'pick.too_many', picked: 2 })
  expect((await shop.scan({ id: newId() }, { product_id })).status).toBe(404)
})

test('nothing is packed that was not picked, and nothing is shipped that was not packed', async () => {
  const one = await two()
  await shop.bring(one, 'picking')
  expect((await shop.act(one, 'picked')).body).toMatchObject({ code: 'fulfilment.not_all_picked', missing: 2 })
  expect(await code(shop.act(one, 'packs', { all: true }))).toBe('fulfilment.cannot_move')
  await shop.scan(one, { product_id: one.items[0]?.product_id, quantity: 2 })
  await shop.act(one, 'picked')
  expect(await code(shop.act(one, 'packs', { line_id: lineOf(one), quantity: 3 }))).toBe('pick.too_many')
  expect(await code(shop.owner.post('/api/shipments', { fulfilment_id: one.id }))).toBe('shipment.nothing_to_ship')
  expect(await shop.owner.patch(`/api/fulfilments/${one.id}`, { state: 'shipped' })).toMatchObject({
    status: 409,
    body: { code: 'fulfilment.not_packed', missing: 2 },
  })
  await shop.act(one, 'packs', { all: true })
  expect((await shop.owner.patch(`/api/fulfilments/${one.number}`, { state: 'shipped' })).body.state).toBe('shipped')
})

test('returned needs a reason, and comes only after shipping', async () => {
  const one = await shop.bring(await two(), 'shipped')
  const path = `/api/fulfilments/${one.id}`
  expect((await shop.owner.patch(path, { state: 'returned' })).body.code).toBe('fulfilment.return_reason_needed')
  const back = await shop.owner.patch(path, { state: 'returned', return_reason: 'No lo quiso' })
  expect(back.body).toMatchObject({ state: 'returned', return_reason: 'No lo quiso' })
  expect(back.body.returned_at).not.toBeNull()
})

test('a short pick becomes a back-order that is reserved when there is stock', async () => {
  const product_id = await shop.product({ on_hand: 4 })
  const one = await shop.ordered([{ product_id, quantity: 4 }])
  await shop.bring(one, 'picking')
  await shop.scan(one, { product_id, quantity: 3 })
  const short = { line_id: lineOf(one), quantity: 1, reason: 'not_found', outcome: 'back_order', write_off: true }
  expect((await shop.act(one, 'short-picks', { ...short, quantity: 2 })).body.code).toBe('pick.too_many')
  expect((await shop.act(one, 'short-picks', { ...short, reason: undefined })).status).toBe(422)
  expect((await shop.act(one, 'short-picks', short)).body).toMatchObject({ units: 3, picked: 3 })
  expect(await shop.onHand(product_id)).toEqual({ on_hand: 3, reserved: 3, available: 0 })
  const { items } = (await shop.owner.get(`/api/fulfilments?order_id=${one.order_id}&waits_for_stock=true`)).body
  const [waiting] = items
  expect(waiting).toMatchObject({ units: 1, waits_for_stock: true, state: 'received' })
  expect(await code(shop.act(waiting, 'start'))).toBe('fulfilment.waits_for_stock')
  expect(await shop.act(waiting, 'reserve')).toMatchObject({ status: 409, body: { code: 'stock.short' } })
  await shop.owner.post(`/api/products/${product_id}/adjust-stock`, {
    warehouse_id: shop.warehouse_id,
    operation: 'add',
    quantity: 5,
    reason: 'apareció',
  })
  expect((await shop.act(waiting, 'reserve')).body).toMatchObject({ waits_for_stock: false })
  await shop.bring(await shop.see(waiting.id), 'shipped')
  await expectBooksToHold(shop)
})

test('a short pick comes from another warehouse, or is refused there', async () => {
  const north = (await shop.owner.post('/api/warehouses', { name: 'Norte', store_id: shop.store_id })).body.id
  const product_id = await shop.product({ on_hand: 2 })
  const one = await shop.ordered([{ product_id, quantity: 2 }])
  await shop.bring(one, 'picking')
  const short = { line_id: lineOf(one), quantity: 2, reason: 'damaged', outcome: 'other_warehouse' }
  expect(await code(shop.act(one, 'short-picks', short))).toBe('fulfilment.warehouse_needed')
  expect(await code(shop.act(one, 'short-picks', { ...short, warehouse_id: shop.warehouse_id }))).toBe(
    'fulfilment.same_warehouse',
  )
  expect(await code(shop.act(one, 'short-picks', { ...short, warehouse_id: north }))).toBe('stock.short')
  await shop.owner.post(`/api/products/${product_id}/adjust-stock`, {
    warehouse_id: north,
    operation: 'add',
    quantity: 2,
    reason: 'traslado',
  })
  expect((await shop.act(one, 'short-picks', { ...short, warehouse_id: north })).body.state).toBe('cancelled')
  const { items } = (await shop.owner.get(`/api/fulfilments?order_id=${one.order_id}&open=true`)).body
  expect(items).toMatchObject([{ warehouse_id: north, units: 2 }])
  await shop.bring(await shop.see(items[0].id), 'shipped')
  expect((await shop.owner.get(`/api/orders/${one.order_id}`)).body.fulfilment_status).toBe('handed_over')
  await expectBooksToHold(shop)
})

test('a short pick that is cancelled cuts the order and gives back what was paid too much', async () => {
  const [kept, gone] = [
    await shop.product({ on_hand: 5, price: 2_000 }),
    await shop.product({ on_hand: 5, price: 1_500 }),
  ]
  const one = await shop.ordered([
    { product_id: kept, quantity: 1 },
    { product_id: gone, quantity: 2 },
  ])
  expect((await shop.pay(one.order_id, 5_000)).status).toBe(201)
  await shop.bring(one, 'picking')
  await shop.scan(one, { product_id: kept })
  const line_id = one.items.find(({ product_id }) => product_id === gone)?.id
  const short = { line_id, quantity: 2, reason: 'expired', outcome: 'cancel' }
  expect((await shop.act(one, 'short-picks', short, shop.storekeeper)).status).toBe(403)
  expect((await shop.act(one, 'short-picks', short)).body).toMatchObject({ units: 1 })
  const order = (await shop.owner.get(`/api/orders/${one.order_id}`)).body
  expect(order).toMatchObject({ total: 2_000, refunded_minor: 3_000, due_minor: 0, lines: 1 })
  expect(await shop.onHand(gone)).toEqual({ on_hand: 5, reserved: 0, available: 5 })
  await shop.act(one, 'picked')
  await shop.act(one, 'packs', { all: true })
  await shop.owner.post('/api/shipments', { order_id: one.order_id, state: 'in_transit' })
  expect((await shop.owner.get(`/api/orders/${one.order_id}`)).body).toMatchObject({
    status: 'completed',
    total: 2_000,
  })
  await expectBooksToHold(shop)
})

test('an order is cancelled until a part of it was shipped', async () => {
  const one = await two()
  expect((await shop.owner.post(`/api/orders/${one.order_id}/cancel`, { reason: 'se arrepintió' })).status).toBe(200)
  expect((await shop.see(one.id)).state).toBe('cancelled')
  const shipped = await shop.bring(await two(), 'shipped')
  expect((await shop.owner.post(`/api/orders/${shipped.order_id}/cancel`)).status).toBe(409)
  const parts = await two()
  const apart = await shop.act(parts, 'split', { lines: [{ line_id: lineOf(parts), quantity: 1 }] })
  await shop.bring(parts, 'shipped')
  expect(await code(shop.owner.post(`/api/orders/${parts.order_id}/cancel`))).toBe('fulfilment.already_shipped')
  expect((await shop.owner.delete(`/api/fulfilments/${apart.body.number}`)).body.state).toBe('cancelled')
  const order = (await shop.owner.get(`/api/orders/${parts.order_id}`)).body
  expect(order).toMatchObject({ units: 1, fulfilment_status: 'handed_over', status: 'confirmed' })
  expect((await shop.owner.delete(`/api/fulfilments/${parts.number}`)).status).toBe(409)
  await expectBooksToHold(shop)
})

test('two who ship, pick and cancel at once: one wins, nothing leaves twice', async () => {
  const product_id = await shop.product({ on_hand: 40 })
  for (let round = 0; round < 4; round += 1) {
    const one = await shop.bring(await shop.ordered([{ product_id, quantity: 3 }]), 'packed')
    const ship = () => shop.owner.post('/api/shipments', { fulfilment_id: one.id, state: 'in_transit' })
    const replies = await Promise.all([
      ship(),
      round % 2 ? ship() : shop.owner.post(`/api/orders/${one.order_id}/cancel`),
      ship(),
    ])
    expect(replies.filter(({ status }) => status < 300)).toHaveLength(1)
  }
  const one = await shop.ordered([{ product_id, quantity: 5 }])
  const scans = await Promise.all(Array.from({ length: 9 }, () => shop.scan(one, { product_id })))
  expect(scans.filter(({ status }) => status === 201)).toHaveLength(5)
  await expectBooksToHold(shop)
})

test('who works in another warehouse sees nothing of it', async () => {
  const one = await two()
  const far = shop.as('admin', { warehouses: [newId()] })
  expect((await far.get(`/api/fulfilments/${one.number}`)).status).toBe(404)
  expect((await far.get('/api/fulfilments')).body.items).toEqual([])
  expect((await shop.scan(one, { product_id: one.items[0]?.product_id }, far)).status).toBe(404)
  expect((await shop.act(one, 'start', {}, far)).status).toBe(404)
})

test('whatever an unknown tracking code looks like, the answer is the same', async () => {
  const known = (await two()).tracking_code
  const codes = [
    'x',
    '0',
    'A'.repeat(22),
    'A'.repeat(300),
    `${known}A`,
    known.slice(1),
    '%00',
    '%27%20or%201%3D1',
    '%F0%9F%93%A6',
  ]
  const said = new Set<string>()
  for (const one of codes) {
    const { status, body, headers } = await shop.anonymous.get(`/api/tracking/${one}`)
    expect([status, body.code, headers['cache-control']], one).toEqual([404, 'tracking.not_found', 'no-store'])
    const { request_id: _id, instance: _where, ...rest } = body
    said.add(JSON.stringify(rest))
  }
  expect(said.size).toBe(1)
  expect((await shop.anonymous.get(`/api/tracking/${known}`)).status).toBe(200)
})
