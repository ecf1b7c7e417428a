import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { takeIn, takeOut } from '#stock'
import { announce } from '../announce.ts'
import { expectBooksToHold } from './books.ts'
import { inn, type Ledger, line, openLedger } from './ledger.ts'
import type { StockedShop } from './stocked-shop.ts'

/** Many documents in one transaction: what they change, to the last column. */

let shop: StockedShop
let here: string
let there: string
let oil: string
let lamp: string
let changes: Ledger['changes']
let run: Ledger['run']
let wait: Ledger['wait']
let called: Ledger['called']
let cause: Ledger['cause']
let owner: Ledger['owner']
let hold: Ledger['hold']

beforeAll(async () => {
  ;({ shop, changes, run, wait, called, cause, owner, hold } = await openLedger())
  ;[here, there] = shop.warehouses
  oil = called('oil', await shop.product({ decimals: 3, min_stock: 4 }))
  lamp = called('lamp', await shop.product({ decimals: 3 }))
  for (const id of [oil, lamp])
    for (const place of [here, there]) await shop.receive(id, 9, id === oil ? 901 : 77, place)
  await hold(
    owner('bystander'),
    [oil, lamp].flatMap((id) => [line(id, here, 1), line(id, there, 1)]),
  )
})

type Wanted = [document: number, product_id: string, warehouse_id: string, quantity: number]
const columns = (lines: readonly Wanted[]) => sql`
  ${lines.map(([n]) => n)}::integer[], ${lines.map(([, product_id]) => product_id)}::uuid[],
  ${lines.map(([, , warehouse_id]) => warehouse_id)}::uuid[], ${lines.map(([, , , quantity]) => quantity)}::numeric[]`
const at = () => sql`${(shop.time.now ?? new Date()).toISOString()}::timestamptz`
const shortOf = async (lines: readonly Wanted[]) => {
  type Row = { n: number; product_id: string; warehouse_id: string; requested: number; available: number }
  const { rows } = await sql<Row>`select * from stock.fit_many(${columns(lines)}, ${at()})`.execute(shop.db)
  return rows.map(({ n, product_id, warehouse_id, requested, available }) => [
    n,
    ...[product_id === oil ? 'oil' : 'lamp', warehouse_id === here ? 'here' : 'there', requested, available],
  ])
}
const causesOf = (documents: readonly string[]) =>
  JSON.stringify(
    documents.map((name, at) => ({
      n: at + 1,
      ...{ cause_kind: 'manual', cause_id: called(name), cause_label: name, actor_id: newId(), actor_name: 'Rosa' },
      at: shop.time.now,
    })),
  )

test('who came first is served first: all lines or none, and what one refused wanted is there for the next', async () => {
  // Of oil 8 are free at each place, of lamps too.
  expect(
    await shortOf([
      [1, oil, here, 8],
      [2, lamp, here, 8],
    ]),
  ).toEqual([])
  expect(await shortOf([[1, oil, here, 8.001]])).toEqual([[1, 'oil', 'here', 8.001, 8]])
  expect(
    await shortOf([
      [1, oil, here, 5],
      [2, oil, here, 4],
      [2, oil, there, 1],
      [3, oil, here, 3],
      [3, oil, there, 8],
    ]),
  ).toEqual([[2, 'oil', 'here', 4, 3]])
  expect(
    await shortOf([
      [3, lamp, here, 8],
      [1, lamp, here, 1],
      [2, lamp, there, 8],
      [2, oil, here, 1],
    ]),
  ).toEqual([[3, 'lamp', 'here', 8, 7]])
  const never = await shop.product()
  expect(
    await shortOf([
      [1, never, here, 1],
      [2, oil, there, 9],
    ]),
  ).toEqual([
    [1, 'lamp', 'here', 1, 0],
    [2, 'oil', 'there', 9, 8],
  ])
  // An expired hold keeps nothing from anybody; it is marked only where it stands in the way.
  await hold(owner('slow'), [line(oil, here, 2), line(lamp, here, 2)], 'pending')
  expect(await shortOf([[1, oil, here, 7]])).toEqual([[1, 'oil', 'here', 7, 6]])
  wait(60)
  expect(
    await changes(() =>
      shortOf([
        [1, oil, here, 7],
        [1, lamp, here, 6],
      ]),
    ),
  ).toEqual([
    'hold slow lamp here 2 expired ttl 60 for guardado',
    'hold slow oil here 2 expired ttl 60 for guardado',
    'place lamp here 9 held 1 #1',
    'place oil here 9 held 1 #1',
  ])
  expect(
    await shortOf([
      [1, oil, here, 7],
      [1, lamp, here, 6],
    ]),
  ).toEqual([])
  await run((tx) =>
    takeOut(tx, { lines: [line(oil, there, 9)], kind: 'sale', cause: cause('early'), sell_short: true }),
  )
  expect(await shortOf([[1, oil, there, 1]])).toEqual([[1, 'oil', 'there', 1, 0]])
  await run((tx) => takeIn(tx, { lines: [inn(oil, there, 9, 901)], kind: 'receipt', cause: cause('back') }))
})

