import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'

/** How the shop calls a way of paying. */
export function useMethodName(): (code: string | null) => string {
  const may = useMay()
  const methods = useAnswer('GET /api/payment-methods', { query: {} }, { enabled: may('payments.see') })
  return (code) => methods.data?.items.find((method) => method.code === code)?.name ?? code ?? ''
}

/** How the shop calls a till, with its store where there are several. */
export function useTillName(): (till_id: string) => string {
  const t = useText()
  const may = useMay()
  const tills = useAnswer('GET /api/tills', { query: { limit: '200' } }, { enabled: may('tills.see') })
  const stores = useAnswer('GET /api/stores', {}, { enabled: may('stores.see') })
  return (till_id) => {
    const till = tills.data?.items.find(({ id }) => id === till_id)
    const store = stores.data?.items.find(({ id }) => id === till?.store_id)
    const several = (stores.data?.items.length ?? 0) > 1
    return [till?.name ?? t.till.title, several && store?.name].filter(Boolean).join(', ')
  }
}
