import { useMay } from '../api/session-store.ts'
import { useList } from '../api/use-list.ts'
import { queryOf, type Shown, useLowProducts, viewOf } from './product-views.ts'
import { useTotals } from './use-totals.ts'

/** The rows that the address asks for, and what there is of each. */
export function useProducts(shown: Shown) {
  const may = useMay()
  const view = viewOf(shown.view)
  const low = useLowProducts(shown.bodega, may('stock.see'))
  const query = queryOf(shown, low.ids)
  const isLow = view === 'low'
  const asks = !isLow || low.ids.length > 0
  const products = useList('GET /api/products', { query: { ...query, count: 'true' } }, { enabled: asks })
  const rows = asks ? products.rows : []
  const goods = rows.filter(({ kind }) => kind === 'good').map(({ id }) => id)
  return {
    view,
    low,
    query,
    rows,
    totalOf: useTotals(goods, shown.bodega, may('stock.see')),
    total: asks ? products.first?.total : low.known ? 0 : undefined,
    loading: asks ? products.loading : !low.known,
    problem: products.problem ?? (isLow ? low.problem : null),
    retry: () => {
      products.retry()
      low.retry()
    },
    more: asks ? products.more : undefined,
    loadingMore: products.loadingMore,
    cut: isLow && low.isCut,
  }
}
export type Products = ReturnType<typeof useProducts>
