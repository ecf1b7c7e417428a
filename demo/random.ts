/** A seeded source of chance: the same seed tells the same story, so a demo can be reproduced and tested. */
export interface Random {
  /** A number in [0, 1). */
  next: () => number
  /** A whole number in [from, to]. */
  whole: (from: number, to: number) => number
  /** True with this probability. */
  chance: (probability: number) => boolean
  pick: <T>(of: readonly T[]) => T
  /** Picks by weight; the index of the chosen one. */
  weighted: (weights: readonly number[]) => number
  /** How often something rare happened, when it happens `mean` times on average (Knuth, 1969). */
  poisson: (mean: number) => number
  /** Normal with mean 0 and deviation 1 (Box and Muller, 1958). */
  normal: () => number
}

/** mulberry32: 32 bits of state are plenty for a story, and it is the same on every machine. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick: (of) => {
      const one = of[Math.floor(next() * of.length)]
      if (one === undefined) throw new Error('There is nothing to pick from.')
      return one
    },
    weighted: (weights) => {
      let at = next() * weights.reduce((sum, weight) => sum + weight, 0)
      for (const [index, weight] of weights.entries()) {
        at -= weight
        if (at < 0) return index
      }
      return weights.length - 1
    },
    poisson: (mean) => {
      const limit = Math.exp(-mean)
      let product = next()
      let count = 0
      while (product > limit) {
        product *= next()
        count += 1
      }
      return count
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}
