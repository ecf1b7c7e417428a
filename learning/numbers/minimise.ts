/** Value and gradient at x; the gradient is written into `gradient`. */
export type Smooth = (x: Float64Array, gradient: Float64Array) => number

export interface MinimiseOptions {
  /** Evaluations allowed. */
  readonly evaluations_max: number
  /** Ends when a step improves the value by less than this. */
  readonly tolerance: number
  /** Diagonal of the first guess of the inverse Hessian: about the square of how far each parameter may move. */
  readonly scale?: Float64Array
}

/**
 * BFGS with a backtracking line search (Armijo, quadratic interpolation). The value may be infinite where the function
 * is not defined; the start must be finite. `x` is changed in place; the value reached is returned.
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
  let fresh = true
  let quiet = 0
  resetInverse(inverse, n, options.scale)
  while (evaluations < options.evaluations_max && Number.isFinite(value)) {
    let slope = directionInto(step, inverse, gradient, n)
    if (!(slope < 0)) {
      if (fresh) break
      resetInverse(inverse, n, options.scale)
      fresh = true
      slope = directionInto(step, inverse, gradient, n)
      if (!(slope < 0)) break
    }
    if (fresh) slope *= shorten(step, slope, n)
    let t = 1
    let reached = Number.POSITIVE_INFINITY
    for (let tries = 0; tries < 20; tries++) {
      for (let i = 0; i < n; i++) next[i] = x[i]! + t * step[i]!
      reached = f(next, nextGradient)
      evaluations++
      if (reached <= value + 1e-4 * t * slope) break
      const bend = reached - value - t * slope
      const guess = Number.isFinite(bend) && bend > 0 ? (-0.5 * slope * t * t) / bend : 0
      t = Math.min(0.5 * t, Math.max(0.1 * t, guess))
    }
    if (!(reached < value)) {
      if (fresh) break
      resetInverse(inverse, n, options.scale)
      fresh = true
      continue
    }
    quiet = value - reached < options.tolerance ? quiet + 1 : 0
    for (let i = 0; i < n; i++) {
      step[i] = next[i]! - x[i]!
      work[i] = nextGradient[i]! - gradient[i]!
      x[i] = next[i]!
      gradient[i] = nextGradient[i]!
    }
    value = reached
    if (quiet >= 2) break
    updateInverse(inverse, step, work, n, fresh && options.scale === undefined)
    fresh = false
  }
  return value
}

function resetInverse(inverse: Float64Array, n: number, scale: Float64Array | undefined): void {
  inverse.fill(0)
  for (let i = 0; i < n; i++) inverse[i * n + i] = scale ? scale[i]! : 1
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

/** A first step knows no curvature: its expected gain is kept near one. */
function shorten(step: Float64Array, slope: number, n: number): number {
  const factor = Math.min(1, 2 / -slope)
  for (let i = 0; i < n; i++) step[i]! *= factor
  return factor
}

function updateInverse(inverse: Float64Array, s: Float64Array, y: Float64Array, n: number, rescale: boolean): void {
  let sy = 0
  let yy = 0
  for (let i = 0; i < n; i++) {
    sy += s[i]! * y[i]!
    yy += y[i]! * y[i]!
  }
  if (!(sy > 1e-12 * Math.sqrt(yy) * 1e-3)) return
  if (rescale) for (let i = 0; i < n; i++) inverse[i * n + i] = sy / yy
  const hy = new Float64Array(n)
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
