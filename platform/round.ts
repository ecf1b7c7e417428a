/** Divides whole numbers and rounds half away from zero, exactly as PostgreSQL's round(numeric) does. */
export function divideRound(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n
  const over = dividend < 0n ? -dividend : dividend
  const under = divisor < 0n ? -divisor : divisor
  const rounded = (2n * over + under) / (2n * under)
  return negative ? -rounded : rounded
}

/**
 * round(a × b ÷ divisor) by the same rule. Amounts of a shop stay within exact numbers, which cost a tenth of bigints;
 * beyond them it is bigints that count.
 */
export function multiplyDivide(a: number, b: number, divisor: number): number {
  const product = a * b
  if (!Number.isSafeInteger(product)) return Number(divideRound(BigInt(a) * BigInt(b), BigInt(divisor)))
  const over = Math.abs(product)
  const under = Math.abs(divisor)
  const rest = over % under
  // Remainder first: a quotient of large numbers may round up to the next whole one.
  const whole = (over - rest) / under + (2 * rest >= under ? 1 : 0)
  return whole === 0 ? 0 : product < 0 !== divisor < 0 ? -whole : whole
}
