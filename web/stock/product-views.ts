import type { InputOf } from '../api/route-types.ts'
import { useAnswer } from '../api/use-answer.ts'

export const views = ['all', 'low', 'services', 'archived'] as const
export type View = (typeof views)[number]

/** What the list shows, as the address keeps it. */
export const start = { q: '', sort: 'name', view: 'all', ficha: '', categoria: '', bodega: '', estado: '', nuevo: '' }
export type Shown = typeof start
export type ProductQuery = NonNullable<InputOf<'GET /api/products'>['query']>

const alertsMax = 200

export const viewOf = (name: string): View => views.find((view) => view === name) ?? 'all'

/** The list's question to the server; a search without a chosen order comes back best match first. */
export function queryOf(shown: Shown, lowIds: readonly string[]): ProductQuery {
  const view = viewOf(shown.view)
  return {
    ...(shown.q ? { q: shown.q } : {}),
    ...(isBestFirst(shown) ? {} : { sort: shown.sort }),
    ...(shown.categoria ? { category_id: shown.categoria } : {}),
    ...(shown.estado ? { status: shown.estado as 'active' | 'inactive' | 'discontinued' } : {}),
    ...(view === 'low' ? { ids: lowIds.join(',') } : {}),
    ...(view === 'services' ? { kind: 'service' as const } : {}),
    ...(view === 'archived' ? { archived: 'true' as const } : {}),
  }
}

export const isBestFirst = (shown: Shown): boolean => shown.q !== '' && shown.sort === start.sort

/** The products that are at their minimum, under it or gone in some warehouse. */
export function useLowProducts(warehouse_id: string, may: boolean) {
  const alerts = useAnswer(
    'GET /api/stock-alerts',
    { query: { limit: String(alertsMax), ...(warehouse_id ? { warehouse_id } : {}) } },
    { enabled: may },
  )
  const urgent = alerts.data?.items.filter(({ level }) => level !== 'medium') ?? []
  // Worst first: once a page holds something that is only near its minimum, nothing worse follows.
  const isCut = alerts.data?.next_cursor != null && urgent.length === alerts.data.items.length
  return {
    ids: [...new Set(urgent.map(({ product }) => product.id))],
    isCut,
    known: alerts.data !== undefined,
    problem: alerts.error,
    retry: () => void alerts.refetch(),
  }
}
