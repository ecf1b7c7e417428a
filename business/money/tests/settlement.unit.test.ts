import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dueOf, paymentStatusOf } from '../balance.ts'
import { settle, type Tender } from '../settlement.ts'
import { taxDocument, taxesOfPart } from '../taxes.ts'

const chile = { cash_rounding_minor: 10, gives_change: true }
const tender = fc.record({
  method: fc.constant('any'),
  kind: fc.constantFrom('cash' as const, 'card' as const, 'transfer' as const),
  amount: fc.integer({ min: 1, max: 100_000 }),
})

test('money is neither made nor lost: what was handed over is what was charged and what came back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.array(tender, { minLength: 1, maxLength: 6 }),
      (due, tenders: Tender[]) => {
        const { charges, change_minor, rounding_minor, paid_minor, over_minor } = settle(due, tenders, chile)
        if (over_minor > 0) return
        const handed = tenders.reduce((sum, { amount }) => sum + amount, 0)
        const charged = charges.reduce((sum, { amount }) => sum + amount, 0)
        expect(charged + change_minor).toBe(handed)
        expect(charged + rounding_minor).toBe(paid_minor)
        expect(paid_minor).toBeLessThanOrEqual(due)
        expect(Math.abs(rounding_minor)).toBeLessThanOrEqual(5)
        if (rounding_minor !== 0) expect(paid_minor).toBe(due)
        for (const charge of charges) if (charge.kind !== 'cash') expect(charge.change_minor).toBe(0)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a card above what is due has no change to give', () => {
  const card: Tender[] = [{ method: 'debit', kind: 'card', amount: 101 }]
  expect(settle(100, card, chile)).toMatchObject({ over_minor: 1, charges: [] })
  expect(
    settle(100, [{ method: 'cash', kind: 'cash', amount: 200 }], { ...chile, gives_change: false }).over_minor,
  ).toBe(100)
})

test('cash that is exact to the peso is taken as it is', () => {
  expect(settle(1_996, [{ method: 'cash', kind: 'cash', amount: 1_996 }], chile)).toMatchObject({
    rounding_minor: 0,
    paid_minor: 1_996,
  })
  expect(settle(4, [{ method: 'cash', kind: 'cash', amount: 1_000 }], chile)).toMatchObject({
    charges: [],
    rounding_minor: 4,
    change_minor: 1_000,
  })
})

test('cash between what is due and what coins would round it up to pays what is due, and the rest comes back', () => {
  const cash = (amount: number): Tender[] => [{ method: 'cash', kind: 'cash', amount }]
  const taken = settle(32_886, cash(32_887), chile)
  expect(taken).toMatchObject({ charges: [{ amount: 32_886, change_minor: 1 }], rounding_minor: 0, paid_minor: 32_886 })
  expect(settle(32_886, cash(32_889), { ...chile, gives_change: false }).over_minor).toBe(3)
  expect(settle(32_886, cash(32_890), chile)).toMatchObject({ rounding_minor: -4, change_minor: 0, paid_minor: 32_886 })
  expect(settle(32_886, cash(32_885), chile)).toMatchObject({ rounding_minor: 0, paid_minor: 32_885 })
})

test('due, paid and given back tell the payment status', () => {
  const balance = { total: 100, paid_minor: 0, refunded_minor: 0, credited_minor: 0, is_open: true }
  expect([dueOf(balance), paymentStatusOf(balance)]).toEqual([100, 'unpaid'])
  expect([dueOf({ ...balance, paid_minor: 40 }), paymentStatusOf({ ...balance, paid_minor: 40 })]).toEqual([
    60,
    'partial',
  ])
  expect(paymentStatusOf({ ...balance, paid_minor: 100 })).toBe('paid')
  const corrected = { ...balance, paid_minor: 200, refunded_minor: 100 }
  expect([dueOf(corrected), paymentStatusOf(corrected)]).toEqual([0, 'paid'])
  const returned = { ...balance, paid_minor: 100, refunded_minor: 40, credited_minor: 40 }
  expect([dueOf(returned), paymentStatusOf(returned)]).toEqual([0, 'paid'])
  expect(paymentStatusOf({ ...balance, paid_minor: 100, refunded_minor: 100 })).toBe('refunded')
  expect(dueOf({ ...balance, is_open: false })).toBe(0)
})

test('the taxes of any part of a document add up to the part', () => {
  const lines = fc.array(
    fc.record({
      amount_minor: fc.integer({ min: 1, max: 100_000 }),
      tax_class: fc.constantFrom('general', 'exempt'),
    }),
    { minLength: 1, maxLength: 8 },
  )
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 10_000 }), (given, share) => {
      const taxed = given.map((one) => ({ ...one, tax_basis_points: one.tax_class === 'exempt' ? 0 : 1_900 }))
      const whole = taxDocument(taxed, true)
      const part = Math.max(1, Math.floor((whole.total * share) / 10_000))
      const { net_minor, tax_minor, exempt_minor, total } = taxesOfPart(whole.taxes, part)
      expect(total).toBe(part)
      expect(net_minor + tax_minor + exempt_minor).toBe(part)
    }),
  )
})

test('a tender is written as it was given, and all cash of a sale is one charge', () => {
  const card: Tender = { method: 'debit', kind: 'card', amount: 60, reference: '0042' }
  const bank: Tender = { method: 'transfer', kind: 'transfer', amount: 30, bank_account_id: 'b' }
  const coins: Tender = { method: 'cash', kind: 'cash', amount: 1, reference: 'vale' }
  expect(settle(100, [coins, card, bank, { ...coins, amount: 4 }], chile).charges).toEqual([
    { ...card, tendered_minor: null, change_minor: 0, bank_account_id: null },
    { ...bank, tendered_minor: null, change_minor: 0, reference: null },
    { ...coins, amount: 5, tendered_minor: 5, change_minor: 0, bank_account_id: null },
  ])
  expect(settle(100, [coins], chile)).toMatchObject({ charges: [{ amount: 1 }], paid_minor: 1, rounding_minor: 0 })
  expect(settle(100, [card], chile)).toMatchObject({ charges: [{ amount: 60 }], paid_minor: 60 })
})

test('more cash than is due comes back where there is change, and what was handed over is named', () => {
  const cash = (amount: number, tendered_minor?: number): Tender => ({
    method: 'cash',
    kind: 'cash',
    amount,
    ...(tendered_minor === undefined ? {} : { tendered_minor }),
  })
  expect(settle(9_994, [cash(20_000)], chile)).toMatchObject({
    charges: [{ amount: 9_990, tendered_minor: 20_000, change_minor: 10_010 }],
    rounding_minor: 4,
    change_minor: 10_010,
    paid_minor: 9_994,
    over_minor: 0,
  })
  expect(settle(5_000, [cash(2_000, 5_000)], chile).charges).toMatchObject([
    { amount: 2_000, tendered_minor: 5_000, change_minor: 3_000 },
  ])
  expect(settle(5_000, [cash(5_010)], { ...chile, gives_change: false })).toMatchObject({
    over_minor: 10,
    paid_minor: 0,
  })
  expect(settle(0, [cash(10)], chile)).toMatchObject({ over_minor: 10, charges: [] })
})
