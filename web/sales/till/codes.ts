// Which product a code names, kept in memory while a till is open: a scan is on the screen without asking anybody. What
// somebody changes meanwhile is doubted until it is read again, and the server prices every cart and every sale itself.
import { call } from '../../api/call.ts'
import type { AnswerOf } from '../../api/route-types.ts'
import type { Sellable } from './cart.ts'

export type Found = { product: Sellable; pack_quantity: number }
type Codes = { skus: Map<string, Found>; barcodes: Map<string, Found> }
type Coded = AnswerOf<'GET /api/products/codes'>['items'][number]

/** A larger catalogue is not kept: there each scan asks. About 15 MB. */
const PRODUCTS_MAX = 50_000

export function createCodes() {
  let kept: Codes | null = null
  let isWanted = true
  let doubted = new Set<string>()
  /** What was doubted while the pages came: they may be older than the change. */
  let doubtedSince = new Set<string>()
  /** How often facts were missed: a reading that began before holds nothing any more. */
  let gaps = 0

  return {
    /** The product of a code; null is no answer, neither yes nor no. */
    find: (code: string): Found | null => {
      const found = kept && (kept.skus.get(code.toLowerCase()) ?? kept.barcodes.get(codeKey(code)))
      return found && !doubted.has(found.product.id) ? found : null
    },
    doubt: (product_id: string): void => {
      doubted.add(product_id)
      doubtedSince.add(product_id)
    },
    forget: (): void => {
      kept = null
      isWanted = true
      gaps += 1
    },
    /** Nothing was read yet, or not all of it holds any more. */
    needsReading: (): boolean => isWanted || doubted.size > 0,
    /**
     * Reads the whole catalogue, a page whenever `idle` says that nobody waits. What was read before stands until all of it
     * is there; the first time each page answers as soon as it has come.
     */
    read: async (idle: () => Promise<void>, signal: AbortSignal): Promise<void> => {
      doubtedSince = new Set()
      const gapsBefore = gaps
      const next: Codes = { skus: new Map(), barcodes: new Map() }
      const isFirst = kept === null
      for await (const items of readPages(idle, signal)) {
        if (signal.aborted || gaps !== gapsBefore) return
        for (const item of items) learn(next, item)
        if (isFirst) kept = next
        if (next.skus.size > PRODUCTS_MAX) break
      }
      kept = next.skus.size > PRODUCTS_MAX ? null : next
      isWanted = false
      doubted = doubtedSince
    },
  }
}

async function* readPages(idle: () => Promise<void>, signal: AbortSignal): AsyncGenerator<readonly Coded[]> {
  let cursor: string | undefined
  do {
    await idle()
    const page = await call('GET /api/products/codes', { query: { cursor } }, { signal })
    yield page.items
    cursor = page.next_cursor ?? undefined
  } while (cursor)
}

function learn({ skus, barcodes }: Codes, { barcodes: own, ...product }: Coded): void {
  skus.set(product.sku.toLowerCase(), { product, pack_quantity: 1 })
  for (const { code, pack_quantity } of own) barcodes.set(codeKey(code), { product, pack_quantity })
}

/** One spelling per code, as the database has it: a UPC-A is the same code with 12 digits, 13 or 14. */
const codeKey = (code: string): string =>
  /^(\d{8}|\d{12,14})$/.test(code) ? code.padStart(14, '0') : code.toLowerCase()
