import { businessOf, countryOf } from '#company'
import type { Ctx } from '#platform/context'
import { splitTax } from '#platform/money'

/** What the country and the business say about tax, as far as a product needs it. */
export type Taxes = {
  readonly prices_include_tax: boolean
  /** Basis points by tax class. */
  readonly rates: ReadonlyMap<string, number>
  /** What a new product gets. */
  readonly usual: string
}

export async function taxesOf(ctx: Ctx): Promise<Taxes> {
  const [{ prices_include_tax }, { tax_classes }] = await Promise.all([businessOf(ctx), countryOf(ctx)])
  return {
    prices_include_tax,
    rates: new Map(tax_classes.map(({ code, basis_points }) => [code, basis_points])),
    usual: tax_classes[0].code,
  }
}

/** The part of a price that is the shop's: what a cost without tax can be compared with. */
export function netOf(price_minor: number, tax_class: string, taxes: Taxes): number {
  const rate = taxes.rates.get(tax_class) ?? 0
  return taxes.prices_include_tax ? splitTax(price_minor, rate).net_minor : price_minor
}
