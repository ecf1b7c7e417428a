import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { takeIn, takeOut } from '#stock'
import { insertLotChoices } from '../records/places.ts'
import { expectBooksToHold } from './books.ts'
import { inn, type Ledger, line, openLedger } from './ledger.ts'
import type { StockedShop } from './stocked-shop.ts'

/** Lots follow the ledger: what moves with each movement, and nothing beside it. */

let shop: StockedShop
let here: string
let there: string
let changes: Ledger['changes']
let run: Ledger['run']
let called: Ledger['called']
let cause: Ledger['cause']

beforeAll(async () => {
  ;({ shop, changes, run, called, cause } = await openLedger())
  ;[here, there] = shop.warehouses
})

const at = () => sql`${(shop.time.now ?? new Date()).toISOString()}::timestamptz`

const lots = async (product_id: string) => {
  await shop.owner.put(`/api/products/${product_id}/lot-rule`, { tracks_lots: true })
  return (code: string, quantity: number, expires_on?: string, warehouse_id = here) =>
    run((tx) =>
      takeIn(tx, {
        lines: [{ ...inn(product_id, warehouse_id, quantity, 10), lot: { code, expires_on } }],
        kind: 'receipt',
        cause: cause(`receipt ${code}`),
      }),
    )
}
const leaves = (
  product_id: string,
  quantity: number,
  name: string,
  kind: 'sale' | 'scrap' = 'sale',
  warehouse_id = here,
) => run((tx) => takeOut(tx, { lines: [line(product_id, warehouse_id, quantity)], kind, cause: cause(name) }))

test('units leave the lots that were chosen, then what expires first, then what is in none, and expired ones last', async () => {
  const other = called('other', await shop.product())
  const milk = called('milk', await shop.product({ on_hand: 2 }))
  for (const id of [other, milk]) {
    const bring = await lots(id)
    const name = id === milk ? 'M' : 'O'
    await bring(`${name}-old`, 3, '2026-06-09')
    await bring(`${name}-today`, 2, '2026-06-10')
    await bring(`${name}-late`, 3, '2027-01-01')
    await bring(`${name}-plain`, 2)
    await bring(`${name}-late`, 4, '2027-01-01', there)
  }
  const parcel = cause('parcel')
  const ids = Object.fromEntries(
    (await shop.db.selectFrom('stock.lot').select(['id', 'code']).execute()).map(({ id, code }) => [code, id]),
  )
  const chosen = [
    ['M-late', 2],
    ['M-old', 1],
    ['O-late', 1],
  ] as const
  await run((tx) =>
    insertLotChoices(
      tx,
      parcel.id,
      chosen.map(([code, quantity]) => ({ lot_id: ids[code] ?? '', quantity })),
    ),
  )
  const lines = [line(milk, here, 4)]
  expect(await changes(() => run((tx) => takeOut(tx, { lines, kind: 'sale', cause: parcel })))).toEqual([
    'lot M-late here 1',
    'lot M-old here 2',
    'lot M-today here 1',
    'lot moved M-late -2 sale parcel',
    'lot moved M-old -1 sale parcel',
    'lot moved M-today -1 sale parcel',
    'moved milk here #6 sale -4 for -63 leaves 8 of 12 worth 187 by manual parcel called PARCEL',
    'place milk here 8 held 0 #6',
    'worth milk 12 187 at 15.625',
  ])
  expect(await changes(() => leaves(milk, 1, 'scrapped', 'scrap'))).toEqual([
    'lot M-old here 1',
    'lot moved M-old -1 scrap scrapped',
    'moved milk here #7 scrap -1 for -16 leaves 7 of 11 worth 171 by manual scrapped called SCRAPPED',
    'place milk here 7 held 0 #7',
    'worth milk 11 171 at 15.625',
  ])
  expect(await changes(() => leaves(milk, 4, 'sold'))).toEqual([
    'lot M-late here 0',
    'lot M-plain here 0',
    'lot M-today here 0',
    'lot moved M-late -1 sale sold',
    'lot moved M-plain -2 sale sold',
    'lot moved M-today -1 sale sold',
    'moved milk here #8 sale -4 for -62 leaves 3 of 7 worth 109 by manual sold called SOLD',
    'place milk here 3 held 0 #8',
    'worth milk 7 109 at 15.625',
  ])
  expect(await changes(() => leaves(milk, 2, 'dregs'))).toEqual([
    'moved milk here #9 sale -2 for -31 leaves 1 of 5 worth 78 by manual dregs called DREGS',
    'place milk here 1 held 0 #9',
    'worth milk 5 78 at 15.625',
  ])
  expect(await changes(() => leaves(milk, 1, 'last'))).toEqual([
    'lot M-old here 0',
    'lot moved M-old -1 sale last',
    'moved milk here #10 sale -1 for -16 leaves 0 of 4 worth 62 by manual last called LAST',
    'place milk here 0 held 0 #10',
    'worth milk 4 62 at 15.625',
  ])
  expect(await changes(() => leaves(milk, 1, 'elsewhere', 'sale', there))).toEqual([
    'lot M-late there 3',
    'lot moved M-late -1 sale elsewhere',
    'moved milk there #2 sale -1 for -16 leaves 3 of 3 worth 46 by manual elsewhere called ELSEWHERE',
    'place milk there 3 held 0 #2',
    'worth milk 3 46 at 15.625',
  ])
  await expectBooksToHold(shop)
})

