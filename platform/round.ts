/** Divides whole numbers and rounds half away from zero, exactly as PostgreSQL's round(numeric) does. */
export function divideRound(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n
  const over = dividend < 0n ? -dividend : dividend
  const under = divisor < 0n ? -divisor : divisor
  const rounded = (2n * over + under) / (2n * under)
  return negative ? -rounded : rounded
}
