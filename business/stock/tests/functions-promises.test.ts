import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import {
  confirmReservations,
  handOver,
  handOverParts,
  releaseParts,
  releaseReservations,
  reserve,
  takeIn,
  takeOut,
} from '#stock'
import { expireReservations } from '../commands/expire-reservations.ts'
import { expectBooksToHold } from './books.ts'
import { inn, type Ledger, line, type Owner, openFurnishedLedger } from './ledger.ts'
import type { StockedShop } from './stocked-shop.ts'

/**
 * What promises, and their ends, change in the books, to the last column, and that it changes nothing else: beside every place stand
 * others with goods, holds and exceptions of their own.
 */

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
  ;({ shop, changes, run, wait, called, cause, owner, hold, here, there, oil, lamp } = await openFurnishedLedger())
})

test('a promise is one for each place, whatever lines ask for it, under the first id that came', async () => {
  const [a, b, c] = [newId(), newId(), newId()]
  const lines = [
    { ...line(oil, there, 1), id: a },
    { ...line(lamp, here, 0.5), id: b },
    { ...line(oil, there, 2), id: c },
  ]
  const mine = owner('mine')
  expect(
    await changes(async () => {
      const made = await run((tx) =>
        reserve(tx, { owner: mine, lines, state: 'pending', ttl_seconds: 60, reason: 'mesón' }),
      )
      expect(made).toEqual(
        expect.arrayContaining([
          { ...line(oil, there, 3), id: a },
          { ...line(lamp, here, 0.5), id: b },
        ]),
      )
    }),
  ).toEqual([
    'hold mine lamp here 0.5 pending ttl 60 for mesón',
    'hold mine oil there 3 pending ttl 60 for mesón',
    'place lamp here 10 held 1.5 #1',
    'place oil there 10 held 4 #1',
  ])
  wait(59.999)
  expect(await changes(() => run((tx) => confirmReservations(tx, mine)))).toEqual([
    'hold mine lamp here 0.5 confirmed ttl 60 for mesón',
    'hold mine oil there 3 confirmed ttl 60 for mesón',
  ])
  expect(
    await changes(() => run((tx) => handOver(tx, { owner: mine, kind: 'consumption', cause: cause('taken') }))),
  ).toEqual([
    'hold mine lamp here 0.5 consumed ttl 60 for mesón',
    'hold mine oil there 3 consumed ttl 60 for mesón',
    'moved lamp here #2 consumption -0.5 for -30 leaves 9.5 of 19.5 worth 1160 by manual taken called TAKEN',
    'moved oil there #2 consumption -3 for -2553 leaves 7 of 17 worth 14464 by manual taken called TAKEN',
    'place lamp here 9.5 held 1 #2',
    'place oil there 7 held 1 #2',
    'worth lamp 19.5 1160 at 59.5',
    'worth oil 17 14464 at 850.85',
  ])
  const late = owner('late')
  await hold(late, [line(oil, there, 1), line(oil, here, 1)], 'pending')
  await hold(owner('also late'), [line(oil, there, 0.25)], 'pending')
  wait(60)
  const refused = await run((tx) => confirmReservations(tx, late)).catch((error) => error)
  expect(refused.details.expired_lines).toHaveLength(2)
  // What is asked for is short only by the level: time gives it back. The place beside it waits for the sweeper.
  expect(await changes(() => hold(owner('next'), [line(oil, there, 6)]))).toEqual([
    'hold also late oil there 0.25 expired ttl 60 for guardado',
    'hold late oil there 1 expired ttl 60 for guardado',
    'hold next oil there 6 confirmed for guardado',
    'place oil there 7 held 7 #2',
  ])
  expect(await changes(() => expireReservations(shop.ctx))).toEqual([
    'hold late oil here 1 expired ttl 60 for guardado',
    'hold waiting lamp there 0.5 expired ttl 60 for guardado',
    'hold waiting oil here 0.5 expired ttl 60 for guardado',
    'place lamp there 10 held 1 #1',
    'place oil here 10 held 1 #1',
  ])
})

test('a part of a promise is taken or given back from the first hold on; the rest stays', async () => {
  const mine = owner('parts')
  const other = owner('parts of another')
  for (const quantity of [1, 2]) await hold(mine, [line(lamp, there, quantity), line(lamp, here, 1)])
  await hold(other, [line(lamp, there, 1)])
  await hold(mine, [line(lamp, there, 0.125)], 'pending')
  const hand = (lines: ReturnType<typeof line>[]) => () =>
    run((tx) => handOverParts(tx, { owner: mine, lines, kind: 'sale', cause: cause('parcel'), reason: 'bulto 1' }))
  expect(await changes(hand([line(lamp, there, 0.5), line(lamp, here, 1)]))).toEqual([
    'hold parts lamp here 1 consumed for guardado',
    'hold parts lamp there 0.5 confirmed for guardado',
    'hold parts lamp there 0.5 consumed for guardado',
    'moved lamp here #3 sale -1 for -59 leaves 8.5 of 18.5 worth 1101 by manual parcel called PARCEL because bulto 1',
    'moved lamp there #2 sale -0.5 for -30 leaves 9.5 of 18 worth 1071 by manual parcel called PARCEL because bulto 1',
    'place lamp here 8.5 held 2 #3',
    'place lamp there 9.5 held 4.625 #2',
    'worth lamp 18 1071 at 59.5',
  ])
  expect(await changes(hand([line(lamp, there, 0.25), line(lamp, there, 0.25)]))).toEqual([
    'hold parts lamp there 0.5 consumed for guardado',
    'moved lamp there #3 sale -0.5 for -30 leaves 9 of 17.5 worth 1041 by manual parcel called PARCEL because bulto 1',
    'place lamp there 9 held 4.125 #3',
    'worth lamp 17.5 1041 at 59.5',
  ])
  expect(
    await changes(() =>
      run((tx) => releaseParts(tx, { owner: mine, lines: [line(lamp, there, 0.5)], reason: 'sin bulto' })),
    ),
  ).toEqual([
    'hold parts lamp there 0.5 released for sin bulto',
    'hold parts lamp there 1.5 confirmed for guardado',
    'place lamp there 9 held 3.625 #3',
  ])
  const asked = async (quantity: number) => {
    const error = await hand([line(lamp, there, quantity), line(lamp, here, 1)])().catch((one) => one)
    return [error.code, error.values?.requested, error.values?.available]
  }
  expect(await asked(1.501)).toEqual(['stock.not_promised', 1.501, 1.5])
  const nothing = await run((tx) =>
    releaseParts(tx, { owner: mine, lines: [line(oil, here, 1)], reason: 'nada' }),
  ).catch((one) => one)
  expect([nothing.code, nothing.values.available]).toEqual(['stock.not_promised', 0])
  expect(await changes(hand([line(lamp, there, 1.5)]))).toEqual([
    'hold parts lamp there 1.5 consumed for guardado',
    'moved lamp there #4 sale -1.5 for -89 leaves 7.5 of 16 worth 952 by manual parcel called PARCEL because bulto 1',
    'place lamp there 7.5 held 2.125 #4',
    'worth lamp 16 952 at 59.5',
  ])
})

