import { sql } from 'kysely'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { reserve } from '#stock'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

type Words = (id: string | null) => string

export const line = (product_id: string, warehouse_id: string, quantity: number) => ({
  product_id,
  warehouse_id,
  quantity,
})
export const inn = (product_id: string, warehouse_id: string, quantity: number, cost_minor: number | null) => ({
  ...line(product_id, warehouse_id, quantity),
  cost_minor,
})
type Line = ReturnType<typeof line>

export type Ledger = Awaited<ReturnType<typeof openLedger>>
export type Owner = ReturnType<Ledger['owner']>

/** A shop whose books are read as lines of words: `called` gives an id its name. Its clock stands until it is moved. */
export async function openLedger() {
  const shop = await openStockedShop()
  const time = { now: new Date('2026-06-10T15:00:00Z') }
  shop.time.now = time.now
  const names = new Map<string, string>()
  const called = (name: string, id = newId()): string => {
    names.set(id, name)
    return id
  }
  const words = (id: string | null) => (id === null ? 'nobody' : (names.get(id) ?? '?'))
  for (const [at, name] of ['here', 'there', 'south'].entries()) called(name, shop.warehouses[at])
  const run = <T>(work: Parameters<typeof transact<T>>[1]) => transact(shop.ctx, work)
  const owner = (name: string) => ({ kind: 'work_order' as const, id: called(name) })
  return {
    shop,
    called,
    run,
    owner,
    wait: (seconds: number) => {
      time.now = new Date(time.now.getTime() + Math.round(seconds * 1000))
      shop.time.now = time.now
    },
    changes: (act: () => Promise<unknown>) => changesOf(shop, words, act),
    cause: (name: string) => ({ kind: 'manual', id: called(name), label: name.toUpperCase() }),
    hold: (of: { kind: 'work_order'; id: string }, lines: Line[], state: 'pending' | 'confirmed' = 'confirmed') =>
      run((tx) => reserve(tx, { owner: of, lines, state, ttl_seconds: 60, reason: 'guardado' })),
  }
}

/** Such a shop with oil and lamps in two places, at other costs; beside whatever acts there, others hold some of each. */
export async function openFurnishedLedger() {
  const ledger = await openLedger()
  const { shop, called, owner, hold } = ledger
  const [here, there] = shop.warehouses
  const oil = called('oil', await shop.product({ decimals: 3 }))
  const lamp = called('lamp', await shop.product({ decimals: 3 }))
  for (const [id, cost] of [
    [oil, 1_001],
    [lamp, 70],
  ] as const)
    for (const place of [here, there]) await shop.receive(id, 10, cost * (place === here ? 10 : 7), place)
  const everywhere = [oil, lamp].flatMap((id) => [line(id, here, 1), line(id, there, 1)])
  await hold(owner('bystander'), everywhere)
  await hold(owner('waiting'), [line(oil, here, 0.5), line(lamp, there, 0.5)], 'pending')
  return { ...ledger, here, there, oil, lamp }
}

/**
 * What an act changed in all of stock's books, and nothing else: one line for each row that is new or other than before.
 * Sorted by their words. `words` says what an id is called.
 */
async function changesOf(shop: StockedShop, words: Words, act: () => Promise<unknown>): Promise<string[]> {
  const before = await booksOf(shop, words)
  await act()
  const after = await booksOf(shop, words)
  return [
    ...[...before.keys()].filter((key) => !after.has(key)).map((key) => `gone ${key}`),
    ...[...after].filter(([key, line]) => before.get(key) !== line).map(([, line]) => line),
  ].sort()
}

/** Each row by its key, in words, whatever book it stands in. */
async function booksOf({ db }: StockedShop, words: Words): Promise<Map<string, string>> {
  const books = new Map<string, string>()
  const keep = (key: string, parts: readonly unknown[]) => books.set(key, parts.filter((part) => part !== '').join(' '))
  const said = (name: string, value: unknown) => (value === null ? '' : `${name} ${String(value)}`)
  for (const row of await db.selectFrom('stock.level').selectAll().execute()) {
    const place = `${words(row.product_id)} ${words(row.warehouse_id)}`
    const isShort = row.oversell_id !== null
    keep(`place ${place}`, [
      'place',
      place,
      row.on_hand,
      'held',
      row.reserved,
      `#${row.sequence}`,
      isShort ? 'short' : '',
    ])
  }
  for (const { product_id, quantity, value_minor, unit_cost_minor } of await db
    .selectFrom('stock.valuation')
    .selectAll()
    .execute())
    keep(`worth ${product_id}`, ['worth', words(product_id), quantity, value_minor, `at ${Number(unit_cost_minor)}`])
  for (const row of await db.selectFrom('stock.reservation').selectAll().orderBy('id').execute())
    keep(`hold ${row.id}`, [
      'hold',
      words(row.owner_id),
      words(row.product_id),
      words(row.warehouse_id),
      row.quantity,
      row.state,
      said('ttl', row.ttl_seconds),
      said('confirmed by', row.confirmed_by && words(row.confirmed_by)),
      said('settled by', row.settled_by && words(row.settled_by)),
      said('for', row.reason),
    ])
  for (const row of await db.selectFrom('stock.movement').selectAll().orderBy('id').execute())
    keep(`moved ${row.id}`, [
      'moved',
      words(row.product_id),
      words(row.warehouse_id),
      `#${row.sequence}`,
      row.kind,
      row.quantity,
      'for',
      row.cost_minor,
      'leaves',
      row.balance_after,
      'of',
      row.product_quantity_after,
      'worth',
      row.product_value_after_minor,
      said('by', row.cause_kind),
      words(row.cause_id),
      said('called', row.cause_label),
      said('because', row.reason),
    ])
  for (const row of await db.selectFrom('stock.oversell').selectAll().orderBy('opened_at').execute())
    keep(`short ${row.id}`, [
      row.closed_at === null ? 'short' : 'recovered',
      words(row.product_id),
      words(row.warehouse_id),
      words(row.cause_id),
    ])
  const { rows } = await sql<{ code: string; warehouse_id: string; on_hand: number }>`
    select t.code, l.warehouse_id, l.on_hand from stock.lot_level l join stock.lot t on t.id = l.lot_id`.execute(db)
  for (const { code, warehouse_id, on_hand } of rows)
    keep(`lot ${code} ${warehouse_id}`, ['lot', code, words(warehouse_id), on_hand])
  const lots = await sql<{ id: string; code: string; quantity: number; cause_id: string | null; kind: string | null }>`
    select o.id, t.code, o.quantity, m.cause_id, m.kind
    from stock.lot_movement o join stock.lot t on t.id = o.lot_id left join stock.movement m on m.id = o.movement_id
    order by o.id`.execute(db)
  for (const { id, code, quantity, cause_id, kind } of lots.rows)
    keep(`lot moved ${id}`, [
      'lot moved',
      code,
      quantity,
      said('', kind).trim(),
      cause_id === null ? '' : words(cause_id),
    ])
  return books
}
