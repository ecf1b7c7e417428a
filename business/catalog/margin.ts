/**
 * Margin is the share of the price that stays; markup is what was added to the cost. Both compare like with like: the
 * price without tax with the cost without tax. Results are basis points (1900 = 19 %).
 */

/** (price − cost) ÷ price; null where there is no price or the cost is unknown. */
export function marginBasisPoints(net_minor: number, cost_minor: number | null): number | null {
  return cost_minor === null || net_minor === 0 ? null : share(net_minor - cost_minor, net_minor)
}

/** (price − cost) ÷ cost; null where the cost is unknown or zero. */
export function markupBasisPoints(net_minor: number, cost_minor: number | null): number | null {
  return cost_minor === null || cost_minor === 0 ? null : share(net_minor - cost_minor, cost_minor)
}

const share = (part: number, whole: number) => Math.round((part / whole) * 10_000)
