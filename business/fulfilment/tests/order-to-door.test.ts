import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { expectBooksToHold } from '../../../tests/support/selling-shop.ts'
import { openWarehouse, type Warehouse } from './warehouse.ts'

let shop: Warehouse
beforeAll(async () => {
  shop = await openWarehouse()
})

test('an order goes from confirmed to the door, and only the carrier takes it off the stock', async () => {
  const customer_id = await shop.customer({ name: 'Marta Rojas' })
  const [oil, filter] = [
    await shop.product({ on_hand: 10, price: 5_000, cost: 3_000 }),
    await shop.product({ on_hand: 5 }),
  ]
  const lines = [
    { product_id: oil, quantity: 3 },
    { product_id: filter, quantity: 1 },
  ]
  const one = await shop.ordered(lines, { customer_id })
  expect(one).toMatchObject({ state: 'received', customer_name: 'Marta Rojas', units: 4, picked: 0, is_late: false })
  expect(one.next).toEqual(['start', 'split', 'cancel'])
  expect(await shop.onHand(oil)).toEqual({ on_hand: 10, reserved: 3, available: 7 })

  const packed = await shop.bring(one, 'packed')
  expect(packed).toMatchObject({ state: 'packing', picked: 4, packed: 4, shipped: 0 })
  expect(await shop.onHand(oil)).toEqual({ on_hand: 10, reserved: 3, available: 7 })

  const parcel = await shop.owner.post('/api/shipments', {
    fulfilment_id: one.id,
    carrier: 'Starken',
    tracking: 'ST-991',
    cost_minor: 3_500,
  })
  expect(parcel).toMatchObject({ status: 201, body: { state: 'pending', units: 4, address: 'Los Aromos 12' } })
  expect(await shop.onHand(oil)).toMatchObject({ on_hand: 10 })
  expect((await shop.owner.patch(`/api/shipments/${parcel.body.id}`, { state: 'in_transit' })).status).toBe(200)
  expect(await shop.onHand(oil)).toEqual({ on_hand: 7, reserved: 0, available: 7 })
  expect(await shop.see(one.id)).toMatchObject({ state: 'shipped', shipped: 4 })

  const order = (await shop.owner.get(`/api/orders/${one.order_id}`)).body
  expect(order).toMatchObject({ status: 'confirmed', fulfilment_status: 'handed_over' })
  expect(order.items[0].cost_minor).toBe(9_000)
  const delivered = await shop.owner.patch(`/api/shipments/${parcel.body.id}`, {
    state: 'delivered',
    received_by: 'Conserje',
  })
  expect(delivered.body).toMatchObject({ state: 'delivered', received_by: 'Conserje' })
  expect((await shop.see(one.id)).state).toBe('delivered')
  expect((await shop.pay(one.order_id, order.total)).status).toBe(201)
  expect((await shop.owner.get(`/api/orders/${one.order_id}`)).body.status).toBe('completed')
  await expectBooksToHold(shop)
})

test('every step says who and when, and the board how long things stay', async () => {
  const one = await shop.bring(
    await shop.ordered([{ product_id: await shop.product({ on_hand: 2 }), quantity: 2 }]),
    'delivered',
  )
  const { items } = (await shop.owner.get(`/api/fulfilments/${one.number}/history`)).body
  expect(items.map(({ act }: { act: string }) => act)).toEqual([
    'received',
    'start',
    'pick',
    'picked',
    'pack',
    'parcel',
    'ship',
    'deliver',
  ])
  expect(items.find(({ act }: { act: string }) => act === 'pick')).toMatchObject({
    quantity: 2,
    actor_name: 'bodeguero',
  })
  const board = (await shop.owner.get('/api/fulfilments/board')).body
  const column = (state: string) => board.columns.find((one: { state: string }) => one.state === state)
  expect(column('delivered').count).toBeGreaterThan(0)
  expect(column('packing').median_hours).toBeGreaterThanOrEqual(0)
  expect(column('delivered').items.map(({ id }: { id: string }) => id)).toContain(one.id)
})

