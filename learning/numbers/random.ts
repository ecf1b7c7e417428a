/** A seeded source of numbers: the same seed gives the same sequence on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Whole number in [0, n). */
  below(n: number): number
  normal(): number
}

/** sfc32 with its state stirred from one 32-bit seed: small, fast, and passes the usual batteries of tests. */
export function seededRandom(seed: number): Random {
  let a = 0x9e3779b9 | 0
  let b = seed | 0
  let c = (seed ^ 0x85ebca6b) | 0
  let counter = 1
  let spare = Number.NaN
  const bits = () => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return t >>> 0
  }
  for (let i = 0; i < 15; i++) bits()
  const next = () => bits() / 4294967296
  const normal = () => {
    if (!Number.isNaN(spare)) {
      const kept = spare
      spare = Number.NaN
      return kept
    }
    const radius = Math.sqrt(-2 * Math.log(1 - next()))
    const angle = 2 * Math.PI * next()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
  return { next, below: (n) => Math.floor(next() * n), normal }
}
