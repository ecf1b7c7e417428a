/**
 * A decision tree as flat arrays: node 0 is the root; a leaf has feature −1. A row goes left where its value is at most
 * the threshold; a missing value goes where `missing_left` says. Plain numbers, so that it survives JSON.
 */
export interface Tree {
  readonly feature: number[]
  readonly threshold: number[]
  readonly left: number[]
  readonly right: number[]
  readonly missing_left: boolean[]
  readonly value: number[]
}

export function emptyTree(): Tree {
  return { feature: [], threshold: [], left: [], right: [], missing_left: [], value: [] }
}

/** Adds a leaf and gives its place. */
export function addLeaf(tree: Tree, value: number): number {
  tree.feature.push(-1)
  tree.threshold.push(0)
  tree.left.push(-1)
  tree.right.push(-1)
  tree.missing_left.push(true)
  return tree.value.push(value) - 1
}

/** What the tree says of the row that begins at `at`. */
export function predictRow(tree: Tree, rows: Float64Array, at: number): number {
  const { feature, threshold, left, right, missing_left } = tree
  let node = 0
  for (let f = feature[0]!; f >= 0; f = feature[node]!) {
    const value = rows[at + f]!
    const goesLeft = Number.isNaN(value) ? missing_left[node]! : value <= threshold[node]!
    node = goesLeft ? left[node]! : right[node]!
  }
  return tree.value[node]!
}
