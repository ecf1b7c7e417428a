import { beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import type { ImportRow } from '#platform/import/importable'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'
import { importSales } from '../imports/import-sales.ts'
import { localInstant } from '../imports/local-instant.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

const skuOf = async (product_id: string) => (await shop.owner.get(`/api/products/${product_id}`)).body.sku
const row = (number: number, cells: ImportRow['cells']): ImportRow => ({
  number,
  cells: { document: 'A-1', date: '2024-03-08T10:15:00', quantity: 1, unit_price: 1_000, ...cells },
})

test('past sales come in by document, with the goods the books did not have, and go back by counter-entries', async () => {
  const [oil, filter] = [await shop.product({ on_hand: 1, cost: 400 }), await shop.product()]
  const [oil_sku, filter_sku] = [await skuOf(oil), await skuOf(filter)]
  const customer_id = await shop.customer({ name: 'Rosa Díaz' })
  const run = { id: newId() }
  const rows = [
    row(1, { sku: oil_sku, quantity: 3, customer: 'Rosa Díaz', method: 'Débito' }),
    row(2, { sku: filter_sku, discount: 100, customer: 'Rosa Díaz', method: 'Débito' }),
    row(3, { document: 'A-2', sku: oil_sku, cancelled: true }),
    row(4, { document: 'A-3', sku: 'no-hay' }),
    row(5, { document: 'A-3', sku: oil_sku, quantity: -1 }),
  ]

  const verdicts = await transact(shop.ctx, (tx) => importSales.apply(tx, run, rows))

  expect(verdicts.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created', 'refused', 'refused'])
  const { items } = (await shop.owner.get('/api/orders?sort=number')).body
  expect(items).toMatchObject([
    {
      document_label: 'A-1',
      total: 3_900,
      lines: 2,
      customer_id,
      created_at: '2024-03-08T13:15:00.000Z',
      payment_status: 'paid',
    },
    { document_label: 'A-2', total: 1_000, payment_status: 'refunded' },
  ])
  expect(await shop.onHand(oil)).toMatchObject({ on_hand: 1 })
  await expectBooksToHold(shop)

  expect(await transact(shop.ctx, (tx) => importSales.undo(tx, run))).toEqual({ undone: 1, blocked: [] })
  expect(await shop.onHand(oil)).toMatchObject({ on_hand: 4 })
  expect(await transact(shop.ctx, (tx) => importSales.undo(tx, run))).toEqual({ undone: 0, blocked: [] })
  await expectBooksToHold(shop)
})

test('a dry run writes nothing', async () => {
  const before = (await shop.owner.get('/api/orders?count=true')).body.total
  const verdicts = await importSales.judge(shop.ctx, [
    row(1, { sku: await skuOf(await shop.product()) }),
    row(2, { sku: 'x', date: '' }),
  ])
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(['created', 'refused'])
  expect((await shop.owner.get('/api/orders?count=true')).body.total).toBe(before)
})

test('a local time is the business’s own, in summer and in winter', () => {
  expect(localInstant('America/Santiago', '2024-01-15T12:00:00')).toBe('2024-01-15T15:00:00.000Z')
  expect(localInstant('America/Santiago', '2024-07-15T12:00:00')).toBe('2024-07-15T16:00:00.000Z')
  expect(localInstant('Europe/London', '2010-12-01')).toBe('2010-12-01T12:00:00.000Z')
  expect(localInstant('Europe/London', 'nunca')).toBe(null)
})
