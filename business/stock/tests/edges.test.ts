import { beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { averageCostsOf, takeOut } from '#stock'
import type { Worker } from '../../../tests/support/open-shop.ts'
import { measurePace, watchAlerts } from '../jobs.ts'
import { expectBooksToHold } from './books.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

let shop: StockedShop
let here: string
let there: string

beforeAll(async () => {
  shop = await openStockedShop()
  ;[here, there] = shop.warehouses
})

const made = async (path: string, given: object, who: Pick<Worker, 'post'> = shop.owner) => {
  const reply = await who.post(path, given)
  expect([200, 201], reply.text).toContain(reply.status)
  return reply.body
}
const codeOf = async (path: string, given: object, who: Pick<Worker, 'post'> = shop.owner) =>
  (await who.post(path, given)).body.code
const move = (product_id: string, direction: 'in' | 'out', quantity: number, more: object = {}) => ({
  product_id,
  warehouse_id: here,
  direction,
  quantity,
  ...more,
})
const auditOf = (thing_id: string) =>
  shop.db
    .selectFrom('platform.audit_entry')
    .select(['action', 'label', 'reason', 'before', 'after'])
    .where('thing_id', '=', thing_id)
    .orderBy('id')
    .execute()
const sell = (product_id: string, quantity: number, warehouse_id = here) =>
  transact(shop.ctx, (tx) =>
    takeOut(tx, {
      lines: [{ product_id, warehouse_id, quantity }],
      kind: 'sale',
      cause: { kind: 'manual', id: newId() },
    }),
  )

test('a movement by hand answers what is left, what is promised and what it cost', async () => {
  const oil = await shop.product({ on_hand: 5, unit_cost: 200, sku: 'MANO-1' })
  const held = { product_id: oil, warehouse_id: here, quantity: 2 }
  await made('/api/stock-reservations', held)
  const out = await made('/api/stock-movements', move(oil, 'out', 1, { reason: 'taller' }))
  expect(out).toMatchObject({ quantity: -1, on_hand: 4, reserved: 2, available: 2, cost_minor: -200 })
  const id = newId()
  const adjusted = await made(`/api/products/${oil}/adjust-stock`, {
    id,
    warehouse_id: here,
    operation: 'add',
    quantity: 3,
    reason: 'aparecieron',
  })
  expect(adjusted).toMatchObject({ id, quantity: 3, on_hand: 7, reserved: 2, available: 5, cost_minor: 600 })
  expect((await auditOf(oil)).slice(-2)).toMatchObject([
    { action: 'stock.moved', label: 'MANO-1', reason: 'taller', before: { on_hand: 5 }, after: { on_hand: 4 } },
    { action: 'stock.adjusted', reason: 'aparecieron', before: { on_hand: 4 }, after: { on_hand: 7, cause_id: id } },
  ])
  const again = { id, warehouse_id: here, operation: 'add', quantity: 3, reason: 'otra vez' }
  expect(await codeOf(`/api/products/${oil}/adjust-stock`, again)).toBe('stock.id_taken')
  expect(
    await codeOf(`/api/products/${oil}/adjust-stock`, { ...again, id: newId(), operation: 'subtract', quantity: 6 }),
  ).toBe('stock.short')
  await expectBooksToHold(shop)
})

test('a movement has a kind that goes its way, a reason where it needs one, and a cost only from who sees costs', async () => {
  const oil = await shop.product({ on_hand: 5 })
  const path = '/api/stock-movements'
  expect(await codeOf(path, move(oil, 'in', 1, { kind: 'consumption' }))).toBe('stock.kind_direction')
  expect(await codeOf(path, move(oil, 'out', 1, { kind: 'receipt' }))).toBe('stock.kind_direction')
  expect(await codeOf(path, move(oil, 'out', 1, { kind: 'adjustment' }))).toBe('stock.reason_missing')
  const blind = shop.as('admin', { permissions: ['stock.see', 'stock.adjust', 'stock.move'] })
  expect((await blind.post(path, move(oil, 'in', 1, { unit_cost: 5 }))).status).toBe(403)
  const kinds = async () =>
    (await shop.owner.get(`${path}?product_id=${oil}`)).body.items.map((one: { kind: string }) => one.kind)
  await made(path, move(oil, 'in', 1))
  await made(path, move(oil, 'out', 1))
  expect(await kinds()).toEqual(['consumption', 'receipt', 'receipt'])
  const service = await shop.product({ kind: 'service' })
  expect(await codeOf(path, move(service, 'in', 1))).toBe('stock.not_tracked')
  expect(await codeOf(path, move(newId(), 'in', 1))).toBe('stock.product_not_found')
})

test('the last unit that came keeps its cost when nothing is left', async () => {
  const lamp = await shop.product()
  await shop.receive(lamp, 1, 700)
  await sell(lamp, 1)
  expect((await averageCostsOf(shop.ctx, [lamp])).get(lamp)).toBe(700)
  await shop.receive(lamp, 3, 1_000)
  expect((await averageCostsOf(shop.ctx, [lamp])).get(lamp)).toBe(333)
  await sell(lamp, 3)
  const { rows } = { rows: (await shop.owner.get(`/api/stock-movements?product_id=${lamp}&kind=sale`)).body.items }
  expect(rows.map((row: { cost_minor: number }) => row.cost_minor)).toEqual([-1_000, -700])
  await expectBooksToHold(shop)
})

test('the card as a file puts a single unit in its own column', async () => {
  const fuse = await shop.product({ sku: 'FUS-1' })
  await shop.receive(fuse, 1, 10)
  await sell(fuse, 1)
  const file = await shop.owner.get(`/api/reports/kardex/export?product_id=${fuse}`)
  const [head = '', ...rows] = file.text.trim().split('\n').slice(-3)
  const columns = head.replace(/\r$/, '').split(/[,;]/)
  const [entry, exit, balance] = ['Entra', 'Sale', 'Saldo'].map((name) =>
    columns.findIndex((column) => column.replaceAll('"', '').startsWith(name)),
  )
  const cells = rows.map((row) => row.replace(/\r$/, '').split(/[,;]/))
  expect(cells.map((row) => [row[entry ?? 0], row[exit ?? 0], row[balance ?? 0]])).toEqual([
    ['1', '', '1'],
    ['', '1', '0'],
  ])
})

test('a count has the id it was given, once, and something to count', async () => {
  const oil = await shop.product({ on_hand: 1 })
  const id = newId()
  const open = (more: object = {}) => ({ scope: 'products', warehouse_id: here, product_ids: [oil], ...more })
  const count = await made('/api/stock-counts', open({ id }))
  expect(count.id).toBe(id)
  expect(await auditOf(id)).toMatchObject([
    { action: 'count.opened', label: `C-${count.number}`, after: { scope: 'products', lines: 1, warehouse_id: here } },
  ])
  expect(await codeOf('/api/stock-counts', open({ id }))).toBe('stock.id_taken')
  expect(await codeOf('/api/stock-counts', open({ product_ids: [newId()] }))).toBe('stock.product_not_found')
  const { id: category_id } = await made('/api/categories', { name: 'Vacía' })
  expect(await codeOf('/api/stock-counts', { scope: 'category', warehouse_id: here, category_id })).toBe(
    'stock.count_empty',
  )
})

test('an entry of a count is of its time, of goods, in the decimals of the product and not below zero', async () => {
  const oil = await shop.product({ on_hand: 4 })
  const { id } = await made('/api/stock-counts', { scope: 'products', warehouse_id: here, product_ids: [oil] })
  const path = `/api/stock-counts/${id}/entries`
  const at = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString()
  const entry = (more: object = {}) => ({ entries: [{ product_id: oil, mode: 'set', quantity: 3, ...more }] })
  expect(await codeOf(path, entry({ counted_at: at(90) }))).toBe('stock.count_when')
  expect(await codeOf(path, entry({ counted_at: at(-3_600) }))).toBe('stock.count_when')
  expect(await codeOf(path, entry({ quantity: -1 }))).toBe('stock.count_below_zero')
  expect(await codeOf(path, entry({ quantity: 1.5 }))).toBe('stock.too_many_decimals')
  expect(await codeOf(path, entry({ product_id: await shop.product({ kind: 'service' }) }))).toBe('stock.not_tracked')
  expect(await codeOf(path, entry({ product_id: newId() }))).toBe('stock.product_not_found')
  const counted = async () => (await shop.owner.get(`/api/stock-counts/${id}/lines`)).body.items[0].counted
  await made(path, entry({ counted_at: at(30) }))
  expect(await counted()).toBe(3)
  const [line] = (await shop.owner.get(`/api/stock-counts/${id}/lines`)).body.items
  expect(Date.parse(line.counted_at)).toBeLessThanOrEqual(Date.now())
  await made(path, entry({ mode: 'clear', quantity: 0 }))
  expect(await counted()).toBeNull()
  await made(`/api/stock-counts/${id}/cancel`, { reason: 'prueba' })
  expect(await codeOf(path, entry())).toBe('stock.count_not_counting')
})

test('what moved long ago sets no pace, and what came in is no sale', async () => {
  const slow = await shop.product()
  shop.time.now = new Date('2026-01-10T12:00:00Z')
  await shop.receive(slow, 100, 1_000)
  await sell(slow, 70)
  const paceAt = async (when: string) => {
    shop.time.now = new Date(when)
    await measurePace.run(shop.ctx, {})
    const row = await shop.db
      .selectFrom('stock.pace')
      .select('per_day')
      .where('product_id', '=', slow)
      .executeTakeFirst()
    shop.time.now = null
    return row?.per_day
  }
  expect(await paceAt('2026-01-20T12:00:00Z')).toBe(2.5)
  expect(await paceAt('2026-02-07T11:59:59Z')).toBe(2.5)
  expect(await paceAt('2026-02-07T12:00:00Z')).toBeUndefined()
  expect(await paceAt('2026-01-09T12:00:00Z')).toBeUndefined()
})

test('quiet hours within a day begin and end to the minute', async () => {
  await shop.owner.patch('/api/stock-settings', { quiet_from: '13:00', quiet_until: '15:00' })
  // Santiago in June is four hours behind UTC.
  const tellsAt = async (utc: string) => {
    shop.time.now = new Date(`2026-06-16T${utc}:00Z`)
    const oil = await shop.product({ on_hand: 1, min_stock: 10 })
    await watchAlerts.run(shop.ctx, {})
    const facts = await shop.db
      .selectFrom('platform.fact')
      .select('data')
      .where('name', '=', 'stock_alert.raised')
      .execute()
    shop.time.now = null
    return facts.some(({ data }) => JSON.stringify(data).includes(oil))
  }
  expect(await tellsAt('16:59')).toBe(true)
  expect(await tellsAt('17:00')).toBe(false)
  expect(await tellsAt('18:59')).toBe(false)
  expect(await tellsAt('19:00')).toBe(true)
  await shop.owner.patch('/api/stock-settings', { quiet_from: null, quiet_until: null })
})

test('a warehouse where nothing moved has all its goods in the last class, due to be counted', async () => {
  const [, , south] = shop.warehouses
  const one = await shop.product({ on_hand: 2, unit_cost: 100, warehouse_id: south })
  await shop.product({ on_hand: 2, unit_cost: 100, warehouse_id: south })
  const cycle = async () => (await shop.owner.get(`/api/stock-counts/cycle?warehouse_id=${south}`)).body.classes
  expect(await cycle()).toEqual([
    { abc_class: 'A', every_days: 30, products: 0, share_percent: 0, due: 0 },
    { abc_class: 'B', every_days: 90, products: 0, share_percent: 0, due: 0 },
    { abc_class: 'C', every_days: 180, products: 2, share_percent: 0, due: 2 },
  ])
  await sell(one, 1, south)
  expect(
    (await cycle()).map((row: { products: number; share_percent: number }) => [row.products, row.share_percent]),
  ).toEqual([
    [1, 100],
    [0, 0],
    [1, 0],
  ])
  const sixth = await shop.product({ on_hand: 1, unit_cost: 20, warehouse_id: south })
  await sell(sixth, 1, south)
  expect((await cycle()).map((row: { share_percent: number }) => row.share_percent)).toEqual([83.3, 16.7, 0])
})

test('a draft of a transfer changes only what is said, and tells both versions', async () => {
  const oil = await shop.product({ on_hand: 9 })
  const items = [{ product_id: oil, quantity: 2 }]
  const way = { from_warehouse_id: here, to_warehouse_id: there, items, note: 'lunes' }
  const { id, number } = await made('/api/stock-transfers', way)
  const path = `/api/stock-transfers/${id}`
  expect((await shop.owner.patch(path, { items: [{ product_id: oil, quantity: 5 }] })).body).toMatchObject({
    note: 'lunes',
    units: 5,
  })
  expect((await shop.owner.patch(path, { note: null })).body).toMatchObject({ note: null, units: 5 })
  expect((await auditOf(id)).slice(-2)).toMatchObject([
    {
      action: 'transfer.changed',
      label: `T-${number}`,
      before: { note: 'lunes', items: [{ product_id: oil, quantity: 2 }] },
      after: { note: 'lunes', items: [{ product_id: oil, quantity: 5 }] },
    },
    { before: { note: 'lunes' }, after: { note: null } },
  ])
  const missing = await shop.owner.patch(`/api/stock-transfers/${newId()}`, { note: 'x' })
  expect([missing.status, missing.body.code]).toEqual([404, 'stock.transfer_not_found'])
  await made(`${path}/send`, {})
  expect((await shop.owner.patch(path, { note: 'tarde' })).body.code).toBe('stock.transfer_not_draft')
  const receive = (more: object[]) => ({ items: more })
  expect(await codeOf(`${path}/receive`, receive([{ product_id: newId(), quantity: 1 }]))).toBe(
    'stock.transfer_stranger',
  )
  expect(await codeOf(`${path}/receive`, receive([{ product_id: oil, quantity: 6 }]))).toBe('stock.transfer_difference')
  await made(`${path}/receive`, receive([{ product_id: oil, quantity: 6, reason: 'venía uno más' }]))
  expect(await shop.stockOf(oil, there)).toMatchObject({ on_hand: 6 })
  expect((await auditOf(id)).at(-1)).toMatchObject({ action: 'transfer.received', after: { differences: 1, lines: 1 } })
  await expectBooksToHold(shop)
})
