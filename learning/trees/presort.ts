import { orderOf } from '../numbers/sort.ts'

/** A matrix whose columns were sorted once: every tree of a forest starts from it. */
export interface Presorted {
  readonly features: number
  readonly count: number
  /** For each feature the rows from the smallest value to the largest; missing values last. */
  readonly order: readonly Int32Array[]
  /** For each feature the values by row: a split asks one feature of many rows. */
  readonly columns: readonly Float64Array[]
  /** The same as places among the different values, from 0; missing ones have `MISSING`. */
  readonly ranks: readonly Int32Array[]
  readonly hasMissing: Uint8Array
}

/** The rank of a missing value. */
export const MISSING = 0x7fffffff

export function presort(rows: Float64Array, features: number): Presorted {
  const count = features === 0 ? 0 : rows.length / features
  const columns = Array.from({ length: features }, (_, f) => {
    const column = new Float64Array(count)
    for (let r = 0; r < count; r++) column[r] = rows[r * features + f]!
    return column
  })
  const order = columns.map((column) => {
    const key = column.map((value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value))
    return missingLast(orderOf(key), column)
  })
  const ranks = columns.map((column, f) => {
    const own = new Int32Array(count)
    let rank = 0
    for (let i = 0; i < count; i++) {
      const r = order[f]![i]!
      if (i > 0 && column[r] !== column[order[f]![i - 1]!]) rank++
      own[r] = Number.isNaN(column[r]!) ? MISSING : rank
    }
    return own
  })
  const hasMissing = Uint8Array.from(columns, (column) => (column.some(Number.isNaN) ? 1 : 0))
  return { features, count, order, columns, ranks, hasMissing }
}

/** An infinite value stands beside the missing ones when both are sorted as the largest: every one of these comes after it. */
function missingLast(order: Int32Array, column: Float64Array): Int32Array {
  const isMissing = (r: number) => Number.isNaN(column[r]!)
  const missing = order.filter(isMissing)
  if (missing.length === 0) return order
  const known = order.filter((r) => !isMissing(r))
  order.set(known)
  order.set(missing, known.length)
  return order
}
