/** Which products matter (ABC) and which can be foreseen (XYZ). */

export type Abc = 'A' | 'B' | 'C'
export type Xyz = 'X' | 'Y' | 'Z'

/**
 * By value, largest first: A until the given share of the whole, then B, then C. The product that crosses a border
 * belongs to the class before it; equal values stay in the order given. What is worth nothing is C.
 */
export function abcClasses(values: ArrayLike<number>, shares: { a: number; b: number } = { a: 0.8, b: 0.95 }): Abc[] {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((i, j) => values[j]! - values[i]! || i - j)
  let total = 0
  for (const i of order) total += Math.max(0, values[i]!)
  const classes: Abc[] = new Array(values.length).fill('C')
  let sum = 0
  for (const i of order) {
    if (!(values[i]! > 0)) break
    const before = sum / total
    classes[i] = before < shares.a - 1e-12 ? 'A' : before < shares.b - 1e-12 ? 'B' : 'C'
    sum += values[i]!
  }
  return classes
}

/** By coefficient of variation of demand per period: X up to 0.5, Y up to 1, Z above, and where nothing is sold. */
export function xyzClass(demand: Float64Array, limits: { x: number; y: number } = { x: 0.5, y: 1 }): Xyz {
  let count = 0
  let sum = 0
  let squares = 0
  for (const value of demand) {
    if (Number.isNaN(value)) continue
    count++
    sum += value
    squares += value * value
  }
  if (!(sum > 0)) return 'Z'
  const mean = sum / count
  const variation = Math.sqrt(Math.max(0, squares / count - mean * mean)) / mean
  return variation <= limits.x ? 'X' : variation <= limits.y ? 'Y' : 'Z'
}