test('an exception ends when what is promised is there again, whoever gives it back', async () => {
  const rope = called('rope', await shop.product({ on_hand: 6 }))
  const [first, second, third] = [owner('first'), owner('second'), owner('third')]
  await hold(first, [line(rope, here, 1)])
  await hold(second, [line(rope, here, 2)])
  await hold(third, [line(rope, here, 1)], 'pending')
  expect(
    await changes(() =>
      run((tx) => takeOut(tx, { lines: [line(rope, here, 4)], kind: 'sale', cause: cause('gone'), sell_short: true })),
    ),
  ).toEqual([
    'moved rope here #2 sale -4 for -400 leaves 2 of 2 worth 200 by manual gone called GONE',
    'place rope here 2 held 4 #2 short',
    'short rope here gone',
    'worth rope 2 200 at 100',
  ])
  const giveBack = (of: Owner) => () => run((tx) => releaseReservations(tx, { owner: of, reason: 'no va' }))
  expect(await changes(giveBack(first))).toEqual([
    'hold first rope here 1 released for no va',
    'place rope here 2 held 3 #2 short',
  ])
  expect(await changes(giveBack(third))).toEqual([
    'hold third rope here 1 released ttl 60 for no va',
    'place rope here 2 held 2 #2',
    'recovered rope here gone',
  ])
  expect(
    await changes(() =>
      run((tx) => takeOut(tx, { lines: [line(rope, here, 1)], kind: 'sale', cause: cause('again'), sell_short: true })),
    ),
  ).toEqual([
    'moved rope here #3 sale -1 for -100 leaves 1 of 1 worth 100 by manual again called AGAIN',
    'place rope here 1 held 2 #3 short',
    'short rope here again',
    'worth rope 1 100 at 100',
  ])
  expect(
    await changes(() =>
      run((tx) => releaseParts(tx, { owner: second, lines: [line(rope, here, 1)], reason: 'menos' })),
    ),
  ).toEqual([
    'hold second rope here 1 confirmed for guardado',
    'hold second rope here 1 released for menos',
    'place rope here 1 held 1 #3',
    'recovered rope here again',
  ])
  const early = async (work: () => Promise<unknown>) => {
    const { details } = await work().then(
      () => ({ details: { short_lines: [] } }),
      (error) => error,
    )
    return details.short_lines
  }
  const whole = () => run((tx) => handOver(tx, { owner: second, kind: 'sale', cause: cause('early') }))
  const part = () =>
    run((tx) => handOverParts(tx, { owner: second, lines: [line(rope, here, 1)], kind: 'sale', cause: cause('part') }))
  const short = (quantity: number, name: string) =>
    run((tx) =>
      takeOut(tx, { lines: [line(rope, here, quantity)], kind: 'sale', cause: cause(name), sell_short: true }),
    )
  const missing = (available: number) => [{ product_id: rope, warehouse_id: here, requested: 1, available }]
  await short(0.75, 'a part')
  expect([await early(whole), await early(part)]).toEqual([missing(0.25), missing(0.25)])
  await short(1.25, 'once more')
  expect([await early(whole), await early(part)]).toEqual([missing(0), missing(0)])
  expect(
    await changes(() =>
      run((tx) => handOver(tx, { owner: second, kind: 'sale', cause: cause('early'), sell_short: true })),
    ),
  ).toEqual([
    'hold second rope here 1 consumed for guardado',
    'moved rope here #6 sale -1 for -100 leaves -2 of -2 worth -200 by manual early called EARLY',
    'place rope here -2 held 0 #6 short',
    'worth rope -2 -200 at 100',
  ])
  expect(
    await changes(() =>
      run((tx) => takeIn(tx, { lines: [inn(rope, here, 2, 100)], kind: 'receipt', cause: cause('level') })),
    ),
  ).toEqual([
    'moved rope here #7 adjustment 0 for 100 leaves -2 of -2 worth -100 by manual level called LEVEL because Cost of units that left before they arrived',
    'moved rope here #8 receipt 2 for 100 leaves 0 of 0 worth 0 by manual level called LEVEL',
    'place rope here 0 held 0 #8',
    'recovered rope here a part',
    'worth rope 0 0 at 100',
  ])
  await expectBooksToHold(shop)
})
