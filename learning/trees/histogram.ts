import { type Binner, binsOf } from './bins.ts'
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

/** Both layouts of the bins of these columns. */
export function binnedRows({ bounds }: Binner, values: readonly Float64Array[]): Binned {
  const features = values.length
  const count = values[0]?.length ?? 0
  const stride = Math.max(4, Math.ceil(features / 4) * 4)
  const columns = values.map((column, f) => binsOf(bounds[f]!, column))
  const words = Array.from({ length: stride / 4 }, (_, w) => {
    const word = new Uint32Array(count)
    for (const [place, column] of columns.slice(4 * w, 4 * w + 4).entries())
      for (let r = 0; r < count; r++) word[r] = word[r]! | (column[r]! << (8 * place))
    return word
  })
  return { words, columns, features, stride }
}

/** Counts the rows [from, to) of `rows`, which rise, into `cells`. */
export function countInto(
  cells: Float64Array,
  { words, stride }: Binned,
  rows: Int32Array,
  from: number,
  to: number,
  { first, second }: Slopes,
): void {
  const isRun = to > from && rows[to - 1]! - rows[from]! === to - 1 - from
  for (const [plane, values] of [first, second].entries()) {
    if (values === null) continue
    for (let w = 0; w < words.length; w++) {
      four.fill(0)
      if (isRun) countRun(words[w]!, values, rows[from]!, rows[to - 1]! + 1)
      else countRows(words[w]!, values, rows, from, to)
      cells.set(four, (plane * stride + 4 * w) * CELLS)
    }
  }
}

/** Counts four features of some rows into the table `four`. */
const { four, countRows, countRun } = counting()

/**
 * The cells of four features while they are counted. There is one such table, whose length the compiler knows: no place that
 * bytes can name is outside, so that nothing is checked where most of the time goes.
 */
function counting() {
  const four = new Float64Array(4 * CELLS)
  const addWord = (word: number, value: number): void => {
    const a = word & 255
    // Numbers and not `CELLS`: what the compiler knows is what stands here.
    const b = 256 + ((word >>> 8) & 255)
    const c = 512 + ((word >>> 16) & 255)
    const d = 768 + (word >>> 24)
    four[a] = four[a]! + value
    four[b] = four[b]! + value
    four[c] = four[c]! + value
    four[d] = four[d]! + value
  }
  /** Four rows are taken at a time: what the compiler checks of each array it then checks once for all of them. */
  const countRows = (words: Uint32Array, values: Float64Array, rows: Int32Array, from: number, to: number): void => {
    let i = from
    for (; i + 3 < to; i += 4) {
      const a = rows[i]!
      const b = rows[i + 1]!
      const c = rows[i + 2]!
      const d = rows[i + 3]!
      addWord(words[a]!, values[a]!)
      addWord(words[b]!, values[b]!)
      addWord(words[c]!, values[c]!)
      addWord(words[d]!, values[d]!)
    }
    for (; i < to; i++) addWord(words[rows[i]!]!, values[rows[i]!]!)
  }
  /** The same of rows without a gap, as at the root. */
  const countRun = (words: Uint32Array, values: Float64Array, from: number, to: number): void => {
    let r = from
    for (; r + 3 < to; r += 4) {
      addWord(words[r]!, values[r]!)
      addWord(words[r + 1]!, values[r + 1]!)
      addWord(words[r + 2]!, values[r + 2]!)
      addWord(words[r + 3]!, values[r + 3]!)
    }
    for (; r < to; r++) addWord(words[r]!, values[r]!)
  }
  return { four, countRows, countRun }
}

/** What a parent has left when one child is taken out of it. */
export function subtract(parent: Float64Array, child: Float64Array): void {
  for (let i = 0; i < parent.length; i++) parent[i] = parent[i]! - child[i]!
}

/** Numbers that a histogram of these data needs. */
export const cellsFor = ({ stride }: Binned, isPacked: boolean) => (isPacked ? 1 : 2) * stride * CELLS
