import type { Actor } from '../actor.ts'
import { seesStore, seesWarehouse } from '../actor.ts'
import { platformRefuse } from '../platform-refusals.ts'

/** Fields whose value names a store or a warehouse, wherever a request carries them. */
const STORE = new Set(['store_id', 'store_ids'])
const WAREHOUSE = new Set(['warehouse_id', 'warehouse_ids', 'from_warehouse_id', 'to_warehouse_id'])
const DEPTH_MAX = 6

/**
 * One check for every route: a request that names a store or warehouse outside the actor's limits is answered like one
 * that names a thing that does not exist. Things named by their own id are limited in the modules' queries.
 */
export function assertInScope(actor: Actor, value: unknown): void {
  if (!isInScope(actor, value)) throw platformRefuse.notFound()
}

/** Whether every store and warehouse that the value names is one the actor sees. */
export function isInScope(actor: Actor, value: unknown, depth = 0): boolean {
  if (actor.store_ids === null && actor.warehouse_ids === null) return true
  if (depth > DEPTH_MAX || value === null || typeof value !== 'object') return true
  if (Array.isArray(value)) return value.every((item) => isInScope(actor, item, depth + 1))
  return Object.entries(value).every(([name, inner]) => {
    if (STORE.has(name) && !texts(inner).every((id) => seesStore(actor, id))) return false
    if (WAREHOUSE.has(name) && !texts(inner).every((id) => seesWarehouse(actor, id))) return false
    return isInScope(actor, inner, depth + 1)
  })
}

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((v) => typeof v === 'string')
}
