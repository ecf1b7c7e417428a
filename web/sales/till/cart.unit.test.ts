import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { roundCash as serverRound } from '../../../platform/money.ts'
import { asOrder, type Cart, cartAfter, emptyCart, lineTotal, outdated, type Sellable, totalsOf } from './cart.ts'
import { readTyped } from './scan-field.tsx'
import { likelyCash, notesOf, paidWith, roundCash } from './tender.ts'

const product = (id: string, price: number): Sellable => ({
  id,
  sku: id,
  name: id,
  kind: 'good',
  unit: 'UN',
  decimals: 0,
  price,
})
const oil = product('oil', 24_990)
const lamp = product('lamp', 2_990)
const cash = (method: string) => method === 'cash'

const rung = (...scans: Sellable[]): Cart =>
  scans.reduce((cart, one) => cartAfter(cart, { act: 'add', product: one, quantity: 1 }), emptyCart('sale'))

describe('a cart', () => {
  test('adds the same product to its line and marks what changed last', () => {
    const cart = rung(oil, lamp, oil)
    expect(cart.lines.map(({ quantity }) => quantity)).toEqual([2, 1])
    expect(cart.hit).toBe('oil')
    expect(totalsOf(cart)).toEqual({ subtotal: 52_970, discount: 0, total: 52_970, units: 3 })
  })

  test('a price that changed meanwhile is put right, but never one that was set by hand', () => {
    const agreed = cartAfter(rung(oil, lamp), { act: 'price', product_id: 'lamp', unit_price: 2_500 })
    const prices = new Map([
      ['oil', 25_990],
      ['lamp', 3_190],
      ['rag', 990],
    ])
    expect(outdated(agreed, prices).map(({ product }) => product.id)).toEqual(['oil'])
    const right = cartAfter(agreed, { act: 'correct', prices })
    expect(totalsOf(right).total).toBe(25_990 + 2_500)
    expect(right.hit).toBe(agreed.hit)
    expect(cartAfter(right, { act: 'correct', prices })).toBe(right)
  })

  test('undo takes back one unit of the last scan, then the line', () => {
    const once = cartAfter(rung(oil, lamp, lamp), { act: 'undo-last' })
    expect(once.lines[1]?.quantity).toBe(1)
    expect(cartAfter(once, { act: 'undo-last' }).lines).toHaveLength(1)
  })

  test('a discount never exceeds its line, and the order carries it', () => {
    const cart = cartAfter(rung(oil), { act: 'line-discount', product_id: 'oil', discount: { minor: 99_999 } })
    expect(totalsOf(cart).total).toBe(0)
    expect(asOrder(cart).items).toEqual([{ product_id: 'oil', quantity: 1, discount_minor: 99_999 }])
  })

  test('litres and kilos stay exact: ten times 0.1 is 1', () => {
    let cart = emptyCart('sale')
    for (let n = 0; n < 10; n += 1) cart = cartAfter(cart, { act: 'add', product: oil, quantity: 0.1 })
    expect(cart.lines[0]?.quantity).toBe(1)
  })

  test('no sequence of acts makes a total that is negative or no whole number', () => {
    const acts = fc.array(
      fc.record({ at: fc.nat(2), quantity: fc.integer({ min: 0, max: 9 }), share: fc.nat(10_000) }),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(acts, (list) => {
        const products = [oil, lamp, product('x', 333)]
        const cart = list.reduce((now, { at, quantity, share }) => {
          const one = products[at] ?? oil
          const added = cartAfter(now, { act: 'add', product: one, quantity: quantity / 4 })
          return cartAfter(added, { act: 'line-discount', product_id: one.id, discount: { basis_points: share } })
        }, emptyCart('sale'))
        const { subtotal, discount, total } = totalsOf(cart)
        expect(subtotal - discount).toBe(total)
        expect(total).toBeGreaterThanOrEqual(0)
        expect(cart.lines.every((line) => Number.isInteger(lineTotal(line)))).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('paying', () => {
  test('the picture of the register: card for a part, cash for the rest, change to the ten', () => {
    const tenders = [
      { method: 'debit', amount: 100_000 },
      { method: 'cash', amount: 50_000 },
    ]
    expect(paidWith(140_621, tenders, cash, 10)).toEqual({ due: 0, cashDue: 0, change: 9_380, isCovered: true })
  })

  test('a card pays to the peso; coins round', () => {
    expect(paidWith(9_997, [{ method: 'debit', amount: 9_997 }], cash, 10).isCovered).toBe(true)
    expect(paidWith(9_997, [], cash, 10)).toMatchObject({ due: 9_997, cashDue: 10_000, isCovered: false })
    expect(paidWith(9_995, [{ method: 'cash', amount: 9_990 }], cash, 10)).toMatchObject({ isCovered: true, change: 0 })
  })

  test('rounding agrees with the server for every amount and coin', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.constantFrom(1, 5, 10, 50, 100), (amount, coin) => {
        expect(roundCash(amount, coin)).toBe(serverRound(amount, coin))
      }),
    )
  })

  test('offers the notes people hand over', () => {
    expect(likelyCash(40_620, notesOf(10))).toEqual([41_000, 45_000, 50_000])
  })
})

test('"3*" before a code means three of it', () => {
  expect(readTyped('3*780123')).toEqual({ times: 3, code: '780123' })
  expect(readTyped(' filtro ')).toEqual({ times: 1, code: 'filtro' })
})
