import { beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import type { PastSale } from '#sales'
import { postPastSales } from '#sales'
import { postHistory } from '#stock'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

const product = { unit: 'unidad', tracks_stock: true, tax_class: 'general', tax_basis_points: 1_900 }

function pastSale(
  lines: { product_id: string; quantity: number; unit_price: number }[],
  more: Partial<PastSale> = {},
): PastSale {
  return {
    id: newId(),
    at: '2024-03-08T15:30:00.000Z',
    store_id: shop.store_id,
    warehouse_id: shop.warehouse_id,
    customer: null,
    document_kind: 'boleta',
    method: 'cash',
    lines: lines.map((line) => ({ ...product, sku: line.product_id.slice(-6), name: 'Aceite', ...line })),
    ...more,
  }
}

test('sales of the past write what the counter writes, and the books hold', async () => {
  const oil = await shop.product({ price: 1_000 })
  const customer_id = await shop.customer({ name: 'Rosa Díaz' })
  const at = '2024-03-01T12:00:00.000Z'
  const opening = {
    product_id: oil,
    warehouse_id: shop.warehouse_id,
    kind: 'opening',
    cause: { kind: 'import', id: newId() },
    at,
  } as const
  const sales = [
    pastSale([{ product_id: oil, quantity: 2, unit_price: 999 }], { label: '536365' }),
    pastSale([{ product_id: oil, quantity: 1.5, unit_price: 1_190 }], {
      customer: {
        id: customer_id,
        name: 'Rosa Díaz',
        tax_id: null,
        email: null,
        phone: null,
        address: null,
        activity: null,
      },
      method: 'debit',
      discount_minor: 100,
    }),
  ]
  await transact(shop.ctx, async (tx) => {
    await postHistory(tx, [{ ...opening, quantity: 10, cost_minor: 5_005 }])
    expect(await postPastSales(tx, sales)).toEqual({ sales: 2, lines: 2, total: 1_998 + 1_685 })
  })

  const [first, second] = sales
  const order = (await shop.owner.get(`/api/orders/${first?.id}`)).body
  expect(order).toMatchObject({
    status: 'completed',
    payment_status: 'paid',
    document_label: '536365',
    total: 1_998,
    cost_minor: 1_001,
    day: '2024-03-08',
    created_at: '2024-03-08T15:30:00.000Z',
  })
  const entries = (await shop.owner.get(`/api/payments?order_id=${first?.id}`)).body.items
  expect(entries).toMatchObject([{ amount: 2_000, method: 'cash', day: '2024-03-08' }])
  expect((await shop.owner.get(`/api/orders/${second?.id}`)).body).toMatchObject({
    total: 1_685,
    customer_name: 'Rosa Díaz',
  })
  expect(await shop.onHand(oil)).toMatchObject({ on_hand: 6.5 })
  expect((await shop.owner.get(`/api/orders/${first?.id}/history`)).body.items[0]).toMatchObject({
    action: 'sale.created',
  })
  await expectBooksToHold(shop)
})

test('past sales that stock does not cover are refused whole', async () => {
  const oil = await shop.product({ on_hand: 1 })
  const sales = [1, 1].map((quantity) => pastSale([{ product_id: oil, quantity, unit_price: 100 }]))
  await expect(transact(shop.ctx, (tx) => postPastSales(tx, sales))).rejects.toMatchObject({ code: 'stock.short' })
  expect((await shop.owner.get(`/api/orders/${sales[0]?.id}`)).status).toBe(404)
})

test('the counter and the past share one average cost', async () => {
  const oil = await shop.product({ on_hand: 3, cost: 100, price: 1_000 })
  const seller = await shop.atTill()
  await transact(shop.ctx, (tx) => postPastSales(tx, [pastSale([{ product_id: oil, quantity: 1, unit_price: 1_000 }])]))
  const items = [{ product_id: oil, quantity: 2 }]
  const { body } = await seller.post('/api/sales', {
    warehouse_id: shop.warehouse_id,
    items,
    payments: [{ method: 'debit', amount: 2_000 }],
  })
  expect((await shop.owner.get(`/api/orders/${body.id}`)).body).toMatchObject({ cost_minor: 200 })
  await expectBooksToHold(shop)
})
