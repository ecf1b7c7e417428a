/**
 * Quantities have at most three decimals. All arithmetic is done in whole thousandths, so sums are exact: 0.1 + 0.2
 * litres are 0.3 litres. Pure; a browser may load it.
 */
import { multiplyDivide } from './round.ts'

/** A quantity as a whole number of thousandths. */
export function thousandths(quantity: number): number {
  return Math.round(quantity * 1000)
}

export function fromThousandths(whole: number): number {
  return whole / 1000
}

export function addQuantities(quantities: readonly number[]): number {
  return fromThousandths(quantities.reduce((sum, quantity) => sum + thousandths(quantity), 0))
}

export function subtractQuantity(from: number, quantity: number): number {
  return fromThousandths(thousandths(from) - thousandths(quantity))
}

/** Whether a product that is counted in `decimals` places (0 to 3) can be sold in this quantity. */
export function fitsDecimals(quantity: number, decimals: number): boolean {
  return thousandths(quantity) % 10 ** (3 - decimals) === 0
}

/** The amount of a line: quantity × unit amount, rounded half away from zero as PostgreSQL rounds numerics. */
export function amountOf(quantity: number, unit_minor: number): number {
  return multiplyDivide(thousandths(quantity), unit_minor, 1_000)
}
