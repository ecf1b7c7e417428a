import type { Packing } from './model.ts'
import type { Tape, Weights } from './recursion.ts'

/** Later times tell the same again: from a while on, every second or third stands for its neighbours. */
const DENSE_CYCLES = 3
const DENSE_MORE = 30

/**
 * How the deviance bends in each pair of free numbers, by the products of the derivatives of its errors (Gauss and
 * Newton): the search knows its directions before its first step. The derivative by each free number is one more pass of
 * the recursion; those by the first seasons of a sum are one and the same, later by a period each.
 */
export class Curvature {
  readonly #packing: Packing
  readonly #y: Float64Array
  readonly #tape: Tape
  /** Times that count, and the square root of how many each stands for. */
  readonly #times: Int32Array
  readonly #shares: Float64Array
  /** How much the derivative at each of those times counts. */
  readonly #weight: Float64Array
  readonly #column: Float64Array
  readonly #season: Float64Array
  /** Derivatives of α, β, φ and γ by each free number: `chain[4 p + which]`. */
  readonly #chain: Float64Array
  readonly #rows: Float64Array

  constructor(packing: Packing, y: Float64Array, tape: Tape) {
    const { size, period } = packing
    this.#packing = packing
    this.#y = y
    this.#tape = tape
    const dense = DENSE_CYCLES * period + DENSE_MORE
    const stride = period % 3 === 0 ? 2 : 3
    const times = new Int32Array(y.length)
    const shares = new Float64Array(y.length)
    let count = 0
    for (let t = 0; t < y.length; t += t < dense ? 1 : stride) {
      if (Number.isNaN(y[t]!)) continue
      shares[count] = t < dense ? 1 : Math.sqrt(stride)
      times[count++] = t
    }
    this.#times = times.subarray(0, count)
    this.#shares = shares
    this.#weight = new Float64Array(count)
    this.#column = new Float64Array(y.length)
    this.#season = new Float64Array(period)
    this.#chain = new Float64Array(4 * size)
    this.#rows = new Float64Array(size * count)
  }

  /** Writes the lower triangle of the matrix. The tape must hold the run with these weights. */
  write(x: Float64Array, w: Weights, relative: boolean, into: Float64Array): boolean {
    const { size, weightCount, form, period } = this.#packing
    this.#chain.fill(0)
    this.#packing.chain(x, this.#chain)
    const factor = this.#sharesOf(relative)
    if (!(factor > 0 && Number.isFinite(factor))) return false
    const slopeAt = form.trend === 'N' ? -1 : weightCount + 1
    const seasonFrom = size - (period - 1)
    for (let p = 0; p < Math.min(size, seasonFrom); p++) {
      this.#pass(w, p, p === weightCount ? 1 : 0, p === slopeAt ? 1 : 0, -1)
      this.#keep(p)
    }
    if (form.season === 'A') this.#keepSeasons(w, seasonFrom)
    else if (form.season === 'M')
      for (let s = 0; s < period - 1; s++) {
        this.#pass(w, seasonFrom + s, 0, 0, s)
        this.#keep(seasonFrom + s)
      }
    this.#multiply(factor, into)
    return true
  }

