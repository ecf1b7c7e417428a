import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { takeIn, takeOut } from '#stock'
import { inn, type Ledger, line, openFurnishedLedger } from './ledger.ts'
import type { StockedShop } from './stocked-shop.ts'

/**
 * What each verb changes in the books, to the last column, and that it changes nothing else: beside every place stand
 * others with goods, holds and exceptions of their own.
 */

let shop: StockedShop
let here: string
let there: string
let oil: string
let lamp: string
let changes: Ledger['changes']
let run: Ledger['run']
let called: Ledger['called']
let cause: Ledger['cause']

beforeAll(async () => {
  ;({ shop, changes, run, called, cause, here, there, oil, lamp } = await openFurnishedLedger())
})

test('goods leave: lines of one place are one movement, each costs its part of what is left', async () => {
  const lines = [line(oil, there, 1), line(lamp, here, 2), line(oil, here, 1.5), line(oil, there, 0.5)]
  expect(
    await changes(() =>
      run((tx) => takeOut(tx, { lines, kind: 'consumption', cause: cause('used'), reason: 'taller' })),
    ),
  ).toEqual([
    'moved lamp here #2 consumption -2 for -119 leaves 8 of 18 worth 1071 by manual used called USED because taller',
    'moved oil here #2 consumption -1.5 for -1276 leaves 8.5 of 18.5 worth 15741 by manual used called USED because taller',
    'moved oil there #2 consumption -1.5 for -1277 leaves 8.5 of 17 worth 14464 by manual used called USED because taller',
    'place lamp here 8 held 1 #2',
    'place oil here 8.5 held 1.5 #2',
    'place oil there 8.5 held 1 #2',
    'worth lamp 18 1071 at 59.5',
    'worth oil 17 14464 at 850.85',
  ])
  const short = await run((tx) =>
    takeOut(tx, { lines: [line(oil, here, 7.001), line(lamp, here, 7)], kind: 'sale', cause: cause('asked') }),
  ).catch((error) => error)
  expect(short.details).toEqual({
    short_lines: [{ product_id: oil, warehouse_id: here, requested: 7.001, available: 7 }],
  })
})

test('goods come: at their cost, or at the average there is', async () => {
  const lines = [
    inn(oil, there, 1, 905),
    inn(lamp, here, 2, null),
    inn(oil, here, 1.5, 2_000),
    inn(oil, there, 0.5, null),
  ]
  expect(
    await changes(() => run((tx) => takeIn(tx, { lines, kind: 'receipt', cause: cause('came'), reason: 'guía 7' }))),
  ).toEqual([
    'moved lamp here #3 receipt 2 for 119 leaves 10 of 20 worth 1190 by manual came called CAME because guía 7',
    'moved oil here #3 receipt 1.5 for 2000 leaves 10 of 18.5 worth 16464 by manual came called CAME because guía 7',
    'moved oil there #3 receipt 1.5 for 1330 leaves 10 of 20 worth 17794 by manual came called CAME because guía 7',
    'place lamp here 10 held 1 #3',
    'place oil here 10 held 1.5 #3',
    'place oil there 10 held 1 #3',
    'worth lamp 20 1190 at 59.5',
    'worth oil 20 17794 at 889.7',
  ])
})

