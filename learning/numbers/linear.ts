/** Least squares with a ridge by normal equations and Cholesky's factor. */

/** Solves A x = b for a symmetric positive definite A (row by row, n × n); A is overwritten. False when it is not definite. */
export function solveDefinite(a: Float64Array, b: Float64Array): boolean {
  const n = b.length
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j]!
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!
      if (i === j) {
        if (!(sum > 1e-300)) return false
        a[j * n + j] = Math.sqrt(sum)
      } else a[i * n + j] = sum / a[j * n + j]!
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = b[i]!
    for (let k = 0; k < i; k++) sum -= a[i * n + k]! * b[k]!
    b[i] = sum / a[i * n + i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!
    for (let k = i + 1; k < n; k++) sum -= a[k * n + i]! * b[k]!
    b[i] = sum / a[i * n + i]!
  }
  return true
}

/** Replaces a symmetric positive definite matrix (its lower triangle counts) by its inverse, both triangles. */
export function invertDefinite(a: Float64Array, n: number): boolean {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j]!
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!
      if (i === j) {
        if (!(sum > 1e-300)) return false
        a[j * n + j] = Math.sqrt(sum)
      } else a[i * n + j] = sum / a[j * n + j]!
    }
  }
  // The inverse of the factor, then its square.
  for (let j = 0; j < n; j++) {
    a[j * n + j] = 1 / a[j * n + j]!
    for (let i = j + 1; i < n; i++) {
      let sum = 0
      for (let k = j; k < i; k++) sum -= a[i * n + k]! * a[k * n + j]!
      a[i * n + j] = sum / a[i * n + i]!
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = i; k < n; k++) sum += a[k * n + i]! * a[k * n + j]!
      a[j * n + i] = sum
      a[i * n + j] = sum
    }
  }
  return true
}

/** Rows are added one at a time; nothing but the sums of products is kept. */
export class Regression {
  readonly size: number
  readonly #products: Float64Array
  readonly #targets: Float64Array
  count = 0

  constructor(size: number) {
    this.size = size
    this.#products = new Float64Array(size * size)
    this.#targets = new Float64Array(size)
  }

  add(row: Float64Array, target: number, weight = 1): void {
    const n = this.size
    for (let i = 0; i < n; i++) {
      const value = row[i]! * weight
      if (value === 0) continue
      for (let j = 0, at = i * n; j <= i; j++, at++) this.#products[at]! += value * row[j]!
      this.#targets[i]! += value * target
    }
    this.count++
  }

  /** Coefficients; `ridge` is relative to the mean square of each column and spares the columns in `free`. */
  solve(ridge = 0, free: readonly number[] = []): Float64Array | null {
    const n = this.size
    const a = new Float64Array(n * n)
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = this.#products[i * n + j]!
    for (let i = 0; i < n; i++) {
      const own = a[i * n + i]!
      a[i * n + i]! += free.includes(i) ? own * 1e-10 : own * (ridge + 1e-10)
      if (own === 0) a[i * n + i] = 1
    }
    const b = this.#targets.slice()
    return solveDefinite(a, b) ? b : null
  }
}
