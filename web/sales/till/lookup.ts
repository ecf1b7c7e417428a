import { useEffect } from 'react'
import { call } from '../../api/call.ts'
import { isProblem } from '../../api/problem.ts'
import type { AnswerOf } from '../../api/route-types.ts'
import { useFact, useGap } from '../../live/use-live.ts'
import type { Sellable } from './cart.ts'
import { createCodes, type Found } from './codes.ts'

/** What was asked is remembered a while: the third identical can is a line at once, with today's price. */
const known = new Map<string, Found & { until: number }>()
const REMEMBER_MS = 60_000
const KNOWN_MAX = 5_000

const codes = createCodes()
/** How long changes gather before the catalogue is read again: what was changed is asked for meanwhile. */
const READ_AGAIN_MS = 60_000
/** Longer than this no reading waits for a quiet moment. */
const IDLE_MS_MAX = 2_000

type Product = AnswerOf<'GET /api/products/:id'>

export function sellableOf(product: Product): Sellable {
  const { id, sku, name, kind, unit, decimals, price } = product
  return { id, sku, name, kind, unit, decimals, price }
}

/** The product of a code as far as this till knows by itself; null means: ask. */
export function atHand(code: string): Found | null {
  const seen = known.get(code)
  return seen && seen.until > Date.now() ? seen : codes.find(code)
}

/** The product of a code by the server's word, or null when the shop does not know it. */
export async function byCode(code: string): Promise<Found | null> {
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

/** Something about this product changed: it is asked for until the catalogue has been read again. */
export function doubt(product_id: string): void {
  known.clear()
  codes.doubt(product_id)
}

/** Keeps the catalogue in memory while the register is open, and hears what others change in it. */
export function useCodes(): void {
  useFact(hear)
  useGap(forget)
  useEffect(() => {
    const closed = new AbortController()
    let isReading = false
    const read = async () => {
      if (isReading) return
      isReading = true
      // Without an answer each scan asks, as if nothing were kept; the next round tries again.
      await codes.read(idle, closed.signal).catch(() => undefined)
      isReading = false
    }
    void read()
    const again = setInterval(() => codes.needsReading() && void read(), READ_AGAIN_MS)
    return () => {
      closed.abort()
      clearInterval(again)
      forget()
    }
  }, [])
}

function forget(): void {
  known.clear()
  codes.forget()
}

function hear({ event, data }: { event: string; data: unknown }): void {
  if (!event.startsWith('product.')) return
  if (data && typeof data === 'object' && 'product_id' in data) doubt(String(data.product_id))
}

const idle = (): Promise<void> =>
  new Promise((resume) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resume(), { timeout: IDLE_MS_MAX })
    else setTimeout(resume, IDLE_MS_MAX / 10)
  })
