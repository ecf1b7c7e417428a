/** Simple exponential smoothing whose best start follows from the weight in closed form: one pass for each weight tried. */
export interface LevelFit {
  readonly alpha: number
  /** After the last value. */
  readonly level: number
  readonly squares: number
}

export interface DriftFit extends LevelFit {
  /** Of the straight line through the whole series. */
  readonly slope: number
  /** What is added for each step; half the slope unless it is estimated. */
  readonly drift: number
}

const LOW = 0.0001
const HIGH = 0.9999

/** The weight and the start with the least squared one-step errors, or the start for a given weight. NaN changes nothing. */
export function smoothLevel(y: Float64Array, alpha?: number): LevelFit {
  return alpha === undefined ? search(fitsOver(y, GRID), (tried) => passFor(y, tried)) : passFor(y, alpha)
}

/** The same with a drift proportional to the slope of the whole series, between none and all of it. */
export function levelWithTrend(y: Float64Array, options: { estimate_drift?: boolean } = {}): DriftFit {
  const slope = slopeOf(y)
  if (!options.estimate_drift) return { ...smoothLevel(y), slope, drift: slope / 2 }
  const pass = (alpha: number) => passWithDrift(y, alpha, slope)
  return search(GRID.map(pass), pass)
}

/** About the weight with the least squared errors, of six. */
export function roughWeight(y: Float64Array): number {
  return fitsOver(y, ROUGH).reduce((best, fit) => (fit.squares < best.squares ? fit : best)).alpha
}

const ROUGH = [0.005, 0.05, 0.15, 0.35, 0.65, 0.95] as const
const GRID = [LOW, 0.02, 0.08, 0.2, 0.4, 0.65, 0.87, HIGH] as const
const GOLDEN = 0.381966
const ACCURACY = 2e-4

/** A coarse grid, then parabolas and golden sections (Brent) around its best: the error has few valleys in alpha. */
function search<T extends LevelFit>(tried: readonly T[], pass: (alpha: number) => T): T {
  let at = 0
  for (let i = 1; i < tried.length; i++) if (tried[i]!.squares < tried[at]!.squares) at = i
  let best = tried[at]!
  let low: number = GRID[Math.max(0, at - 1)]!
  let high: number = GRID[Math.min(GRID.length - 1, at + 1)]!
  let second: T = tried[at === 0 ? 1 : at - 1]!
  let third: T = tried[at === GRID.length - 1 ? at - 1 : at + 1]!
  for (let tries = 0; tries < 30 && high - low > ACCURACY; tries++) {
    const guess = vertex(best, second, third)
    const isInside =
      guess > low + ACCURACY / 4 && guess < high - ACCURACY / 4 && Math.abs(guess - best.alpha) > ACCURACY / 4
    const wide = high - best.alpha > best.alpha - low ? high : low
    const next = pass(isInside ? guess : best.alpha + GOLDEN * (wide - best.alpha))
    if (next.squares <= best.squares) {
      if (next.alpha < best.alpha) high = best.alpha
      else low = best.alpha
      third = second
      second = best
      if (best.squares - next.squares < 1e-8 * best.squares && isInside) return next
      best = next
      continue
    }
    if (next.alpha < best.alpha) low = next.alpha
    else high = next.alpha
    third = second
    second = next
    if (isInside && next.squares - best.squares < 1e-8 * best.squares) return best
  }
  return best
}

/** The lowest point of the parabola through three points; NaN when there is none. */
function vertex(a: LevelFit, b: LevelFit, c: LevelFit): number {
  const x1 = b.alpha - a.alpha
  const x2 = c.alpha - a.alpha
  const y1 = b.squares - a.squares
  const y2 = c.squares - a.squares
  const d = x1 * x2 * (x2 - x1)
  const bend = (x1 * y2 - x2 * y1) / d
  return bend > 0 ? a.alpha - (x2 * x2 * y1 - x1 * x1 * y2) / (2 * bend * d) : Number.NaN
}

/** A pass over the values before `t`: later ones hardly know where it began. */
interface Begun extends LevelFit {
  readonly t: number
}

function passFor(y: Float64Array, alpha: number): LevelFit {
  const { level, squares } = goOn(y, begin(y, alpha), y.length)
  return { alpha, level, squares: Math.max(squares, 0) }
}

