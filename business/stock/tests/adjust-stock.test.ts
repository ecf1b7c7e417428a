import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

let shop: StockedShop
let here: string

beforeAll(async () => {
  shop = await openStockedShop()
  here = shop.warehouses[0]
})

const adjust = (product_id: string, body: object, who = shop.storekeeper) =>
  who.post(`/api/products/${product_id}/adjust-stock`, { warehouse_id: here, reason: 'conteo del martes', ...body })

test('the documented body sets, adds and subtracts', async () => {
  const product = await shop.product()

  expect(await adjust(product, { operation: 'set', quantity: 12 })).toMatchObject({
    status: 200,
    body: { quantity: 12, on_hand: 12, available: 12 },
  })
  expect(await adjust(product, { operation: 'add', quantity: '3' })).toMatchObject({
    body: { quantity: 3, on_hand: 15 },
  })
  expect(await adjust(product, { operation: 'subtract', quantity: 5 })).toMatchObject({
    body: { quantity: -5, on_hand: 10 },
  })
  expect(await shop.stockOf(product)).toEqual({ on_hand: 10, reserved: 0, available: 10 })
})

test('a set to what is already there writes nothing', async () => {
  const product = await shop.product({ on_hand: 4 })

  expect(await adjust(product, { operation: 'set', quantity: 4 })).toMatchObject({ status: 200, body: { quantity: 0 } })
  const { body } = await shop.owner.get(`/api/stock-movements?product_id=${product}`)
  expect(body.items).toHaveLength(1)
})

test('an adjustment without a reason is refused', async () => {
  const product = await shop.product({ on_hand: 4 })
  const reply = await adjust(product, { operation: 'set', quantity: 1, reason: '  ' })
  expect(reply).toMatchObject({ status: 422, body: { code: 'request.invalid', errors: [{ path: 'reason' }] } })
})

test('stock does not go below zero, and the refusal names what there is', async () => {
  const product = await shop.product({ on_hand: 4 })
  const reply = await adjust(product, { operation: 'subtract', quantity: 5 })
  expect(reply).toMatchObject({
    status: 409,
    body: {
      code: 'stock.short',
      short_lines: [{ product_id: product, warehouse_id: here, requested: 5, available: 4 }],
    },
  })
})

test('what is promised is not adjusted away', async () => {
  const product = await shop.product({ on_hand: 4 })
  await shop.cashier.post('/api/stock-reservations', { product_id: product, warehouse_id: here, quantity: 3 })

  expect(await adjust(product, { operation: 'set', quantity: 2 })).toMatchObject({
    status: 409,
    body: { short_lines: [{ requested: 2, available: 1 }] },
  })
  expect(await adjust(product, { operation: 'set', quantity: 3 })).toMatchObject({ status: 200 })
})

test('the ledger, the audit and the fact name who did it and why', async () => {
  const product = await shop.product({ on_hand: 4 })
  const { body } = await adjust(product, { operation: 'subtract', quantity: 1, reason: 'envase roto' })

  const movements = await shop.owner.get(`/api/stock-movements?cause_id=${body.id}`)
  expect(movements.body.items).toMatchObject([
    { kind: 'adjustment', quantity: -1, balance_after: 3, reason: 'envase roto', actor_name: 'bodeguero', sequence: 2 },
  ])
  const entry = await shop.db
    .selectFrom('platform.audit_entry')
    .selectAll()
    .where('thing_id', '=', product)
    .where('action', '=', 'stock.adjusted')
    .executeTakeFirstOrThrow()
  expect(entry).toMatchObject({
    actor_name: 'bodeguero',
    reason: 'envase roto',
    before: { on_hand: 4 },
    after: { on_hand: 3, cause_id: body.id },
  })
  const facts = await shop.db
    .selectFrom('platform.fact')
    .select('data')
    .where('name', '=', 'stock.changed')
    .orderBy('id', 'desc')
    .limit(1)
    .execute()
  expect(facts[0]?.data).toEqual({ product_id: product, warehouse_id: here, on_hand: 3, reserved: 0, available: 3 })
})

