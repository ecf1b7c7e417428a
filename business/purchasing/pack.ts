/**
 * Packs: suppliers price and sell boxes, the shop counts units. All arithmetic is in whole thousandths and whole minor
 * units; a line is rounded once. Pure.
 */
import { fromThousandths, thousandths } from '#platform/quantity'
import { divideRound } from '#platform/round'

export interface Packed {
  /** Units in a pack, at most three decimals. */
  readonly pack_size: number
  /** Price of one whole pack without tax, in minor units. */
  readonly pack_cost_minor: number
}

/** What `quantity` units cost without tax: quantity × pack price ÷ pack size, rounded half away from zero. */
export function costOf(quantity: number, { pack_size, pack_cost_minor }: Packed): number {
  return Number(divideRound(BigInt(thousandths(quantity)) * BigInt(pack_cost_minor), BigInt(thousandths(pack_size))))
}

/** What one unit costs without tax, rounded to the minor unit: for the catalogue and for people, not for sums. */
export function unitCostOf(packed: Packed): number {
  return costOf(1, packed)
}

/** The smallest order of at least `wanted` units that respects the minimum and leaves no pack open. */
export function orderable(wanted: number, offer: { pack_size: number; minimum_quantity: number }): number {
  const least = Math.max(thousandths(wanted), thousandths(offer.minimum_quantity))
  const pack = thousandths(offer.pack_size)
  return fromThousandths(Math.ceil(least / pack) * pack)
}

export function isWholePacks(quantity: number, pack_size: number): boolean {
  return thousandths(quantity) % thousandths(pack_size) === 0
}

/** What the freight of an order costs: nothing from the agreed amount on. */
export function freightOf(
  goods_minor: number,
  terms: { freight_minor: number; free_freight_minor: number | null },
): number {
  const isFree = terms.free_freight_minor !== null && goods_minor >= terms.free_freight_minor
  return isFree ? 0 : terms.freight_minor
}

/**
 * The price that keeps today's markup when the cost moves from `before` to `after`: price × after ÷ before, rounded to
 * `step` minor units. Null when there is nothing to go by, or the price would not move.
 */
export function suggestedPrice(
  price_minor: number,
  before_minor: number | null,
  after_minor: number,
  step: number,
): number | null {
  if (before_minor === null || before_minor <= 0 || after_minor === before_minor) return null
  const exact = divideRound(BigInt(price_minor) * BigInt(after_minor), BigInt(before_minor) * BigInt(step))
  const price = Number(exact) * step
  return price === price_minor ? null : price
}
