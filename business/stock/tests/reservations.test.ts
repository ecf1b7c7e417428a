import { afterEach, beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { confirmReservations, handOver, releaseReservations, reserve } from '#stock'
import { sweepReservations } from '../jobs.ts'
import { expectBooksToHold } from './books.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

let shop: StockedShop
let here: string

beforeAll(async () => {
  shop = await openStockedShop()
  here = shop.warehouses[0]
})

afterEach(() => {
  shop.time.now = null
})

const START = new Date('2026-06-01T12:00:00Z')
const after = (seconds: number) => new Date(START.getTime() + seconds * 1000)

const hold = (product_id: string, body: object = {}, who = shop.cashier) =>
  who.post('/api/stock-reservations', { product_id, warehouse_id: here, quantity: 1, ...body })
const confirm = (id: string) => shop.cashier.post(`/api/stock-reservations/${id}/confirm`)
const release = (id: string, body: object = {}) => shop.cashier.post(`/api/stock-reservations/${id}/release`, body)

test('a hold takes units out of what is available, not off on hand', async () => {
  const product = await shop.product({ on_hand: 5 })
  const reply = await hold(product, { quantity: 2 })

  expect(reply).toMatchObject({
    status: 201,
    body: { state: 'pending', quantity: 2, seconds_left: 900, is_expiring: false, created_by_name: 'cajero' },
  })
  expect(await shop.stockOf(product)).toEqual({ on_hand: 5, reserved: 2, available: 3 })
})

test('more than is available is refused with requested and available', async () => {
  const product = await shop.product({ on_hand: 5 })
  await hold(product, { quantity: 4 })
  expect(await hold(product, { quantity: 2 })).toMatchObject({
    status: 409,
    body: {
      code: 'stock.short',
      short_lines: [{ product_id: product, warehouse_id: here, requested: 2, available: 1 }],
    },
  })
})

test('all lines or none, and lines on one product are summed first', async () => {
  const [full, scarce] = [await shop.product({ on_hand: 9 }), await shop.product({ on_hand: 3 })]
  const line = (product_id: string, quantity: number) => ({ product_id, warehouse_id: here, quantity })
  const owner = { kind: 'work_order', id: newId() } as const
  const attempt = (lines: ReturnType<typeof line>[]) =>
    transact(shop.ctx, (tx) => reserve(tx, { owner, lines, state: 'confirmed' }))

  await expect(attempt([line(full, 2), line(scarce, 2), line(scarce, 2)])).rejects.toMatchObject({
    code: 'stock.short',
    details: { short_lines: [{ product_id: scarce, requested: 4, available: 3 }] },
  })
  expect(await shop.stockOf(full)).toMatchObject({ reserved: 0 })

  const made = await attempt([line(scarce, 1), line(full, 2), line(scarce, 2)])
  expect(made.map(({ product_id, quantity }) => [product_id, quantity]).sort()).toEqual(
    [
      [full, 2],
      [scarce, 3],
    ].sort(),
  )
})

test('at the very second of expiry a hold is over: it cannot be confirmed and its units are free', async () => {
  const product = await shop.product({ on_hand: 1 })
  shop.time.now = START
  const { body } = await hold(product, { ttl_seconds: 60 })

  shop.time.now = after(59.999)
  expect(await shop.stockOf(product)).toMatchObject({ available: 0 })
  shop.time.now = after(60)
  expect(await shop.stockOf(product)).toEqual({ on_hand: 1, reserved: 0, available: 1 })
  expect(await confirm(body.id)).toMatchObject({ status: 409, body: { code: 'stock.expired' } })
  expect(await shop.cashier.get(`/api/stock-reservations?product_id=${product}`)).toMatchObject({
    body: { items: [{ id: body.id, state: 'expired', seconds_left: 0 }] },
  })
})

test('with the sweeper dead, the next buyer gets what an expired hold kept', async () => {
  const product = await shop.product({ on_hand: 1 })
  shop.time.now = START
  const { body: first } = await hold(product, { ttl_seconds: 60 })
  shop.time.now = after(60)
  const second = await hold(product, { ttl_seconds: 60 })

  expect(second.status).toBe(201)
  expect(await confirm(first.id)).toMatchObject({ status: 409, body: { code: 'stock.cannot_move', from: 'expired' } })
  expect(await confirm(second.body.id)).toMatchObject({
    status: 200,
    body: { state: 'confirmed', expires_at: second.body.expires_at },
  })
})

test('the sweeper marks what time ended, once, and tells of it', async () => {
  const product = await shop.product({ on_hand: 5 })
  shop.time.now = START
  for (let n = 0; n < 3; n++) await hold(product, { ttl_seconds: 60 })
  shop.time.now = after(61)
  await sweepReservations.run(shop.ctx, {})
  await sweepReservations.run(shop.ctx, {})

  const rows = await shop.db
    .selectFrom('stock.reservation')
    .select(['state', 'settled_at'])
    .where('product_id', '=', product)
    .execute()
  expect(rows).toEqual(Array.from({ length: 3 }, () => ({ state: 'expired', settled_at: after(61).toISOString() })))
  const level = await shop.db.selectFrom('stock.level').select('reserved').where('product_id', '=', product).execute()
  expect(level).toEqual([{ reserved: 0 }])
})

test('confirming twice and releasing twice are refused and change nothing', async () => {
  const product = await shop.product({ on_hand: 5 })
  const { body } = await hold(product, { quantity: 2 })

  expect(await confirm(body.id)).toMatchObject({ status: 200, body: { state: 'confirmed', seconds_left: null } })
  expect(await confirm(body.id)).toMatchObject({ status: 409, body: { code: 'stock.cannot_move', from: 'confirmed' } })
  expect(await shop.stockOf(product)).toMatchObject({ reserved: 2 })
  expect(await release(body.id, { reason: 'se arrepintió' })).toMatchObject({
    status: 200,
    body: { state: 'released', reason: 'se arrepintió' },
  })
  expect(await release(body.id)).toMatchObject({ status: 409, body: { code: 'stock.cannot_move', from: 'released' } })
  expect(await confirm(body.id)).toMatchObject({ status: 409, body: { from: 'released' } })
  expect(await shop.stockOf(product)).toEqual({ on_hand: 5, reserved: 0, available: 5 })
})

test('what an order confirmed is not released behind its back', async () => {
  const product = await shop.product({ on_hand: 5 })
  const owner = { kind: 'work_order', id: newId() } as const
  const { body } = await hold(product, { owner_kind: owner.kind, owner_id: owner.id })
  expect(await confirm(body.id)).toMatchObject({ status: 409, body: { code: 'stock.owned_by_document' } })
  await transact(shop.ctx, (tx) => confirmReservations(tx, owner))
  expect(await release(body.id)).toMatchObject({ status: 409, body: { code: 'stock.owned_by_document' } })
})

test('confirm and release at once: exactly one of them wins', async () => {
  const product = await shop.product({ on_hand: 50 })
  for (let round = 0; round < 10; round++) {
    const owner = { kind: 'work_order', id: newId() } as const
    const { body } = await hold(product, { owner_kind: owner.kind, owner_id: owner.id })
    const [confirmed, released] = await Promise.all([
      transact(shop.ctx, (tx) => confirmReservations(tx, owner)),
      release(body.id),
    ])
    expect([confirmed.length, released.status]).toEqual(confirmed.length === 1 ? [1, 409] : [0, 200])
  }
  await expectBooksToHold(shop)
})

test('handing over takes units off on hand once, and releasing afterwards gives nothing back', async () => {
  const product = await shop.product({ on_hand: 5, unit_cost: 200 })
  const owner = { kind: 'work_order', id: newId() } as const
  const cause = { kind: 'manual', id: newId() }
  const lines = [{ product_id: product, warehouse_id: here, quantity: 2 }]
  const act = <T>(work: Parameters<typeof transact<T>>[1]) => transact(shop.ctx, work)

  await act((tx) => reserve(tx, { owner, lines, state: 'pending' }))
  expect(await act((tx) => handOver(tx, { owner, cause, kind: 'consumption' }))).toEqual([])
  expect(await act((tx) => confirmReservations(tx, owner))).toMatchObject([{ quantity: 2 }])
  expect(await act((tx) => handOver(tx, { owner, cause, kind: 'consumption' }))).toEqual([
    { product_id: product, warehouse_id: here, quantity: 2, cost_minor: 400 },
  ])
  expect(await act((tx) => handOver(tx, { owner, cause, kind: 'consumption' }))).toEqual([])
  expect(await act((tx) => releaseReservations(tx, { owner, reason: 'anulada' }))).toEqual([])
  expect(await shop.stockOf(product)).toEqual({ on_hand: 3, reserved: 0, available: 3 })
  await expectBooksToHold(shop)
})

test('S79: nobody keeps a product by holding it again and again', async () => {
  const product = await shop.product({ on_hand: 100 })
  const hoarder = shop.as('vendedor')
  const replies = []
  for (let n = 0; n < 21; n++) replies.push((await hold(product, { ttl_seconds: 1 }, hoarder)).status)
  expect(replies.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 201))
  expect(replies[20]).toBe(422)
  expect((await hold(product, {}, shop.cashier)).status).toBe(201)
})

