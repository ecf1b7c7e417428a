import type { Slopes } from './slopes.ts'

/** Sums of gradient and weight by feature and bin; what a sum holds is told in `slopes.ts`. */

/** Bins of a feature, the missing one included. */
export const CELLS = 256

export interface Binned {
  /** Four features a word, a column of words for each four: what one of them counts into stays near. */
  readonly words: readonly Uint32Array[]
  /** The same feature by feature: a split asks one feature of many rows. */
  readonly columns: readonly Uint8Array[]
  readonly features: number
  /** Features with those that fill up the last word. */
  readonly stride: number
}

/** Both layouts from a row-major matrix of bins. */
export function binnedRows(bins: Uint8Array, features: number): Binned {
  const stride = Math.max(4, Math.ceil(features / 4) * 4)
  const count = features === 0 ? 0 : bins.length / features
  const columns = Array.from({ length: features }, () => new Uint8Array(count))
  const words = Array.from({ length: stride / 4 }, () => new Uint32Array(count))
  for (let f = 0; f < features; f++) {
    const column = columns[f]!
    const word = words[f >> 2]!
    const shift = 8 * (f & 3)
    for (let r = 0, i = f; r < count; r++, i += features) {
      const bin = bins[i]!
      column[r] = bin
      word[r] = word[r]! | (bin << shift)
    }
  }
  return { words, columns, features, stride }
}

/** Counts the rows [from, to) of `rows` into `cells`, which it empties first. */
export function countInto(
  cells: Float64Array,
  { words, stride }: Binned,
  rows: Int32Array,
  from: number,
  to: number,
  { first, second }: Slopes,
): void {
  cells.fill(0)
  for (let w = 0; w < words.length; w++) {
    countWord(cells, 4 * w * CELLS, words[w]!, rows, from, to, first)
    if (second !== null) countWord(cells, (stride + 4 * w) * CELLS, words[w]!, rows, from, to, second)
  }
}

/**
 * Four features of each row. Four rows are taken at a time: what the compiler checks of each array it then checks once for
 * all of them.
 */
function countWord(
  cells: Float64Array,
  base: number,
  words: Uint32Array,
  rows: Int32Array,
  from: number,
  to: number,
  values: Float64Array,
): void {
  let i = from
  for (; i + 3 < to; i += 4) {
    const a = rows[i]!
    const b = rows[i + 1]!
    const c = rows[i + 2]!
    const d = rows[i + 3]!
    addWord(cells, base, words[a]!, values[a]!)
    addWord(cells, base, words[b]!, values[b]!)
    addWord(cells, base, words[c]!, values[c]!)
    addWord(cells, base, words[d]!, values[d]!)
  }
  for (; i < to; i++) addWord(cells, base, words[rows[i]!]!, values[rows[i]!]!)
}

function addWord(cells: Float64Array, base: number, word: number, value: number): void {
  const a = base + (word & 255)
  const b = base + CELLS + ((word >>> 8) & 255)
  const c = base + 2 * CELLS + ((word >>> 16) & 255)
  const d = base + 3 * CELLS + (word >>> 24)
  cells[a] = cells[a]! + value
  cells[b] = cells[b]! + value
  cells[c] = cells[c]! + value
  cells[d] = cells[d]! + value
}

/** What a parent has left when one child is taken out of it. */
export function subtract(parent: Float64Array, child: Float64Array): void {
  for (let i = 0; i < parent.length; i++) parent[i] = parent[i]! - child[i]!
}

/** Numbers that a histogram of these data needs. */
export const cellsFor = ({ stride }: Binned, isPacked: boolean) => (isPacked ? 1 : 2) * stride * CELLS
