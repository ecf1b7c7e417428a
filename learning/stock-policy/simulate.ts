/** What a policy would have done: day by day, with the demand as it was. */

import { seededRandom } from '../numbers/random.ts'
import type { LeadTime } from './lead-time.ts'
import { type OrderLimits, orderable } from './order-quantity.ts'

export interface Policy {
  /** An order is placed when stock plus what is on its way falls to this or below. */
  readonly reorder_point: number
  /** Units to order, or up to which level. */
  readonly quantity?: number
  readonly up_to?: number
  readonly limits?: OrderLimits
}

export interface Achieved {
  /** Share of replenishment cycles without a day short. */
  readonly cycle_service: number
  /** Share of demand met at once. */
  readonly fill_rate: number
  /** Share of days on which demand was not met in full. */
  readonly days_short: number
  readonly mean_stock: number
  readonly orders: number
  readonly cycles: number
}

/**
 * Runs a policy over a history of demand. Unmet demand is lost, as at a counter. Deliveries arrive in the morning, a
 * lead time drawn from the observed ones after the evening of the order. A day that was not observed (NaN) has no demand.
 */
export function simulatePolicy(
  demand: Float64Array,
  policy: Policy,
  lead: LeadTime,
  start: { stock: number; seed?: number },
): Achieved {
  const random = seededRandom(start.seed ?? 1)
  const arrivals = new Map<number, number>()
  const sums = { wanted: 0, met: 0, short: 0, stock: 0, orders: 0, cycles: 0, whole: 0 }
  let stock = start.stock
  let coming = 0
  let wasShort = false
  for (let day = 0; day < demand.length; day++) {
    const arrived = arrivals.get(day) ?? 0
    if (arrived > 0) {
      stock += arrived
      coming -= arrived
      sums.cycles++
      if (!wasShort) sums.whole++
      wasShort = false
    }
    const wanted = Number.isNaN(demand[day]!) ? 0 : demand[day]!
    const met = Math.min(stock, wanted)
    stock -= met
    sums.wanted += wanted
    sums.met += met
    sums.stock += stock
    if (met < wanted) {
      sums.short++
      wasShort = true
    }
    const position = stock + coming
    if (position > policy.reorder_point) continue
    const quantity = orderable(policy.quantity ?? (policy.up_to ?? policy.reorder_point + 1) - position, policy.limits)
    if (quantity === 0) continue
    const wait = lead.periods.length === 0 ? 0 : lead.periods[random.below(lead.periods.length)]!
    const morning = day + 1 + Math.max(0, Math.round(wait))
    arrivals.set(morning, (arrivals.get(morning) ?? 0) + quantity)
    coming += quantity
    sums.orders++
  }
  return {
    cycle_service: sums.cycles === 0 ? 1 : sums.whole / sums.cycles,
    fill_rate: sums.wanted === 0 ? 1 : sums.met / sums.wanted,
    days_short: demand.length === 0 ? 0 : sums.short / demand.length,
    mean_stock: demand.length === 0 ? stock : sums.stock / demand.length,
    orders: sums.orders,
    cycles: sums.cycles,
  }
}

/**
 * For each of the coming days the probability that stock has run out by its evening, from paths of demand drawn from
 * the history. `arrivals[d]` is what comes in the morning of day d.
 */
export function stockOutByDay(
  history: Float64Array,
  stock: number,
  days: number,
  options: { arrivals?: ArrayLike<number>; draws?: number; seed?: number; forget?: number } = {},
): Float64Array {
  const { arrivals = [], draws = 1000, seed = 1, forget = 0.004 } = options
  const known = history.filter((value) => !Number.isNaN(value))
  const out = new Float64Array(days)
  if (known.length === 0) return out
  const random = seededRandom(seed)
  const whole = 1 - (1 - forget) ** known.length
  const base = Math.log(1 - forget)
  for (let i = 0; i < draws; i++) {
    let left = stock
    let hasFailed = false
    for (let day = 0; day < days; day++) {
      left += arrivals[day] ?? 0
      const age = forget > 0 ? Math.floor(Math.log(1 - random.next() * whole) / base) : random.below(known.length)
      const wanted = known[known.length - 1 - Math.min(age, known.length - 1)]!
      if (wanted > left) hasFailed = true
      left = Math.max(0, left - wanted)
      if (hasFailed) out[day]! += 1 / draws
    }
  }
  return out
}
