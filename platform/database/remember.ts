import { cacheNamed } from '../cache/caches.ts'
import type { Ctx } from '../context.ts'
import { databaseOf } from './pool.ts'

export interface Remembered<T> {
  (ctx: Ctx): Promise<T>
  /** Forgets the value; the transaction that changed it reads afresh until it ends. */
  forget(ctx: Ctx): void
}

/**
 * Keeps a small, rarely changed value of a database in this process for a moment. Another process may see the old
 * value for `ttl_ms` at most, so nothing that must be exact (stock, money, numbers) is read through this.
 */
export function remember<T>(ttl_ms: number, load: (ctx: Ctx) => Promise<T>, name = 'settings'): Remembered<T> {
  let known = new WeakMap<object, { value: T; until: number }>()
  const cache = cacheNamed(name, () => {
    known = new WeakMap()
  })
  const changing = new WeakSet<object>()
  const get = async (ctx: Ctx): Promise<T> => {
    if (changing.has(ctx.db)) return load(ctx)
    const database = databaseOf(ctx.db)
    const held = known.get(database)
    const isFresh = held !== undefined && held.until > performance.now()
    cache.count(isFresh)
    if (isFresh) return held.value
    const value = await load(ctx)
    known.set(database, { value, until: performance.now() + ttl_ms })
    return value
  }
  const forget = (ctx: Ctx) => {
    known.delete(databaseOf(ctx.db))
    if (ctx.db.isTransaction) changing.add(ctx.db)
  }
  return Object.assign(get, { forget })
}