/** Errors are linear in the first level: e(t) = e0(t) − (1 − α)^t · l0, so its best value needs no search. */
function begin(y: Float64Array, alpha: number): Begun {
  const keep = 1 - alpha
  let level = 0
  let decay = 1
  let own = 0
  let cross = 0
  let square = 0
  let t = 0
  for (; t < y.length && decay > 1e-10; t++) {
    const value = y[t]!
    if (Number.isNaN(value)) continue
    const error = value - level
    own += error * error
    cross += error * decay
    square += decay * decay
    // Waits for one product and one sum only.
    level = keep * level + alpha * value
    decay *= keep
  }
  const start = square > 0 ? cross / square : 0
  return { alpha, t, level: level + decay * start, squares: own - start * cross }
}

function goOn(y: Float64Array, { alpha, t: from, level: begun, squares: before }: Begun, to: number): Begun {
  const keep = 1 - alpha
  let level = begun
  let squares = before
  for (let t = from; t < to; t++) {
    const value = y[t]!
    if (Number.isNaN(value)) continue
    const error = value - level
    squares += error * error
    level = keep * level + alpha * value
  }
  return { alpha, t: Math.max(from, to), level, squares }
}

/** The fits of an even number of weights, two at a time: while one waits for its level the other is reckoned. */
function fitsOver(y: Float64Array, weights: readonly number[]): LevelFit[] {
  const fits: LevelFit[] = []
  for (let w = 0; w < weights.length; w += 2) fits.push(...twoOver(y, begin(y, weights[w]!), begin(y, weights[w + 1]!)))
  return fits
}

function twoOver(y: Float64Array, slow: Begun, quick: Begun): [LevelFit, LevelFit] {
  const from = Math.max(slow.t, quick.t)
  const a = goOn(y, slow, from)
  const b = goOn(y, quick, from)
  const keep_a = 1 - a.alpha
  const keep_b = 1 - b.alpha
  let level_a = a.level
  let level_b = b.level
  let squares_a = a.squares
  let squares_b = b.squares
  for (let t = from; t < y.length; t++) {
    const value = y[t]!
    if (Number.isNaN(value)) continue
    const error_a = value - level_a
    const error_b = value - level_b
    squares_a += error_a * error_a
    squares_b += error_b * error_b
    level_a = keep_a * level_a + a.alpha * value
    level_b = keep_b * level_b + b.alpha * value
  }
  return [
    { alpha: a.alpha, level: level_a, squares: Math.max(squares_a, 0) },
    { alpha: b.alpha, level: level_b, squares: Math.max(squares_b, 0) },
  ]
}

/** Errors are linear in the first level and in the share of the slope; both follow from two-by-two equations. */
function passWithDrift(y: Float64Array, alpha: number, slope: number): DriftFit {
  const keep = 1 - alpha
  let level = 0
  let decay = 1
  let ee = 0
  let ed = 0
  let dd = 0
  let ec = 0
  let dc = 0
  let cc = 0
  for (let t = 0; t < y.length; t++) {
    const value = y[t]!
    const drifted = (slope * (1 - decay)) / alpha
    if (!Number.isNaN(value)) {
      const error = value - level
      ee += error * error
      ed += error * decay
      dd += decay * decay
      ec += error * drifted
      dc += decay * drifted
      cc += drifted * drifted
      level += alpha * error
    }
    decay *= keep
  }
  const free = dd * cc - dc * dc
  const share = free > 1e-12 * dd * cc ? Math.min(Math.max((dd * ec - dc * ed) / free, 0), 1) : 0.5
  const start = dd > 0 ? (ed - share * dc) / dd : 0
  const squares =
    ee - 2 * start * ed - 2 * share * ec + start * start * dd + 2 * start * share * dc + share * share * cc
  return { alpha, level: level + decay * start, squares: Math.max(squares, 0), slope, drift: share * slope }
}

function slopeOf(y: Float64Array): number {
  let n = 0
  let st = 0
  let sy = 0
  let stt = 0
  let sty = 0
  for (let t = 0; t < y.length; t++) {
    const value = y[t]!
    if (Number.isNaN(value)) continue
    n++
    st += t
    sy += value
    stt += t * t
    sty += t * value
  }
  const spread = n * stt - st * st
  return spread > 0 ? (n * sty - st * sy) / spread : 0
}
