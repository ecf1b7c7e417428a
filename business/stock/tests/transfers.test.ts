import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { forbiddenFrom, statesOf } from '../../../tests/support/machine.ts'
import { transferMoves } from '../transfer.ts'
import type { TransferStatus } from '../transfer-shapes.ts'
import { expectBooksToHold } from './books.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

let shop: StockedShop
let here: string
let there: string

beforeAll(async () => {
  shop = await openStockedShop()
  ;[here, there] = shop.warehouses
})

const draft = async (items: object[], more: object = {}) => {
  const body = { from_warehouse_id: here, to_warehouse_id: there, items, ...more }
  return shop.storekeeper.post('/api/stock-transfers', body)
}
const act = (id: string, verb: string, body: object = {}, who = shop.storekeeper) =>
  who.post(`/api/stock-transfers/${id}/${verb}`, body)
const levelOf = async (product_id: string, warehouse_id: string) => {
  const { body } = await shop.owner.get(`/api/products/${product_id}/stock-by-warehouse`)
  return body.warehouses.find((one: { warehouse: { id: string } }) => one.warehouse.id === warehouse_id)
}
const movementsOf = async (id: string) =>
  (await shop.owner.get(`/api/stock-movements?cause_id=${id}`)).body.items.toReversed()
const worthOf = async (product_id: string) =>
  shop.db
    .selectFrom('stock.valuation')
    .select(['quantity', 'value_minor'])
    .where('product_id', '=', product_id)
    .executeTakeFirstOrThrow()

test('goods leave one warehouse, travel, and arrive at what they cost', async () => {
  const oil = await shop.product({ on_hand: 10, unit_cost: 130 })
  const made = await draft([{ product_id: oil, quantity: 4 }], { note: 'para el sábado' })
  expect(made).toMatchObject({
    status: 201,
    body: { status: 'draft', lines: 1, units: 4, next: ['edit', 'send', 'cancel'], items: [{ available: 10 }] },
  })
  const { id, number } = made.body
  expect((await levelOf(oil, here)).on_hand).toBe(10)

  expect(await act(id, 'send')).toMatchObject({ status: 200, body: { status: 'in_transit', next: ['receive'] } })
  expect(await levelOf(oil, here)).toMatchObject({ on_hand: 6, available: 6, incoming: 0 })
  expect(await levelOf(oil, there)).toMatchObject({ on_hand: 0, incoming: 4 })
  expect(await worthOf(oil)).toEqual({ quantity: 6, value_minor: 780 })
  await expectBooksToHold(shop)

  // What arrives meanwhile at another cost does not change what these four cost.
  await shop.receive(oil, 6, 600)
  expect(await act(id, 'receive')).toMatchObject({ status: 200, body: { status: 'received', next: [] } })
  expect(await levelOf(oil, there)).toMatchObject({ on_hand: 4, incoming: 0 })
  expect(await worthOf(oil)).toEqual({ quantity: 16, value_minor: 1900 })
  expect(await movementsOf(id)).toMatchObject([
    { kind: 'transfer_out', quantity: -4, cost_minor: -520, cause_label: `T-${number}`, warehouse: { id: here } },
    { kind: 'transfer_in', quantity: 4, cost_minor: 520, cause_label: `T-${number}`, warehouse: { id: there } },
  ])
  await expectBooksToHold(shop)
})

test('a difference at the door is explained, and is a movement of its own', async () => {
  const lamp = await shop.product({ on_hand: 10, unit_cost: 100 })
  const fuse = await shop.product({ on_hand: 10, unit_cost: 10 })
  const { body } = await draft([
    { product_id: lamp, quantity: 5 },
    { product_id: fuse, quantity: 5 },
  ])
  await act(body.id, 'send')
  const short = { product_id: lamp, quantity: 3 }
  expect(await act(body.id, 'receive', { items: [short] })).toMatchObject({
    status: 422,
    body: { code: 'stock.transfer_difference', product_id: lamp },
  })
  const items = [
    { ...short, reason: 'dos rotas en el camino' },
    { product_id: fuse, quantity: 6, reason: 'venía una de más' },
  ]
  expect(await act(body.id, 'receive', { items })).toMatchObject({ status: 200, body: { status: 'received' } })
  expect(await levelOf(lamp, there)).toMatchObject({ on_hand: 3 })
  expect(await levelOf(fuse, there)).toMatchObject({ on_hand: 6 })
  const kinds = (await movementsOf(body.id)).map((row: { kind: string; quantity: number }) => [row.kind, row.quantity])
  expect(kinds.slice(-2).sort()).toEqual([
    ['adjustment', -2],
    ['adjustment', 1],
  ])
  expect((await shop.owner.get(`/api/stock-transfers/${body.id}`)).body.items).toMatchObject([
    { received: 3, reason: 'dos rotas en el camino' },
    { received: 6, reason: 'venía una de más' },
  ])
  await expectBooksToHold(shop)
})

test('what is promised does not leave, and then no line does', async () => {
  const [one, two] = [await shop.product({ on_hand: 5 }), await shop.product({ on_hand: 5 })]
  await shop.cashier.post('/api/stock-reservations', { product_id: two, warehouse_id: here, quantity: 3 })
  const { body } = await draft([
    { product_id: one, quantity: 5 },
    { product_id: two, quantity: 3 },
  ])
  expect(await act(body.id, 'send')).toMatchObject({
    status: 409,
    body: { code: 'stock.short', short_lines: [{ product_id: two, requested: 3, available: 2 }] },
  })
  expect((await levelOf(one, here)).on_hand).toBe(5)
  expect((await shop.owner.get(`/api/stock-transfers/${body.id}`)).body.status).toBe('draft')
})