  /** How much the derivative at each time counts; returns the factor of all products. */
  #sharesOf(relative: boolean): number {
    const times = this.#times
    const { error } = this.#tape
    const weight = this.#weight
    let squares = 0
    let count = 0
    for (let i = 0; i < times.length; i++) {
      const t = times[i]!
      const share = this.#shares[i]!
      const value = this.#y[t]!
      const e = error[t]!
      const mu = value - e
      const own = relative ? e / mu : e
      squares += share * share * own * own
      count += share * share
      weight[i] = relative ? (share * value) / (mu * mu) : share
    }
    return (2 * count) / squares
  }

  /** The derivative of every expected value by one free number, which begins as level, slope or season of a place. */
  #pass(w: Weights, p: number, level: number, slope: number, place: number): void {
    if (this.#packing.form.season === 'M') this.#passProduct(w, p, level, slope, place)
    else this.#passSum(w, p, level, slope, place)
  }

  #passSum(w: Weights, p: number, level: number, slope: number, first: number): void {
    const { alpha, beta, gamma, phi } = w
    const chain = this.#chain
    const byAlpha = p < 0 ? 0 : chain[4 * p]!
    const byBeta = p < 0 ? 0 : chain[4 * p + 1]!
    const byPhi = p < 0 ? 0 : chain[4 * p + 2]!
    const byGamma = p < 0 ? 0 : chain[4 * p + 3]!
    const column = this.#column
    const season = this.#season.fill(0)
    if (first >= 0) season[first] = 1
    const { error, slope: growth } = this.#tape
    const y = this.#y
    const period = season.length
    let place = 0
    let dl = level
    let db = slope
    for (let t = 0; t < y.length; t++) {
      db = phi * db + byPhi * growth[t]!
      dl += db
      const ds = season[place]!
      column[t] = dl + ds
      if (!Number.isNaN(y[t]!)) {
        const e = error[t]!
        // Written so that little has to wait for what came just before.
        const own = dl
        dl = (1 - alpha) * own + (byAlpha * e - alpha * ds)
        db += byBeta * e - beta * ds - beta * own
        season[place] = (1 - gamma) * ds + (byGamma * e - gamma * own)
      }
      if (++place === period) place = 0
    }
  }

  #passProduct(w: Weights, p: number, level: number, slope: number, first: number): void {
    const { alpha, beta, gamma, phi } = w
    const chain = this.#chain
    const byAlpha = chain[4 * p]!
    const byBeta = chain[4 * p + 1]!
    const byPhi = chain[4 * p + 2]!
    const byGamma = chain[4 * p + 3]!
    const column = this.#column
    const season = this.#season.fill(0)
    const period = season.length
    if (first >= 0) {
      season[first] = 1
      season[period - 1] = -1
    }
    const { error, slope: growth, trend, season: seasons } = this.#tape
    const y = this.#y
    let place = 0
    let dl = level
    let db = slope
    for (let t = 0; t < y.length; t++) {
      const q = trend[t]!
      const s = seasons[t]!
      const e = error[t]!
      db = phi * db + byPhi * growth[t]!
      dl += db
      const ds = season[place]!
      const dmu = dl * s + q * ds
      column[t] = dmu
      const de = Number.isNaN(y[t]!) ? 0 : -dmu
      const overS = (de - (e / s) * ds) / s
      const overQ = (de - (e / q) * dl) / q
      dl += alpha * overS + (byAlpha * e) / s
      db += beta * overS + (byBeta * e) / s
      season[place] = ds + gamma * overQ + (byGamma * e) / q
      if (++place === period) place = 0
    }
  }

  #keep(p: number): void {
    const times = this.#times
    const weight = this.#weight
    const from = p * times.length
    for (let i = 0; i < times.length; i++) this.#rows[from + i] = weight[i]! * this.#column[times[i]!]!
  }

  /** A unit in the season of a place does nothing before that place: one pass says it for all. The last place makes up for it. */
  #keepSeasons(w: Weights, from: number): void {
    const last = this.#packing.period - 1
    this.#pass(w, -1, 0, 0, 0)
    const column = this.#column
    const times = this.#times
    const weight = this.#weight
    for (let s = 0; s < last; s++) {
      const at = (from + s) * times.length
      for (let i = 0; i < times.length; i++) {
        const t = times[i]!
        const own = t >= s ? column[t - s]! : 0
        const other = t >= last ? column[t - last]! : 0
        this.#rows[at + i] = weight[i]! * (own - other)
      }
    }
  }

  #multiply(factor: number, into: Float64Array): void {
    const rows = this.#rows
    const { size } = this.#packing
    const count = this.#times.length
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        const a = i * count
        const b = j * count
        let even = 0
        let odd = 0
        let r = 0
        for (; r + 1 < count; r += 2) {
          even += rows[a + r]! * rows[b + r]!
          odd += rows[a + r + 1]! * rows[b + r + 1]!
        }
        if (r < count) even += rows[a + r]! * rows[b + r]!
        into[i * size + j] = factor * (even + odd)
      }
    }
  }
}
