/** How much to order. */

export interface OrderLimits {
  /** Units come in packs of this many. */
  readonly pack?: number
  /** The supplier's minimum. */
  readonly minimum?: number
  readonly maximum?: number
}

/** Rounds a wanted quantity up to whole packs within the limits; 0 stays 0. A maximum is rounded down to whole packs. */
export function orderable(wanted: number, limits: OrderLimits = {}): number {
  const { pack = 1, minimum = 0, maximum = Number.POSITIVE_INFINITY } = limits
  if (!(wanted > 0)) return 0
  const packs = Math.ceil(Math.max(wanted, minimum) / pack - 1e-9)
  return Math.min(packs, Math.floor(maximum / pack + 1e-9)) * pack
}

export interface Costs {
  /** Per order, whatever its size. */
  readonly order: number
  /** Per unit and year: capital, space, spoilage. */
  readonly holding: number
}

/**
 * Economic order quantity √(2 · D · K / h). Where packs or limits forbid it, the cheaper of the two nearest allowed
 * quantities: the cost is convex. A demand of 0 orders nothing; a holding cost of 0 orders the year.
 */
export function economicOrder(yearly_demand: number, costs: Costs, limits: OrderLimits = {}): number {
  if (!(yearly_demand > 0)) return 0
  const ideal = costs.holding > 0 ? Math.sqrt((2 * yearly_demand * costs.order) / costs.holding) : yearly_demand
  const { pack = 1 } = limits
  const above = orderable(Math.max(ideal, pack), limits)
  const below = orderable(Math.max(Math.floor(ideal / pack) * pack, pack), limits)
  return yearlyCost(yearly_demand, costs, below) <= yearlyCost(yearly_demand, costs, above) ? below : above
}

/** Ordering plus holding, without the price of the goods. */
export const yearlyCost = (yearly_demand: number, costs: Costs, quantity: number) =>
  (yearly_demand / quantity) * costs.order + (quantity / 2) * costs.holding

/** The share of demands to be met when a unit short costs `short` and a unit left over costs `over`. */
export const newsvendorLevel = (short: number, over: number) => short / (short + over)

/** The quantity for a single season: the quantile of demand at the newsvendor's level. */
export function newsvendor(sample: ArrayLike<number>, short: number, over: number): number {
  const values = Float64Array.from(sample).sort()
  if (values.length === 0) return 0
  const place = Math.ceil(newsvendorLevel(short, over) * values.length - 1e-9) - 1
  return values[Math.min(values.length - 1, Math.max(0, place))]!
}
