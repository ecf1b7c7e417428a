import { describe, expect, test } from 'vitest'
import {
  assertCountCanMove,
  assertCountGoesOn,
  countLabel,
  countMoves,
  nextCountActs,
  type Tally,
  tally,
} from '../count.ts'
import { isKindIn, isKindOut } from '../movement.ts'
import { canMove, stateAt } from '../reservation.ts'
import { refuseShort } from '../short.ts'
import { nextTransferActs, transferLabel, transferMoves } from '../transfer.ts'

const statusesOf = <S extends string>(moves: Record<S, unknown>) => Object.keys(moves) as S[]

describe('a line that is counted', () => {
  const [early, noon, late] = ['2026-03-02T08:00:00Z', '2026-03-02T12:00:00Z', '2026-03-02T18:00:00Z'] as const
  const none: Tally = { counted: null, first_at: null, counted_at: null }
  const look = (line: Tally, mode: 'add' | 'set' | 'clear', quantity: number, counted_at: string = noon) =>
    tally(line, { mode, quantity, counted_at })

  test('scans add up to the thousandth, whatever came first', () => {
    const first = look(none, 'add', 1.1)
    expect(first).toEqual({ counted: 1.1, first_at: noon, counted_at: noon })
    expect(look(first, 'add', 2.2, late)).toEqual({ counted: 3.3, first_at: noon, counted_at: late })
    expect(look(first, 'add', 1, early)).toEqual({ counted: 2.1, first_at: early, counted_at: noon })
    expect(look(look(first, 'add', 1, late), 'add', 1, early)).toEqual({
      counted: 3.1,
      first_at: early,
      counted_at: late,
    })
  })

  test('a figure typed replaces them, and what is wiped was never looked at', () => {
    const first = look(none, 'add', 4, early)
    expect(look(first, 'set', 7)).toEqual({ counted: 7, first_at: noon, counted_at: noon })
    expect(look(first, 'clear', 0)).toEqual(none)
    expect(look(first, 'set', 0)).toMatchObject({ counted: 0 })
  })

  test('nobody sees less than nothing', () => {
    expect(look(none, 'add', -3).counted).toBe(0)
    expect(look(look(none, 'add', 2), 'add', -1).counted).toBe(1)
    expect(look(look(none, 'add', 2), 'add', -5).counted).toBe(0)
  })
})

test('a count moves as its table says, and offers what may be done next', () => {
  const states = statusesOf(countMoves)
  expect(states.map((state) => [state, nextCountActs(state)])).toEqual([
    ['open', ['count', 'cancel']],
    ['counting', ['count', 'close', 'cancel']],
    ['review', ['recount', 'post', 'cancel']],
    ['posted', []],
    ['cancelled', []],
  ])
  const goes = (work: () => void) => {
    try {
      work()
      return true
    } catch {
      return false
    }
  }
  expect(states.filter((state) => goes(() => assertCountGoesOn(state)))).toEqual(['open', 'counting'])
  const moves = states.flatMap((from) =>
    states.filter((to) => goes(() => assertCountCanMove(from, to))).map((to) => `${from} ${to}`),
  )
  expect(moves).toEqual([
    'open counting',
    'open cancelled',
    'counting review',
    'counting cancelled',
    'review counting',
    'review posted',
    'review cancelled',
  ])
  expect([countLabel(7), transferLabel(7)]).toEqual(['C-7', 'T-7'])
})

test('each end of a transfer is offered its own acts', () => {
  const acts = (at_from: boolean, at_to: boolean) =>
    statusesOf(transferMoves).map((status) => nextTransferActs(status, { at_from, at_to }).join())
  expect(acts(true, true)).toEqual(['edit,send,cancel', 'receive', '', ''])
  expect(acts(true, false)).toEqual(['edit,send,cancel', '', '', ''])
  expect(acts(false, true)).toEqual(['', 'receive', '', ''])
  expect(acts(false, false)).toEqual(['', '', '', ''])
})

test('a hold is over at the very moment it runs out, if nobody confirmed it', () => {
  const expires_at = '2026-03-02T12:00:00.000Z'
  const at = (ms: number) => new Date(Date.parse(expires_at) + ms)
  expect(stateAt({ state: 'pending', expires_at }, at(-1))).toBe('pending')
  expect(stateAt({ state: 'pending', expires_at }, at(0))).toBe('expired')
  expect(stateAt({ state: 'confirmed', expires_at }, at(1))).toBe('confirmed')
  expect(stateAt({ state: 'pending', expires_at: null }, at(1))).toBe('pending')
  expect(canMove('pending', 'confirmed')).toBe(true)
  expect(canMove('confirmed', 'expired')).toBe(false)
})

test('goods come and go by kinds of their own', () => {
  const kinds = [
    'receipt',
    'sale',
    'return',
    'adjustment',
    'transfer_in',
    'transfer_out',
    'consumption',
    'count',
  ] as const
  expect(kinds.filter(isKindIn)).toEqual(['receipt', 'return', 'adjustment', 'transfer_in', 'count'])
  expect(kinds.filter(isKindOut)).toEqual(['sale', 'return', 'adjustment', 'transfer_out', 'consumption', 'count'])
})

test('a refusal names every short line, and none refuses nothing', () => {
  const row = (status: string) => ({ status, product_id: 'p', warehouse_id: 'w', requested: 3, available: 1 })
  expect(() => refuseShort([row('taken')])).not.toThrow()
  expect(() => refuseShort([])).not.toThrow()
  expect(() => refuseShort([row('taken'), row('short')])).toThrow(expect.objectContaining({ code: 'stock.short' }))
})
