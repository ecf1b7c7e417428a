import { thousandths } from '#platform/quantity'
import { divideRound } from '#platform/round'

/** What the business owns of a product while a batch is walked through: the moving average, as the SQL functions keep it. */
export interface Owned {
  quantity: number
  value_minor: number
  /** The last average there was, for units that come in at the average when there are none. */
  unit_cost_minor: number
}

/** Takes units out and gives what they cost; the last unit takes the last of the value with it. */
export function costOut(owned: Owned, quantity: number): number {
  const had = BigInt(thousandths(owned.quantity))
  const gone = BigInt(thousandths(quantity))
  return Number(divideRound(BigInt(owned.value_minor) * gone, had))
}

/** What units cost that come in at the present average. */
export function costIn(owned: Owned, quantity: number): number {
  if (owned.quantity <= 0) return Math.round(owned.unit_cost_minor * quantity)
  return costOut(owned, quantity)
}
