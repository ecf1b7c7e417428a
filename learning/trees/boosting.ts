import { seededRandom } from '../numbers/random.ts'
import { columnsOf, fitBins } from './bins.ts'
import { sharesOf } from './forest.ts'
import { binnedRows } from './histogram.ts'
import { type Field, type Grown, growFromHistograms } from './histogram-tree.ts'
import { type Loss, type LossName, lossNamed } from './loss.ts'
import { slopesOf } from './slopes.ts'
import { predictRow, type Tree } from './tree.ts'

export interface BoostingOptions {
  readonly loss?: LossName
  /** The quantile of `quantile` (0 to 1), the power of `tweedie` (1 to 2). */
  readonly level?: number
  readonly trees?: number
  readonly learning_rate?: number
  readonly leaves_max?: number
  readonly leaf_min?: number
  readonly depth_max?: number
  readonly l2?: number
  /** Share of rows kept aside; growing stops after `patience` trees that did not help them. 0 keeps none aside. */
  readonly validation_share?: number
  readonly patience?: number
  readonly seed?: number
}

/** A boosted model. Plain data: `JSON.parse(JSON.stringify(model))` predicts the same. */
export interface Boosted {
  readonly loss: LossName
  readonly level: number
  readonly features: number
  readonly start: number
  readonly trees: Tree[]
  /** Share of the loss that splits on each feature took away; adds up to 1 where any split was made. */
  readonly importance: number[]
}

/**
 * Gradient boosting of trees over binned features (Friedman 2001; histograms as in LightGBM). With the defaults and
 * squared error it fits what scikit-learn's HistGradientBoostingRegressor fits. The same seed gives the same model.
 * @param rows row-major matrix, `features` numbers a row; NaN is a missing value with a side of its own at each split
 */
export function fitBoosting(
  rows: Float64Array,
  features: number,
  target: Float64Array,
  options: BoostingOptions = {},
): Boosted {
  const { loss: name = 'squared', trees = 100, learning_rate = 0.1, seed = 1 } = options
  const { leaves_max = 31, leaf_min = 20, depth_max = 64, l2 = 0, validation_share = 0, patience = 10 } = options
  const level = options.level ?? (name === 'tweedie' ? 1.5 : 0.5)
  const loss = lossNamed(name, level)
  const columns = columnsOf(rows, features)
  const binner = fitBins(columns)
  const data = binnedRows(binner, columns)
  const { train, held } = partsOf(target.length, validation_share, seed)
  const start = loss.start(held.length === 0 ? target : Float64Array.from(train, (r) => target[r]!))
  const raw = new Float64Array(target.length).fill(start)
  const gradient = new Float64Array(target.length)
  const hessian = new Float64Array(target.length)
  const importance = new Float64Array(features)
  const grown: Tree[] = []
  const own = new Int32Array(train.length)
  const field: Field = { data, binner, rows: own, spare: new Int32Array(train.length), free: [] }
  const packed = new Float64Array(target.length)
  const watch = watchOf(loss, target, raw, held, patience)
  for (let t = 0; t < trees && train.length > 0; t++) {
    loss.derive(target, raw, gradient, hessian)
    // In their own order, so that neighbours in memory are read one after the other.
    own.set(train)
    const slopes = slopesOf(gradient, loss.has_constant_hessian ? null : hessian, train.length, packed)
    const tree = growFromHistograms(field, slopes, { leaves_max, leaf_min, depth_max, l2 }, importance)
    settleLeaves(tree, { rows: own, target, raw, loss, learning_rate, l2 })
    for (const r of held) raw[r]! += predictRow(tree.tree, rows, r * features)
    grown.push(tree.tree)
    if (watch.isOver(grown.length)) break
  }
  grown.length = Math.min(grown.length, watch.best())
  return { loss: name, level, features, start, trees: grown, importance: sharesOf(importance) }
}

interface Settling {
  readonly rows: Int32Array
  readonly target: Float64Array
  readonly raw: Float64Array
  readonly loss: Loss
  readonly learning_rate: number
  readonly l2: number
}

/** Gives each leaf its value and moves the predictions of its rows. */
function settleLeaves({ tree, leaves }: Grown, { rows, target, raw, loss, learning_rate, l2 }: Settling): void {
  for (const { node, from, to, sum, weight } of leaves) {
    const own = loss.leaf?.(Float64Array.from(rows.subarray(from, to), (r) => target[r]! - raw[r]!))
    const value = learning_rate * (own ?? (weight + l2 > 0 ? -sum / (weight + l2) : 0))
    tree.value[node] = value
    for (let i = from; i < to; i++) raw[rows[i]!]! += value
  }
}

function partsOf(count: number, share: number, seed: number): { train: Int32Array; held: Int32Array } {
  const all = Int32Array.from({ length: count }, (_, r) => r)
  const kept = Math.floor(count * share)
  if (kept === 0) return { train: all, held: new Int32Array() }
  const random = seededRandom(seed)
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const r = all[i]!
    all[i] = all[j]!
    all[j] = r
  }
  return { train: all.slice(kept).sort(), held: all.slice(0, kept).sort() }
}

/** Watches the rows kept aside; without any it never stops and the last tree is the best. */
function watchOf(loss: Loss, target: Float64Array, raw: Float64Array, held: Int32Array, patience: number) {
  let lowest = held.length === 0 ? Number.NEGATIVE_INFINITY : loss.mean(target, raw, held)
  let best = held.length === 0 ? Number.POSITIVE_INFINITY : 0
  return {
    isOver: (trees: number): boolean => {
      if (held.length === 0) return false
      const now = loss.mean(target, raw, held)
      if (now < lowest - 1e-7 * Math.abs(lowest)) {
        lowest = now
        best = trees
      }
      return trees - best >= patience
    },
    best: () => best,
  }
}

/** The prediction for each row, on the target's own scale. */
export function predictBoosting(model: Boosted, rows: Float64Array): Float64Array {
  const { features, trees, start } = model
  const loss = lossNamed(model.loss, model.level)
  const n = features === 0 ? 0 : rows.length / features
  const raw = new Float64Array(n).fill(start)
  for (const tree of trees) for (let r = 0; r < n; r++) raw[r]! += predictRow(tree, rows, r * features)
  return raw.map(loss.predict)
}
