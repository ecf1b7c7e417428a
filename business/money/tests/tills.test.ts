import { beforeAll, expect, test } from 'vitest'
import { createUser, startingRoles } from '#people'
import { everyPermission } from '../../../bin/open-people.ts'
import { transact } from '../../../platform/database/transact.ts'
import { newId } from '../../../platform/ids.ts'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

const sell = async (who: { post: SellingShop['owner']['post'] }, total: number, method = 'cash') => {
  const product_id = await shop.product({ on_hand: 1, price: total })
  const items = [{ product_id, quantity: 1 }]
  const reply = await who.post('/api/sales', {
    warehouse_id: shop.warehouse_id,
    items,
    payments: [{ method, amount: total }],
  })
  expect(reply.status, reply.text).toBe(201)
  return reply.body
}

test('a till is counted blind: nothing tells the holder what is expected before the count', async () => {
  const cashier = await shop.atTill()
  const path = `/api/till-sessions/${cashier.session_id}`
  await sell(cashier, 10_000)
  await sell(cashier, 4_000, 'debit')
  await cashier.post(`${path}/cash-in`, { amount: 1_000, reason: 'sencillo' })
  await cashier.post(`${path}/cash-out`, { amount: 500, reason: 'retiro' })
  await cashier.post('/api/expenses', {
    till_session_id: cashier.session_id,
    amount: 1_500,
    category: 'aseo',
    description: 'cloro',
  })

  expect((await cashier.get(path)).body).toMatchObject({ state: 'open', counts: [], difference_minor: null })
  expect((await shop.as('gerente').get(path)).body.counts).toEqual([
    { method: 'cash', expected_minor: 29_000, counted_minor: null, difference_minor: null },
    { method: 'debit', expected_minor: 4_000, counted_minor: null, difference_minor: null },
  ])

  expect(await cashier.post(`${path}/close`, { counts: [{ method: 'cash', counted_minor: 29_000 }] })).toMatchObject({
    status: 422,
    body: { code: 'till_session.count_missing', methods: 'debit' },
  })
  const counts = [
    { method: 'cash', counted_minor: 29_000 },
    { method: 'debit', counted_minor: 4_000 },
  ]
  expect((await cashier.post(`${path}/close`, { counts })).body).toMatchObject({ state: 'closed', difference_minor: 0 })
  expect((await cashier.get(`${path}/entries`)).body.items.map((e: { kind: string }) => e.kind)).toEqual([
    'charge',
    'charge',
    'cash_in',
    'cash_out',
    'expense',
  ])
  await expectBooksToHold(shop)
})

test('a difference goes under review and is settled by who may, with a reason, as an entry', async () => {
  const cashier = await shop.atTill()
  const path = `/api/till-sessions/${cashier.session_id}`
  await sell(cashier, 10_000)
  const closed = await cashier.post(`${path}/close`, { counts: [{ method: 'cash', counted_minor: 29_500 }] })
  expect(closed.body).toMatchObject({
    state: 'under_review',
    difference_minor: -500,
    counts: [{ method: 'cash', expected_minor: 30_000, counted_minor: 29_500, difference_minor: -500 }],
  })
  expect((await cashier.post(`${path}/settle`, { reason: 'x' })).status).toBe(403)
  expect((await shop.owner.post(`${path}/settle`, { reason: '' })).status).toBe(422)
  expect((await shop.owner.post(`${path}/settle`, { reason: 'vuelto mal dado' })).body).toMatchObject({
    state: 'settled',
  })
  const { items } = (await shop.owner.get(`${path}/entries`)).body
  expect(items.at(-1)).toMatchObject({
    kind: 'difference',
    amount: -500,
    method: 'cash',
    description: 'vuelto mal dado',
  })
  await expectBooksToHold(shop)
})

test('every move of a till session that is not in its table is refused', async () => {
  const cashier = await shop.atTill()
  const path = `/api/till-sessions/${cashier.session_id}`
  expect(await shop.owner.post(`${path}/settle`, { reason: 'nada' })).toMatchObject({
    status: 409,
    body: { code: 'till_session.cannot_move' },
  })
  const counts = [{ method: 'cash', counted_minor: 20_000 }]
  expect((await cashier.post(`${path}/close`, { counts })).status).toBe(200)
  const late = [
    cashier.post(`${path}/close`, { counts }),
    cashier.post(`${path}/cash-in`, { amount: 1, reason: 'x' }),
    cashier.post(`${path}/cash-out`, { amount: 1, reason: 'x' }),
    cashier.post(`${path}/hand-over`, { user_id: shop.store_id }),
    shop.owner.post(`${path}/settle`, { reason: 'nada' }),
    cashier.post('/api/expenses', { till_session_id: cashier.session_id, amount: 5, category: 'a', description: 'b' }),
  ]
  for (const reply of await Promise.all(late)) expect(reply.status, reply.text).toBe(409)
})