test('S79: a cart that changes its mind is no hoarding', async () => {
  const product = await shop.product({ on_hand: 5 })
  const seller = shop.as('vendedor')
  for (let n = 0; n < 25; n++) {
    const { body, status } = await hold(product, {}, seller)
    expect(status).toBe(201)
    await release(body.id)
  }
})

test('the board shows what is open, how much, and what is about to expire', async () => {
  const product = await shop.product({ on_hand: 50, warehouse_id: shop.warehouses[2] })
  shop.time.now = START
  const there = { warehouse_id: shop.warehouses[2] }
  await hold(product, { ...there, quantity: 3, ttl_seconds: 100 })
  await hold(product, { ...there, quantity: 4, ttl_seconds: 1000 })
  shop.time.now = after(81)

  expect(
    (await shop.cashier.get(`/api/stock-reservations/summary?warehouse_id=${shop.warehouses[2]}`)).body,
  ).toMatchObject({
    reservations: 2,
    units: 7,
    expiring: 1,
    products: [{ product: { id: product }, quantity: 7, reservations: 2 }],
  })
  const { body } = await shop.cashier.get(`/api/stock-reservations?open=true&product_id=${product}&sort=expires_at`)
  expect(body.items).toMatchObject([
    { quantity: 3, is_expiring: true, seconds_left: 19 },
    { quantity: 4, is_expiring: false },
  ])
})