test('an id sent again does not move goods twice, with or without a key', async () => {
  const product = await shop.product({ on_hand: 4 })
  const id = newId()
  const body = { id, operation: 'add', quantity: 2 }

  expect((await adjust(product, body)).status).toBe(200)
  expect(await adjust(product, body)).toMatchObject({ status: 409, body: { code: 'stock.id_taken' } })
  expect(await shop.stockOf(product)).toMatchObject({ on_hand: 6 })
})

test('ten additions at once add ten times', async () => {
  const product = await shop.product()
  const replies = await Promise.all(
    Array.from({ length: 10 }, () => adjust(product, { operation: 'add', quantity: 1 })),
  )
  expect(replies.map((reply) => reply.status)).toEqual(Array.from({ length: 10 }, () => 200))
  expect(await shop.stockOf(product)).toMatchObject({ on_hand: 10 })
})

test('quantities keep the decimals of the product and no more', async () => {
  const oil = await shop.product({ decimals: 1 })
  expect(await adjust(oil, { operation: 'set', quantity: 2.5 })).toMatchObject({ body: { on_hand: 2.5 } })
  expect(await adjust(oil, { operation: 'add', quantity: 0.25 })).toMatchObject({
    status: 422,
    body: { code: 'stock.too_many_decimals' },
  })
})

test('a service has no stock; an unknown product or warehouse does not exist', async () => {
  const service = await shop.product({ kind: 'service' })
  expect(await adjust(service, { operation: 'set', quantity: 1 })).toMatchObject({
    status: 422,
    body: { code: 'stock.not_tracked' },
  })
  expect((await adjust(newId(), { operation: 'set', quantity: 1 })).status).toBe(404)
  const product = await shop.product()
  expect((await adjust(product, { operation: 'set', quantity: 1, warehouse_id: newId() })).status).toBe(404)
})

test('more than the books hold is refused, not broken', async () => {
  const product = await shop.product({ on_hand: 1 })
  expect(await adjust(product, { operation: 'add', quantity: 99_999_999_999 })).toMatchObject({
    status: 422,
    body: { code: 'stock.too_much' },
  })
})

test('who may not adjust is refused; who works elsewhere does not see it', async () => {
  const product = await shop.product({ on_hand: 1 })
  expect((await adjust(product, { operation: 'set', quantity: 1 }, shop.cashier)).status).toBe(403)
  expect((await adjust(product, { operation: 'set', quantity: 1 }, shop.anonymous)).status).toBe(401)
  const other = shop.as('bodeguero', { warehouses: [shop.warehouses[1]] })
  expect((await adjust(product, { operation: 'set', quantity: 1 }, other)).status).toBe(404)
})

test('goods come and go by hand with their kind, cost and reason', async () => {
  const product = await shop.product()
  const move = (body: object, who = shop.owner) =>
    who.post('/api/stock-movements', { product_id: product, warehouse_id: here, quantity: 10, ...body })

  expect(await move({ direction: 'in', unit_cost: 150 })).toMatchObject({
    status: 201,
    body: { cost_minor: 1500, on_hand: 10 },
  })
  expect(await move({ direction: 'in', kind: 'opening', unit_cost: 250 })).toMatchObject({ body: { on_hand: 20 } })
  expect(await move({ direction: 'out', kind: 'scrap', quantity: 5, reason: 'vencido' })).toMatchObject({
    body: { cost_minor: -1000, on_hand: 15, quantity: -5 },
  })
  expect(await move({ direction: 'out', kind: 'opening' })).toMatchObject({
    status: 422,
    body: { code: 'stock.kind_direction' },
  })
  expect(await move({ direction: 'out', kind: 'adjustment' })).toMatchObject({
    status: 422,
    body: { code: 'stock.reason_missing' },
  })
  expect(await move({ direction: 'out', quantity: 16 })).toMatchObject({ status: 409, body: { code: 'stock.short' } })
  expect((await move({ direction: 'in', unit_cost: 1 }, shop.storekeeper)).status).toBe(403)
  const mine = await move({ direction: 'in' }, shop.storekeeper)
  expect(mine).toMatchObject({ status: 201, body: { on_hand: 25 } })
  expect(mine.body).not.toHaveProperty('cost_minor')
})
