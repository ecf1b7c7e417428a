import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { addQuantities, subtractQuantity } from '#platform/quantity'
import type { MovedLine } from '../movement.ts'
import { isCauseKnown } from '../queries/movements.ts'
import { lockOnHand } from '../records.ts'
import { refuse } from '../refusals.ts'
import type { AdjustStock, MovementDone } from '../shapes.ts'
import { closeByHand } from './close-by-hand.ts'
import { knownPlace } from './known-place.ts'
import { takeIn } from './take-in.ts'
import { takeOut } from './take-out.ts'

/**
 * Sets, adds or subtracts stock in one warehouse and says why. What comes in costs the present average. A set to what
 * is already there writes nothing; what is promised cannot be adjusted away.
 */
export async function adjustStock(ctx: Ctx, input: AdjustStock & { product_id: string }): Promise<MovementDone> {
  return transact(ctx, async (tx) => {
    const { product, warehouse } = await knownPlace(tx, input)
    const place = { product_id: product.id, warehouse_id: warehouse.id }
    const cause = { kind: 'adjustment', id: input.id ?? newId() }
    const before = await lockOnHand(tx, place)
    if (await isCauseKnown(tx, cause)) throw refuse.idTaken({ id: cause.id })
    const delta = deltaOf(input, before)
    const common = { cause, kind: 'adjustment', reason: input.reason } as const
    let moved: MovedLine[] = []
    if (delta > 0) moved = await takeIn(tx, { ...common, lines: [{ ...place, quantity: delta, cost_minor: null }] })
    if (delta < 0) moved = await takeOut(tx, { ...common, lines: [{ ...place, quantity: -delta }] })
    return closeByHand(tx, {
      action: 'stock.adjusted',
      product,
      warehouse,
      cause,
      before,
      delta,
      moved,
      reason: input.reason,
    })
  })
}

function deltaOf({ operation, quantity }: AdjustStock, on_hand: number): number {
  if (operation === 'add') return quantity
  if (operation === 'subtract') return 0 - quantity
  return subtractQuantity(addQuantities([quantity]), on_hand)
}
