/** Damped trend, ETS(A,Ad,N), for a fleet: its weights come from a small grid; the states start from the first values. */

export interface DampedFit {
  readonly alpha: number
  readonly beta: number
  readonly phi: number
}

const ALPHAS = [0.02, 0.06, 0.15, 0.35, 0.7] as const
const SHARES = [0.02, 0.12] as const
const PHI = 0.94

/** The grid is walked along alpha first, then the share of the trend is chosen: half the passes of the whole grid. */
export function fitDamped(y: Float64Array): DampedFit {
  let best = { alpha: ALPHAS[0] as number, beta: ALPHAS[0] * SHARES[0], phi: PHI }
  let least = Number.POSITIVE_INFINITY
  const attempt = (alpha: number, share: number) => {
    const squares = pass(y, alpha, alpha * share, PHI).squares
    if (squares < least) {
      least = squares
      best = { alpha, beta: alpha * share, phi: PHI }
    }
  }
  for (const alpha of ALPHAS) attempt(alpha, SHARES[0])
  attempt(best.alpha, SHARES[1])
  return best
}

interface Pass {
  readonly squares: number
  readonly level: number
  readonly growth: number
}

function pass(y: Float64Array, alpha: number, beta: number, phi: number, season: Float64Array | null = null): Pass {
  let level = startOf(y, season)
  let growth = 0
  let squares = 0
  const period = season?.length ?? 1
  for (let t = 0, place = 0; t < y.length; t++) {
    const expected = level + phi * growth
    const value = season ? y[t]! - season[place]! : y[t]!
    const error = value - expected
    if (!Number.isNaN(error)) {
      squares += error * error
      level = expected + alpha * error
      growth = phi * growth + beta * error
    } else {
      level = expected
      growth *= phi
    }
    if (++place === period) place = 0
  }
  return { squares, level, growth }
}

function startOf(y: Float64Array, season: Float64Array | null): number {
  let sum = 0
  let count = 0
  for (let t = 0; t < y.length && count < 28; t++) {
    if (Number.isNaN(y[t]!)) continue
    sum += y[t]! - (season ? season[t % season.length]! : 0)
    count++
  }
  return count > 0 ? sum / count : 0
}

export function dampedInto(y: Float64Array, fit: DampedFit, season: Float64Array | null, out: Float64Array): void {
  const { level, growth } = pass(y, fit.alpha, fit.beta, fit.phi, season)
  let value = level
  let step = growth
  for (let h = 0; h < out.length; h++) {
    step *= fit.phi
    value += step
    out[h] = Math.max(0, value + (season ? season[(y.length + h) % season.length]! : 0))
  }
}