test('goods that leave before they came are owed at the last cost, and settle when they come', async () => {
  const rag = called('rag', await shop.product({ decimals: 3 }))
  await shop.receive(rag, 2, 301, here)
  await shop.receive(rag, 1, 100, there)
  const owe = (name: string, lines: ReturnType<typeof line>[]) => () =>
    run((tx) => takeOut(tx, { lines, kind: 'sale', cause: cause(name), sell_short: true }))
  const bring = (name: string, lines: ReturnType<typeof inn>[]) => () =>
    run((tx) => takeIn(tx, { lines, kind: 'receipt', cause: cause(name) }))
  expect(await changes(owe('owed', [line(rag, here, 5), line(oil, here, 1)]))).toEqual([
    'moved oil here #4 sale -1 for -890 leaves 9 of 19 worth 16904 by manual owed called OWED',
    'moved rag here #2 sale -5 for -668 leaves -3 of -2 worth -267 by manual owed called OWED',
    'place oil here 9 held 1.5 #4',
    'place rag here -3 held 0 #2 short',
    'short rag here owed',
    'worth oil 19 16904 at 889.7',
    'worth rag -2 -267 at 133.666667',
  ])
  expect(await changes(owe('more', [line(rag, here, 1), line(rag, there, 1)]))).toEqual([
    'moved rag here #3 sale -1 for -134 leaves -4 of -3 worth -401 by manual more called MORE',
    'moved rag there #2 sale -1 for -133 leaves 0 of -4 worth -534 by manual more called MORE',
    'place rag here -4 held 0 #3 short',
    'place rag there 0 held 0 #2',
    'worth rag -4 -534 at 133.666667',
  ])
  expect(await changes(bring('some', [inn(rag, there, 1, 150)]))).toEqual([
    'moved rag there #3 adjustment 0 for -17 leaves 0 of -4 worth -551 by manual some called SOME because Cost of units that left before they arrived',
    'moved rag there #4 receipt 1 for 150 leaves 1 of -3 worth -401 by manual some called SOME',
    'place rag there 1 held 0 #4',
    'worth rag -3 -401 at 133.666667',
  ])
  expect(await changes(bring('same', [inn(rag, here, 0.5, 67)]))).toEqual([
    'moved rag here #4 receipt 0.5 for 67 leaves -3.5 of -2.5 worth -334 by manual same called SAME',
    'place rag here -3.5 held 0 #4 short',
    'worth rag -2.5 -334 at 133.666667',
  ])
  expect(
    await changes(bring('rest', [inn(rag, there, 1, 100), inn(oil, here, 1, 800), inn(rag, here, 4, 600)])),
  ).toEqual([
    'moved oil here #5 receipt 1 for 800 leaves 10 of 20 worth 17704 by manual rest called REST',
    'moved rag here #5 adjustment 0 for -16 leaves -3.5 of -2.5 worth -350 by manual rest called REST because Cost of units that left before they arrived',
    'moved rag here #6 receipt 4 for 600 leaves 0.5 of 1.5 worth 250 by manual rest called REST',
    'moved rag there #5 receipt 1 for 100 leaves 2 of 2.5 worth 350 by manual rest called REST',
    'place oil here 10 held 1.5 #5',
    'place rag here 0.5 held 0 #6',
    'place rag there 2 held 0 #5',
    'recovered rag here owed',
    'worth oil 20 17704 at 885.2',
    'worth rag 2.5 350 at 140',
  ])
  const fuse = called('fuse', await shop.product())
  expect(await changes(owe('never', [line(fuse, here, 3)]))).toEqual([
    'moved fuse here #1 sale -3 for 0 leaves -3 of -3 worth 0 by manual never called NEVER',
    'place fuse here -3 held 0 #1 short',
    'short fuse here never',
    'worth fuse -3 0 at 0',
  ])
  expect(await changes(bring('exact', [inn(fuse, here, 3, 90)]))).toEqual([
    'moved fuse here #2 adjustment 0 for -90 leaves -3 of -3 worth -90 by manual exact called EXACT because Cost of units that left before they arrived',
    'moved fuse here #3 receipt 3 for 90 leaves 0 of 0 worth 0 by manual exact called EXACT',
    'place fuse here 0 held 0 #3',
    'recovered fuse here never',
    'worth fuse 0 0 at 0',
  ])
})

test('the value that is left runs to nothing with the goods, and below it at the last cost', async () => {
  const cases: [had: number, worth: number, unit_cost: number, gone: number, left: number][] = [
    [10, 1_000, 70, 0, 1_000],
    [10, 1_000, 70, -2, 1_000],
    [10, 1_000, 70, 1, 900],
    [3, 100, 70, 1, 67],
    [3, 100, 70, 3, 0],
    [10, 1_000, 70, 12, -140],
    [1, 100, 70, 1, 0],
    [1, 100, 70, 3, -140],
    [0, 0, 70, 2, -140],
    [-3, -300, 70, 2, -440],
  ]
  for (const [had, worth, unit_cost, gone, left] of cases) {
    const { rows } = await sql<{ left: number }>`
      select stock.value_left(${had}::numeric, ${worth}::bigint, ${unit_cost}::numeric, ${gone}::numeric) as left`.execute(
      shop.db,
    )
    expect([had, gone, rows[0]?.left]).toEqual([had, gone, left])
  }
})

test('the books hold a place, a product and its value to their last thousandth and peso, and no more', async () => {
  const most = 99_999_999_999.999
  const bring = async (product_id: string, warehouse_id: string, quantity: number, cost_minor: number) => {
    const done = await run((tx) =>
      takeIn(tx, {
        lines: [inn(product_id, warehouse_id, quantity, cost_minor)],
        kind: 'receipt',
        cause: cause('much'),
      }),
    ).catch((error) => error)
    return done.code ?? 'taken'
  }
  const fresh = () => shop.product({ decimals: 3 })
  const [one, two, three, four] = [await fresh(), await fresh(), await fresh(), await fresh()]
  expect(await bring(one, here, 1, 1)).toBe('taken')
  expect(await bring(one, here, most - 0.999, 1)).toBe('stock.too_much')
  expect(await bring(one, here, most - 1, 1)).toBe('taken')
  expect(await bring(one, there, 0.001, 1)).toBe('stock.too_much')
  // Owed at one place, full at another: the place is what is full.
  await run((tx) =>
    takeOut(tx, { lines: [line(two, there, 5)], kind: 'sale', cause: cause('owed much'), sell_short: true }),
  )
  expect(await bring(two, here, most, 0)).toBe('taken')
  expect(await bring(two, here, 0.001, 0)).toBe('stock.too_much')
  expect(await bring(two, there, 5, 0)).toBe('taken')
  const richest = 999_999_999_999_999
  expect(await bring(three, here, 100, richest)).toBe('taken')
  expect(await bring(three, there, 1, 1)).toBe('stock.too_much')
  expect(await bring(four, here, 1, 1)).toBe('taken')
  expect(await bring(four, here, 99, richest)).toBe('stock.too_much')
})
