import { beforeAll, expect, test } from 'vitest'
import { type BuyingShop, openBuyingShop } from '../../business/purchasing/tests/buying-shop.ts'
import { checkBooks } from '../doctor.ts'
import { type Damage, findingsAfter } from './damage.ts'

let shop: BuyingShop

/** Goods that were ordered and came in part, with a lot; an invoice of which a part is paid. */
beforeAll(async () => {
  shop = await openBuyingShop()
  const [supplier_id, oil, filter] = [await shop.supplier(), await shop.product(), await shop.product()]
  await shop.offer(supplier_id, oil, { pack_size: 6, pack_cost_minor: 60_000 })
  await shop.offer(supplier_id, filter, { pack_cost_minor: 4_000 })
  await shop.owner.put(`/api/products/${oil}/lot-rule`, { tracks_lots: true })
  const wanted = [
    { product_id: oil, quantity: 12 },
    { product_id: filter, quantity: 5 },
  ]
  const order = await shop.order(supplier_id, wanted, { send: true })
  const lots = [{ code: 'L-1', quantity: 6 }]
  const receipt = await shop.post('/api/goods-receipts', {
    purchase_order_id: order.id,
    lines: [
      { product_id: oil, quantity: 6, lots },
      { product_id: filter, quantity: 5 },
    ],
  })
  await shop.post('/api/supplier-invoices', {
    supplier_id,
    document_label: 'F-1',
    issued_on: '2026-01-02',
    net_minor: 80_000,
    tax_minor: 15_200,
    total: 95_200,
    receipt_ids: [receipt.id],
  })
  await shop.post(`/api/suppliers/${supplier_id}/payments`, {
    amount: 50_000,
    method: 'transfer',
    reference: 'T-1',
    store_id: shop.store_id,
  })
})

const first = (table: string) => `(select id from ${table} order by id limit 1)`

const damages: readonly Damage[] = [
  [
    'a receipt says more than came',
    'received-goods-came',
    `update purchasing.receipt_line set quantity = quantity + 1 where id = ${first('purchasing.receipt_line')}`,
  ],
  [
    'goods came at another cost than the paper says',
    'received-goods-came',
    `update purchasing.receipt_line set cost_minor = cost_minor + 1 where id = ${first('purchasing.receipt_line')}`,
  ],
  [
    'a line carries more freight than its delivery cost',
    'receipt-has-its-lines',
    `update purchasing.receipt_line set charges_minor = charges_minor + 1 where id = ${first('purchasing.receipt_line')}`,
  ],
  [
    'a receipt loses a line',
    'receipt-has-its-lines',
    `delete from purchasing.receipt_line where id = ${first('purchasing.receipt_line')}`,
  ],
  [
    'an order forgets what came',
    'purchase-order-knows-what-came',
    'update purchasing.purchase_line set received_quantity = 0',
  ],
  [
    'an order adds up to something else',
    'purchase-order-knows-what-came',
    'update purchasing.purchase_order set goods_minor = goods_minor - 1, total = total - 1',
  ],
  [
    'what is on its way is forgotten',
    'incoming-is-what-was-ordered',
    `delete from stock.incoming where cause_kind = 'purchase_order'`,
  ],
  [
    'more is on its way than was ordered',
    'incoming-is-what-was-ordered',
    `update stock.incoming set quantity = quantity + 1 where cause_kind = 'purchase_order'`,
  ],
  [
    'an order that came whole still waits for goods',
    'incoming-is-what-was-ordered',
    `update purchasing.purchase_order set status = 'received'`,
  ],
  [
    'a lot holds more than came',
    'receipt-lots-fit-their-line',
    'update purchasing.receipt_lot set quantity = quantity + 1',
  ],
  [
    'an invoice is paid without money',
    'invoice-is-paid-by-entries',
    'update purchasing.invoice set paid_minor = paid_minor + 1',
  ],
  ['money left for no invoice', 'invoice-is-paid-by-entries', 'delete from purchasing.payment'],
]

test('whole books of a shop that buys have no fault', async () => {
  const verdicts = await checkBooks(shop.owner_url)
  expect(verdicts.flatMap(({ findings }) => findings)).toEqual([])
})

test.each(damages)('%s: the doctor says %s', async (_what, check, sql) => {
  expect(await findingsAfter(shop.owner_url, sql)).toContain(check)
})
