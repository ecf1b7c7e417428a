/**
 * What a tree is grown from: derivatives by row. Where every row weighs the same, count and gradient share one number: the
 * gradient is rounded to so many bits that the sum over all rows stays below half a unit of the count. Sums are then whole
 * numbers, exact in any order, and half as many cells are touched. Other losses keep a second plane for the weights.
 */
export interface Slopes {
  readonly first: Float64Array
  /** Null where every row weighs 1. */
  readonly second: Float64Array | null
  /** What one row adds to the count of a packed sum; 0 where nothing is packed. */
  readonly unit: number
  /** What a packed gradient is multiplied by to be a gradient again. */
  readonly scale: number
}

/** Fewer bits than this would round the gradients too roughly: they are then not packed. */
const GRADIENT_BITS_MIN = 16

/** Packs the gradients of `count` rows where that leaves them bits enough; `packed` is written. */
export function slopesOf(
  gradient: Float64Array,
  hessian: Float64Array | null,
  count: number,
  packed: Float64Array,
): Slopes {
  const count_bits = Math.ceil(Math.log2(count + 2))
  const bits = 52 - 2 * count_bits
  let largest = 0
  for (let r = 0; r < gradient.length; r++) largest = Math.max(largest, Math.abs(gradient[r]!))
  if (hessian !== null || bits < GRADIENT_BITS_MIN || !Number.isFinite(largest)) {
    const second = hessian ?? new Float64Array(gradient.length).fill(1)
    return { first: gradient, second, unit: 0, scale: 1 }
  }
  const unit = 2 ** (bits + count_bits + 1)
  const scale = largest > 0 ? largest / 2 ** bits : 1
  const inverse = 1 / scale
  for (let r = 0; r < gradient.length; r++) packed[r] = unit + Math.floor(gradient[r]! * inverse + 0.5)
  return { first: packed, second: null, unit, scale }
}
