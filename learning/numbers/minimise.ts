import { invertDefinite } from './linear.ts'

/** Value and gradient at x; the gradient is written into `gradient`. */
export type Smooth = (x: Float64Array, gradient: Float64Array) => number

export interface MinimiseOptions {
  /** Evaluations allowed. */
  readonly evaluations_max: number
  /** Ends when the next step promises less than this, or two steps gave less. */
  readonly tolerance: number
  /** Writes how the function bends at x (lower triangle, row by row, positive definite); false when that is not known. */
  curvature(x: Float64Array, into: Float64Array, gradient: Float64Array): boolean
  /** Longest step of the number in this place. */
  longest(i: number): number
  /** The first numbers, this many, lie between −edge and edge. */
  readonly bounded: number
  readonly edge: number
  /** Whether it is worth going on: told the value reached and what the next step promises. */
  isHopeless?(value: number, promised: number): boolean
}

/** Steps after which the curvature is asked for again when the way is still long. */
const ASK_AGAIN = 10
const LONG_WAY = 0.1

/**
 * BFGS that begins with the curvature of the problem instead of guessing it, and a backtracking line search (Armijo,
 * quadratic interpolation). The value may be infinite where the function is not defined; the start must be finite. `x` is
 * changed in place; the value reached is returned.
 */
export function minimise(f: Smooth, x: Float64Array, options: MinimiseOptions): number {
  const n = x.length
  const inverse = new Float64Array(n * n)
  const gradient = new Float64Array(n)
  const nextGradient = new Float64Array(n)
  const next = new Float64Array(n)
  const step = new Float64Array(n)
  const work = new Float64Array(n)
  let value = f(x, gradient)
  let evaluations = 1
  if (!Number.isFinite(value)) return value
  let isFresh = true
  let since = 0
  let quiet = 0
  begin(inverse, x, gradient, options)
  while (evaluations < options.evaluations_max) {
    let slope = directionInto(step, inverse, gradient, n)
    if (!(slope < 0)) {
      if (isFresh) break
      begin(inverse, x, gradient, options)
      isFresh = true
      continue
    }
    if (-slope / 2 < options.tolerance || options.isHopeless?.(value, -slope / 2)) break
    slope *= shorten(step, options, n)
    let t = 1
    let reached = Number.POSITIVE_INFINITY
    for (let tries = 0; tries < 20; tries++) {
      for (let i = 0; i < n; i++) next[i] = x[i]! + t * step[i]!
      for (let i = 0; i < options.bounded; i++) next[i] = Math.min(Math.max(next[i]!, -options.edge), options.edge)
      reached = f(next, nextGradient)
      evaluations++
      if (reached <= value + 1e-4 * t * slope) break
      const bend = reached - value - t * slope
      const guess = Number.isFinite(bend) && bend > 0 ? (-0.5 * slope * t * t) / bend : 0
      t = Math.min(0.5 * t, Math.max(0.1 * t, guess))
    }
    if (!(reached < value)) {
      if (isFresh) break
      begin(inverse, x, gradient, options)
      isFresh = true
      continue
    }
    const gain = value - reached
    quiet = gain < options.tolerance ? quiet + 1 : 0
    moveTo(x, next, step)
    moveTo(gradient, nextGradient, work)
    value = reached
    if (quiet >= 2) break
    if (++since >= ASK_AGAIN && gain > LONG_WAY) {
      begin(inverse, x, gradient, options)
      isFresh = true
      since = 0
    } else {
      updateInverse(inverse, step, work, next, n)
      isFresh = false
    }
  }
  return value
}

function begin(inverse: Float64Array, x: Float64Array, gradient: Float64Array, options: MinimiseOptions): void {
  const n = x.length
  if (options.curvature(x, inverse, gradient) && invertDefinite(inverse, n)) return
  inverse.fill(0)
  for (let i = 0; i < n; i++) inverse[i * n + i] = 1e-4
}

/** step = −inverse · gradient; returns the slope along it. */
function directionInto(step: Float64Array, inverse: Float64Array, gradient: Float64Array, n: number): number {
  let slope = 0
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let j = 0, at = i * n; j < n; j++, at++) sum -= inverse[at]! * gradient[j]!
    step[i] = sum
    slope += sum * gradient[i]!
  }
  return slope
}

/** Moves `at` to `next` and writes how far that was. */
function moveTo(at: Float64Array, next: Float64Array, moved: Float64Array): void {
  for (let i = 0; i < at.length; i++) {
    moved[i] = next[i]! - at[i]!
    at[i] = next[i]!
  }
}

/** The whole step becomes as short as its longest part has to be. */
function shorten(step: Float64Array, options: MinimiseOptions, n: number): number {
  let factor = 1
  for (let i = 0; i < n; i++) factor = Math.min(factor, options.longest(i) / Math.abs(step[i]!))
  if (factor < 1) for (let i = 0; i < n; i++) step[i]! *= factor
  return factor
}

function updateInverse(inverse: Float64Array, s: Float64Array, y: Float64Array, hy: Float64Array, n: number): void {
  let sy = 0
  let yy = 0
  for (let i = 0; i < n; i++) {
    sy += s[i]! * y[i]!
    yy += y[i]! * y[i]!
  }
  if (!(sy > 1e-15 * Math.sqrt(yy))) return
  let yhy = 0
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let j = 0, at = i * n; j < n; j++, at++) sum += inverse[at]! * y[j]!
    hy[i] = sum
    yhy += sum * y[i]!
  }
  const a = (1 + yhy / sy) / sy
  for (let i = 0; i < n; i++) {
    for (let j = 0, at = i * n; j < n; j++, at++)
      inverse[at]! += a * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / sy
  }
}
