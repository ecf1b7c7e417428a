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
  const loading = new WeakMap<object, Promise<T>>()
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
    // A transaction reads by itself what its own snapshot says; all others who miss it now read it once.
    if (ctx.db.isTransaction) return keep(database, await load(ctx))
    return loading.get(database) ?? loadOnce(ctx, database)
  }
  const keep = (database: object, value: T) => {
    known.set(database, { value, until: performance.now() + ttl_ms })
    return value
  }
  const loadOnce = (ctx: Ctx, database: object) => {
    const begun: Promise<T> = load(ctx)
      // What was forgotten while it was read is old.
      .then((value) => (loading.get(database) === begun ? keep(database, value) : value))
      .finally(() => {
        if (loading.get(database) === begun) loading.delete(database)
      })
    loading.set(database, begun)
    return begun
  }
  const forget = (ctx: Ctx) => {
    const database = databaseOf(ctx.db)
    known.delete(database)
    loading.delete(database)
    if (ctx.db.isTransaction) changing.add(ctx.db)
  }
  return Object.assign(get, { forget })
}
