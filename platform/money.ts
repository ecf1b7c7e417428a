/**
 * Arithmetic on amounts in the currency's minor unit (whole pesos in CLP). Integers only; products pass through bigint
 * so that they stay exact. Pure; a browser may load it. SQL functions round the same way.
 */
import { invariant } from './invariant.ts'
import { multiplyDivide } from './round.ts'

const WHOLE = 10_000

export interface TaxSplit {
  readonly net_minor: number
  readonly tax_minor: number
}

/** Splits an amount that includes tax: net = round(gross / (1 + rate)), tax = gross − net, so net + tax = gross always. */
export function splitTax(gross_minor: number, basis_points: number): TaxSplit {
  const net_minor = multiplyDivide(gross_minor, WHOLE, WHOLE + basis_points)
  return { net_minor, tax_minor: gross_minor - net_minor }
}

/** The tax on top of an amount without tax. */
export function addTax(net_minor: number, basis_points: number): TaxSplit {
  return { net_minor, tax_minor: shareOf(net_minor, basis_points) }
}

/** A share of an amount, in hundredths of a percent: shareOf(1000, 1250) is 12.5 % of 1000. */
export function shareOf(amount_minor: number, basis_points: number): number {
  return multiplyDivide(amount_minor, basis_points, WHOLE)
}

/**
 * Divides a total over weights without losing a unit (largest remainder). No part exceeds its weight while the total
 * does not exceed their sum, so a discount never turns a line negative.
 */
export function allocate(total_minor: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  invariant(
    weights.every((weight) => weight >= 0),
    'weights of an allocation are not negative',
  )
  invariant(sum > 0 || total_minor === 0, 'an amount is allocated over something')
  invariant(Number.isSafeInteger(sum), 'the weights of an allocation add up exactly')
  if (total_minor < 0) return allocate(-total_minor, weights).map((part) => 0 - part)
  if (total_minor === 0) return weights.map(() => 0)
  const shares = weights.map((weight, at) => ({ at, ...wholeShare(total_minor, weight, sum) }))
  const parts = shares.map(({ part }) => part)
  const left = total_minor - parts.reduce((all, part) => all + part, 0)
  if (left === 0) return parts
  shares.sort((a, b) => b.remainder - a.remainder || a.at - b.at)
  for (const { at } of shares.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1
  return parts
}

/** total × weight ÷ sum as a whole number, and what the division leaves over; exact beyond what numbers hold. */
function wholeShare(total: number, weight: number, sum: number): { part: number; remainder: number } {
  const product = total * weight
  if (Number.isSafeInteger(product)) {
    const remainder = product % sum
    return { part: (product - remainder) / sum, remainder }
  }
  const exact = BigInt(total) * BigInt(weight)
  return { part: Number(exact / BigInt(sum)), remainder: Number(exact % BigInt(sum)) }
}

/**
 * What is paid in coins that exist: rounded to a multiple, halves down. Chile's law 20.956 rounds endings 1 to 5 down
 * and 6 to 9 up when one pays in cash.
 */
export function roundCash(amount_minor: number, to_minor: number): number {
  if (to_minor <= 1) return amount_minor
  if (amount_minor < 0) return 0 - roundCash(-amount_minor, to_minor)
  const rest = amount_minor % to_minor
  return rest * 2 > to_minor ? amount_minor - rest + to_minor : amount_minor - rest
}
