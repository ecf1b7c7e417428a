import { type Random, seededRandom } from '../numbers/random.ts'

/** A generated catalogue for tests and benches: slow movers with a week, some trends, some that died; about 77 % of days at zero. */
export function generatedDemand(count: number, length: number, seed = 7): Float64Array {
  const random = seededRandom(seed)
  const values = new Float64Array(new SharedArrayBuffer(8 * count * length))
  for (let i = 0; i < count; i++) {
    const rate = Math.min(1.5, 0.09 * Math.exp(1.25 * Math.abs(random.normal())))
    const size = 1 + random.below(3)
    const weekly = 0.8 * random.next()
    const slope = 0.6 * random.normal()
    const dies = random.next() < 0.05 ? length * random.next() : length
    for (let t = 0; t < length; t++) {
      const week = 1 + weekly * Math.sin((2 * Math.PI * t) / 7 + i)
      const mean = t > dies ? 0 : rate * week * Math.exp((slope * t) / length)
      values[i * length + t] = poisson(mean, random) * (random.next() < 0.3 ? size : 1)
    }
  }
  return values
}

function poisson(mean: number, random: Random): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = random.next(); product > limit; product *= random.next()) count++
  return count
}
