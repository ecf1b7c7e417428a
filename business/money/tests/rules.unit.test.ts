import { describe, expect, test } from 'vitest'
import { balanceOut, dueOf, paymentStatusOf } from '../balance.ts'
import { documentLabel } from '../commands/issue-document.ts'
import { assertCanMove } from '../sessions.ts'
import { testTaxDocuments } from '../tax-document.ts'
import { taxDocument, taxesOfPart } from '../taxes.ts'
import type { IssuedDocumentOut } from '../wire.ts'

const balance = (given: object) => ({
  total: 10_000,
  paid_minor: 0,
  refunded_minor: 0,
  credited_minor: 0,
  is_open: true,
  ...given,
})

describe('what is still to pay', () => {
  test('is the total, less what was paid and kept, less what was credited', () => {
    expect(dueOf(balance({}))).toBe(10_000)
    expect(dueOf(balance({ paid_minor: 4_000 }))).toBe(6_000)
    expect(dueOf(balance({ paid_minor: 4_000, refunded_minor: 1_000 }))).toBe(7_000)
    expect(dueOf(balance({ paid_minor: 4_000, refunded_minor: 1_000, credited_minor: 500 }))).toBe(6_500)
  })

  test('is nothing once the document is closed, and never less than nothing', () => {
    expect(dueOf(balance({ is_open: false }))).toBe(0)
    expect(dueOf(balance({ paid_minor: 10_000, credited_minor: 1 }))).toBe(0)
  })

  test('has a name', () => {
    expect(paymentStatusOf(balance({}))).toBe('unpaid')
    expect(paymentStatusOf(balance({ paid_minor: 1 }))).toBe('partial')
    expect(paymentStatusOf(balance({ paid_minor: 9_999 }))).toBe('partial')
    expect(paymentStatusOf(balance({ paid_minor: 10_000 }))).toBe('paid')
    expect(paymentStatusOf(balance({ paid_minor: 9_000, credited_minor: 1_000 }))).toBe('paid')
    expect(paymentStatusOf(balance({ paid_minor: 10_000, refunded_minor: 9_999 }))).toBe('partial')
    expect(paymentStatusOf(balance({ paid_minor: 10_000, refunded_minor: 10_000 }))).toBe('refunded')
    expect(paymentStatusOf(balance({ paid_minor: 4_000, refunded_minor: 4_000 }))).toBe('refunded')
    expect(paymentStatusOf(balance({ total: 0 }))).toBe('paid')
  })

  test('travels with all its figures', () => {
    expect(balanceOut(balance({ paid_minor: 3_000, refunded_minor: 1_000, credited_minor: 2_000 }))).toEqual({
      total: 10_000,
      paid_minor: 3_000,
      refunded_minor: 1_000,
      credited_minor: 2_000,
      due_minor: 6_000,
      payment_status: 'partial',
    })
  })
})

describe('the taxes of a document', () => {
  const iva = (amount_minor: number) => ({ amount_minor, tax_class: 'standard', tax_basis_points: 1_900 })
  const exempt = (amount_minor: number) => ({ amount_minor, tax_class: 'exempt', tax_basis_points: 0 })

  test('are split once per rate and shared out over its lines', () => {
    const document = taxDocument([iva(1_000), exempt(500), iva(1_000), iva(990)], true)
    expect(document).toMatchObject({ net_minor: 2_513, tax_minor: 477, exempt_minor: 500, total: 3_490 })
    expect(document.taxes).toEqual([
      { tax_class: 'standard', basis_points: 1_900, net_minor: 2_513, tax_minor: 477, total: 2_990 },
      { tax_class: 'exempt', basis_points: 0, net_minor: 500, tax_minor: 0, total: 500 },
    ])
    expect(document.lines).toEqual([
      { net_minor: 840, tax_minor: 160, total: 1_000 },
      { net_minor: 500, tax_minor: 0, total: 500 },
      { net_minor: 841, tax_minor: 159, total: 1_000 },
      { net_minor: 832, tax_minor: 158, total: 990 },
    ])
  })

  test('come on top of prices without tax', () => {
    const document = taxDocument([iva(1_000), exempt(500), { ...iva(1_000), tax_basis_points: 1_000 }], false)
    expect(document).toMatchObject({ net_minor: 2_000, tax_minor: 290, exempt_minor: 500, total: 2_790 })
    expect(document.lines).toEqual([
      { net_minor: 1_000, tax_minor: 190, total: 1_190 },
      { net_minor: 500, tax_minor: 0, total: 500 },
      { net_minor: 1_000, tax_minor: 100, total: 1_100 },
    ])
  })

  test('of a part are the share that each rate has in the whole', () => {
    const { taxes } = taxDocument([iva(3_000), exempt(1_000)], true)
    expect(taxesOfPart(taxes, 2_000)).toEqual({
      net_minor: 1_261,
      tax_minor: 239,
      exempt_minor: 500,
      total: 2_000,
      taxes: [
        { tax_class: 'standard', basis_points: 1_900, net_minor: 1_261, tax_minor: 239, total: 1_500 },
        { tax_class: 'exempt', basis_points: 0, net_minor: 500, tax_minor: 0, total: 500 },
      ],
    })
    // One peso of it is not worth a line for each rate.
    expect(taxesOfPart(taxes, 1).taxes).toEqual([
      { tax_class: 'standard', basis_points: 1_900, net_minor: 1, tax_minor: 0, total: 1 },
    ])
  })
})

test('a document is called by the initials of its kind and its number', () => {
  expect([documentLabel('boleta', 1_024), documentLabel('nota_credito', 3)]).toEqual(['B-1024', 'NC-3'])
})

test('a till session moves as its table says, and no other way', () => {
  const states = ['open', 'closed', 'under_review', 'settled'] as const
  const moves = states.flatMap((from) =>
    states.flatMap((to) => {
      try {
        assertCanMove(from, to)
        return [`${from} → ${to}`]
      } catch {
        return []
      }
    }),
  )
  expect(moves).toEqual(['open → closed', 'open → under_review', 'under_review → settled'])
  expect(() => assertCanMove('lost', 'closed')).toThrow()
})

test('what the stand-in for a tax office accepts has no legal effect, and says so', async () => {
  const { is_legal, submit } = testTaxDocuments
  expect(is_legal).toBe(false)
  expect(await submit({ label: 'B-7' } as IssuedDocumentOut)).toEqual({ state: 'accepted', reference: 'TEST-B-7' })
})
