/** The normal distribution. */

/** P(Z ≤ z), with a relative error below 1e-13 where it matters (continued fraction in the tails, series in the middle). */
export function normalCdf(z: number): number {
  const x = Math.abs(z)
  if (x > 38) return z > 0 ? 1 : 0
  const density = Math.exp(-x * x * 0.5) / 2.5066282746310002
  let tail: number
  if (x < 3) {
    let term = x
    let sum = x
    for (let k = 3; term > 1e-17 * sum; k += 2) {
      term *= (x * x) / k
      sum += term
    }
    tail = 0.5 - density * sum
  } else {
    let fraction = x
    for (let k = 60; k >= 1; k--) fraction = x + k / fraction
    tail = density / fraction
  }
  return z > 0 ? 1 - tail : tail
}

export const normalDensity = (z: number) => Math.exp(-z * z * 0.5) / 2.5066282746310002

/** z with P(Z ≤ z) = p: Acklam's rational start, sharpened by Newton. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN
  if (p > 0.5) return -normalQuantile(1 - p)
  const t = Math.sqrt(-2 * Math.log(p))
  let z = -(
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t)
  )
  for (let i = 0; i < 4; i++) {
    const step = (normalCdf(z) - p) / normalDensity(z)
    z -= step / (1 + (z * step) / 2)
  }
  return z
}