test('many documents leave as one after another would', async () => {
  const lines: Wanted[] = [
    [1, oil, here, 2],
    [1, lamp, there, 1],
    [2, oil, there, 1],
    [2, oil, here, 0.5],
    [3, oil, here, 1],
  ]
  const causes = causesOf(['first', 'second', 'third'])
  let costs: unknown[] = []
  expect(
    await changes(async () => {
      const { rows } = await sql<{ n: number; product_id: string; cost_minor: number }>`
        select * from stock.take_out_many(${columns(lines)}, 'sale', ${causes}::json)`.execute(shop.db)
      costs = rows.map(({ n, product_id, cost_minor }) => [n, product_id === oil ? 'oil' : 'lamp', cost_minor])
    }),
  ).toEqual([
    'moved lamp there #2 sale -1 for -9 leaves 8 of 17 worth 145 by manual first called first',
    'moved oil here #2 sale -2 for -200 leaves 7 of 16 worth 1602 by manual first called first',
    'moved oil here #3 sale -0.5 for -50 leaves 6.5 of 15.5 worth 1552 by manual second called second',
    'moved oil here #4 sale -1 for -101 leaves 5.5 of 13.5 worth 1351 by manual third called third',
    'moved oil there #4 sale -1 for -100 leaves 8 of 14.5 worth 1452 by manual second called second',
    'place lamp there 8 held 1 #2',
    'place oil here 5.5 held 1 #4',
    'place oil there 8 held 1 #4',
    'worth lamp 17 145 at 8.555556',
    'worth oil 13.5 1351 at 100.111111',
  ])
  expect(costs.map(String).sort()).toEqual(['1,lamp,9', '1,oil,200', '2,oil,100', '2,oil,50', '3,oil,101'])
  expect(
    await changes(async () => {
      const held: Wanted[] = [
        [1, oil, here, 1],
        [1, lamp, there, 0.5],
        [2, oil, here, 0.25],
      ]
      await sql`select stock.reserve_many(${held.map(([n]) => n)}::integer[], ${held.map(() => newId())}::uuid[],
        ${held.map(([, id]) => id)}::uuid[], ${held.map(([, , id]) => id)}::uuid[], ${held.map(([, , , q]) => q)}::numeric[],
        'work_order', ${causesOf(['fourth', 'fifth'])}::json)`.execute(shop.db)
    }),
  ).toEqual([
    'hold fifth oil here 0.25 confirmed confirmed by ?',
    'hold fourth lamp there 0.5 confirmed confirmed by ?',
    'hold fourth oil here 1 confirmed confirmed by ?',
    'place lamp there 8 held 1.5 #2',
    'place oil here 5.5 held 2.25 #4',
  ])
  await run((tx) =>
    announce(
      tx,
      [oil, lamp].flatMap((id) => [line(id, here, 0), line(id, there, 0)]),
    ),
  )
  await expectBooksToHold(shop)
})

test('of each place taken from one fact is told, by the last who touched it, with a warning where it fell to its minimum', async () => {
  const told = async (lines: readonly Wanted[]) => {
    const { rows } = await sql<{ n: number; name: string; data: Record<string, unknown> }>`
      select * from stock.facts_of_taken(${columns(lines)}, ${at()}) order by name, n`.execute(shop.db)
    return rows.map(({ n, name, data: { product_id, warehouse_id, ...level } }) => [
      ...[n, name, product_id === oil ? 'oil' : 'lamp', warehouse_id === here ? 'here' : 'there'],
      Object.values(level).join(' '),
    ])
  }
  // On hand 5.5, promised 2.25 here: 3.25 are left of oil, and its minimum is 4.
  expect(
    await told([
      [1, oil, here, 0.5],
      [2, oil, here, 0.25],
      [1, lamp, there, 1],
    ]),
  ).toEqual([
    [1, 'stock.changed', 'lamp', 'there', '8 1.5 6.5'],
    [2, 'stock.changed', 'oil', 'here', '5.5 2.25 3.25'],
  ])
  expect(
    await told([
      [1, oil, here, 0.5],
      [2, oil, here, 0.251],
    ]),
  ).toEqual([
    [2, 'stock.changed', 'oil', 'here', '5.5 2.25 3.25'],
    [2, 'stock.low', 'oil', 'here', '5.5 2.25 3.25 4'],
  ])
  // There 8 are on hand and 1 is promised: 4 less makes it 3, 3 less exactly 4.
  await run((tx) => takeOut(tx, { lines: [line(oil, there, 3)], kind: 'sale', cause: cause('down') }))
  expect(await told([[2, oil, there, 3]])).toEqual([
    [2, 'stock.changed', 'oil', 'there', '5 1 4'],
    [2, 'stock.low', 'oil', 'there', '5 1 4 4'],
  ])
})
