import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { expectBooksToHold } from '../../../tests/support/selling-shop.ts'
import { type BuyingShop, openBuyingShop } from './buying-shop.ts'

let shop: BuyingShop

beforeAll(async () => {
  shop = await openBuyingShop()
})

const incoming = async (product_id: string): Promise<number> =>
  (await shop.owner.get(`/api/products/${product_id}/stock-by-warehouse`)).body.incoming

async function orderOf(quantity: number) {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product()]
  await shop.offer(supplier_id, product_id)
  const order = await shop.order(supplier_id, [{ product_id, quantity }], { send: true })
  return { supplier_id, product_id, order }
}

test('what is ordered counts as on its way from the sending on, less what came, until nobody expects more', async () => {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product()]
  await shop.offer(supplier_id, product_id)
  const order = await shop.order(supplier_id, [{ product_id, quantity: 10 }])
  expect(await incoming(product_id), 'a draft promises nothing').toBe(0)
  await shop.post(`/api/purchase-orders/${order.id}/send`, { without_mail: true }, 200)
  expect(await incoming(product_id)).toBe(10)
  await shop.post('/api/goods-receipts', { purchase_order_id: order.id, lines: [{ product_id, quantity: 4 }] })
  expect(await incoming(product_id)).toBe(6)
  await shop.post(`/api/purchase-orders/${order.id}/close`, { reason: 'Quebró' }, 200)
  expect(await incoming(product_id)).toBe(0)
  const other = await orderOf(3)
  await shop.post(`/api/purchase-orders/${other.order.id}/cancel`, { reason: 'Error' }, 200)
  expect(await incoming(other.product_id)).toBe(0)
  await expectBooksToHold(shop)
})

test('an alert says what is on its way, and proposes only what is missing beside it', async () => {
  const supplier_id = await shop.supplier()
  const product_id = await shop.product({ min_stock: 10 })
  await shop.owner.patch(`/api/products/${product_id}`, { reorder_quantity: 20 })
  await shop.offer(supplier_id, product_id)
  const { warehouse_id } = shop
  const place = { product_id, warehouse_id }
  const alertOf = async () =>
    (await shop.owner.get('/api/stock-alerts?limit=200')).body.items.find(
      (one: { product: { id: string } }) => one.product.id === product_id,
    )
  // Something must have lain there before it can run out.
  await shop.post('/api/stock-movements', { ...place, direction: 'in', kind: 'opening', quantity: 1, unit_cost: 500 })
  expect(await alertOf()).toMatchObject({ incoming: 0, suggested_quantity: 20 })
  const { created } = await shop.post('/api/reorders/from-alerts', { places: [place] }, 200)
  expect(created).toMatchObject([{ product: { id: product_id }, source: 'alert' }])
  expect(await shop.post('/api/reorders/from-alerts', { places: [place] }, 200)).toMatchObject({
    created: [],
    already: 1,
  })
  const { purchase_orders } = await shop.post('/api/reorders/order', { reorder_ids: [created[0].id] })
  await shop.post(`/api/purchase-orders/${purchase_orders[0].id}/send`, { without_mail: true }, 200)
  const { incoming: onItsWay, suggested_quantity } = await alertOf()
  expect(onItsWay).toBe(created[0].quantity)
  expect(suggested_quantity).toBe(Math.max(20 - onItsWay, 0))
})

test('at the door one knows every code, the shelf, the lots, and no cost that one may not see', async () => {
  const { supplier_id, product_id, order } = await orderOf(6)
  await shop.owner.patch(`/api/products/${product_id}`, { barcodes: [{ code: '7801234567894' }] })
  const bins = await shop.post('/api/bins', { warehouse_id: shop.warehouse_id, bins: [{ code: 'D-01' }] })
  await shop.post(`/api/bins/${bins.items[0].id}/products`, { product_ids: [product_id] }, 200)
  const reply = await shop.storekeeper.get(`/api/purchase-orders/${order.id}/to-receive`)
  expect(reply, reply.text).toMatchObject({
    status: 200,
    body: {
      supplier: { id: supplier_id },
      items: [{ product_id, ordered: 6, open: 6, bin: { code: 'D-01' }, tracks_lots: false }],
    },
  })
  const [item] = reply.body.items
  expect(item.codes.map(({ code }: { code: string }) => code)).toEqual(
    expect.arrayContaining(['7801234567894', item.sku]),
  )
  expect(item.pack_cost_minor).toBeUndefined()
  await shop.post('/api/goods-receipts', { purchase_order_id: order.id, lines: [{ product_id, quantity: 6 }] })
  const after = await shop.storekeeper.get(`/api/purchase-orders/${order.id}/to-receive`)
  expect(after).toMatchObject({ status: 409, body: { code: 'goods_receipt.not_receivable' } })
})

