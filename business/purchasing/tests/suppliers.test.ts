import { beforeAll, describe, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { expectBooksToHold } from '../../../tests/support/selling-shop.ts'
import { importPriceList } from '../imports/import-price-list.ts'
import { type Answer, type BuyingShop, openBuyingShop } from './buying-shop.ts'

let shop: BuyingShop

beforeAll(async () => {
  shop = await openBuyingShop()
})

test('a product has several suppliers, the preferred one first, and one keeps one offer', async () => {
  const product_id = await shop.product()
  const [first, second] = [await shop.supplier({ name: 'Primera' }), await shop.supplier({ name: 'Segunda' })]
  await shop.offer(first, product_id, { pack_cost_minor: 900, supplier_code: 'P-1' })
  const offer = await shop.offer(second, product_id, { pack_cost_minor: 800 })
  const names = async () =>
    (await shop.owner.get(`/api/products/${product_id}/suppliers`)).body.items.map((one: Answer) => one.supplier.name)
  expect(await names()).toEqual(['Primera', 'Segunda'])
  await shop.owner.patch(`/api/suppliers/${second}/products/${offer}`, { is_preferred: true })
  expect(await names()).toEqual(['Segunda', 'Primera'])
  const again = await shop.owner.post(`/api/suppliers/${first}/attach-product`, { product_id, pack_cost_minor: 1 })
  expect(again).toMatchObject({ status: 409, body: { code: 'offer.exists' } })
  const other = await shop.product()
  const taken = { product_id: other, pack_cost_minor: 1, supplier_code: ' p-1 ' }
  expect((await shop.owner.post(`/api/suppliers/${first}/attach-product`, taken)).body.code).toBe('offer.code_taken')
  expect(
    (await shop.storekeeper.get(`/api/suppliers/${first}/products`)).body.items[0].pack_cost_minor,
    'costs are absent without costs.see',
  ).toBeUndefined()
})

test('a customer is no supplier', async () => {
  const customer = await shop.customer()
  const reply = await shop.owner.get(`/api/suppliers/${customer}/products`)
  expect(reply).toMatchObject({ status: 422, body: { code: 'offer.not_a_supplier' } })
})

test('performance is computed from receipts: on time, lead time, fill rate, damage, drift', async () => {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product()]
  await shop.offer(supplier_id, product_id, { pack_cost_minor: 1_000 })
  const start = Date.parse('2026-03-02T12:00:00Z')
  const at = (days: number) => {
    shop.time.now = new Date(start + days * 86_400_000)
  }
  const buy = async (from: number, to: number, line: object, more: object = {}) => {
    at(from)
    const day = new Date(start + (from + 5) * 86_400_000).toISOString().slice(0, 10)
    const order = await shop.order(supplier_id, [{ product_id, quantity: 10 }], { send: true, expected_on: day })
    at(to)
    await shop.post('/api/goods-receipts', { purchase_order_id: order.id, lines: [{ product_id, ...line }], ...more })
  }
  await buy(0, 4, { quantity: 10 })
  await buy(10, 18, { quantity: 5, damaged_quantity: 1, pack_cost_minor: 1_100 }, { close_order: true })
  const figures = (await shop.owner.get(`/api/suppliers/${supplier_id}/performance`)).body
  shop.time.now = null
  expect(figures).toMatchObject({
    orders: 2,
    receipts: 2,
    on_time_percent: 50,
    fill_rate_percent: 75,
    damaged_percent: 6.3,
    price_drift_percent: 10,
    units: 15,
    cost_minor: 15_500,
  })
  // 10 units after 4 days and 5 after 8: mean 16/3, deviation √((10·(4/3)² + 5·(8/3)²)/15).
  expect(figures.lead_time_days_mean).toBeCloseTo(5.33, 2)
  expect(figures.lead_time_days_deviation).toBeCloseTo(1.89, 2)
})

