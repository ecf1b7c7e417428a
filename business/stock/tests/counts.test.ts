import { beforeAll, describe, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { takeOut } from '#stock'
import { forbiddenFrom, statesOf } from '../../../tests/support/machine.ts'
import { countMoves } from '../count.ts'
import type { CountStatus } from '../count-shapes.ts'
import { expectBooksToHold } from './books.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

let shop: StockedShop
let here: string

beforeAll(async () => {
  shop = await openStockedShop()
  here = shop.warehouses[0]
})

type Entry = { product_id: string; mode: 'add' | 'set' | 'clear'; quantity: number; id?: string; counted_at?: string }
const open = (product_ids: string[], more: object = {}) =>
  shop.storekeeper.post('/api/stock-counts', { scope: 'products', warehouse_id: here, product_ids, ...more })
const act = (id: string, verb: string, body: object = {}, who = shop.storekeeper) =>
  who.post(`/api/stock-counts/${id}/${verb}`, body)
const enter = (id: string, entries: Entry[], who = shop.storekeeper) => act(id, 'entries', { entries }, who)
const linesOf = async (id: string, query = '') =>
  (await shop.owner.get(`/api/stock-counts/${id}/lines?limit=200${query}`)).body.items
const use = (product_id: string, quantity: number) =>
  transact(shop.ctx, (tx) =>
    takeOut(tx, {
      lines: [{ product_id, warehouse_id: here, quantity }],
      kind: 'sale',
      cause: { kind: 'manual', id: newId() },
    }),
  )
const countOf = async (product_ids: string[], more: object = {}): Promise<string> => {
  const { status, body } = await open(product_ids, more)
  expect(status).toBe(201)
  return body.id
}

test('what was counted becomes what there is, and the ledger says why', async () => {
  const [oil, lamp, fuse] = [
    await shop.product({ on_hand: 10, unit_cost: 100 }),
    await shop.product({ on_hand: 5, unit_cost: 40 }),
    await shop.product({ on_hand: 7 }),
  ]
  const id = await countOf([oil, lamp, fuse])
  await enter(id, [
    { product_id: oil, mode: 'set', quantity: 8 },
    { product_id: lamp, mode: 'add', quantity: 1 },
    { product_id: lamp, mode: 'add', quantity: 5 },
    { product_id: fuse, mode: 'set', quantity: 7 },
  ])
  const closed = await act(id, 'close')
  expect(closed).toMatchObject({
    status: 200,
    body: { status: 'review', counted: 3, next: ['recount', 'post', 'cancel'] },
  })
  expect((await shop.owner.get(`/api/stock-counts/${id}`)).body.differences).toEqual({
    lines: 2,
    over: 1,
    under: 2,
    value_minor: -160,
  })
  expect(closed.text).not.toContain('value_minor')
  const reasons = [{ product_id: oil, reason: 'dos bidones rotos' }]
  expect(await act(id, 'post', { reasons })).toMatchObject({ status: 200, body: { status: 'posted', next: [] } })
  expect(await shop.stockOf(oil)).toMatchObject({ on_hand: 8 })
  expect(await shop.stockOf(lamp)).toMatchObject({ on_hand: 6 })
  const { body } = await shop.owner.get(`/api/stock-movements?cause_id=${id}`)
  expect(body.items.map((row: { kind: string; quantity: number }) => [row.kind, row.quantity]).sort()).toEqual([
    ['count', -2],
    ['count', 1],
  ])
  await expectBooksToHold(shop)
})

test('a blind count says nothing of the books until it is reviewed; an open one does', async () => {
  const oil = await shop.product({ on_hand: 9 })
  const blind = await countOf([oil])
  expect(await linesOf(blind)).toMatchObject([{ expected: null, counted: null }])
  await enter(blind, [{ product_id: oil, mode: 'set', quantity: 9 }])
  expect(await linesOf(blind)).toMatchObject([{ expected: null, difference: null, counted: 9 }])
  await act(blind, 'close')
  expect(await linesOf(blind)).toMatchObject([{ expected: 9, difference: 0 }])
  expect(await linesOf(await countOf([oil], { is_blind: false }))).toMatchObject([{ expected: 9 }])
})

test('a line is compared with the ledger at the moment it was counted', async () => {
  const oil = await shop.product({ on_hand: 10 })
  const id = await countOf([oil])
  await enter(id, [{ product_id: oil, mode: 'set', quantity: 10 }])
  await use(oil, 3)
  await act(id, 'close')
  await use(oil, 2)
  expect(await linesOf(id)).toMatchObject([{ expected: 10, difference: 0, moved_meanwhile: false }])
  await act(id, 'post')
  expect(await shop.stockOf(oil)).toMatchObject({ on_hand: 5 })
})

test('scans told late are compared with the hour when they were made', async () => {
  const oil = await shop.product({ on_hand: 6 })
  const id = await countOf([oil])
  const seen = new Date()
  await new Promise((resolve) => setTimeout(resolve, 5))
  await use(oil, 4)
  await enter(id, [{ product_id: oil, mode: 'set', quantity: 6, counted_at: seen.toISOString() }])
  await act(id, 'close')
  expect(await linesOf(id)).toMatchObject([{ expected: 6, difference: 0 }])
  const wrong = (counted_at: string) => enter(id, [{ product_id: oil, mode: 'set', quantity: 6, counted_at }])
  await act(id, 'recount')
  for (const at of ['2020-01-01T00:00:00Z', new Date(Date.now() + 3_600_000).toISOString()]) {
    expect(await wrong(at)).toMatchObject({ status: 422, body: { code: 'stock.count_when' } })
  }
})

test('what was sold between its first and its last scan asks to be counted again', async () => {
  const oil = await shop.product({ on_hand: 5 })
  const id = await countOf([oil])
  await enter(id, [{ product_id: oil, mode: 'add', quantity: 3 }])
  await new Promise((resolve) => setTimeout(resolve, 5))
  await use(oil, 1)
  await new Promise((resolve) => setTimeout(resolve, 5))
  await enter(id, [{ product_id: oil, mode: 'add', quantity: 2 }])
  await act(id, 'close')
  expect(await linesOf(id)).toMatchObject([{ expected: 4, difference: 1, moved_meanwhile: true }])
  expect(await act(id, 'recount', { product_ids: [oil] })).toMatchObject({ status: 200, body: { status: 'counting' } })
  await enter(id, [{ product_id: oil, mode: 'set', quantity: 4 }])
  await act(id, 'close')
  expect(await linesOf(id)).toMatchObject([{ difference: 0, moved_meanwhile: false }])
})

test('the same scan sent twice counts once; several hands add up', async () => {
  const oil = await shop.product({ on_hand: 60 })
  const id = await countOf([oil])
  const scan = { id: newId(), product_id: oil, mode: 'add' as const, quantity: 1 }
  await Promise.all(Array.from({ length: 8 }, () => enter(id, [scan])))
  expect(await linesOf(id)).toMatchObject([{ counted: 1 }])
  const other = shop.as('bodeguero')
  await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      enter(id, [{ product_id: oil, mode: 'add', quantity: 1 }], n % 2 ? other : shop.storekeeper),
    ),
  )
  expect(await linesOf(id)).toMatchObject([{ counted: 41 }])
})

