/**
 * Sums of gradient and weight by feature and bin. Where every row weighs the same, count and gradient share one number: the
 * gradient is rounded to so many bits that the sum over all rows stays below half a unit of the count. Sums are then whole
 * numbers, exact in any order, and half as many cells are touched. Other losses keep a second plane for the weights.
 */

/** Bins of a feature, the missing one included. */
export const CELLS = 256

export interface Binned {
  /** Row-major, four features a word; rows are padded to whole words. */
  readonly words: Uint32Array
  /** The same column by column: a split asks one feature of many rows. */
  readonly columns: readonly Uint8Array[]
  readonly features: number
  /** Bytes from one row to the next. */
  readonly stride: number
}

/** Both layouts from a row-major matrix of bins. */
export function binnedRows(bins: Uint8Array, features: number): Binned {
  const stride = Math.max(4, Math.ceil(features / 4) * 4)
  const count = features === 0 ? 0 : bins.length / features
  const padded = new Uint8Array(count * stride)
  const columns = Array.from({ length: features }, () => new Uint8Array(count))
  for (let f = 0; f < features; f++) {
    const column = columns[f]!
    for (let r = 0; r < count; r++) {
      const bin = bins[r * features + f]!
      column[r] = bin
      padded[r * stride + f] = bin
    }
  }
  return { words: new Uint32Array(padded.buffer), columns, features, stride }
}

/** What a tree is grown from: derivatives by row, or both packed in one number. */
export interface Slopes {
  readonly first: Float64Array
  /** Null where every row weighs 1. */
  readonly second: Float64Array | null
  /** What one row adds to the count of a packed sum; 0 where nothing is packed. */
  readonly unit: number
  /** What a packed gradient is multiplied by to be a gradient again. */
  readonly scale: number
}

/** Fewer bits than this would round the gradients too roughly: they are then not packed. */
const GRADIENT_BITS_MIN = 16

/** Packs the gradients of `count` rows where that leaves them bits enough; `packed` is written. */
export function slopesOf(
  gradient: Float64Array,
  hessian: Float64Array | null,
  count: number,
  packed: Float64Array,
): Slopes {
  const count_bits = Math.ceil(Math.log2(count + 2))
  const bits = 52 - 2 * count_bits
  let largest = 0
  for (let r = 0; r < gradient.length; r++) largest = Math.max(largest, Math.abs(gradient[r]!))
  const isPackable = hessian === null && bits >= GRADIENT_BITS_MIN && Number.isFinite(largest)
  if (!isPackable)
    return { first: gradient, second: hessian ?? new Float64Array(gradient.length).fill(1), unit: 0, scale: 1 }
  const unit = 2 ** (bits + count_bits + 1)
  const scale = largest > 0 ? largest / 2 ** bits : 1
  const inverse = 1 / scale
  for (let r = 0; r < gradient.length; r++) packed[r] = unit + Math.floor(gradient[r]! * inverse + 0.5)
  return { first: packed, second: null, unit, scale }
}

/** Counts the rows [from, to) of `rows` into `cells`, which it empties first. */
export function countInto(
  cells: Float64Array,
  { words, features, stride }: Binned,
  rows: Int32Array,
  from: number,
  to: number,
  { first, second }: Slopes,
): void {
  cells.fill(0)
  const across = stride >> 2
  const plane = second === null ? 0 : across * 4 * CELLS
  for (let i = from; i < to && features > 0; i++) {
    const r = rows[i]!
    addRow(cells, words, r * across, across, first[r]!, 0)
    if (second !== null) addRow(cells, words, r * across, across, second[r]!, plane)
  }
}

function addRow(
  cells: Float64Array,
  words: Uint32Array,
  at: number,
  across: number,
  value: number,
  base: number,
): void {
  for (let w = 0; w < across; w++, base += 4 * CELLS) {
    const word = words[at + w]!
    const a = base + (word & 255)
    const b = base + CELLS + ((word >>> 8) & 255)
    const c = base + 2 * CELLS + ((word >>> 16) & 255)
    const d = base + 3 * CELLS + (word >>> 24)
    cells[a] = cells[a]! + value
    cells[b] = cells[b]! + value
    cells[c] = cells[c]! + value
    cells[d] = cells[d]! + value
  }
}

/** What a parent has left when one child is taken out of it. */
export function subtract(parent: Float64Array, child: Float64Array): void {
  for (let i = 0; i < parent.length; i++) parent[i] = parent[i]! - child[i]!
}

/** Numbers that a histogram of these data needs. */
export const cellsFor = ({ stride }: Binned, isPacked: boolean) => (isPacked ? 1 : 2) * stride * CELLS
