import type { Random } from '../numbers/random.ts'
import type { Presorted } from './presort.ts'
import type { Tree } from './tree.ts'

export interface GrowOptions {
  readonly depth_max: number
  /** A leaf has at least this weight of rows. */
  readonly leaf_min: number
  /** How many features are tried at each split, drawn anew each time. */
  readonly features_tried: number
  readonly random: Random
  /** Adds how much squared error each split took away, by feature. */
  readonly importance?: Float64Array
}

/** What all trees over the same rows use, one after the other. */
interface Room {
  /** Feature after feature its sorted rows: those of a node in one table, those of its children in the other. */
  readonly tables: readonly [Int32Array, Int32Array]
  readonly isHeavy: Uint8Array
  readonly goesLeft: Uint8Array
  /** For each row its weight, then its target times its weight. */
  readonly sums: Float64Array
  readonly tried: Int32Array
  readonly twig: Twig
  readonly nodes: Nodes
}

/** The nodes of a tree while it grows: a leaf has feature −1. */
interface Nodes {
  readonly feature: Int32Array
  readonly threshold: Float64Array
  readonly left: Int32Array
  readonly right: Int32Array
  readonly value: Float64Array
}

/** The last few rows of a branch: see `twig.ts`. */
export interface Twig {
  /** For each row of the twig the row of the data, and the other way round. */
  readonly rows: Int32Array
  readonly inTwig: Uint8Array
  /** For each row of the twig its weight, then its target times its weight; and its target. */
  readonly sums: Float64Array
  readonly target: Float64Array
  /** For each feature: by row of the twig its place in the order, and by place the row of the twig. */
  readonly place: Uint8Array
  readonly row_at: Uint8Array
  /** For each feature how many rows have a value. */
  readonly known: Uint8Array
  /** The rows of the twig, those of a node together. */
  readonly members: Uint8Array
}

/** A tree that grows, and what was last found about it: a split, or what the rows of a node hold. */
export interface Growing extends Room {
  readonly data: Presorted
  readonly options: GrowOptions
  readonly target: Float64Array
  /** Rows of weight above zero. */
  size: number
  nodes_count: number
  feature: number
  score: number
  sum: number
  total: number
  isPure: boolean
}

export const TWIG_MAX = 32

/** Everything that growing over these rows needs. */
export function growingOver(data: Presorted, target: Float64Array, options: GrowOptions): Growing {
  const { features, count } = data
  const table = () => new Int32Array(features * count + 1)
  const numbers = () => new Float64Array(2 * count + 1)
  const places = () => new Int32Array(2 * count + 1)
  return {
    data,
    target,
    options,
    tables: [table(), table()],
    isHeavy: new Uint8Array(count),
    goesLeft: new Uint8Array(count),
    sums: numbers(),
    tried: Int32Array.from({ length: features }, (_, f) => f),
    twig: {
      rows: new Int32Array(TWIG_MAX),
      inTwig: new Uint8Array(count),
      sums: new Float64Array(2 * TWIG_MAX),
      target: new Float64Array(TWIG_MAX),
      place: new Uint8Array(features * TWIG_MAX),
      row_at: new Uint8Array(features * TWIG_MAX),
      known: new Uint8Array(features),
      members: new Uint8Array(TWIG_MAX),
    },
    nodes: { feature: places(), threshold: numbers(), left: places(), right: places(), value: numbers() },
    nodes_count: 0,
    size: 0,
    feature: 0,
    score: 0,
    sum: 0,
    total: 0,
    isPure: true,
  }
}

/** A leaf of what was last added up; gives its place. */
export function addLeaf(own: Growing): number {
  const { feature, threshold, left, right, value } = own.nodes
  const node = own.nodes_count++
  feature[node] = -1
  threshold[node] = 0
  left[node] = -1
  right[node] = -1
  value[node] = own.total > 0 ? own.sum / own.total : 0
  return node
}

/** The grown tree as plain data. */
export function treeOf({ nodes, nodes_count: count }: Growing): Tree {
  const feature = listOf(nodes.feature, count)
  return {
    feature,
    threshold: listOf(nodes.threshold, count),
    left: listOf(nodes.left, count),
    right: listOf(nodes.right, count),
    missing_left: feature.map((f) => f < 0),
    value: listOf(nodes.value, count),
  }
}

function listOf(numbers: Int32Array | Float64Array, count: number): number[] {
  const list: number[] = new Array(count)
  for (let i = 0; i < count; i++) list[i] = numbers[i]!
  return list
}

/** Draws the next feature to be tried: the first `k` of `tried` were. */
export function drawFeature(tried: Int32Array, k: number, random: Random): number {
  const pick = k + random.below(tried.length - k)
  const f = tried[pick]!
  tried[pick] = tried[k]!
  tried[k] = f
  return f
}

/** Whether a node of what was last added up is a leaf. */
export const isOver = ({ options, total, isPure }: Growing, depth: number): boolean =>
  isPure || depth >= options.depth_max || total < 2 * options.leaf_min

/** Writes the split last found into its node, half-way between the two rows where numbers stand on both sides. */
export function recordSplit(own: Growing, node: number, below: number, above: number, total: number): void {
  const { nodes, feature, data, options } = own
  const values = data.columns[feature]!
  const low = values[below]!
  const high = values[above]!
  const middle = low + (high - low) / 2
  if (options.importance) options.importance[feature]! += own.score / total
  nodes.feature[node] = feature
  nodes.threshold[node] = middle < high ? middle : low
}