test('a product nobody expected there is found, and one that was not looked at stays unless said to be gone', async () => {
  const [known, stranger] = [await shop.product({ on_hand: 3 }), await shop.product({})]
  const id = await countOf([known])
  const reply = await enter(id, [{ product_id: stranger, mode: 'add', quantity: 2 }])
  expect(reply.body.items).toMatchObject([{ product: { id: stranger }, counted: 2, is_found: true }])
  await act(id, 'close')
  expect(await linesOf(id, '&show=uncounted')).toMatchObject([{ product: { id: known } }])
  await act(id, 'post')
  expect(await shop.stockOf(known)).toMatchObject({ on_hand: 3 })
  expect(await shop.stockOf(stranger)).toMatchObject({ on_hand: 2 })
  const again = await countOf([known])
  await enter(again, [{ product_id: stranger, mode: 'set', quantity: 2 }])
  await act(again, 'close', { uncounted: 'zero' })
  await act(again, 'post')
  expect(await shop.stockOf(known)).toMatchObject({ on_hand: 0 })
})

test('fewer on the shelf than are promised is true all the same: an exception opens', async () => {
  const oil = await shop.product({ on_hand: 5 })
  await shop.cashier.post('/api/stock-reservations', { product_id: oil, warehouse_id: here, quantity: 4 })
  const id = await countOf([oil])
  await enter(id, [{ product_id: oil, mode: 'set', quantity: 2 }])
  await act(id, 'close')
  expect((await act(id, 'post')).status).toBe(200)
  expect(await shop.stockOf(oil)).toEqual({ on_hand: 2, reserved: 4, available: -2 })
  await expectBooksToHold(shop)
})

test('two counts of one product do not correct it twice', async () => {
  const oil = await shop.product({ on_hand: 10 })
  const [first, second] = [await countOf([oil]), await countOf([oil])]
  for (const id of [first, second]) {
    await enter(id, [{ product_id: oil, mode: 'set', quantity: 8 }])
    await act(id, 'close')
  }
  expect((await act(second, 'post')).status).toBe(200)
  expect(await act(first, 'post')).toMatchObject({
    status: 409,
    body: { code: 'stock.count_overtaken', overtaken: [{ product_id: oil }] },
  })
  expect(await shop.stockOf(oil)).toMatchObject({ on_hand: 8 })
})

