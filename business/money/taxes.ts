import { addTax, allocate, splitTax } from '#platform/money'
import type { TaxLineOut } from './wire.ts'

/** A line's amount after discounts, as the shop prices: with tax or without. */
export interface TaxableLine {
  readonly amount_minor: number
  readonly tax_class: string
  readonly tax_basis_points: number
}

export interface TaxedLine {
  readonly net_minor: number
  readonly tax_minor: number
  readonly total: number
}

export interface DocumentTotals {
  readonly net_minor: number
  readonly tax_minor: number
  readonly exempt_minor: number
  readonly total: number
  readonly taxes: TaxLineOut[]
}

export const EXEMPT = 'exempt'

/**
 * Splits the tax of a document by rate, as the law asks (once per rate, not per line), and shares it out over the
 * lines without losing a unit: lines add up to rates, rates to the document, and net + tax + exempt = total.
 */
export function taxDocument(
  lines: readonly TaxableLine[],
  prices_include_tax: boolean,
): DocumentTotals & { lines: TaxedLine[] } {
  const taxed: TaxedLine[] = lines.map(({ amount_minor }) => ({
    net_minor: amount_minor,
    tax_minor: 0,
    total: amount_minor,
  }))
  const taxes: TaxLineOut[] = []
  for (const group of groupByRate(lines)) {
    const amounts = group.at.map((at) => lines[at]?.amount_minor ?? 0)
    const amount = amounts.reduce((sum, one) => sum + one, 0)
    const split = prices_include_tax ? splitTax(amount, group.basis_points) : addTax(amount, group.basis_points)
    const shares = allocate(split.tax_minor, amounts)
    for (const [n, at] of group.at.entries()) {
      taxed[at] = lineOf(amounts[n] ?? 0, shares[n] ?? 0, prices_include_tax)
    }
    const { tax_class, basis_points } = group
    taxes.push({ tax_class, basis_points, ...split, total: split.net_minor + split.tax_minor })
  }
  return { ...sumTaxes(taxes), lines: taxed }
}

function lineOf(amount: number, tax_minor: number, prices_include_tax: boolean): TaxedLine {
  const net_minor = prices_include_tax ? amount - tax_minor : amount
  return { net_minor, tax_minor, total: net_minor + tax_minor }
}

function groupByRate(lines: readonly TaxableLine[]) {
  const groups = new Map<string, { tax_class: string; basis_points: number; at: number[] }>()
  for (const [at, { tax_class, tax_basis_points }] of lines.entries()) {
    const key = `${tax_class} ${tax_basis_points}`
    const group = groups.get(key) ?? { tax_class, basis_points: tax_basis_points, at: [] }
    group.at.push(at)
    groups.set(key, group)
  }
  return groups.values()
}

function sumTaxes(taxes: TaxLineOut[]): DocumentTotals {
  const of = (which: (tax: TaxLineOut) => number) => taxes.reduce((sum, tax) => sum + which(tax), 0)
  return {
    net_minor: of((tax) => (tax.tax_class === EXEMPT ? 0 : tax.net_minor)),
    tax_minor: of((tax) => tax.tax_minor),
    exempt_minor: of((tax) => (tax.tax_class === EXEMPT ? tax.net_minor : 0)),
    total: of((tax) => tax.total),
    taxes,
  }
}

/** The taxes of a part of a document, such as a refund: each rate gives its share, split as the whole was. */
export function taxesOfPart(taxes: readonly TaxLineOut[], amount_minor: number): DocumentTotals {
  const shares = allocate(
    amount_minor,
    taxes.map((tax) => tax.total),
  )
  return sumTaxes(
    taxes.flatMap(({ tax_class, basis_points }, at) => {
      const total = shares[at] ?? 0
      return total === 0 ? [] : [{ tax_class, basis_points, ...splitTax(total, basis_points), total }]
    }),
  )
}
