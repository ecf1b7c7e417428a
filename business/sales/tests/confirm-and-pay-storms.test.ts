import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { laneDuring, patiently } from '../../../tests/support/lane-figures.ts'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop
let clerk: Awaited<ReturnType<SellingShop['atTill']>>

beforeAll(async () => {
  shop = await openSellingShop()
  clerk = await shop.atTill()
})

const many = <T>(count: number, make: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)))

/** Under one key until the machine has time: an answer that was lost is no second act. */
const pay = (id: string, payment: { amount: number; id?: string }) => {
  const key = newId()
  const body = { payments: [{ method: 'debit', ...payment }] }
  return patiently(() => clerk.post(`/api/orders/${id}/confirm`, body, { key }))
}

const draftsOf = async (count: number, items: object[]) => {
  const ids: string[] = []
  for (let at = 0; at < count; at += 1) ids.push((await shop.draft(items)).id)
  return ids
}

/** Orders with the money that was taken for them. */
async function ordersOf(ids: readonly string[]) {
  const { rows } = await sql<{ id: string; status: string; paid_minor: number; taken: number }>`
    select o.id, o.status, b.paid_minor, coalesce(sum(e.amount), 0)::int as taken
    from sales."order" o
    join money.balance b on b.document_id = o.id
    left join money.entry e on e.document_id = o.id
    where o.id = any(${[...ids]}::uuid[])
    group by o.id, b.document_id`.execute(shop.db)
  return rows
}

test('the last units go to who came first; an order that is short takes no money', async () => {
  const [scarce, plenty] = [await shop.product({ on_hand: 5 }), await shop.product({ on_hand: 500 })]
  const ids = await draftsOf(
    24,
    [scarce, plenty].map((product_id) => ({ product_id, quantity: 1 })),
  )
  const {
    value: replies,
    done,
    short,
  } = await laneDuring(() => many(24, (at) => pay(ids[at] ?? '', { amount: 2_000 })))
  expect(replies.map(({ status }) => status).sort()).toEqual([...Array(5).fill(200), ...Array(19).fill(409)])
  expect(done + short).toBeGreaterThan(12)
  const orders = await ordersOf(ids)
  const counted = (status: string, money: number) =>
    orders.filter((one) => one.status === status && one.paid_minor === money && one.taken === money).length
  expect([counted('confirmed', 2_000), counted('draft', 0)]).toEqual([5, 19])
  expect(await shop.onHand(scarce)).toMatchObject({ reserved: 5, available: 0 })
  expect(await shop.onHand(plenty)).toMatchObject({ reserved: 5 })
  await expectBooksToHold(shop)
})

test('orders that are only confirmed and orders that are paid too ride in the same batch', async () => {
  const product_id = await shop.product({ on_hand: 100 })
  const ids = await draftsOf(24, [{ product_id, quantity: 1 }])
  const confirm = (id: string) => {
    const key = newId()
    return patiently(() => clerk.post(`/api/orders/${id}/confirm`, {}, { key }))
  }
  const {
    value: replies,
    done,
    undone,
  } = await laneDuring(() =>
    many(24, (at) => (at % 2 === 0 ? pay(ids[at] ?? '', { amount: 1_000 }) : confirm(ids[at] ?? ''))),
  )
  expect(replies.map(({ status }) => status)).toEqual(Array(24).fill(200))
  expect(done + undone).toBeGreaterThan(12)
  const taken = new Map((await ordersOf(ids)).map((one) => [one.id, one.taken]))
  expect(ids.map((id) => taken.get(id))).toEqual(ids.map((_id, at) => (at % 2 === 0 ? 1_000 : 0)))
  // Whoever reads the audit finds the payment after the confirmation that it came with.
  const { rows } = await sql<{ actions: string }>`
    select string_agg(a.action, ' ' order by a.id) as actions
    from money.entry e
    join platform.audit_entry a on a.thing_id in (e.id::text, e.document_id::text) and a.action <> 'order.created'
    where e.document_id = any(${ids}::uuid[])
    group by e.id`.execute(shop.db)
  expect(rows.map(({ actions }) => actions)).toEqual(Array(12).fill('order.confirmed payment.created'))
  await expectBooksToHold(shop)
})

test('a payment that the database cannot take undoes its batch, and the others are served all the same', async () => {
  const product_id = await shop.product({ on_hand: 100 })
  const ids = await draftsOf(8, [{ product_id, quantity: 1 }])
  const id = newId()
  // Two payments under one id: only the database can tell, and only when both are written.
  const { value: replies, undone } = await laneDuring(() =>
    many(8, (at) => pay(ids[at] ?? '', { amount: 1_000, ...(at < 2 ? { id } : {}) })),
  )
  expect(undone).toBeGreaterThan(0)
  const statuses = replies.map(({ status }) => status)
  expect(statuses.slice(2)).toEqual(Array(6).fill(200))
  expect(statuses.slice(0, 2).sort()).toEqual([200, 409])
  const refused = ids[statuses.indexOf(409)]
  expect((await ordersOf(ids)).find((one) => one.id === refused)).toMatchObject({ status: 'draft', taken: 0 })
  expect(await shop.onHand(product_id)).toMatchObject({ reserved: 7 })
  await expectBooksToHold(shop)
})

test('paid by one and confirmed with its money by another at once, an order is never overpaid', async () => {
  const product_id = await shop.product({ on_hand: 100 })
  const ids = await draftsOf(12, [{ product_id, quantity: 1 }])
  const replies = await Promise.all(
    ids.flatMap((id) => {
      const key = newId()
      const payment = { order_id: id, method: 'debit', amount: 1_000 }
      return [pay(id, { amount: 1_000 }), patiently(() => clerk.post('/api/payments', payment, { key }))]
    }),
  )
  for (const [at, id] of ids.entries()) {
    const [both, alone] = [replies[2 * at]?.status, replies[2 * at + 1]?.status]
    // Who takes the money first leaves nothing due: the other takes none, and its confirmation does not happen either.
    expect([
      [200, 409],
      [409, 201],
    ]).toContainEqual([both, alone])
    const order = (await ordersOf([id]))[0]
    expect(order).toMatchObject({ status: both === 200 ? 'confirmed' : 'draft', paid_minor: 1_000, taken: 1_000 })
  }
  await expectBooksToHold(shop)
})
