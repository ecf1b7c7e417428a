import type { AnswerOf } from '../api/route-types.ts'
import { useAnswer } from '../api/use-answer.ts'

export type StockTotal = AnswerOf<'GET /api/stock-totals'>['items'][number]
type Totals = { of: (product_id: string) => StockTotal | undefined; known: boolean }

const productsMax = 200

/** What there is of the products on the screen, over all warehouses or in one. */
export function useTotals(product_ids: readonly string[], warehouse_id: string, may: boolean): Totals {
  const asked = product_ids.slice(-productsMax)
  const found = useAnswer(
    'GET /api/stock-totals',
    { query: { product_ids: asked.join(','), ...(warehouse_id ? { warehouse_id } : {}) } },
    { enabled: may && asked.length > 0 },
  )
  const byId = new Map(found.data?.items.map((total) => [total.product_id, total]))
  return { of: (id) => byId.get(id), known: found.data !== undefined }
}
