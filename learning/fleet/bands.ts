import { quantileOfSorted } from '../numbers/order.ts'

/**
 * A band from the errors of the back-test, its two sides apart: demand that is mostly zero errs far upwards and little
 * downwards. Never below zero.
 */
export function bandInto(
  mean: Float64Array,
  errors: Float64Array,
  level: number,
  low: Float64Array,
  high: Float64Array,
): void {
  const sorted = errors.filter((error) => !Number.isNaN(error)).sort()
  const outside = (1 - level) / 2
  const reach = 1 / (sorted.length + 1)
  const down = sorted.length > 0 ? quantileOfSorted(sorted, outside - outside * reach) : 0
  const up = sorted.length > 0 ? quantileOfSorted(sorted, 1 - outside + outside * reach) : 0
  for (let h = 0; h < mean.length; h++) {
    low[h] = Math.max(0, mean[h]! + Math.min(0, down))
    high[h] = Math.max(0, mean[h]! + Math.max(0, up))
  }
}
