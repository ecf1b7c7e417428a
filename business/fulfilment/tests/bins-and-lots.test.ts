import { beforeAll, expect, test } from 'vitest'
import { takeIn } from '#stock'
import { transact } from '../../../platform/database/transact.ts'
import { newId } from '../../../platform/ids.ts'
import { expectBooksToHold } from '../../../tests/support/selling-shop.ts'
import { openWarehouse, type Warehouse } from './warehouse.ts'

let shop: Warehouse

beforeAll(async () => {
  shop = await openWarehouse()
})

const binsOf = async (codes: readonly string[]): Promise<string[]> => {
  const { warehouse_id } = shop
  const { body } = await shop.owner.post('/api/bins', { warehouse_id, bins: codes.map((code) => ({ code })) })
  return body.items.map(({ id }: { id: string }) => id)
}
const home = (bin: string | undefined, ...product_ids: string[]) =>
  shop.owner.post(`/api/bins/${bin}/products`, { product_ids })

/** A product kept by lot, with these lots of it on the shelf. */
async function inLots(lots: readonly [code: string, quantity: number, expires_on?: string][], loose = 0) {
  const on_hand = lots.reduce((sum, [, quantity]) => sum + quantity, loose)
  const id = await shop.product({ on_hand, name: `Leche ${newId()}` })
  await shop.owner.put(`/api/products/${id}/lot-rule`, { tracks_lots: true })
  for (const [code, quantity, expires_on] of lots) {
    const lot = { product_id: id, warehouse_id: shop.warehouse_id, code, quantity, expires_on }
    const { status, body } = await shop.owner.post('/api/stock-lots', lot)
    expect(status, JSON.stringify(body)).toBe(200)
  }
  return id
}
const left = async (product_id: string): Promise<Record<string, number>> => {
  const { body } = await shop.owner.get(`/api/stock-lots?product_id=${product_id}`)
  return Object.fromEntries(body.items.map((lot: { code: string; on_hand: number }) => [lot.code, lot.on_hand]))
}

test('the list goes past the shelves in walking order, and what has no shelf comes last', async () => {
  const [far, near] = [await shop.product({ on_hand: 5 }), await shop.product({ on_hand: 5 })]
  const nowhere = await shop.product({ on_hand: 5 })
  const [a, b] = await binsOf(['P-01', 'P-02'])
  await home(b, far)
  await home(a, near)
  const order = await shop.ordered([nowhere, far, near].map((product_id) => ({ product_id, quantity: 1 })))
  const { body } = await shop.owner.get(`/api/pick-list?fulfilment_ids=${order.id}`)
  expect(body.stops.map(({ bin, product_id }: { bin: string; product_id: string }) => [bin, product_id])).toEqual([
    ['P-01', near],
    ['P-02', far],
    [null, nowhere],
  ])
  expect((await shop.see(order.id)).items.map((line) => Reflect.get(line, 'bin'))).toEqual([null, 'P-02', 'P-01'])
})

test('a product is taken from one of its places; another one is refused with where to go', async () => {
  const oil = await shop.product({ on_hand: 9, name: 'Aceite de su lugar' })
  const [first, second] = await binsOf(['Q-01', 'Q-02', 'Q-03'])
  await home(first, oil)
  await home(second, oil)
  const order = await shop.ordered([{ product_id: oil, quantity: 3 }])
  expect(await shop.scan(order, { product_id: oil, bin: 'Q-03' })).toMatchObject({
    status: 409,
    body: { code: 'pick.wrong_bin', title: 'Eso es Q-03. Aceite de su lugar se toma de Q-01.' },
  })
  expect((await shop.scan(order, { product_id: oil, bin: 'q-01' })).status).toBe(201)
  expect((await shop.scan(order, { product_id: oil, bin: 'Q-02' })).status).toBe(201)
  const { body } = await shop.owner.get(`/api/fulfilments/${order.id}/history`)
  expect(body.items.filter(({ act }: { act: string }) => act === 'pick').map((s: { note: string }) => s.note)).toEqual([
    'q-01',
    'Q-02',
  ])
})

