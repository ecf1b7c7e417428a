import type { Sellable } from '#catalog'
import type { Warehouse } from '#company'
import { can } from '#platform/actor'
import type { Tx } from '#platform/context'
import { addQuantities } from '#platform/quantity'
import type { Cause, MovedLine } from '../movement.ts'
import { availabilityOf } from '../queries/availability.ts'
import type { MovementDone } from '../shapes.ts'

export interface ByHand {
  readonly action: 'stock.adjusted' | 'stock.moved'
  readonly product: Sellable
  readonly warehouse: Warehouse
  readonly cause: Cause
  /** On hand before, read under the lock of the level. */
  readonly before: number
  readonly delta: number
  readonly moved: readonly MovedLine[]
  readonly reason: string | null
}

/** Notes in the audit what a person moved, and says what the place has now. */
export async function closeByHand(tx: Tx, input: ByHand): Promise<MovementDone> {
  const { action, product, warehouse, cause, before, delta, moved, reason } = input
  const on_hand = addQuantities([before, delta])
  if (moved.length > 0) {
    tx.audit({
      action,
      thing: 'product',
      thing_id: product.id,
      label: product.sku,
      before: { warehouse_id: warehouse.id, on_hand: before },
      after: { warehouse_id: warehouse.id, on_hand, cause_id: cause.id },
      reason,
      store_id: warehouse.store_id,
    })
  }
  const [level] = await availabilityOf(tx, { product_ids: [product.id], warehouse_id: warehouse.id })
  const cost_minor = Math.sign(delta) * (moved[0]?.cost_minor ?? 0)
  return {
    id: cause.id,
    product_id: product.id,
    warehouse_id: warehouse.id,
    quantity: delta,
    ...(can(tx.actor, 'costs.see') ? { cost_minor } : {}),
    on_hand,
    reserved: level?.reserved ?? 0,
    available: level?.available ?? 0,
  }
}
