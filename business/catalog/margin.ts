/**
 * Margin is the share of the price that stays; markup is what was added to the cost. Both compare like with like: the
 * price without tax against the cost without tax.
 */
export type TaxRule = { readonly prices_include_tax: boolean; readonly basis_points: number }

const WHOLE = 10_000n

/** The part of a price that is the shop's: rounded to the minor unit, half up, in whole numbers. */
export function netOf(price_minor: number, tax: TaxRule): number {
  if (!tax.prices_include_tax || tax.basis_points === 0) return price_minor
  const gross = WHOLE + BigInt(tax.basis_points)
  return Number((BigInt(price_minor) * WHOLE * 2n + gross) / (gross * 2n))
}

/** (price − cost) ÷ price, in basis points; null where there is no price or the cost is unknown. */
export function marginBasisPoints(price_minor: number, cost_minor: number | null, tax: TaxRule): number | null {
  const net = netOf(price_minor, tax)
  return cost_minor === null || net === 0 ? null : share(net - cost_minor, net)
}

/** (price − cost) ÷ cost, in basis points; null where the cost is unknown or zero. */
export function markupBasisPoints(price_minor: number, cost_minor: number | null, tax: TaxRule): number | null {
  if (cost_minor === null || cost_minor === 0) return null
  return share(netOf(price_minor, tax) - cost_minor, cost_minor)
}

const share = (part: number, whole: number) => Math.round((part / whole) * 10_000)