test('one open session a till and one a person, whoever asks at once', async () => {
  const till_id = await shop.till()
  const people = Array.from({ length: 4 }, () => shop.as('cajero'))
  const openings = await Promise.all(people.map((who) => who.post('/api/till-sessions', { till_id, opening_minor: 0 })))
  expect(openings.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])

  const one = shop.as('cajero')
  const tills = await Promise.all([shop.till(), shop.till()])
  const both = await Promise.all(tills.map((id) => one.post('/api/till-sessions', { till_id: id, opening_minor: 0 })))
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
})

test("somebody else's till is theirs; a supervisor may close it", async () => {
  const cashier = await shop.atTill()
  const path = `/api/till-sessions/${cashier.session_id}`
  const other = shop.as('cajero')
  expect((await other.post(`${path}/cash-out`, { amount: 5_000, reason: 'mío' })).status).toBe(403)
  expect((await other.post(`${path}/close`, { counts: [{ method: 'cash', counted_minor: 0 }] })).status).toBe(403)
  const counts = [{ method: 'cash', counted_minor: 20_000 }]
  expect((await shop.as('gerente').post(`${path}/close`, { counts })).status).toBe(200)
})

test('a till changes hands in the middle of a shift, and only to somebody who can run it', async () => {
  await startingRoles(shop.ctx, everyPermission)
  const hire = (role: string, more: object = {}) => {
    const id = newId()
    const given = {
      id,
      email: `${id}@rep-drill.cl`,
      full_name: `Relevo ${id}`,
      role,
      password: 'una frase larga que recuerdo',
      ...more,
    }
    return transact(shop.ctx, async (tx) => (await createUser(tx, given)).id)
  }
  const cashier = await shop.atTill()
  const path = `/api/till-sessions/${cashier.session_id}`
  const [relief, keeper, elsewhere] = [
    await hire('cajero'),
    await hire('bodeguero'),
    await hire('cajero', { store_ids: [newId()] }),
  ]
  const successors = async () =>
    (await cashier.get(`${path}/successors`)).body.items.map(({ id }: { id: string }) => id)
  expect(await successors()).toEqual([relief])
  for (const user_id of [keeper, elsewhere, newId()])
    expect(await cashier.post(`${path}/hand-over`, { user_id })).toMatchObject({
      status: 422,
      body: { code: 'till_session.cannot_take_over' },
    })
  expect((await shop.as('cajero').post(`${path}/hand-over`, { user_id: relief })).status).toBe(403)

  const second = await shop.atTill()
  const both = await Promise.all([
    cashier.post(`${path}/hand-over`, { user_id: relief }),
    second.post(`/api/till-sessions/${second.session_id}/hand-over`, { user_id: relief }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  const taken = both.find(({ status }) => status === 200)?.body
  expect(taken).toMatchObject({ holder_id: relief, state: 'open' })
  expect(await successors()).toEqual([])
  // Who gave it away no longer answers for it.
  const giver = taken.id === cashier.session_id ? cashier : second
  const move = await giver.post(`/api/till-sessions/${taken.id}/cash-out`, { amount: 5, reason: 'x' })
  expect(move.status).toBe(403)
})

test('a sale in flight and a closing till never lose each other', async () => {
  for (let round = 0; round < 4; round++) {
    const cashier = await shop.atTill()
    const product_id = await shop.product({ on_hand: 1, price: 1_000 })
    const sale = {
      till_session_id: cashier.session_id,
      warehouse_id: shop.warehouse_id,
      items: [{ product_id, quantity: 1 }],
      payments: [{ method: 'cash', amount: 1_000 }],
    }
    const counts = [{ method: 'cash', counted_minor: 21_000 }]
    const [sold, closed] = await Promise.all([
      cashier.post('/api/sales', sale),
      cashier.post(`/api/till-sessions/${cashier.session_id}/close`, { counts }),
    ])
    expect(closed.status).toBe(200)
    expect([sold.status, closed.body.state]).toEqual(sold.status === 201 ? [201, 'closed'] : [409, 'under_review'])
  }
  await expectBooksToHold(shop)
})

test('a till with an open session is not archived', async () => {
  const cashier = await shop.atTill()
  const { till_id } = (await cashier.get(`/api/till-sessions/${cashier.session_id}`)).body
  expect(await shop.owner.patch(`/api/tills/${till_id}`, { archived: true })).toMatchObject({
    status: 409,
    body: { code: 'till_session.till_is_open' },
  })
})