describe('invoices', () => {
  async function received(quantity: number) {
    const [supplier_id, product_id] = [await shop.supplier({ payment_days: 30 }), await shop.product()]
    await shop.offer(supplier_id, product_id, { pack_cost_minor: 1_000 })
    const order = await shop.order(supplier_id, [{ product_id, quantity }], { send: true, freight_minor: 500 })
    const lines = [{ product_id, quantity }]
    const receipt = await shop.post('/api/goods-receipts', { purchase_order_id: order.id, lines })
    return { supplier_id, receipt_id: receipt.id as string }
  }
  const invoice = (supplier_id: string, net: number, more: object = {}) => ({
    supplier_id,
    document_label: `F-${newId()}`,
    issued_on: '2026-05-04',
    net_minor: net,
    tax_minor: Math.round(net * 0.19),
    total: net + Math.round(net * 0.19),
    ...more,
  })

  test('an invoice is matched with order and receipt, to the peso', async () => {
    const { supplier_id, receipt_id } = await received(10)
    const other = await received(2)
    const right = await shop.post('/api/supplier-invoices', invoice(supplier_id, 10_500, { receipt_ids: [receipt_id] }))
    expect(right).toMatchObject({ match: { verdict: 'matches' }, due_on: '2026-06-03', status: 'open' })
    const again = await shop.owner.post(
      '/api/supplier-invoices',
      invoice(supplier_id, 10_500, { receipt_ids: [receipt_id] }),
    )
    expect(again).toMatchObject({ status: 409, body: { code: 'supplier_invoice.receipt_invoiced' } })
    const dear = invoice(other.supplier_id, 2_900, { receipt_ids: [other.receipt_id] })
    expect((await shop.post('/api/supplier-invoices', dear)).match).toEqual({
      verdict: 'differs',
      expected_net_minor: 2_500,
      difference_minor: 400,
    })
    expect((await shop.owner.post('/api/supplier-invoices', dear)).body.code).toBe('supplier_invoice.known')
    const wrong = { ...invoice(supplier_id, 100), total: 5 }
    expect((await shop.owner.post('/api/supplier-invoices', wrong)).body.code).toBe('supplier_invoice.sum')
  })

  test('a payment pays the oldest due first, never more than is owed, and once however often it is sent', async () => {
    const { supplier_id } = await received(1)
    const old = await shop.post('/api/supplier-invoices', invoice(supplier_id, 10_000, { issued_on: '2026-01-05' }))
    const young = await shop.post('/api/supplier-invoices', invoice(supplier_id, 10_000))
    const pay = { id: newId(), amount: 15_000, method: 'transfer', reference: 'TR-1' }
    const paid = await Promise.all([1, 2, 3].map(() => shop.owner.post(`/api/suppliers/${supplier_id}/payments`, pay)))
    expect(paid.map(({ status }) => status)).toEqual([201, 201, 201])
    expect((await shop.owner.get(`/api/suppliers/${supplier_id}/account`)).body).toMatchObject({
      due_minor: 23_800 - 15_000,
      invoices: [{ id: young.id, paid_minor: 3_100 }],
      payments: [{ amount: 15_000, invoices: [{ id: old.id, amount: 11_900 }, { amount: 3_100 }] }],
    })
    const more = { ...pay, id: newId(), amount: 9_000 }
    expect((await shop.owner.post(`/api/suppliers/${supplier_id}/payments`, more)).body).toMatchObject({
      code: 'supplier_invoice.above_balance',
      open_minor: 8_800,
    })
    expect((await shop.owner.post(`/api/supplier-invoices/${young.id}/cancel`, { reason: 'Doble' })).body.code).toBe(
      'supplier_invoice.has_payments',
    )
    await expectBooksToHold(shop)
  })

  test('two who pay one invoice at once pay it once', async () => {
    const { supplier_id } = await received(1)
    await shop.post('/api/supplier-invoices', invoice(supplier_id, 10_000))
    const pay = () => ({ id: newId(), amount: 11_900, method: 'transfer', reference: 'TR-2' })
    const both = await Promise.all(
      [pay(), pay()].map((body) => shop.owner.post(`/api/suppliers/${supplier_id}/payments`, body)),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    await expectBooksToHold(shop)
  })

  test('a cancelled invoice frees its receipts', async () => {
    const { supplier_id, receipt_id } = await received(3)
    const wrong = await shop.post('/api/supplier-invoices', invoice(supplier_id, 9_999, { receipt_ids: [receipt_id] }))
    await shop.post(`/api/supplier-invoices/${wrong.id}/cancel`, { reason: 'Monto mal escrito' }, 200)
    const right = await shop.post('/api/supplier-invoices', invoice(supplier_id, 3_500, { receipt_ids: [receipt_id] }))
    expect(right.match.verdict).toBe('matches')
  })
})

describe('a price list', () => {
  const row = (number: number, cells: object) => ({
    number,
    cells: {
      supplier_code: null,
      description: null,
      sku: null,
      pack_size: null,
      minimum_quantity: null,
      lead_time_days: null,
      ...cells,
    },
  })

  test('updates known codes, attaches what our codes explain, and keeps unknown ones until somebody says which they are', async () => {
    const supplier = 'Repuestos del Sur'
    const supplier_id = await shop.supplier({ name: supplier })
    const [known, coded, later] = [
      await shop.product(),
      await shop.product(),
      await shop.product({ name: 'Bujía NGK BKR6E' }),
    ]
    await shop.offer(supplier_id, known, { supplier_code: 'K-1', pack_cost_minor: 500 })
    const { sku } = (await shop.owner.get(`/api/products/${coded}`)).body
    const rows = [
      row(2, { supplier, supplier_code: 'k-1', pack_cost: 550 }),
      row(3, { supplier, supplier_code: 'N-7', sku, pack_cost: 900, pack_size: 10 }),
      row(4, { supplier, supplier_code: 'X-9', description: 'BUJIA NGK BKR6E', pack_cost: 2_100 }),
      row(5, { supplier: 'Nadie', supplier_code: 'Z', pack_cost: 1 }),
      row(6, { supplier, supplier_code: 'n-7', pack_cost: 1 }),
    ]
    const judged = await importPriceList.judge(shop.ctx, rows)
    expect(judged.map(({ outcome }) => outcome)).toEqual(['changed', 'created', 'created', 'refused', 'refused'])
    const run = { id: newId() }
    for (let twice = 0; twice < 2; twice += 1) {
      const done = await transact(shop.ctx, (tx) => importPriceList.apply(tx, run, rows.slice(0, 3)))
      expect(done.map(({ outcome }) => outcome)).toEqual(['changed', 'created', 'created'])
    }
    const codes = (await shop.owner.get(`/api/suppliers/${supplier_id}/unknown-codes`)).body.items
    expect(codes).toMatchObject([{ supplier_code: 'X-9', guesses: [{ id: later }] }])
    await shop.post(`/api/suppliers/${supplier_id}/unknown-codes/${codes[0].id}/resolve`, { product_id: later }, 200)
    const offers = (await shop.owner.get(`/api/suppliers/${supplier_id}/products`)).body.items
    expect(new Map(offers.map((one: Answer) => [one.product.id, one.pack_cost_minor]))).toEqual(
      new Map([
        [known, 550],
        [coded, 900],
        [later, 2_100],
      ]),
    )
    // The code is known from now on.
    const again = await importPriceList.judge(shop.ctx, [row(2, { supplier, supplier_code: 'X-9', pack_cost: 2_200 })])
    expect(again).toMatchObject([{ outcome: 'changed' }])

    const undone = await transact(shop.ctx, (tx) => importPriceList.undo(tx, run))
    expect(undone).toMatchObject({ undone: 2, blocked: [] })
    expect((await shop.owner.get(`/api/products/${known}/suppliers`)).body.items).toMatchObject([
      { pack_cost_minor: 500 },
    ])
    expect((await shop.owner.get(`/api/products/${coded}/suppliers`)).body.items).toEqual([])
  })
})
