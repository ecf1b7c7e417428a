/** Forecasts of parts and of wholes that add up: product → category → company, in any tree. */

export interface Tree {
  /** The place of each node's parent; −1 for a root. Parents may stand before or after their children. */
  readonly parents: ArrayLike<number>
}

/** Sums from the leaves up; what was said of a node that has children is not looked at. */
export function bottomUp(tree: Tree, values: ArrayLike<number>): Float64Array {
  const { order, isLeaf } = structureOf(tree)
  const out = Float64Array.from({ length: values.length }, (_, i) => (isLeaf[i] ? values[i]! : 0))
  for (const node of order) if (tree.parents[node]! >= 0) out[tree.parents[node]!]! += out[node]!
  return out
}

/**
 * The sums nearest to what was forecast for every node, each weighted by how well it is known (least squares with a
 * diagonal error matrix; exact on a tree in two passes). A variance of 0 keeps a node as it is; of infinity ignores it.
 * With `positive`, leaves below zero become zero and everything above is summed again.
 */
export function reconcile(
  tree: Tree,
  forecast: ArrayLike<number>,
  variance: ArrayLike<number>,
  options: { positive?: boolean } = {},
): Float64Array {
  const n = forecast.length
  const { order, isLeaf } = structureOf(tree)
  const below = new Float64Array(n)
  const belowVariance = new Float64Array(n)
  const best = new Float64Array(n)
  const bestVariance = new Float64Array(n)
  for (const node of order) {
    if (isLeaf[node]) {
      best[node] = forecast[node]!
      bestVariance[node] = variance[node]!
    } else {
      const own = variance[node]!
      const sum = belowVariance[node]!
      // Two opinions of one number: what was said of the node, and what its children say together.
      const trust =
        own === Number.POSITIVE_INFINITY || sum === 0 ? 0 : sum === Number.POSITIVE_INFINITY ? 1 : sum / (own + sum)
      best[node] = below[node]! + trust * (forecast[node]! - below[node]!)
      bestVariance[node] = trust === 0 ? sum : own === 0 ? 0 : trust * own
    }
    const parent = tree.parents[node]!
    if (parent < 0) continue
    below[parent]! += best[node]!
    belowVariance[parent]! += bestVariance[node]!
  }
  const out = best.slice()
  for (let i = order.length - 1; i >= 0; i--) {
    const node = order[i]!
    const parent = tree.parents[node]!
    if (parent < 0) continue
    const share = belowVariance[parent]! > 0 ? bestVariance[node]! / belowVariance[parent]! : 0
    out[node] = best[node]! + share * (out[parent]! - below[parent]!)
  }
  // Sums once more from the leaves, so that they add up to the last digit.
  return bottomUp(tree, options.positive ? out.map((value) => Math.max(0, value)) : out)
}

/** Children before parents. A node that is its own ancestor is refused. */
function structureOf({ parents }: Tree): { order: Int32Array; isLeaf: boolean[] } {
  const n = parents.length
  const waiting = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    const parent = parents[i]!
    if (parent >= n || parent < -1 || parent === i) throw new RangeError(`node ${i} has no such parent: ${parent}`)
    if (parent >= 0) waiting[parent]!++
  }
  const isLeaf = Array.from(waiting, (children) => children === 0)
  const order = new Int32Array(n)
  let filled = 0
  for (let i = 0; i < n; i++) if (isLeaf[i]) order[filled++] = i
  for (let i = 0; i < filled; i++) {
    const parent = parents[order[i]!]!
    if (parent >= 0 && --waiting[parent]! === 0) order[filled++] = parent
  }
  if (filled < n) throw new RangeError('the tree has a circle')
  return { order, isLeaf }
}
