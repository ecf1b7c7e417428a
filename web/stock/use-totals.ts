import { useQueries } from '@tanstack/react-query'
import type { AnswerOf } from '../api/route-types.ts'
import { answer } from '../api/use-answer.ts'

export type StockTotal = AnswerOf<'GET /api/stock-totals'>['items'][number]
/** Undefined until it is known; a product that never had any has zero of everything. */
export type TotalOf = (product_id: string) => StockTotal | undefined

/** As many as one question may name. */
const askedMax = 200

/** What there is of the products on the screen, over all warehouses or in one. */
export function useTotals(product_ids: readonly string[], warehouse_id: string, may: boolean): TotalOf {
  const chunks = Array.from({ length: Math.ceil(product_ids.length / askedMax) }, (_, index) =>
    product_ids.slice(index * askedMax, (index + 1) * askedMax),
  )
  const answers = useQueries({
    queries: chunks.map((ids) =>
      answer(
        'GET /api/stock-totals',
        { query: { product_ids: ids.join(','), ...(warehouse_id ? { warehouse_id } : {}) } },
        { enabled: may },
      ),
    ),
  })
  const known = new Map<string, StockTotal>()
  answers.forEach(({ data, isPlaceholderData }, index) => {
    // The rows of an earlier question say nothing about products it did not name, nor about another warehouse.
    if (!data || isPlaceholderData) return
    for (const id of chunks[index] ?? []) known.set(id, nothingOf(id))
    for (const total of data.items) known.set(total.product_id, total)
  })
  return (id) => known.get(id)
}

const nothingOf = (product_id: string): StockTotal => ({
  product_id,
  on_hand: 0,
  reserved: 0,
  available: 0,
  min_stock: 0,
  low_places: 1,
})
