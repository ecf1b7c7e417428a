import { isService } from './kinds.ts'
import type { RetailLine } from './read-lines.ts'

/** A code of the file as a product: spellings that differ only by case are one. */
export interface RetailProduct {
  readonly sku: string
  readonly name: string
  readonly is_service: boolean
  /** The price most of its lines have, in pence. */
  readonly price_minor: number
}

const keys = new Map<string, string>()

/** The one code that all spellings of it mean. */
export function codeKey(code: string): string {
  const known = keys.get(code)
  if (known !== undefined) return known
  const key = code.toUpperCase()
  keys.set(code, key)
  return key
}

/** Pence of a unit. What costs a tenth of a penny is given away. */
export const penceOf = ({ price_thousandths }: Pick<RetailLine, 'price_thousandths'>): number =>
  Math.round(price_thousandths / 10)

interface Seen {
  readonly spellings: Map<string, number>
  readonly names: Map<string, number>
  /** Of lines without a price: remarks such as "damaged" rather than names. */
  readonly remarks: Map<string, number>
  readonly prices: Map<number, number>
}

/** What the file sells, by folded code. Names and prices are those that most of a code's lines have. */
export function productsOf(lines: readonly RetailLine[]): Map<string, RetailProduct> {
  const seen = new Map<string, Seen>()
  for (const line of lines) {
    const key = codeKey(line.code)
    let of = seen.get(key)
    if (of === undefined) {
      of = { spellings: new Map(), names: new Map(), remarks: new Map(), prices: new Map() }
      seen.set(key, of)
    }
    count(of.spellings, line.code)
    const isSold = line.price_thousandths > 0 && line.quantity > 0
    if (line.description !== '') count(isSold ? of.names : of.remarks, line.description)
    if (isSold) count(of.prices, penceOf(line))
  }
  return new Map([...seen].map(([key, of]) => [key, productOf(key, of)]))
}

function productOf(key: string, { spellings, names, remarks, prices }: Seen): RetailProduct {
  const sku = mostOf(spellings) ?? key
  const name = mostOf(names) ?? mostOf(remarks) ?? sku
  return { sku, name, is_service: isService(key), price_minor: mostOf(prices) ?? 0 }
}

function count<T>(into: Map<T, number>, value: T): void {
  into.set(value, (into.get(value) ?? 0) + 1)
}

/** The value met most often; of equals the first. */
function mostOf<T>(counts: ReadonlyMap<T, number>): T | undefined {
  let best: [T, number] | undefined
  for (const one of counts) if (best === undefined || one[1] > best[1]) best = one
  return best?.[0]
}