test('where the shop asks for it, another person approves', async () => {
  const oil = await shop.product({ on_hand: 4 })
  expect((await shop.storekeeper.patch('/api/stock-settings', { counts_need_second: true })).status).toBe(403)
  expect((await shop.owner.patch('/api/stock-settings', { counts_need_second: true })).status).toBe(200)
  const id = await countOf([oil])
  await enter(id, [{ product_id: oil, mode: 'set', quantity: 3 }])
  expect((await act(id, 'close')).body.needs_another).toBe(true)
  expect(await act(id, 'post')).toMatchObject({ status: 403, body: { code: 'stock.count_same_person' } })
  expect((await act(id, 'post', {}, shop.as('gerente'))).status).toBe(200)
  await shop.owner.patch('/api/stock-settings', { counts_need_second: false })
})

describe('the states', () => {
  /** How one asks for a state; what is open was opened, and is never so again. */
  const verbs: Record<Exclude<CountStatus, 'open'>, readonly string[]> = {
    counting: ['entries', 'recount'],
    review: ['close'],
    posted: ['post'],
    cancelled: ['cancel'],
  }
  const ways: Record<CountStatus, readonly string[]> = {
    open: [],
    counting: ['entries'],
    review: ['entries', 'close'],
    posted: ['entries', 'close', 'post'],
    cancelled: ['cancel'],
  }
  test.each(statesOf(countMoves))('from %s every move that is not in the table is refused', async (from) => {
    const oil = await shop.product({ on_hand: 1 })
    const id = await countOf([oil])
    const entries = [{ product_id: oil, mode: 'set', quantity: 1 }]
    const tried = (verb: string) => act(id, verb, verb === 'entries' ? { entries } : {})
    for (const verb of ways[from]) expect((await tried(verb)).status).toBe(200)
    for (const to of forbiddenFrom(countMoves, from)) {
      for (const verb of to === 'open' ? [] : verbs[to]) {
        // Who counts goes on counting.
        if (verb === 'entries' && from === 'counting') continue
        const { status, body } = await tried(verb)
        const code = verb === 'entries' ? 'stock.count_not_counting' : 'stock.count_cannot_move'
        expect([status, body.code], `${from} → ${to}`).toEqual([409, code])
      }
    }
    expect((await shop.owner.get(`/api/stock-counts/${id}`)).body.status).toBe(from)
  })

  test('of eight that post at once one does', async () => {
    const oil = await shop.product({ on_hand: 9 })
    const id = await countOf([oil])
    await enter(id, [{ product_id: oil, mode: 'set', quantity: 4 }])
    await act(id, 'close')
    const replies = await Promise.all(Array.from({ length: 8 }, () => act(id, 'post')))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)])
    expect(await shop.stockOf(oil)).toMatchObject({ on_hand: 4 })
  })
})

test('a count is of a warehouse, a category with those below it, or a class of the cycle', async () => {
  const category = (await shop.owner.post('/api/categories', { name: 'Aceites' })).body.id
  const below = (await shop.owner.post('/api/categories', { name: 'Motor', parent_id: category })).body.id
  const oil = await shop.product({ on_hand: 3, unit_cost: 9_000 })
  await shop.owner.patch(`/api/products/${oil}`, { category_id: below })
  await use(oil, 2)
  const opened = (body: object) => shop.storekeeper.post('/api/stock-counts', { warehouse_id: here, ...body })
  const ofCategory = await opened({ scope: 'category', category_id: category })
  expect(ofCategory).toMatchObject({ status: 201, body: { lines: 1, category: { name: 'Aceites' } } })
  const whole = await opened({ scope: 'whole' })
  expect(whole.body.lines).toBeGreaterThan(5)
  const cycle = await shop.storekeeper.get(`/api/stock-counts/cycle?warehouse_id=${here}`)
  expect(cycle.body.classes).toMatchObject([{ abc_class: 'A' }, { abc_class: 'B' }, { abc_class: 'C' }])
  const ofClass = await opened({ scope: 'abc', abc_class: 'A', products_max: 1 })
  expect(await linesOf(ofClass.body.id)).toMatchObject([{ product: { id: oil } }])
  expect(await opened({ scope: 'products', product_ids: [newId()] })).toMatchObject({ status: 404 })
  const empty = (await shop.owner.post('/api/categories', { name: 'Nada' })).body.id
  expect(await opened({ scope: 'category', category_id: empty })).toMatchObject({
    status: 422,
    body: { code: 'stock.count_empty' },
  })
})

test('somebody of another warehouse does not see it, and who may not count is told so', async () => {
  const oil = await shop.product({ on_hand: 1 })
  const id = await countOf([oil])
  const elsewhere = shop.as('bodeguero', { warehouses: [shop.warehouses[1]] })
  expect((await elsewhere.get(`/api/stock-counts/${id}`)).status).toBe(404)
  expect((await enter(id, [{ product_id: oil, mode: 'set', quantity: 1 }], elsewhere)).status).toBe(404)
  expect((await act(id, 'cancel', {}, elsewhere)).status).toBe(404)
  expect((await enter(id, [{ product_id: oil, mode: 'set', quantity: 1 }], shop.cashier)).status).toBe(403)
})
