import { type Random, seededRandom } from '../numbers/random.ts'
import { growTree } from './grow.ts'
import { growingOver } from './growing.ts'
import { presort } from './presort.ts'
import { predictRow, type Tree } from './tree.ts'

export interface ForestOptions {
  readonly trees?: number
  /** Share of the features tried at each split, 0 to 1; a third by default, which is quicker and usually better. */
  readonly features_share?: number
  readonly depth_max?: number
  readonly leaf_min?: number
  readonly seed?: number
}

/** A forest, or one tree. Plain data: `JSON.parse(JSON.stringify(model))` predicts the same. */
export interface Forest {
  readonly features: number
  readonly trees: Tree[]
  /** Share of the squared error that splits on each feature took away; adds up to 1 where any split was made. */
  readonly importance: number[]
}

/**
 * Random forest for regression (Breiman 2001): each tree sees a bootstrap of the rows, each split a draw of the features;
 * the prediction is the mean. The same seed gives the same forest on every machine.
 * @param rows row-major matrix, `features` numbers a row; NaN is a missing value
 */
export function fitForest(
  rows: Float64Array,
  features: number,
  target: Float64Array,
  options: ForestOptions = {},
): Forest {
  const { trees = 100, features_share = 1 / 3, depth_max = 64, leaf_min = 1, seed = 1 } = options
  const data = presort(rows, features)
  const random = seededRandom(seed)
  const features_tried = Math.max(1, Math.round(features * features_share))
  const importance = new Float64Array(features)
  const own = growingOver(data, target, { depth_max, leaf_min, features_tried, random, importance })
  const weight = new Float64Array(data.count)
  const grown = Array.from({ length: data.count === 0 ? 0 : trees }, () => {
    drawWeights(weight, random)
    return growTree(own, weight)
  })
  return { features, trees: grown, importance: sharesOf(importance) }
}

/** As many rows as there are, drawn with replacement: how often each was. */
function drawWeights(weight: Float64Array, random: Random): void {
  const count = weight.length
  weight.fill(0)
  for (let i = 0; i < count; i++) weight[random.below(count)]! += 1
}

/** One regression tree over all rows, every feature tried at every split (CART). */
export function fitTree(
  rows: Float64Array,
  features: number,
  target: Float64Array,
  options: Omit<ForestOptions, 'trees'> = {},
): Forest {
  const { depth_max = 64, leaf_min = 1, seed = 1, features_share = 1 } = options
  const data = presort(rows, features)
  const importance = new Float64Array(features)
  const features_tried = Math.max(1, Math.round(features * features_share))
  const own = growingOver(data, target, { depth_max, leaf_min, features_tried, random: seededRandom(seed), importance })
  const trees = data.count === 0 ? [] : [growTree(own, new Float64Array(data.count).fill(1))]
  return { features, trees, importance: sharesOf(importance) }
}

/** The mean of the trees for each row; NaN of a forest that saw no rows. */
export function predictForest({ trees, features }: Forest, rows: Float64Array): Float64Array {
  const n = features === 0 ? 0 : rows.length / features
  const means = new Float64Array(n)
  for (const tree of trees) for (let r = 0; r < n; r++) means[r]! += predictRow(tree, rows, r * features)
  for (let r = 0; r < n; r++) means[r] = trees.length === 0 ? Number.NaN : means[r]! / trees.length
  return means
}

export function sharesOf(gains: Float64Array): number[] {
  const total = gains.reduce((sum, gain) => sum + gain, 0)
  return Array.from(gains, (gain) => (total > 0 ? gain / total : 0))
}
