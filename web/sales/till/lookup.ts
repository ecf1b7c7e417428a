import { call } from '../../api/call.ts'
import { isProblem } from '../../api/problem.ts'
import type { AnswerOf } from '../../api/route-types.ts'
import type { Sellable } from './cart.ts'

export type Found = { product: Sellable; pack_quantity: number }

/** What was scanned is remembered a while: the third identical can is a line at once, with today's price. */
const known = new Map<string, Found & { until: number }>()
const REMEMBER_MS = 60_000
const KNOWN_MAX = 5_000

type Product = AnswerOf<'GET /api/products/:id'>

export function sellableOf(product: Product): Sellable {
  const { id, sku, name, kind, unit, decimals, price } = product
  return { id, sku, name, kind, unit, decimals, price }
}

/** The product of a code, or null when the shop does not know it. */
export async function byCode(code: string): Promise<Found | null> {
  const seen = known.get(code)
  if (seen && seen.until > Date.now()) return seen
  try {
    const { product, pack_quantity } = await call('GET /api/products/by-code/:code', { params: { code } })
    if (known.size >= KNOWN_MAX) known.clear()
    const found = { product: sellableOf(product), pack_quantity, until: Date.now() + REMEMBER_MS }
    known.set(code, found)
    return found
  } catch (error) {
    if (isProblem(error) && (error.status === 404 || error.status === 422)) return null
    throw error
  }
}

/** Prices changed: what is remembered may be wrong. */
export const forgetProducts = (): void => known.clear()
