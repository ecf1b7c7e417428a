import { defaultWarehouse, storesOf, warehouseById } from '#company'
import { sessionsSeen } from '#money'
import { seesStore } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { platformRefuse } from '#platform/platform-refusals'
import { refuseOrder } from './refusals.ts'

export interface Place {
  readonly store_id: string
  readonly warehouse_id: string
}

/**
 * From where a document sells: the warehouse named, else that of the till, else the store's default; the store one
 * works in when none is named.
 */
export async function placeOf(
  ctx: Ctx,
  asked: {
    store_id?: string | undefined
    warehouse_id?: string | undefined
    till_session_id?: string | undefined
  },
): Promise<Place> {
  const till = asked.till_session_id === undefined ? undefined : await placeOfTill(ctx, asked.till_session_id)
  const warehouse_id = asked.warehouse_id ?? (asked.store_id === undefined ? till?.warehouse_id : undefined)
  if (warehouse_id !== undefined) return placeOfWarehouse(ctx, warehouse_id, asked.store_id ?? till?.store_id)
  const store_id = asked.store_id ?? ctx.request.store_id ?? (await onlyStore(ctx))
  const warehouse = await defaultWarehouse(ctx, store_id)
  return { store_id, warehouse_id: warehouse.id }
}

async function placeOfWarehouse(ctx: Ctx, id: string, store_id: string | undefined): Promise<Place> {
  const warehouse = await warehouseById(ctx, id)
  if (warehouse.archived_at !== null) throw refuseOrder.warehouseArchived()
  if (store_id !== undefined && store_id !== warehouse.store_id) throw refuseOrder.otherStore()
  return { store_id: warehouse.store_id, warehouse_id: id }
}

async function placeOfTill(ctx: Ctx, till_session_id: string): Promise<Place> {
  const place = (await sessionsSeen(ctx, [till_session_id])).get(till_session_id)
  if (!place || !seesStore(ctx.actor, place.store_id)) throw platformRefuse.notFound()
  return place
}

async function onlyStore(ctx: Ctx): Promise<string> {
  const [first, second] = await storesOf(ctx)
  if (!first || second) throw refuseOrder.storeNeeded()
  return first.id
}
