import { useQuery } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import type { Problem } from '../api/problem.ts'
import type { AnswerOf } from '../api/route-types.ts'

export type Kardex = AnswerOf<'GET /api/reports/kardex'>
export type KardexRow = Kardex['rows'][number]
export type KardexAsked = { product_id: string; warehouse_id?: string; from?: string; to?: string }

const pageRows = '1000'
/** More than this many movements are a matter for a shorter period, not for one picture. */
const pagesMax = 5

/** The stock card of a period whole, so that its picture ends where the books end. */
export function useKardex(asked: KardexAsked, { enabled = true }: { enabled?: boolean } = {}) {
  return useQuery<Kardex, Problem>({
    enabled,
    queryKey: ['GET /api/reports/kardex', asked],
    queryFn: ({ signal }) => wholeCard(asked, signal),
  })
}

async function wholeCard(asked: KardexAsked, signal: AbortSignal): Promise<Kardex> {
  const query = Object.fromEntries(Object.entries(asked).filter(([, value]) => value))
  let card = await call('GET /api/reports/kardex', { query: { ...query, limit: pageRows } }, { signal })
  for (let page = 1; page < pagesMax && card.next_cursor !== null; page += 1) {
    const more = await call(
      'GET /api/reports/kardex',
      { query: { ...query, limit: pageRows, cursor: card.next_cursor } },
      { signal },
    )
    card = { ...card, rows: [...card.rows, ...more.rows], next_cursor: more.next_cursor }
  }
  return card
}
