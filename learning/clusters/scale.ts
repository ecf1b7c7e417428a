import { quantileOfSorted } from '../numbers/order.ts'

/** How each column is moved and stretched before distances are taken, so that no unit of measure decides. */
export interface Scaler {
  readonly centre: readonly number[]
  readonly spread: readonly number[]
  readonly log: boolean
}

/**
 * - `standard`: mean and population standard deviation. - `robust`: median and quartile distance, for columns with a few giants.
 * `log` takes log(1 + x) first, of a negative x the same with its sign: money and counts. A constant column is only centred.
 * @param rows row-major, `columns` numbers a row
 */
export function fitScaler(
  rows: Float64Array,
  columns: number,
  kind: 'standard' | 'robust' = 'standard',
  log = false,
): Scaler {
  const n = rows.length / columns
  const centre: number[] = []
  const spread: number[] = []
  for (let c = 0; c < columns; c++) {
    const values = Float64Array.from({ length: n }, (_, r) => logged(rows[r * columns + c]!, log)).sort()
    const middle = kind === 'robust' ? quantileOfSorted(values, 0.5) : values.reduce((sum, v) => sum + v, 0) / n
    const wide =
      kind === 'robust'
        ? quantileOfSorted(values, 0.75) - quantileOfSorted(values, 0.25)
        : Math.sqrt(values.reduce((sum, v) => sum + (v - middle) ** 2, 0) / n)
    centre.push(middle)
    spread.push(wide > 0 ? wide : 1)
  }
  return { centre, spread, log }
}

export function scaled({ centre, spread, log }: Scaler, rows: Float64Array): Float64Array {
  const columns = centre.length
  return rows.map((value, i) => (logged(value, log) - centre[i % columns]!) / spread[i % columns]!)
}

/** The value a scaled one stands for. */
export function unscaled({ centre, spread, log }: Scaler, rows: Float64Array): Float64Array {
  const columns = centre.length
  return rows.map((value, i) => {
    const plain = value * spread[i % columns]! + centre[i % columns]!
    return log ? Math.sign(plain) * Math.expm1(Math.abs(plain)) : plain
  })
}

const logged = (value: number, log: boolean) => (log ? Math.sign(value) * Math.log1p(Math.abs(value)) : value)
