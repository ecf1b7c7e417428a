import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { groupBy } from '../../platform/group-by.ts'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../support/selling-shop.ts'
import { endOf, type KindName, kindOf, kinds } from './kinds.ts'
import { byHand, ordersIn, type PastOrder, paidFor, realTables, worthOf } from './orders.ts'
import { idOf, type Refused, replay } from './replay.ts'
import { tableOf } from './table.ts'

/** Of each kind: every impossible one is in it. */
const SAMPLED = 3
const isWhole = process.env.OLIST_WHOLE === '1'

test('a file of every kind of history, written by hand, ends as the mapping says', async () => {
  const orders = ordersIn(byHand)
  expect(new Set(orders.map(kindOf))).toEqual(new Set(Object.keys(kinds)))
  await expectHistory(orders)
})

test.skipIf(realTables === null)(
  'the mapping knows each of the 8,135 real orders, and the counts published are theirs',
  () => {
    const orders = ordersIn(realTables ?? '')
    expect(orders).toHaveLength(8135)
    expect(readFileSync(new URL('../../docs/olist.md', import.meta.url), 'utf8')).toContain(tableOf(orders))
  },
)

test.skipIf(realTables === null)(
  isWhole ? 'every real order ends as the mapping says' : 'real orders of each kind end as the mapping says',
  async () => {
    const orders = ordersIn(realTables ?? '')
    const kept = isWhole ? orders : [...groupBy(orders, kindOf).values()].flatMap((own) => own.slice(0, SAMPLED))
    const before = process.cpuUsage()
    await expectHistory(kept)
    const { user, system } = process.cpuUsage(before)
    console.log(`${kept.length} orders, ${Math.round((user + system) / 1e6)} s of this process's CPU\n${tableOf(kept)}`)
  },
  3_600_000,
)

/** Lives through the orders in a shop of their own and looks at all that is left of them. */
async function expectHistory(orders: readonly PastOrder[]): Promise<void> {
  const shop = await openSellingShop({ country: 'ZZ', currency: 'BRL', time_zone: 'UTC' })
  const refused = await replay(shop, orders)
  const ends = await endsOf(shop, refused)
  const wrong = orders.flatMap((order) => {
    const [is, wanted] = [ends.get(idOf(order)), endOf(order)]
    return JSON.stringify(is) === JSON.stringify(wanted) ? [] : [{ id: order.id, kind: kindOf(order), is, wanted }]
  })
  expect(wrong).toEqual([])
  await expectDates(shop, orders)
  await expectMoney(shop, orders)
  await expectShelves(shop, orders)
  await expectBooksToHold(shop)
}

async function endsOf({ ctx }: SellingShop, refused: Refused) {
  const rows = await ctx.db
    .selectFrom('sales.order as o')
    .leftJoin('fulfilment.fulfilment as f', 'f.order_id', 'o.id')
    .select(['o.id', 'o.status', 'f.state'])
    .execute()
  const said = new Map([...refused].map(([id, codes]) => [idOf({ id }), codes]))
  return new Map(
    rows.map(({ id, status, state }) => [id, { order: status, place: state, refused: said.get(id) ?? [] }]),
  )
}

const isOneOf = (order: PastOrder, ...names: KindName[]) => names.includes(kindOf(order))
const isShipped = (order: PastOrder) => ['shipped', 'delivered', 'returned'].includes(endOf(order).place ?? '')

/** When it left and when it arrived is what the file says, wherever the program believed it. */
async function expectDates({ ctx }: SellingShop, orders: readonly PastOrder[]): Promise<void> {
  const rows = await ctx.db
    .selectFrom('fulfilment.shipment')
    .select(['order_id', 'dispatched_at', 'delivered_at'])
    .execute()
  const told = rows.map(({ order_id, dispatched_at, delivered_at }) => [
    order_id,
    ...[dispatched_at, delivered_at].map(timeOf),
  ])
  const wanted = orders.filter(isShipped).map((order) => {
    const arrived = isOneOf(order, 'delivered', 'canceled_delivered') ? order.arrived : null
    return [idOf(order), ...[order.picked_up, arrived].map(timeOf)]
  })
  expect(told.toSorted()).toEqual(wanted.toSorted())
}
const timeOf = (at: Date | string | null) => (at === null ? null : new Date(at).getTime())

/** What was sold is worth what the file says to the cent; it keeps what was paid of what was not taken back. */
async function expectMoney({ ctx }: SellingShop, orders: readonly PastOrder[]): Promise<void> {
  const rows = await ctx.db
    .selectFrom('money.balance')
    .select(['document_id', 'total', 'paid_minor', 'refunded_minor'])
    .execute()
  const told = rows.map((row) => [row.document_id, row.total, row.paid_minor, row.refunded_minor])
  const wanted = orders.map((order) => {
    const { place } = endOf(order)
    const isGone = place === 'cancelled' || place === 'returned'
    const paid = place === null ? 0 : Math.min(paidFor(order), worthOf(order))
    return [idOf(order), totalOf(order), paid, isGone ? paid : 0]
  })
  expect(told.toSorted()).toEqual(wanted.toSorted())
}
/** What could not be had falls off an order, line by line, and its freight with the last of them. */
const totalOf = (order: PastOrder) =>
  isOneOf(order, 'unavailable') ? order.items.reduce((sum, one) => sum + one.freight, 0) : worthOf(order)

/** Only what left and did not come back is missing from the shelves; what still waits is promised. */
async function expectShelves({ ctx }: SellingShop, orders: readonly PastOrder[]): Promise<void> {
  const level = await ctx.db
    .selectFrom('stock.level')
    .select(({ fn }) => [fn.sum<number>('on_hand').as('on_hand'), fn.sum<number>('reserved').as('reserved')])
    .executeTakeFirstOrThrow()
  const units = (of: (order: PastOrder) => boolean) =>
    orders.filter(of).reduce((sum, { items }) => sum + items.length, 0)
  const placeOf = (order: PastOrder) => endOf(order).place ?? ''
  const gone = (order: PastOrder) => ['shipped', 'delivered'].includes(placeOf(order)) || isOneOf(order, 'unavailable')
  expect(Number(level.on_hand)).toBe(units(() => true) - units(gone))
  expect(Number(level.reserved)).toBe(units((order) => ['received', 'picking', 'packing'].includes(placeOf(order))))
}