test('goods go into their lots and to their shelf; a lot too large, expired, of another product or bin is refused', async () => {
  const { product_id, order } = await orderOf(10)
  const { warehouse_id } = shop
  await shop.owner.put(`/api/products/${product_id}/lot-rule`, { tracks_lots: true })
  const bins = await shop.post('/api/bins', { warehouse_id, bins: [{ code: 'F-07' }] })
  const bin_id = bins.items[0].id
  const came = (line: object, more: object = {}) =>
    shop.owner.post('/api/goods-receipts', {
      purchase_order_id: order.id,
      lines: [{ product_id, quantity: 10, ...line }],
      ...more,
    })
  const lots = [
    { code: 'L-1', expires_on: '2031-01-31', quantity: 6 },
    { code: 'L-2', quantity: 4 },
  ]
  expect((await came({ lots: [{ code: 'L-1', quantity: 11 }] })).body).toMatchObject({
    code: 'goods_receipt.lots_above',
    sum: 11,
  })
  const old = [{ code: 'L-0', expires_on: '2020-01-31', quantity: 1 }]
  expect((await came({ lots: old })).body.code).toBe('goods_receipt.expired')
  expect((await came({ bin_id: newId() })).body.code).toBe('goods_receipt.other_bin')
  const other = await shop.product()
  const stranger = { lines: [{ product_id: other, quantity: 1, pack_cost_minor: 100, lots }], accept_unordered: true }
  expect((await came({}, stranger)).body.code).toBe('goods_receipt.lots_not_kept')
  expect(await shop.onHand(product_id), 'nothing came by a refusal').toMatchObject({ on_hand: 0 })

  const reply = await came({ lots, bin_id })
  expect(reply, reply.text).toMatchObject({
    status: 201,
    body: { items: [{ lots: [{ code: 'L-1' }, { code: 'L-2' }] }] },
  })
  const kept = (await shop.owner.get(`/api/stock-lots?product_id=${product_id}`)).body.items
  expect(kept.map(({ code, on_hand }: { code: string; on_hand: number }) => [code, on_hand])).toEqual(
    expect.arrayContaining([
      ['L-1', 6],
      ['L-2', 4],
    ]),
  )
  const shelf = (await shop.owner.get(`/api/bins/${bin_id}/products`)).body.items
  expect(shelf).toMatchObject([{ product: { id: product_id } }])
  await expectBooksToHold(shop)
})

test('a list of suppliers says what each sells, what is on its way, and what is owed to those who may know', async () => {
  const { supplier_id, product_id, order } = await orderOf(5)
  const path = `/api/supplier-summaries?supplier_ids=${supplier_id}`
  const { id: receipt_id } = await shop.post('/api/goods-receipts', {
    purchase_order_id: order.id,
    lines: [{ product_id, quantity: 2 }],
  })
  await shop.post('/api/supplier-invoices', {
    supplier_id,
    document_label: `F-${newId()}`,
    issued_on: '2020-01-02',
    due_on: '2020-02-01',
    net_minor: 2_000,
    tax_minor: 380,
    total: 2_380,
    receipt_ids: [receipt_id],
  })
  expect((await shop.owner.get(path)).body.items).toMatchObject([
    { offers: 1, open_orders: 1, due_minor: 2_380, overdue_minor: 2_380 },
  ])
  const [seen] = (await shop.storekeeper.get(path)).body.items
  expect(seen).toMatchObject({ offers: 1, open_orders: 1 })
  expect(seen.due_minor).toBeUndefined()
})

test('a price that was changed after the goods came is not proposed again', async () => {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product({ price: 2_000 })]
  await shop.offer(supplier_id, product_id, { pack_cost_minor: 1_000 })
  const receive = (pack_cost_minor: number) =>
    shop.post('/api/goods-receipts', { supplier_id, lines: [{ product_id, quantity: 1, pack_cost_minor }] })
  await receive(1_000)
  const receipt = await receive(1_500)
  expect(receipt.cost_hints).toMatchObject([{ price: 2_000, suggested_price: 3_000 }])
  await shop.owner.patch(`/api/products/${product_id}`, { price: 3_000 })
  expect((await shop.owner.get(`/api/goods-receipts/${receipt.id}`)).body.cost_hints).toEqual([])
})

test('two deliveries of one product at two prices, in one breath: each cost has its own stretch of time', async () => {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product()]
  await shop.offer(supplier_id, product_id)
  const at = (pack_cost_minor: number) => ({ supplier_id, lines: [{ product_id, quantity: 1, pack_cost_minor }] })
  await shop.post('/api/goods-receipts/batch', { receipts: [at(1_200), at(1_300)] })
  const { items } = (await shop.owner.get(`/api/products/${product_id}/cost-history`)).body
  expect(items.slice(0, 2).map(({ amount }: { amount: number }) => amount)).toEqual([1_300, 1_200])
  expect((await shop.owner.get(`/api/products/${product_id}`)).body).toMatchObject({ cost: 1_300 })
  expect((await shop.owner.get(`/api/products/${product_id}/suppliers`)).body.items).toMatchObject([
    { pack_cost_minor: 1_300 },
  ])
  await expectBooksToHold(shop)
})

test('numbers that no book holds are refused, whatever they are multiplied with', async () => {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product()]
  await shop.offer(supplier_id, product_id)
  const lines = [{ product_id, quantity: 1e9, pack_cost_minor: 9e12 }]
  const order = { supplier_id, warehouse_id: shop.warehouse_id, lines }
  expect(await shop.owner.post('/api/purchase-orders', order)).toMatchObject({
    status: 422,
    body: { code: 'request.too_big' },
  })
})
