import { countCache } from '../metrics/metrics.ts'

/** What a cache of this process has answered. */
export interface CacheStats {
  readonly name: string
  readonly hits: number
  readonly misses: number
  /** Share of look-ups that were answered from memory, or null when nothing was asked. */
  readonly hit_rate: number | null
}

interface Known {
  hits: number
  misses: number
  readonly clears: (() => void)[]
}

const known = new Map<string, Known>()

/** Puts a cache on the list that `/api/cache` shows. Several caches may share a name; clearing is always safe. */
export function cacheNamed(name: string, clear: () => void): { readonly count: (isHit: boolean) => void } {
  const cache = known.get(name) ?? { hits: 0, misses: 0, clears: [] }
  known.set(name, cache)
  cache.clears.push(clear)
  return {
    count: (isHit) => {
      if (isHit) cache.hits += 1
      else cache.misses += 1
      countCache('get', isHit ? 'hit' : 'miss')
    },
  }
}

export function cacheStats(): CacheStats[] {
  return [...known].map(([name, { hits, misses }]) => ({
    name,
    hits,
    misses,
    hit_rate: hits + misses === 0 ? null : hits / (hits + misses),
  }))
}

export function clearCaches(): number {
  for (const { clears } of known.values()) for (const clear of clears) clear()
  countCache('clear', 'ok')
  return known.size
}
