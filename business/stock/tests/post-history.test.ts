import { beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { type HistoryLine, postHistory, takeIn, takeOut } from '#stock'
import { expectBooksToHold } from './books.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

let shop: StockedShop

beforeAll(async () => {
  shop = await openStockedShop()
})

/** A season of ins and outs with uneven costs; never below zero. */
function season(product_id: string): HistoryLine[] {
  const lines: HistoryLine[] = []
  for (let n = 0; n < 60; n++) {
    const warehouse_id = shop.warehouses[n % 2] ?? ''
    const at = new Date(Date.UTC(2025, 0, 1, 12) + n * 86_400_000).toISOString()
    const cause = { kind: 'manual', id: newId(), label: `H-${n}` }
    const comesIn = n % 6 < 2
    const quantity = comesIn ? 7.5 + (n % 5) : -(1 + (n % 3) * 0.375)
    const kind = comesIn ? 'receipt' : 'consumption'
    lines.push({
      product_id,
      warehouse_id,
      at,
      kind,
      quantity,
      cause,
      ...(comesIn ? { cost_minor: 997 * (n + 1) } : {}),
    })
  }
  return lines
}

const ledgerOf = (product_id: string) =>
  shop.db
    .selectFrom('stock.movement')
    .select(['warehouse_id', 'sequence', 'kind', 'quantity', 'cost_minor', 'balance_after', 'product_quantity_after'])
    .select(['product_value_after_minor', 'cause_label', 'at'])
    .where('product_id', '=', product_id)
    .orderBy('id')
    .execute()

test('history posted in bulk is, row by row, what the commands would have written', async () => {
  const [bulk, single] = [await shop.product({ decimals: 3 }), await shop.product({ decimals: 3 })]
  const costs = await transact(shop.ctx, (tx) => postHistory(tx, season(bulk)))
  for (const { product_id, warehouse_id, quantity, cost_minor = 0, cause, at } of season(single)) {
    shop.time.now = new Date(at)
    const line = { product_id, warehouse_id, quantity: Math.abs(quantity) }
    await transact(shop.ctx, (tx) =>
      quantity > 0
        ? takeIn(tx, { lines: [{ ...line, cost_minor }], kind: 'receipt', cause })
        : takeOut(tx, { lines: [line], kind: 'consumption', cause }),
    )
  }
  shop.time.now = null
  const written = await ledgerOf(bulk)
  expect(written).toEqual(await ledgerOf(single))
  expect(costs).toEqual(written.map((row) => row.cost_minor))
  await expectBooksToHold(shop)
})

test('it goes on from what is there, and refuses what would go below zero or break a promise', async () => {
  const product = await shop.product({ on_hand: 5, unit_cost: 100 })
  await shop.cashier.post('/api/stock-reservations', {
    product_id: product,
    warehouse_id: shop.warehouses[0],
    quantity: 2,
  })
  const out = (quantity: number): HistoryLine => ({
    product_id: product,
    warehouse_id: shop.warehouses[0],
    at: '2026-01-05T12:00:00Z',
    kind: 'consumption',
    quantity: -quantity,
    cause: { kind: 'manual', id: newId() },
  })
  await expect(transact(shop.ctx, (tx) => postHistory(tx, [out(2), out(2)]))).rejects.toMatchObject({
    code: 'stock.short',
    details: { short_lines: [{ requested: 2, available: 1 }] },
  })
  expect(await shop.stockOf(product)).toMatchObject({ on_hand: 5 })
  expect(await transact(shop.ctx, (tx) => postHistory(tx, [out(2), out(1)]))).toEqual([-200, -100])
  expect(await shop.stockOf(product)).toEqual({ on_hand: 2, reserved: 2, available: 0 })
  await expectBooksToHold(shop)
})
