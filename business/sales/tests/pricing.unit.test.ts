import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { costsByLine } from '../costs.ts'
import { taxesOf } from '../document.ts'
import { addDays, compared } from '../periods.ts'
import { isBelowCost, isWithinDiscountLimit, priceDocument, type WantedLine } from '../pricing.ts'
import { lastDay, statusOn } from '../quote.ts'

const rates = [
  { tax_class: 'general', tax_basis_points: 1_900 },
  { tax_class: 'reduced', tax_basis_points: 500 },
  { tax_class: 'exempt', tax_basis_points: 0 },
]
const line = fc
  .record({
    thousandths: fc.integer({ min: 1, max: 500_000 }),
    unit_price: fc.integer({ min: 0, max: 5_000_000 }),
    rate: fc.constantFrom(...rates),
    discount_basis_points: fc.option(fc.integer({ min: 0, max: 10_000 })),
  })
  .map(({ thousandths, rate, ...rest }): WantedLine => ({ quantity: thousandths / 1_000, ...rate, ...rest }))
const lines = fc.array(line, { minLength: 1, maxLength: 30 })
const share = fc.integer({ min: 0, max: 10_000 })
const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0)

describe('a priced document', () => {
  test.each([true, false])(
    'adds up to the unit, whatever its lines and discounts (prices with tax: %s)',
    (with_tax) => {
      fc.assert(
        fc.property(lines, share, (wanted, discount_basis_points) => {
          const { lines: priced, totals, taxes } = priceDocument(wanted, { discount_basis_points }, with_tax)
          expect(totals.net_minor + totals.tax_minor + totals.exempt_minor).toBe(totals.total)
          expect(sum(priced.map(({ total }) => total))).toBe(totals.total)
          expect(sum(priced.map(({ tax_minor }) => tax_minor))).toBe(totals.tax_minor)
          expect(sum(priced.map(({ order_discount_minor }) => order_discount_minor))).toBe(totals.order_discount_minor)
          expect(sum(taxes.map(({ total }) => total))).toBe(totals.total)
          for (const one of priced) {
            expect(one.net_minor + one.tax_minor).toBe(one.total)
            expect(one.total).toBeGreaterThanOrEqual(0)
          }
          if (with_tax) expect(totals.subtotal_minor - totals.discount_minor).toBe(totals.total)
        }),
      )
    },
  )

  test('its document carries the taxes its lines carry', () => {
    fc.assert(
      fc.property(lines, (wanted) => {
        const { lines: priced, taxes } = priceDocument(wanted, {}, true)
        const written = wanted.map((one, at) => ({
          ...one,
          ...(priced[at] ?? { net_minor: 0, tax_minor: 0, total: 0 }),
        }))
        expect(taxesOf(written)).toEqual(taxes)
      }),
    )
  })

  test('a discount is one of two kinds and never exceeds its amount', () => {
    const wanted = [{ quantity: 1, unit_price: 100, tax_class: 'general', tax_basis_points: 1_900 }]
    const twice = { discount_basis_points: 100, discount_minor: 10 }
    expect(() => priceDocument(wanted, twice, true)).toThrow('order.two_discounts')
    expect(() => priceDocument(wanted, { discount_minor: 101 }, true)).toThrow('order.discount_too_large')
    expect(priceDocument(wanted, { discount_minor: 100 }, true).totals.total).toBe(0)
  })
})

test('the limit holds for each line and for the whole', () => {
  const priced = (discount: object, order: object = {}) => {
    const wanted = [{ quantity: 1, unit_price: 1_000, ...rates[0], ...discount }] as WantedLine[]
    const { lines: amounts, totals } = priceDocument(wanted, order, true)
    return isWithinDiscountLimit(amounts, totals, 1_000)
  }
  expect(priced({ discount_minor: 100 })).toBe(true)
  expect(priced({ discount_minor: 101 })).toBe(false)
  expect(priced({}, { discount_basis_points: 1_000 })).toBe(true)
  expect(priced({ discount_minor: 60 }, { discount_minor: 60 })).toBe(false)
})

test('only a price that somebody lowered is below cost', () => {
  const amounts = { gross_minor: 100, discount_basis_points: null, discount_minor: 0, order_discount_minor: 0 }
  const sold = { ...amounts, net_minor: 84, tax_minor: 16, total: 100, quantity: 1, unit_price: 100, list_price: 100 }
  expect(isBelowCost({ ...sold, unit_cost: 90 })).toBe(false)
  expect(isBelowCost({ ...sold, list_price: 120, unit_cost: 90 })).toBe(true)
  expect(isBelowCost({ ...sold, list_price: 120, unit_cost: 84 })).toBe(false)
  expect(isBelowCost({ ...sold, list_price: 120, unit_cost: null })).toBe(false)
})

test('the cost of a product is shared over the lines that name it', () => {
  const of = (id: string, product_id: string, quantity: number) => ({ id, product_id, quantity })
  const moved = [{ product_id: 'p', warehouse_id: 'w', quantity: -3, cost_minor: -100 }]
  expect(costsByLine([of('a', 'p', 1), of('b', 'p', 2), of('c', 'service', 1)], moved)).toEqual([
    { id: 'a', cost_minor: 33 },
    { id: 'b', cost_minor: 67 },
    { id: 'c', cost_minor: 0 },
  ])
})

describe('like for like', () => {
  test('today is held against the same weekday until the same time', () => {
    expect(compared('today', '2026-03-11T15:30:00')).toEqual({
      now: { from: '2026-03-11', to: '2026-03-11T15:30:00' },
      before: { from: '2026-03-04', to: '2026-03-04T15:30:00' },
    })
  })

  test('a week begins on Monday', () => {
    expect(compared('week', '2026-03-15T10:00:00').now.from).toBe('2026-03-09')
    expect(compared('week', '2026-03-09T10:00:00')).toEqual({
      now: { from: '2026-03-09', to: '2026-03-09T10:00:00' },
      before: { from: '2026-03-02', to: '2026-03-02T10:00:00' },
    })
  })

  test('a month that began is held against the same part of the last one', () => {
    expect(compared('month', '2026-03-11T15:30:00').before).toEqual({ from: '2026-02-01', to: '2026-02-11T15:30:00' })
    expect(compared('month', '2026-03-31T15:30:00').before).toEqual({ from: '2026-02-01', to: '2026-02-28T15:30:00' })
    expect(compared('year', '2028-02-29T15:30:00').before).toEqual({ from: '2027-01-01', to: '2027-02-28T15:30:00' })
  })
})

test('a quote holds its last day and no longer', () => {
  const quote = { status: 'sent', valid_until: '2026-03-11' }
  expect(statusOn(quote, '2026-03-11')).toBe('sent')
  expect(statusOn(quote, '2026-03-12')).toBe('expired')
  expect(statusOn({ ...quote, status: 'accepted' }, '2026-03-12')).toBe('accepted')
  expect(lastDay('2026-02-20', 15)).toBe('2026-03-07')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
})