test('an id in use, an unknown place and another warehouse are refused as such', async () => {
  const product = await shop.product({ on_hand: 5 })
  const id = newId()
  expect((await hold(product, { id })).status).toBe(201)
  expect(await hold(product, { id })).toMatchObject({ status: 409, body: { code: 'stock.id_taken' } })
  expect((await hold(product, { warehouse_id: newId() })).status).toBe(404)
  expect((await hold(newId())).status).toBe(404)
  const elsewhere = shop.as('cajero', { warehouses: [shop.warehouses[1]] })
  expect((await hold(product, {}, elsewhere)).status).toBe(404)
  expect((await elsewhere.post(`/api/stock-reservations/${id}/release`)).status).toBe(404)
  expect((await elsewhere.get('/api/stock-reservations')).body.items).toEqual([])
})

test('a key sent again makes one hold', async () => {
  const product = await shop.product({ on_hand: 5 })
  const body = { product_id: product, warehouse_id: here, quantity: 2 }
  const first = await shop.cashier.post('/api/stock-reservations', body, { key: 'one-hold' })
  const again = await shop.cashier.post('/api/stock-reservations', body, { key: 'one-hold' })
  expect(again.body).toEqual(first.body)
  expect(await shop.stockOf(product)).toMatchObject({ reserved: 2 })
})