test('what expires first is proposed and taken, and never what has expired', async () => {
  const milk = await inLots([
    ['VIEJO', 2, '2026-01-31'],
    ['PRONTO', 2, '2031-03-01'],
    ['LEJOS', 5, '2031-09-01'],
  ])
  const order = await shop.ordered([{ product_id: milk, quantity: 3 }])
  const list = (await shop.owner.get(`/api/pick-list?fulfilment_ids=${order.id}`)).body
  expect(list.stops[0].lots).toMatchObject([
    { code: 'VIEJO', is_expired: true },
    { code: 'PRONTO', is_expired: false, on_hand: 2 },
    { code: 'LEJOS' },
  ])
  expect(await shop.scan(order, { product_id: milk, lot: 'viejo' })).toMatchObject({
    status: 409,
    body: { code: 'pick.expired_lot', title: 'El lote VIEJO venció el 31-01-2026. No se despacha.' },
  })
  expect(await shop.scan(order, { product_id: milk, lot: 'X' })).toMatchObject({ body: { code: 'pick.unknown_lot' } })
  expect(await shop.scan(order, { product_id: milk, lot: 'PRONTO', quantity: 3 })).toMatchObject({
    body: { code: 'pick.lot_short' },
  })
  expect((await shop.scan(order, { product_id: milk, quantity: 3 })).body.lots).toEqual([
    { code: 'PRONTO', quantity: 2 },
    { code: 'LEJOS', quantity: 1 },
  ])
})

test('only expired lots are left: the pick is refused, and can be said to be short', async () => {
  const milk = await inLots([['FUERA', 4, '2026-02-01']])
  const order = await shop.ordered([{ product_id: milk, quantity: 1 }])
  expect(await shop.scan(order, { product_id: milk })).toMatchObject({ body: { code: 'pick.expired_lot' } })
})

test('the lot that was taken is the lot that leaves, whatever would have expired first', async () => {
  const milk = await inLots([
    ['UNO', 4, '2031-01-01'],
    ['DOS', 4, '2031-06-01'],
  ])
  const order = await shop.ordered([{ product_id: milk, quantity: 3 }])
  await shop.act(order, 'start')
  expect((await shop.scan(order, { product_id: milk, lot: 'DOS', quantity: 3 })).status).toBe(201)
  const [line] = order.items
  expect((await shop.act(order, 'unpicks', { line_id: line?.id, quantity: 1 })).status).toBe(200)
  expect((await shop.scan(order, { product_id: milk, lot: 'UNO' })).status).toBe(201)
  await shop.act(order, 'picked')
  await shop.act(order, 'packs', { all: true })
  expect(await left(milk)).toEqual({ UNO: 4, DOS: 4 })
  const part = { fulfilment_id: order.id, state: 'in_transit', lines: [{ line_id: line?.id, quantity: 2 }] }
  expect((await shop.owner.post('/api/shipments', part)).status).toBe(201)
  const rest = { fulfilment_id: order.id, state: 'in_transit' }
  expect((await shop.owner.post('/api/shipments', rest)).status).toBe(201)
  expect(await left(milk)).toEqual({ UNO: 3, DOS: 2 })
  await expectBooksToHold(shop)
})

test('two walks that take the last of a lot at once: one does, the other is told what is left', async () => {
  const milk = await inLots([
    ['ULTIMO', 3, '2031-01-01'],
    ['OTRO', 9, '2031-02-01'],
  ])
  const orders = [
    await shop.ordered([{ product_id: milk, quantity: 2 }]),
    await shop.ordered([{ product_id: milk, quantity: 2 }]),
  ]
  const takes = orders.map((order) => shop.scan(order, { product_id: milk, lot: 'ULTIMO', quantity: 2 }))
  const replies = await Promise.all(takes)
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(replies.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'pick.lot_short' })
})

test('units in no lot are taken without one', async () => {
  const milk = await inLots([['TRES', 1, '2031-01-01']], 2)
  const order = await shop.ordered([{ product_id: milk, quantity: 3 }])
  expect((await shop.scan(order, { product_id: milk, quantity: 3 })).body.lots).toEqual([{ code: 'TRES', quantity: 1 }])
  const line = { product_id: milk, warehouse_id: shop.warehouse_id, quantity: 1, cost_minor: 100 }
  await transact(shop.ctx, (tx) =>
    takeIn(tx, { lines: [line], kind: 'receipt', cause: { kind: 'manual', id: newId() } }),
  )
  await expectBooksToHold(shop)
})
