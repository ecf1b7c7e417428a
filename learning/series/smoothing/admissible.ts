import type { Weights } from './recursion.ts'

/**
 * Whether a value far back is forgotten: the roots of the characteristic equation lie inside the unit circle (Hyndman
 * and others 2008). Without a season the usual region is enough; with one it is not.
 */
export function isStable(w: Weights, period: number): boolean {
  if (period < 2) return true
  const phi = w.phi === 0 ? 1 : w.phi
  const { alpha, beta, gamma } = w
  const p = new Float64Array(period + 2)
  p[0] = phi * (1 - alpha - gamma)
  p[1] = alpha + beta - alpha * phi + gamma - 1
  for (let i = 2; i < period; i++) p[i] = alpha + beta - alpha * phi
  p[period] = alpha + beta - phi
  p[period + 1] = 1
  return rootsInside(p)
}

/** Schur and Cohn: the degree falls by one as long as the last coefficient outweighs the first. */
function rootsInside(coefficients: Float64Array): boolean {
  let p = coefficients
  for (let degree = p.length - 1; degree > 0; degree--) {
    const ratio = p[0]! / p[degree]!
    if (!(Math.abs(ratio) <= 1 + 1e-6)) return false
    if (Math.abs(ratio) >= 1 - 1e-9) return true
    const next = new Float64Array(degree)
    for (let i = 0; i < degree; i++) next[i] = p[i + 1]! - ratio * p[degree - 1 - i]!
    p = next
  }
  return true
}
