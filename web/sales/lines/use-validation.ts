import { useEffect, useState } from 'react'
import type { ValidationOut } from '#sales/contract'
import { call } from '../../api/call.ts'
import { useNewsOf } from '../../live/use-live.ts'
import { type Item, linesOf } from './draft.ts'

const ASK_AFTER_MS = 200
const STOCK = ['stock', 'reservation']

type Asked = { items: readonly Item[]; customer_id: string | null; discount_basis_points?: number; store_id?: string }

/** How each line stands against stock and what the whole comes to, asked a moment after each change. */
export function useValidation({ items, customer_id, discount_basis_points, store_id }: Asked): ValidationOut | null {
  const [answer, setAnswer] = useState<ValidationOut | null>(null)
  const news = useNewsOf(STOCK)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what others sell changes what is left for this document
  useEffect(() => {
    if (items.length === 0) return setAnswer(null)
    const asked = new AbortController()
    const timer = setTimeout(() => {
      const body = {
        customer_id,
        items: linesOf(items),
        ...(discount_basis_points ? { discount_basis_points } : {}),
        ...(store_id ? { store_id } : {}),
      }
      call('POST /api/orders/validate', { body }, { signal: asked.signal }).then(setAnswer, () => undefined)
    }, ASK_AFTER_MS)
    return () => {
      clearTimeout(timer)
      asked.abort()
    }
  }, [items, customer_id, discount_basis_points, store_id, news])
  return answer
}
