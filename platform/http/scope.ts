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
export function assertInScope(actor: Actor, value: unknown, depth = 0): void {
  if (actor.store_ids === null && actor.warehouse_ids === null) return
  if (depth > DEPTH_MAX || value === null || typeof value !== 'object') return
  if (Array.isArray(value)) {
    for (const item of value) assertInScope(actor, item, depth + 1)
    return
  }
  for (const [name, inner] of Object.entries(value)) {
    if (STORE.has(name)) for (const id of texts(inner)) if (!seesStore(actor, id)) throw platformRefuse.notFound()
    if (WAREHOUSE.has(name))
      for (const id of texts(inner)) if (!seesWarehouse(actor, id)) throw platformRefuse.notFound()
    assertInScope(actor, inner, depth + 1)
  }
}

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((v) => typeof v === 'string')
}
