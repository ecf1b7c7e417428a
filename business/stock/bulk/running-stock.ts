import { invariant } from '#platform/invariant'
import { multiplyDivide } from '#platform/round'

/** A product in the whole business, in thousandths and minor units, while history runs over it. */
export interface RunningValue {
  quantity: number
  value_minor: number
  /** What a unit costs where nothing is on hand to average. */
  readonly unit_cost_minor: number
}

/** A product in one warehouse while history runs over it. */
export interface RunningLevel {
  on_hand: number
  sequence: number
  readonly reserved: number
}

/**
 * Moves the running balances by one line and gives its cost, by the law of the module: what leaves costs
 * round(value × quantity ÷ quantity owned), what comes in costs what it cost, or the average when nobody knows.
 */
export function runLine(
  level: RunningLevel,
  value: RunningValue,
  line: { thousandths: number; cost_minor: number | null },
): number {
  const { thousandths } = line
  invariant(value.quantity >= 0, 'history runs over products that are not below zero')
  const cost = thousandths > 0 ? (line.cost_minor ?? averageOf(value, thousandths)) : -averageOf(value, -thousandths)
  level.on_hand += thousandths
  level.sequence += 1
  value.quantity += thousandths
  value.value_minor += cost
  return cost
}

function averageOf({ quantity, value_minor, unit_cost_minor }: RunningValue, thousandths: number): number {
  if (quantity === 0) return Math.round((unit_cost_minor * thousandths) / 1000)
  return multiplyDivide(value_minor, thousandths, quantity)
}
