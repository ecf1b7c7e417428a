import type { Packing } from './model.ts'
import type { Tape, Weights } from './recursion.ts'

/** Later times tell the same again: from a while on, every second or third stands for its neighbours. */
const DENSE_CYCLES = 3
const DENSE_MORE = 30

/** What the curvatures of all forms of one series write over, one after the other. */
export interface CurvatureRoom {
  /** Times that count, the square root of how many each stands for, and how much its derivative counts. */
  readonly times: Int32Array
  readonly shares: Float64Array
  readonly weight: Float64Array
  readonly column: Float64Array
  rows: Float64Array
}

export function roomFor(y: Float64Array): CurvatureRoom {
  const array = () => new Float64Array(y.length)
  return { times: new Int32Array(y.length), shares: array(), weight: array(), column: array(), rows: array() }
}

/**
 * How the deviance bends in each pair of free numbers, by the products of the derivatives of its errors (Gauss and
 * Newton): the search knows its directions before its first step. The derivative by each free number is one more pass of
 * the recursion; those by the first seasons of a sum are one and the same, later by a period each.
 */
export class Curvature {
  readonly #packing: Packing
  readonly #y: Float64Array
  readonly #tape: Tape
  readonly #room: CurvatureRoom
  readonly #count: number
  readonly #season: Float64Array
  /** Derivatives of α, β, φ and γ by each free number: `chain[4 p + which]`. */
  readonly #chain: Float64Array

  constructor(packing: Packing, y: Float64Array, tape: Tape, room: CurvatureRoom) {
    const { size, period } = packing
    this.#packing = packing
    this.#y = y
    this.#tape = tape
    this.#room = room
    const dense = DENSE_CYCLES * period + DENSE_MORE
    const stride = period % 3 === 0 ? 2 : 3
    let count = 0
    for (let t = 0; t < y.length; t += t < dense ? 1 : stride) {
      if (Number.isNaN(y[t]!)) continue
      room.shares[count] = t < dense ? 1 : Math.sqrt(stride)
      room.times[count++] = t
    }
    this.#count = count
    this.#season = new Float64Array(period)
    this.#chain = new Float64Array(4 * size)
    if (room.rows.length < size * count) room.rows = new Float64Array(size * count)
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
    const { times, shares, weight } = this.#room
    const { error } = this.#tape
    let squares = 0
    let count = 0
    for (let i = 0; i < this.#count; i++) {
      const t = times[i]!
      const share = shares[i]!
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
    const { season } = this.#packing.form
    if (season === 'M') this.#passProduct(w, p, level, slope, place)
    else if (season === 'A') this.#passSum(w, p, level, slope, place)
    else this.#passLine(w, p, level, slope)
  }

  #passLine({ alpha, beta, phi }: Weights, p: number, level: number, slope: number): void {
    const chain = this.#chain
    const byAlpha = chain[4 * p]!
    const byBeta = chain[4 * p + 1]!
    const byPhi = chain[4 * p + 2]!
    const { column } = this.#room
    const { error, slope: growth } = this.#tape
    const y = this.#y
    let dl = level
    let db = slope
    for (let t = 0; t < y.length; t++) {
      db = phi * db + byPhi * growth[t]!
      dl += db
      column[t] = dl
      if (Number.isNaN(y[t]!)) continue
      const e = error[t]!
      db += byBeta * e - beta * dl
      dl = (1 - alpha) * dl + byAlpha * e
    }
  }

  #passSum(w: Weights, p: number, level: number, slope: number, first: number): void {
    const { alpha, beta, gamma, phi } = w
    const chain = this.#chain
    const byAlpha = p < 0 ? 0 : chain[4 * p]!
    const byBeta = p < 0 ? 0 : chain[4 * p + 1]!
    const byPhi = p < 0 ? 0 : chain[4 * p + 2]!
    const byGamma = p < 0 ? 0 : chain[4 * p + 3]!
    const { column } = this.#room
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
    const { column } = this.#room
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
    const { times, weight, column, rows } = this.#room
    const count = this.#count
    const from = p * count
    for (let i = 0; i < count; i++) rows[from + i] = weight[i]! * column[times[i]!]!
  }

  /** A unit in the season of a place does nothing before that place: one pass says it for all. The last place makes up for it. */
  #keepSeasons(w: Weights, from: number): void {
    const last = this.#packing.period - 1
    this.#pass(w, -1, 0, 0, 0)
    const { times, weight, column, rows } = this.#room
    const count = this.#count
    for (let s = 0; s < last; s++) {
      const at = (from + s) * count
      for (let i = 0; i < count; i++) {
        const t = times[i]!
        const own = t >= s ? column[t - s]! : 0
        const other = t >= last ? column[t - last]! : 0
        rows[at + i] = weight[i]! * (own - other)
      }
    }
  }

  /** Every two rows multiplied, two by two at a time: each number that is read then serves twice. */
  #multiply(factor: number, into: Float64Array): void {
    const { size } = this.#packing
    for (let i = 0; i < size; i += 2) for (let j = 0; j <= i; j += 2) this.#multiplyFour(i, j, factor, into)
  }

  #multiplyFour(i: number, j: number, factor: number, into: Float64Array): void {
    const { rows } = this.#room
    const { size } = this.#packing
    const count = this.#count
    const isLow = i + 1 < size
    const isWide = j + 1 < size
    const a = i * count
    const b = (isLow ? i + 1 : i) * count
    const c = j * count
    const d = (isWide ? j + 1 : j) * count
    let ac = 0
    let ad = 0
    let bc = 0
    let bd = 0
    for (let r = 0; r < count; r++) {
      const p = rows[a + r]!
      const q = rows[b + r]!
      const u = rows[c + r]!
      const v = rows[d + r]!
      ac += p * u
      ad += p * v
      bc += q * u
      bd += q * v
    }
    into[i * size + j] = factor * ac
    if (isWide && j + 1 <= i) into[i * size + j + 1] = factor * ad
    if (isLow) into[(i + 1) * size + j] = factor * bc
    if (isLow && isWide) into[(i + 1) * size + j + 1] = factor * bd
  }
}