test('a draft changes its lines, with the version that was seen; afterwards it does not', async () => {
  const oil = await shop.product({ on_hand: 5 })
  const made = await draft([{ product_id: oil, quantity: 1 }])
  const path = `/api/stock-transfers/${made.body.id}`
  const seen = { headers: { 'if-match': String(made.headers.etag) } }
  const twice = [
    { product_id: oil, quantity: 1 },
    { product_id: oil, quantity: 2 },
  ]
  expect(await shop.storekeeper.patch(path, { items: twice }, seen)).toMatchObject({
    status: 200,
    body: { lines: 1, units: 3 },
  })
  expect((await shop.storekeeper.patch(path, { note: 'tarde' }, seen)).status).toBe(412)
  await act(made.body.id, 'send')
  expect(await shop.storekeeper.patch(path, { items: twice })).toMatchObject({
    status: 409,
    body: { code: 'stock.transfer_not_draft' },
  })
})

describe('the states', () => {
  const verbs = { in_transit: 'send', received: 'receive', cancelled: 'cancel' } as const
  const ways: Record<TransferStatus, readonly string[]> = {
    draft: [],
    in_transit: ['send'],
    received: ['send', 'receive'],
    cancelled: ['cancel'],
  }
  test.each(statesOf(transferMoves))('from %s every move that is not in the table is refused', async (from) => {
    const oil = await shop.product({ on_hand: 2 })
    const { body } = await draft([{ product_id: oil, quantity: 1 }])
    for (const verb of ways[from]) expect((await act(body.id, verb)).status).toBe(200)
    for (const to of forbiddenFrom(transferMoves, from)) {
      if (to === 'draft') continue
      expect(await act(body.id, verbs[to]), `${from} → ${to}`).toMatchObject({
        status: 409,
        body: { code: 'stock.transfer_cannot_move' },
      })
    }
    expect((await shop.owner.get(`/api/stock-transfers/${body.id}`)).body.status).toBe(from)
  })

  test('of ten that receive at once one does', async () => {
    const oil = await shop.product({ on_hand: 8 })
    const { body } = await draft([{ product_id: oil, quantity: 8 }])
    const sent = await Promise.all(Array.from({ length: 10 }, () => act(body.id, 'send')))
    expect(sent.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)])
    const got = await Promise.all(Array.from({ length: 10 }, () => act(body.id, 'receive')))
    expect(got.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)])
    expect((await levelOf(oil, there)).on_hand).toBe(8)
    await expectBooksToHold(shop)
  })
})

test('what makes no sense is refused', async () => {
  const oil = await shop.product({ on_hand: 2 })
  const work = await shop.product({ kind: 'service' })
  const item = { product_id: oil, quantity: 1 }
  const code = async (reply: ReturnType<typeof draft>) => (await reply).body.code
  expect(await code(draft([item], { to_warehouse_id: here }))).toBe('stock.transfer_to_itself')
  expect(await code(draft([{ product_id: work, quantity: 1 }]))).toBe('stock.not_tracked')
  expect(await code(draft([{ product_id: oil, quantity: 0.5 }]))).toBe('stock.too_many_decimals')
  expect(await code(draft([{ product_id: newId(), quantity: 1 }]))).toBe('stock.product_not_found')
  const first = await draft([item], { id: newId() })
  expect(await code(draft([item], { id: first.body.id }))).toBe('stock.id_taken')
  await act(first.body.id, 'send')
  const stranger = { items: [{ product_id: work, quantity: 1, reason: 'no sé' }] }
  expect(await act(first.body.id, 'receive', stranger)).toMatchObject({ body: { code: 'stock.transfer_stranger' } })
  expect((await act(newId(), 'send')).status).toBe(404)
})

test('each end does its own part: who works elsewhere sees nothing of it', async () => {
  const oil = await shop.product({ on_hand: 4 })
  const { body } = await draft([{ product_id: oil, quantity: 4 }])
  const atFrom = shop.as('bodeguero', { warehouses: [here] })
  const atTo = shop.as('bodeguero', { warehouses: [there] })
  const elsewhere = shop.as('bodeguero', { warehouses: [shop.warehouses[2]] })
  expect((await elsewhere.get(`/api/stock-transfers/${body.id}`)).status).toBe(404)
  const listed = await elsewhere.get('/api/stock-transfers')
  expect(listed.body.items.map((one: { id: string }) => one.id)).not.toContain(body.id)
  expect((await atTo.get(`/api/stock-transfers/${body.id}`)).body.next).toEqual([])
  expect((await act(body.id, 'send', {}, atTo)).status).toBe(404)
  expect((await act(body.id, 'send', {}, atFrom)).status).toBe(200)
  expect((await act(body.id, 'receive', {}, atFrom)).status).toBe(404)
  expect((await act(body.id, 'receive', {}, atTo)).status).toBe(200)
  expect((await shop.cashier.post('/api/stock-transfers', {})).status).toBe(403)
  expect((await atFrom.get(`/api/stock-transfers/${body.id}`)).text).not.toContain('cost_minor')
})

test('a warehouse with something on its way is not archived', async () => {
  const oil = await shop.product({ on_hand: 1 })
  const to = shop.warehouses[2]
  await draft([{ product_id: oil, quantity: 1 }], { to_warehouse_id: to })
  expect(await shop.owner.delete(`/api/warehouses/${to}`)).toMatchObject({
    status: 409,
    body: { code: 'stock.warehouse_busy' },
  })
})
