import { beforeAll, expect, test } from 'vitest'
import { type Answer, type BuyingShop, openBuyingShop } from './buying-shop.ts'

let shop: BuyingShop

beforeAll(async () => {
  shop = await openBuyingShop()
})

const reorder = async (id: string) => (await shop.owner.get(`/api/reorders/${id}`)).body
const move = (id: string, status: string) => shop.owner.patch(`/api/reorders/${id}`, { status })

test('a request becomes an order of its supplier, and is received with it', async () => {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product()]
  await shop.offer(supplier_id, product_id, { pack_size: 6 })
  const asked = await shop.post('/api/reorders', { product_id, quantity: 10 })
  expect(asked).toMatchObject({ status: 'requested', supplier: { id: supplier_id }, quantity: 10 })
  const made = await shop.post('/api/reorders/order', { reorder_ids: [asked.id] })
  const [order] = made.purchase_orders
  expect((await shop.owner.get(`/api/purchase-orders/${order.id}`)).body.items).toMatchObject([{ quantity: 12 }])
  expect((await move(asked.id, 'ordered')).body.code).toBe('reorder.by_receipt')
  await shop.post(`/api/purchase-orders/${order.id}/send`, { without_mail: true }, 200)
  expect(await reorder(asked.id)).toMatchObject({ status: 'ordered', purchase_order: { number: order.number } })
  await shop.post('/api/goods-receipts', { purchase_order_id: order.id, lines: [{ product_id, quantity: 12 }] })
  const done = await reorder(asked.id)
  expect(done).toMatchObject({ status: 'received', received_quantity: 12 })
  expect(done.history.map(({ to }: { to: string }) => to)).toEqual(['requested', 'ordered', 'received'])
})

test('a request ordered by telephone is received once, also when two clerks say so together', async () => {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product()]
  await shop.offer(supplier_id, product_id)
  const { id } = await shop.post('/api/reorders', { product_id, quantity: 8 })
  await move(id, 'ordered')
  const both = await Promise.all([move(id, 'received'), move(id, 'received')])
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  expect(await shop.onHand(product_id)).toMatchObject({ on_hand: 8 })
  expect((await reorder(id)).history).toHaveLength(3)
})

test('every move of a request that is not in its table is refused', async () => {
  const supplier_id = await shop.supplier()
  const table: [string[], string[]][] = [
    [[], ['received']],
    [['ordered'], ['requested']],
    [
      ['ordered', 'received'],
      ['requested', 'ordered', 'cancelled'],
    ],
    [['cancelled'], ['requested', 'ordered', 'received']],
  ]
  for (const [path, refused] of table) {
    const product_id = await shop.product()
    await shop.offer(supplier_id, product_id)
    const { id } = await shop.post('/api/reorders', { product_id, quantity: 2 })
    for (const status of path) expect((await move(id, status)).status, `${path}`).toBe(200)
    for (const status of refused) expect((await move(id, status)).status, `${path} → ${status}`).toBe(409)
  }
})

test('one request a product and warehouse is open, also when ten ask at once', async () => {
  const product_id = await shop.product()
  const asked = await Promise.all(
    Array.from({ length: 10 }, () => shop.owner.post('/api/reorders', { product_id, quantity: 1 })),
  )
  expect(asked.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(asked.find(({ status }) => status !== 201)?.body).toMatchObject({ code: 'reorder.open' })
})

test('alerts ask for what is short and neither asked for nor on its way, in whole packs of the preferred supplier', async () => {
  const supplier_id = await shop.supplier()
  const low = await shop.product({ on_hand: 2, min_stock: 5 })
  const coming = await shop.product({ on_hand: 1, min_stock: 5 })
  const fine = await shop.product({ on_hand: 50, min_stock: 5 })
  for (const product_id of [low, coming, fine]) await shop.offer(supplier_id, product_id, { pack_size: 4 })
  await shop.order(supplier_id, [{ product_id: coming, quantity: 8 }], { send: true })

  const { created } = (await shop.owner.post('/api/reorders/from-alerts', {})).body
  const mine = created.filter((one: Answer) => [low, coming, fine].includes(one.product.id))
  expect(mine).toMatchObject([{ product: { id: low }, quantity: 8, source: 'alert', supplier: { id: supplier_id } }])
  const again = (await shop.owner.post('/api/reorders/from-alerts', {})).body
  expect(again.created).toEqual([])
  expect(again.already).toBeGreaterThan(0)
})

test('a request without a supplier cannot be ordered until somebody chooses one', async () => {
  const product_id = await shop.product()
  const { id } = await shop.post('/api/reorders', { product_id, quantity: 3 })
  const reply = await shop.owner.post('/api/reorders/order', { reorder_ids: [id] })
  expect(reply).toMatchObject({ status: 422, body: { code: 'reorder.needs_supplier' } })
})

test('twelve months of reorders end with this one', async () => {
  const { months } = (await shop.owner.get('/api/reorders/monthly')).body
  expect(months).toHaveLength(12)
  expect(months.at(-1).requested).toBeGreaterThan(0)
  expect(months[0]).toMatchObject({ requested: 0, units: 0 })
})

test('nobody asks for more of what is archived or discontinued', async () => {
  const supplier_id = await shop.supplier()
  const [gone, ending] = [await shop.product(), await shop.product()]
  for (const product_id of [gone, ending]) await shop.offer(supplier_id, product_id)
  expect((await shop.owner.delete(`/api/products/${gone}`)).status).toBeLessThan(300)
  expect((await shop.owner.patch(`/api/products/${ending}`, { status: 'discontinued' })).status).toBe(200)
  for (const product_id of [gone, ending]) {
    const lines = [{ product_id, quantity: 1 }]
    const refused = { status: 409, body: { code: 'reorder.not_bought' } }
    const order = { supplier_id, warehouse_id: shop.warehouse_id, lines }
    expect(await shop.owner.post('/api/purchase-orders', order)).toMatchObject(refused)
    const request = { product_id, warehouse_id: shop.warehouse_id, quantity: 1 }
    expect(await shop.owner.post('/api/reorders', request)).toMatchObject(refused)
  }
})
