import { beforeAll, expect, test } from 'vitest'
import { planReceipts } from '../online-retail/plan-receipts.ts'
import { planTrade, type RetailTrade } from '../online-retail/plan-trade.ts'
import { type RetailLine, readLines } from '../online-retail/read-lines.ts'
import { codeKey, productsOf } from '../online-retail/retail-products.ts'

let lines: RetailLine[]
let trade: RetailTrade

beforeAll(async () => {
  lines = await readLines()
  trade = planTrade(lines)
}, 180_000)

const sum = <T>(of: readonly T[], worth: (one: T) => number) => of.reduce((all, one) => all + worth(one), 0)

test('sales less refunds less charges are the total of the file, to the penny', () => {
  const sold = trade.sales.filter(({ made_for }) => made_for === undefined)
  const total =
    sum(sold, ({ total_minor }) => total_minor) -
    sum(trade.returns, ({ amount_minor }) => amount_minor) -
    sum(trade.charges, ({ amount_minor }) => amount_minor)
  expect(total).toBe(974_774_793)
})

test('nothing gives back more than was paid, nor before it was bought', () => {
  const given = new Map<object, number>()
  for (const { sale, amount_minor, at } of trade.returns) {
    given.set(sale, (given.get(sale) ?? 0) + amount_minor)
    expect(at >= sale.at, sale.invoice).toBe(true)
  }
  for (const sale of trade.sales) expect(given.get(sale) ?? 0, sale.invoice).toBeLessThanOrEqual(sale.total_minor)
  for (const sale of trade.sales.filter(({ made_for }) => made_for !== undefined))
    expect(given.get(sale) ?? 0, sale.invoice).toBe(sale.total_minor)
})

test('every line is a line of a sale, taken back, a charge, or goods that moved', () => {
  const units = (of: readonly { quantity: number }[]) => sum(of, ({ quantity }) => quantity)
  const sold = sum(trade.sales, (sale) => (sale.made_for === undefined ? sale.lines.length : 0))
  const reversed = lines.filter(({ invoice, price_thousandths }) => invoice.startsWith('C') || price_thousandths < 0)
  const services = lines.length - sold - reversed.length - trade.moves.length
  // Remarks about codes that no shelf holds: nothing to move.
  expect(services).toBeGreaterThanOrEqual(0)
  expect(services).toBeLessThan(20)
  const products = productsOf(lines)
  const goods = reversed.filter(({ code }) => products.get(codeKey(code))?.is_service === false)
  expect(sum(trade.returns, (back) => units(back.goods))).toBe(-units(goods))
})

test('with what the loader brings in, stock never falls below zero', () => {
  const receipts = planReceipts(trade)
  const moves = [
    ...receipts.map(({ key, at, quantity }) => ({ key, at, quantity })),
    ...trade.moves.map(({ key, at, quantity }) => ({ key, at, quantity })),
    ...trade.returns.flatMap(({ at, goods }) => goods.map((one) => ({ ...one, at }))),
    ...trade.sales.flatMap(({ at, lines: of }) =>
      of.map(({ code, quantity }) => ({ key: codeKey(code), at, quantity: -quantity })),
    ),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.quantity - b.quantity))
  const products = productsOf(lines)
  const on_hand = new Map<string, number>()
  const below = moves.filter(({ key, quantity }) => {
    const now = (on_hand.get(key) ?? 0) + quantity
    on_hand.set(key, now)
    return now < 0 && products.get(key)?.is_service === false
  })
  expect(below).toEqual([])
})

test('spellings that differ by case are one product, named as most of its lines name it', () => {
  const products = productsOf(lines)
  expect(products.size).toBe(3_958)
  expect(products.get('85123A')).toMatchObject({ name: 'WHITE HANGING HEART T-LIGHT HOLDER', is_service: false })
  expect(products.get('POST')).toMatchObject({ is_service: true })
})
