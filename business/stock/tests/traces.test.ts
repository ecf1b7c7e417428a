import { beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { takeOut } from '#stock'
import { traceOf } from '../../../tests/support/trace.ts'
import { watchAlerts } from '../jobs.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

/** What others hear of each act, and what stands in the audit afterwards. */

let shop: StockedShop
let here: string
let there: string
let keeper: StockedShop['storekeeper']

beforeAll(async () => {
  shop = await openStockedShop()
  ;[here, there] = shop.warehouses
  keeper = shop.storekeeper
})

/** The act must succeed; gives what it told and wrote. */
async function trace(method: 'post' | 'patch' | 'put' | 'delete', path: string, body: object = {}, who = keeper) {
  const { answer, told, entries } = await traceOf(shop, () => who[method](path, body))
  expect(answer.status, answer.text).toBeLessThan(300)
  return { body: answer.body, told, entries }
}
const placeOf = (product_id: string, warehouse_id = here) => ({ product_id, warehouse_id })
const sellAway = (product_id: string, quantity: number, more: object = {}) =>
  transact(shop.ctx, (tx) =>
    takeOut(tx, {
      ...{ lines: [{ ...placeOf(product_id), quantity }], kind: 'sale', cause: { kind: 'manual', id: newId() } },
      ...more,
    }),
  )

test('a transfer tells each of its steps, with both ends, and how many lines arrived otherwise', async () => {
  const [oil, lamp] = [await shop.product({ on_hand: 9 }), await shop.product({ on_hand: 9 })]
  const items = [
    { product_id: oil, quantity: 3 },
    { product_id: lamp, quantity: 2 },
  ]
  const made = await trace('post', '/api/stock-transfers', { from_warehouse_id: here, to_warehouse_id: there, items })
  const { id, number } = made.body
  const ends = { from_warehouse_id: here, to_warehouse_id: there }
  const about = { transfer_id: id, number, ...ends }
  const entry = { thing: 'transfer', thing_id: id, label: `T-${number}`, actor_id: keeper.actor.id }
  expect([made.told, made.entries]).toMatchObject([
    [['transfer.created', about]],
    [{ ...entry, action: 'transfer.created', after: { ...ends, items } }],
  ])
  const path = `/api/stock-transfers/${id}`
  const noted = await trace('patch', path, { note: 'Frágil' })
  expect([noted.told, noted.entries]).toMatchObject([
    [['transfer.changed', about]],
    [{ ...entry, action: 'transfer.changed', before: { note: null, items }, after: { note: 'Frágil' } }],
  ])
  const sent = await trace('post', `${path}/send`)
  expect(sent.told.at(-1)).toEqual(['transfer.sent', about])
  const left = (product_id: string, on_hand: number) => [
    'stock.changed',
    { ...placeOf(product_id), on_hand, reserved: 0, available: on_hand },
  ]
  expect(sent.told).toEqual(expect.arrayContaining([left(oil, 6), left(lamp, 7)]))
  const both = { ...ends, lines: 2 }
  expect(sent.entries).toMatchObject([
    { ...entry, action: 'transfer.sent', before: { status: 'draft' }, after: { status: 'in_transit', ...both } },
  ])
  const told = [
    { product_id: oil, quantity: 2, reason: 'se rompió' },
    { product_id: lamp, quantity: 2, reason: 'igual' },
  ]
  const arrived = await trace('post', `${path}/receive`, { items: told })
  expect(arrived.told.at(-1)).toEqual(['transfer.received', { ...about, differences: 1 }])
  expect(arrived.entries).toMatchObject([
    {
      ...{ ...entry, action: 'transfer.received', before: { status: 'in_transit' } },
      after: { status: 'received', to_warehouse_id: there, lines: 2, differences: 1 },
    },
  ])
  const reasons = arrived.body.items.map((one: { reason: string | null }) => one.reason)
  expect(reasons).toEqual(expect.arrayContaining(['se rompió', null]))

  const spare = (await trace('post', '/api/stock-transfers', { ...ends, items })).body
  const dropped = await trace('post', `/api/stock-transfers/${spare.id}/cancel`, { reason: 'no hizo falta' })
  expect(dropped.told).toEqual([['transfer.cancelled', { transfer_id: spare.id, number: spare.number, ...ends }]])
  expect(dropped.entries).toMatchObject([
    {
      action: 'transfer.cancelled',
      reason: 'no hizo falta',
      before: { status: 'draft' },
      after: { status: 'cancelled' },
    },
  ])
  expect(dropped.body).toMatchObject({ cancel_reason: 'no hizo falta' })
})

test('a count tells each of its steps and keeps why each line differs', async () => {
  const [oil, lamp, rag] = [
    await shop.product({ on_hand: 9, unit_cost: 100 }),
    await shop.product({ on_hand: 4 }),
    await shop.product({ on_hand: 2 }),
  ]
  const product_ids = [oil, lamp, rag]
  const opened = await trace('post', '/api/stock-counts', { scope: 'products', warehouse_id: here, product_ids })
  const { id, number } = opened.body
  const about = { count_id: id, number, warehouse_id: here }
  const entry = { thing: 'count', thing_id: id, label: `C-${number}`, actor_id: keeper.actor.id }
  expect([opened.told, opened.entries]).toMatchObject([
    [['count.opened', about]],
    [
      {
        thing: 'count',
        thing_id: id,
        action: 'count.opened',
        after: { warehouse_id: here, scope: 'products', lines: 3 },
      },
    ],
  ])
  const path = `/api/stock-counts/${id}`
  const set = (product_id: string, quantity: number) => ({ product_id, mode: 'set', quantity, id: newId() })
  const entries = [set(oil, 7), set(lamp, 5), set(rag, 2)]
  const scanned = await trace('post', `${path}/entries`, { entries })
  expect(scanned.told).toEqual([['count.progressed', about]])
  const step = (action: string, from: string, to: string, more: object = {}) => [
    {
      ...entry,
      label: opened.entries[0]?.label,
      action,
      before: { status: from },
      after: { status: to, warehouse_id: here, ...more },
    },
  ]
  const closed = await trace('post', `${path}/close`)
  expect([closed.told, closed.entries]).toMatchObject([
    [['count.closed', about]],
    step('count.closed', 'counting', 'review'),
  ])
  const again = await trace('post', `${path}/recount`, { product_ids: [lamp] })
  expect([again.told, again.entries]).toMatchObject([
    [['count.progressed', about]],
    step('count.recounted', 'review', 'counting'),
  ])
  await trace('post', `${path}/entries`, { entries: [set(lamp, 6)] })
  await trace('post', `${path}/close`)
  const reasons = [
    { product_id: oil, reason: 'dos bidones rotos' },
    { product_id: lamp, reason: 'aparecieron' },
  ]
  const posted = await trace('post', `${path}/post`, { reasons })
  expect(posted.told.at(-1)).toEqual(['count.posted', { ...about, differences: 2 }])
  expect(posted.entries).toMatchObject(step('count.posted', 'review', 'posted', { counted: 3, over: 1, under: 1 }))
  const lines = (await shop.owner.get(`${path}/lines`)).body.items as {
    product: { id: string }
    reason: string | null
  }[]
  const reasonOf = (product_id: string) => lines.find(({ product }) => product.id === product_id)?.reason
  expect([reasonOf(oil), reasonOf(lamp), reasonOf(rag)]).toEqual(['dos bidones rotos', 'aparecieron', null])

  const spare = (await trace('post', '/api/stock-counts', { scope: 'products', warehouse_id: here, product_ids })).body
  const dropped = await trace('post', `/api/stock-counts/${spare.id}/cancel`, { reason: 'mañana' })
  expect(dropped.told).toEqual([['count.cancelled', { ...about, count_id: spare.id, number: spare.number }]])
  expect(dropped.entries).toMatchObject([
    { action: 'count.cancelled', reason: 'mañana', after: { status: 'cancelled' } },
  ])
})

test('a hold tells what is left to promise, and who kept, made firm or gave back what', async () => {
  const oil = await shop.product({ on_hand: 9, min_stock: 6, sku: 'RASTRO-1' })
  const place = placeOf(oil)
  const level = (reserved: number) => ({ ...place, on_hand: 9, reserved, available: 9 - reserved })
  const asked = { ...place, quantity: 2, reason: 'vuelve a las cinco' }
  const held = await trace('post', '/api/stock-reservations', asked)
  expect(held.told).toEqual([['stock.changed', level(2)]])
  const about = { thing: 'reservation', thing_id: held.body.id, label: 'RASTRO-1' }
  expect(held.entries).toMatchObject([
    {
      ...{ ...about, action: 'reservation.created', reason: asked.reason },
      after: { ...place, quantity: 2, owner_kind: 'cart', owner_id: held.body.owner_id },
    },
  ])
  const path = `/api/stock-reservations/${held.body.id}`
  const firm = await trace('post', `${path}/confirm`)
  expect(firm.entries).toMatchObject([
    { ...about, action: 'reservation.confirmed', before: { state: 'pending' }, after: { state: 'confirmed' } },
  ])
  const back = await trace('post', `${path}/release`, { reason: 'no vino' })
  expect(back.told).toEqual([['stock.changed', level(0)]])
  expect(back.entries).toMatchObject([
    {
      ...{ ...about, action: 'reservation.released', reason: 'no vino' },
      ...{ before: { state: 'confirmed' }, after: { state: 'released' } },
    },
  ])
  // Exactly to the minimum is low; once, and not again while it stays there.
  const low = await trace('post', '/api/stock-reservations', { ...place, quantity: 3 })
  expect(low.told).toEqual([
    ['stock.changed', level(3)],
    ['stock.low', { ...level(3), min_stock: 6 }],
  ])
  const lower = await trace('post', '/api/stock-reservations', { ...place, quantity: 1 })
  expect(lower.told).toEqual([['stock.changed', level(4)]])
})

test('bins tell their warehouse, and the audit what was put where', async () => {
  const oil = await shop.product({ on_hand: 3 })
  const said = [['bin.changed', { warehouse_id: here }]]
  const bins = [{ code: 'T-1' }, { code: 'T-2', name: 'Abajo' }]
  const made = await trace('post', '/api/bins', { warehouse_id: here, bins })
  expect([made.told, made.entries]).toMatchObject([
    said,
    [{ action: 'bins.created', thing: 'warehouse', thing_id: here, after: { bins: ['T-1', 'T-2'] } }],
  ])
  const { id } = made.body.items[0]
  const path = `/api/bins/${id}`
  const about = { thing: 'bin', thing_id: id }
  const renamed = await trace('patch', path, { code: 'T-9' })
  expect([renamed.told, renamed.entries]).toMatchObject([
    said,
    [{ ...about, action: 'bin.changed', label: 'T-9', before: { code: 'T-1' }, after: { code: 'T-9', version: 2 } }],
  ])
  const filled = await trace('post', `${path}/products`, { product_ids: [oil] })
  expect([filled.told, filled.entries]).toMatchObject([
    said,
    [{ ...about, action: 'bin.filled', label: 'T-9', after: { product_ids: [oil] } }],
  ])
  const emptied = await trace('delete', `${path}/products/${oil}`)
  expect([emptied.told, emptied.entries]).toMatchObject([
    said,
    [{ ...about, action: 'bin.emptied', label: 'T-9', before: { product_id: oil } }],
  ])
  expect((await trace('patch', path, { archived: true })).body.archived_at).not.toBeNull()
  const listed = async (query: string) =>
    (await keeper.get(`/api/bins?${query}`)).body.items.map((bin: { code: string }) => bin.code)
  expect([await listed('q=t-'), await listed('q=t-9'), await listed('q=abajo')]).toEqual([['T-2'], [], ['T-2']])
  expect(await listed(`archived=true&warehouse_id=${here}`)).toEqual(['T-9'])
  expect((await keeper.post(`${path}/products`, { product_ids: [oil] })).body.code).toBe('stock.bin_not_found')
  expect((await trace('patch', path, { archived: false })).body.archived_at).toBeNull()
})

test('lots tell their place; the rule of a product is written down and can be taken back', async () => {
  const milk = await shop.product({ on_hand: 6, name: 'Leche entera', sku: 'LECHE-1' })
  const other = await shop.product({ on_hand: 1 })
  const rule = `/api/products/${milk}/lot-rule`
  const about = { thing: 'product', thing_id: milk, label: 'LECHE-1' }
  await trace('put', `/api/products/${other}/lot-rule`, { tracks_lots: true, warn_days: 5 })
  const kept = await trace('put', rule, { tracks_lots: true })
  expect(kept.body).toEqual({ tracks_lots: true, warn_days: 30 })
  expect(kept.entries).toMatchObject([
    {
      ...about,
      action: 'product.lots_set',
      before: { tracks_lots: false },
      after: { tracks_lots: true, warn_days: 30 },
    },
  ])
  const lot = { ...placeOf(milk), code: 'L-77', quantity: 4, expires_on: '2031-01-01' }
  const put = await trace('post', '/api/stock-lots', lot)
  expect(put.told).toEqual([['lot.changed', placeOf(milk)]])
  expect(put.entries).toMatchObject([
    {
      ...about,
      action: 'lot.filled',
      after: { warehouse_id: here, code: 'L-77', quantity: 4, expires_on: '2031-01-01' },
    },
  ])
  const codes = async (query: string) =>
    (await keeper.get(`/api/stock-lots?${query}`)).body.items.map((one: { code: string }) => one.code)
  expect([await codes('q=l-77'), await codes('q=entera'), await codes('q=l-7')]).toEqual([['L-77'], ['L-77'], []])
  // A lot of which nothing is left is listed only to who asks for such.
  await sellAway(milk, 6)
  const gone = `product_id=${milk}&warehouse_id=${here}`
  expect([await codes(gone), await codes(`${gone}&empty=true`)]).toEqual([[], ['L-77']])
  await trace('put', rule, { tracks_lots: false })
  const rules = await shop.db.selectFrom('stock.lot_product').select('product_id').execute()
  expect(rules).toEqual([{ product_id: other }])
})

test('what a person moved is written down with what was there before and after', async () => {
  const oil = await shop.product({ on_hand: 5, sku: 'RASTRO-2' })
  const about = { thing: 'product', thing_id: oil, label: 'RASTRO-2' }
  const moved = await trace('post', '/api/stock-movements', { ...placeOf(oil), direction: 'out', quantity: 2 })
  expect(moved.told).toEqual([['stock.changed', { ...placeOf(oil), on_hand: 3, reserved: 0, available: 3 }]])
  expect(moved.entries).toMatchObject([
    {
      ...{ ...about, action: 'stock.moved', before: { warehouse_id: here, on_hand: 5 } },
      after: { warehouse_id: here, on_hand: 3, cause_id: moved.body.id },
    },
  ])
  const adjust = { warehouse_id: here, operation: 'set', quantity: 3, reason: 'nada' }
  const same = await trace('post', `/api/products/${oil}/adjust-stock`, adjust)
  expect([same.told, same.entries]).toEqual([[], []])
})

test('the settings of stock are one record, with what stood there before', async () => {
  const changed = await trace('patch', '/api/stock-settings', { cover_high_days: 4 }, shop.owner)
  expect(changed.entries).toMatchObject([
    {
      action: 'stock_settings.changed',
      before: { cover_high_days: expect.any(Number) },
      after: { cover_high_days: 4 },
    },
  ])
  const cover = (cover_high_days: number, cover_medium_days: number) =>
    shop.owner.patch('/api/stock-settings', { cover_high_days, cover_medium_days })
  expect([(await cover(6, 5)).body.code, (await cover(6, 6)).status]).toEqual(['stock.cover_days', 200])
})

test('alerts are told by warehouse, the worst five by name, and who sees to one is written down', async () => {
  await watchAlerts.run(shop.ctx, {})
  const category_id = (await shop.owner.post('/api/categories', { name: 'Vigilados' })).body.id
  const products: string[] = []
  for (let n = 0; n < 7; n += 1) {
    const id = await shop.product({ on_hand: 5, min_stock: 8, name: `Vigilado ${n}` })
    products.push(id)
    if (n < 2) await sellAway(id, 5)
    if (n < 3) expect((await shop.owner.patch(`/api/products/${id}`, { category_id })).status).toBe(200)
  }
  const { told } = await traceOf(shop, () => watchAlerts.run(shop.ctx, {}))
  expect(told[0]).toEqual(['stock_alert.changed', { warehouse_id: here }])
  expect(told.slice(1)).toMatchObject([['stock_alert.raised', { warehouse_id: here, critical: 2, high: 5 }]])
  const { products: named } = (told[1]?.[1] ?? {}) as { products: { product_id: string; level: string }[] }
  expect(named.map(({ level }) => level)).toEqual(['critical', 'critical', 'high', 'high', 'high'])
  expect(
    named
      .slice(0, 2)
      .map(({ product_id }) => product_id)
      .sort(),
  ).toEqual(products.slice(0, 2).sort())
  const listed = (await shop.owner.get(`/api/stock-alerts?category_id=${category_id}`)).body.items
  expect(listed.map((one: { product: { id: string } }) => one.product.id).sort()).toEqual(products.slice(0, 3).sort())
  const items = products.slice(0, 2).map((product_id) => placeOf(product_id))
  const seen = await trace('post', '/api/stock-alerts/acknowledge', { items })
  expect(seen.told).toEqual([['stock_alert.changed', { warehouse_id: here }]])
  expect(seen.entries.map(({ action, thing_id, after }) => [action, thing_id, after])).toEqual(
    expect.arrayContaining(
      items.map(({ product_id }) => ['stock_alert.acknowledged', product_id, { warehouse_id: here }]),
    ),
  )
})

test('places below zero are listed by warehouse, and stand there with what opened them', async () => {
  const oil = await shop.product({ on_hand: 1 })
  const cause = { kind: 'manual', id: newId() }
  await sellAway(oil, 3, { sell_short: true, cause })
  const listed = async (warehouse_id: string) =>
    (await shop.owner.get(`/api/stock-oversells?warehouse_id=${warehouse_id}`)).body.items
  const found = (await listed(here)).filter((one: { product: { id: string } }) => one.product.id === oil)
  expect(found).toMatchObject([{ on_hand: -2, cause_kind: 'manual', cause_id: cause.id }])
  expect(await listed(there)).toEqual([])
  // A place below zero has nothing to promise, and nothing is worth less than nothing there.
  expect(await shop.stockOf(oil)).toMatchObject({ on_hand: -2, available: -2 })
})
