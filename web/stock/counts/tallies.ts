import type { CountLine } from '#stock/contract'

/** One scan or figure on its way to the server, with the instant in which it was seen. */
export type Entry = {
  id: string
  product_id: string
  mode: 'add' | 'set' | 'clear'
  quantity: number
  counted_at: string
}
/** What one counts: enough to show it and to find it again by its code. */
export type Thing = { id: string; name: string; sku: string; decimals: number }

/** What a line adds up to: what the server knows, and on top of it what has not reached it. */
export function countedOf(known: number | null, waiting: readonly Entry[]): number | null {
  return waiting.reduce<number | null>((sum, { mode, quantity }) => {
    if (mode === 'clear') return null
    if (mode === 'set') return quantity
    return Math.max(Math.round(((sum ?? 0) + quantity) * 1000) / 1000, 0)
  }, known)
}

export const thingOf = ({ product, decimals }: CountLine): Thing => ({
  id: product.id,
  name: product.name,
  sku: product.sku,
  decimals,
})

const keyOf = (count_id: string) => `mostrador.count.${count_id}`

/** What a phone that lost its network, or its battery, still has to tell. */
export function readWaiting(count_id: string): Entry[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(count_id)) ?? '[]')
    return Array.isArray(kept) ? (kept as Entry[]) : []
  } catch {
    return []
  }
}

export function keepWaiting(count_id: string, entries: readonly Entry[]): void {
  try {
    if (entries.length === 0) localStorage.removeItem(keyOf(count_id))
    else localStorage.setItem(keyOf(count_id), JSON.stringify(entries))
  } catch {
    // A full or forbidden store: what waits is still in memory.
  }
}