test('an order in parts: two parcels, and a part that goes on its own', async () => {
  const product_id = await shop.product({ on_hand: 10 })
  const one = await shop.ordered([{ product_id, quantity: 6 }])
  const [line] = one.items
  const apart = await shop.act(one, 'split', { lines: [{ line_id: line?.id, quantity: 2 }] })
  expect(apart).toMatchObject({ status: 201, body: { units: 2, state: 'received', order_id: one.order_id } })
  const first = await shop.bring(one, 'packed')
  expect(first.units).toBe(4)
  const parcel = (quantity: number) =>
    shop.owner.post('/api/shipments', {
      fulfilment_id: one.id,
      lines: [{ line_id: line?.id, quantity }],
      state: 'in_transit',
    })
  expect((await parcel(3)).status).toBe(201)
  expect(await shop.see(one.id)).toMatchObject({ state: 'packing', shipped: 3 })
  expect(await parcel(2)).toMatchObject({ status: 409, body: { code: 'shipment.not_yet_packed', ready: 1 } })
  expect((await parcel(1)).status).toBe(201)
  expect((await shop.see(one.id)).state).toBe('shipped')
  const order = () => shop.owner.get(`/api/orders/${one.order_id}`).then(({ body }) => body)
  expect((await order()).fulfilment_status).toBe('pending')
  expect(await shop.onHand(product_id)).toEqual({ on_hand: 6, reserved: 2, available: 4 })
  await shop.bring(apart.body, 'shipped')
  expect((await order()).fulfilment_status).toBe('handed_over')
  expect(await shop.onHand(product_id)).toEqual({ on_hand: 4, reserved: 0, available: 4 })
  await expectBooksToHold(shop)
})

test('several orders are picked in one walk; what is scanned goes to the first that needs it', async () => {
  const [a, b] = [await shop.product({ on_hand: 9 }), await shop.product({ on_hand: 9 })]
  const sku = async (id: string) => (await shop.owner.get(`/api/products/${id}`)).body.sku as string
  const walking =
    (await sku(a)) < (await sku(b))
      ? [
          [a, 1],
          [b, 5],
        ]
      : [
          [b, 5],
          [a, 1],
        ]
  const first = await shop.ordered([{ product_id: b, quantity: 2 }])
  const second = await shop.ordered([
    { product_id: a, quantity: 1 },
    { product_id: b, quantity: 3 },
  ])
  const ids = [first.id, second.id]
  const list = (await shop.owner.get(`/api/pick-list?fulfilment_ids=${ids.join(',')}`)).body
  expect(list).toMatchObject({ orders: 2, units: 6 })
  expect(list.stops.map((stop: { product_id: string; quantity: number }) => [stop.product_id, stop.quantity])).toEqual(
    walking,
  )
  const walk = (body: object) => shop.storekeeper.post('/api/picks', { fulfilment_ids: ids, ...body })
  const placed = (await walk({ product_id: b, quantity: 3 })).body
  expect(placed.placed.map(({ number, quantity }: { number: number; quantity: number }) => [number, quantity])).toEqual(
    [
      [first.number, 2],
      [second.number, 1],
    ],
  )
  expect(placed.is_done).toBe(false)
  await walk({ product_id: b, quantity: 2 })
  expect((await walk({ product_id: a })).body).toMatchObject({ is_done: true, wanted: 1, picked: 1 })
  for (const one of [first, second]) expect((await shop.see(one.id)).state).toBe('picking')
})

test('a scan of a pack counts its units; what was picked by mistake goes back', async () => {
  const product_id = await shop.product({ on_hand: 30 })
  const { body } = await shop.owner.patch(`/api/products/${product_id}`, {
    barcodes: [{ code: '7801234567894', pack_quantity: 6 }],
  })
  expect(body.barcodes, JSON.stringify(body)).toHaveLength(1)
  const one = await shop.ordered([{ product_id, quantity: 12 }])
  expect((await shop.scan(one, { code: '7801234567894' })).body).toMatchObject({ quantity: 6, picked: 6 })
  const line_id = one.items[0]?.id
  expect((await shop.act(one, 'unpicks', { line_id, quantity: 5 })).body.picked).toBe(1)
  expect((await shop.act(one, 'unpicks', { line_id, quantity: 5 })).status).toBe(409)
})