test('a lot takes what its own document brought, and by hand what lies there in none', async () => {
  const cream = called('cream', await shop.product({ on_hand: 3 }))
  const neighbour = called('neighbour', await shop.product({ on_hand: 8 }))
  await lots(neighbour)
  await lots(cream)
  await shop.receive(cream, 5, 50, there)
  type Put = [code: string, quantity: number, of: string | null, warehouse_id?: string]
  const put = async (...[code, quantity, of, warehouse_id = here]: Put) => {
    const { rows } = await sql<{ put: number }>`
      select stock.put_in_lot(${cream}::uuid, ${warehouse_id}::uuid, ${code}, null, ${quantity}::numeric,
        ${of === null ? null : 'manual'}, ${of}::uuid, 'Rosa', ${at()}) as put`.execute(shop.db)
    return rows[0]?.put
  }
  expect(await put('C-1', 4, null)).toBe(3)
  expect(await put('C-1', 3, null, shop.warehouses[2])).toBe(0)
  expect(await changes(() => put('C-1', 2, null))).toEqual(['lot C-1 here 2', 'lot moved C-1 2'])
  expect(await put('C-2', 1, null)).toBe(1)
  expect(await put('C-2', 1, null)).toBe(0)
  // Two units were sold before three came: one of the document's is left for its lot, and what it revalued is no arrival.
  await run((tx) =>
    takeOut(tx, { lines: [line(cream, here, 5)], kind: 'sale', cause: cause('owed'), sell_short: true }),
  )
  const [guide, twin] = [cause('guide'), { ...cause('twin'), kind: 'import' }]
  await run((tx) =>
    takeIn(tx, {
      lines: [inn(cream, here, 3, 90), inn(neighbour, here, 1, 9), inn(cream, there, 1, 30)],
      kind: 'receipt',
      cause: guide,
    }),
  )
  await run((tx) =>
    takeIn(tx, { lines: [inn(cream, there, 1, 30)], kind: 'receipt', cause: { ...twin, id: guide.id } }),
  )
  expect(await changes(() => put('C-3', 3, guide.id))).toEqual(['lot C-3 here 1', 'lot moved C-3 1 receipt guide'])
  expect(await put('C-3', 1, guide.id)).toBe(0)
  expect(await put('C-3', 1, guide.id, shop.warehouses[2])).toBe(0)
  const movement = async () => {
    const { rows } = await sql<{ kind: string; quantity: number; place: string; cause_kind: string }>`
      select m.kind, m.quantity, m.warehouse_id as place, m.cause_kind from stock.lot_movement o
      left join stock.movement m on m.id = o.movement_id order by o.id desc limit 1`.execute(shop.db)
    return rows[0]
  }
  expect(await movement()).toEqual({ kind: 'receipt', quantity: 3, place: here, cause_kind: 'manual' })
  await put('C-4', 1, guide.id, there)
  expect(await movement()).toEqual({ kind: 'receipt', quantity: 1, place: there, cause_kind: 'manual' })
  await put('C-4', 1, null, there)
  expect(await movement()).toEqual({ kind: null, quantity: null, place: null, cause_kind: null })
  await expectBooksToHold(shop)
})
