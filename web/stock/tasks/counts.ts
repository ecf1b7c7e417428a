import { useAnswer } from '../../api/use-answer.ts'
import type { Tone } from '../../ui/chip.tsx'

/** How many wait behind a tile; undefined while unknown. */
export type Waiting = { many: number; tone: Tone } | undefined
export type Counter = () => Waiting

export function useLowCount(): Waiting {
  const { data } = useAnswer('GET /api/stock-alerts/count', { query: {} })
  return data && { many: data.critical + data.high, tone: data.critical > 0 ? 'bad' : 'warn' }
}

export function useTransfersOnTheWay(): Waiting {
  const { data } = useAnswer('GET /api/stock-transfers', { query: { status: 'in_transit', limit: '1', count: 'true' } })
  return data && { many: data.total ?? 0, tone: 'info' }
}

/** Counts that wait for a decision. */
export function useOpenCounts(): Waiting {
  const { data } = useAnswer('GET /api/stock-counts', { query: { status: 'review', limit: '1', count: 'true' } })
  return data && { many: data.total ?? 0, tone: 'warn' }
}

export function useExpiringLots(): Waiting {
  const { data } = useAnswer('GET /api/stock-lots', { query: { state: 'expired', limit: '1', count: 'true' } })
  return data && { many: data.total ?? 0, tone: 'bad' }
}

export function useOrdersToPick(): Waiting {
  const { data } = useAnswer('GET /api/fulfilments', {
    query: { open: 'true', waits_for_stock: 'false', state: 'received', limit: '1', count: 'true' },
  })
  return data && { many: data.total ?? 0, tone: 'info' }
}

export function useOrdersToPack(): Waiting {
  const { data } = useAnswer('GET /api/fulfilments', { query: { state: 'packing', limit: '1', count: 'true' } })
  return data && { many: data.total ?? 0, tone: 'info' }
}

export function useLateOrders(): Waiting {
  const { data } = useAnswer('GET /api/fulfilments', { query: { late: 'true', limit: '1', count: 'true' } })
  return data && { many: data.total ?? 0, tone: 'bad' }
}

export function useParcelsToHand(): Waiting {
  const { data } = useAnswer('GET /api/shipments', { query: { state: 'pending', limit: '1', count: 'true' } })
  return data && { many: data.total ?? 0, tone: 'warn' }
}

/** Orders of which goods are still expected; late or not, somebody will knock. */
export function useExpectedOrders(): Waiting {
  const { data } = useAnswer('GET /api/purchase-orders', { query: { to_receive: 'true', limit: '1', count: 'true' } })
  return data && { many: data.total ?? 0, tone: 'info' }
}

export function useReturnsToReceive(): Waiting {
  const { data } = useAnswer('GET /api/returns', { query: { state: 'requested', limit: '1', count: 'true' } })
  return data && { many: data.total ?? 0, tone: 'info' }
}