test('a failed parcel goes out again without leaving the stock twice', async () => {
  const product_id = await shop.product({ on_hand: 3 })
  const one = await shop.bring(await shop.ordered([{ product_id, quantity: 3 }]), 'shipped')
  const [parcel] = one.shipments
  const path = `/api/shipments/${parcel.id}`
  expect(await shop.owner.patch(path, { state: 'failed' })).toMatchObject({ status: 422 })
  expect((await shop.owner.patch(path, { state: 'failed', failed_reason: 'Nadie en casa' })).status).toBe(200)
  const again = await shop.owner.post(`${path}/retry`, {})
  expect(again).toMatchObject({ status: 201, body: { state: 'in_transit', retry_of_id: parcel.id, units: 3 } })
  expect((await shop.owner.post(`${path}/retry`, {})).status).toBe(409)
  expect(await shop.onHand(product_id)).toMatchObject({ on_hand: 0 })
  await shop.owner.patch(`/api/shipments/${again.body.id}`, { state: 'delivered' })
  expect((await shop.see(one.id)).state).toBe('delivered')
  await expectBooksToHold(shop)
})

test('an order made in the warehouse for a customer, and one that was to be picked up', async () => {
  const customer_id = await shop.customer()
  const product_id = await shop.product({ on_hand: 5 })
  const items = [{ product_id, quantity: 1 }]
  const made = await shop.owner.post('/api/fulfilments', { customer_id, items, warehouse_id: shop.warehouse_id })
  expect(made).toMatchObject({ status: 201, body: { state: 'received', customer_id, units: 1 } })
  expect((await shop.owner.post('/api/fulfilments', { customer_id: newId(), items })).status).toBeGreaterThanOrEqual(
    404,
  )
  expect((await shop.owner.post('/api/fulfilments', {})).body.code).toBe('fulfilment.order_or_customer')
  const order = await shop.draft(items)
  await shop.owner.post(`/api/orders/${order.id}/confirm`)
  const sent = await shop.owner.post('/api/fulfilments', { order_id: order.id, delivery_address: 'Alameda 1' })
  expect(sent).toMatchObject({ status: 201, body: { order_id: order.id, delivery_address: 'Alameda 1' } })
  expect((await shop.owner.post(`/api/orders/${order.id}/hand-over`)).body.code).toBe('order.shipped_instead')
  await expectBooksToHold(shop)
})

test('the packing slip is a PDF without prices', async () => {
  const one = await shop.ordered([{ product_id: await shop.product({ on_hand: 5 }), quantity: 2 }])
  const slip = await shop.storekeeper.get(`/api/fulfilments/${one.number}/packing-slip`)
  expect(slip.status).toBe(200)
  expect(slip.headers['content-type']).toBe('application/pdf')
  expect(slip.text.startsWith('%PDF')).toBe(true)
})

test('the customer follows it by its code: the first name and nothing else of the person', async () => {
  const customer_id = await shop.customer({ name: 'Rosa Inés Paredes' })
  const one = await shop.bring(
    await shop.ordered([{ product_id: await shop.product({ on_hand: 2 }), quantity: 2 }], { customer_id }),
    'shipped',
  )
  const page = await shop.anonymous.get(`/api/tracking/${one.tracking_code}`)
  expect(page).toMatchObject({ status: 200, body: { first_name: 'Rosa', state: 'shipped' } })
  expect(page.headers['cache-control']).toBe('no-store')
  expect(page.body.parts[0].parcels).toHaveLength(1)
  for (const secret of ['Paredes', 'Aromos', 'customer_id', 'price', 'cost', one.order_id, one.id]) {
    expect(page.text, secret).not.toContain(secret)
  }
  const wrong = [`${one.tracking_code.slice(0, -1)}_`, 'x', '%00', newId(), one.id, String(one.number), 'A'.repeat(200)]
  const answers = new Set<string>()
  for (const code of wrong) {
    const { status, body } = await shop.anonymous.get(`/api/tracking/${encodeURIComponent(code)}`)
    expect(status, code).toBe(404)
    const { request_id: _id, instance: _path, ...same } = body
    answers.add(JSON.stringify(same))
  }
  expect([...answers]).toHaveLength(1)
  expect(Buffer.from(one.tracking_code, 'base64url').length * 8).toBeGreaterThanOrEqual(100)
})
