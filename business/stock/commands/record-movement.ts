import type { Sellable } from '#catalog'
import { assertCan } from '#platform/actor'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { amountOf } from '#platform/quantity'
import { type Cause, isKindIn, isKindOut } from '../movement.ts'
import type { PutInLot } from '../place-shapes.ts'
import { lotRuleOf } from '../queries/lots.ts'
import { isCauseKnown } from '../queries/movements.ts'
import { lockOnHand } from '../records.ts'
import { refuse } from '../refusals.ts'
import type { MovementDone, RecordMovement } from '../shapes.ts'
import { closeByHand } from './close-by-hand.ts'
import { intoLot } from './keep-lots.ts'
import { knownPlace } from './known-place.ts'
import { takeIn } from './take-in.ts'
import { takeOut } from './take-out.ts'

/** Goods that came or left and that no document of the program tells of: a receipt, a return, own use, breakage. */
export async function recordMovement(ctx: Ctx, input: RecordMovement): Promise<MovementDone> {
  const { direction, quantity, unit_cost, reason } = input
  const kind = input.kind ?? (direction === 'in' ? 'receipt' : 'consumption')
  if (kind === 'adjustment' && reason === undefined) {
    throw refuse.reasonMissing({}, { errors: [{ path: 'reason', code: 'stock.reason_missing' }] })
  }
  if (unit_cost !== undefined) assertCan(ctx.actor, 'costs.see')
  return transact(ctx, async (tx) => {
    const { product, warehouse } = await knownPlace(tx, input)
    const line = { product_id: product.id, warehouse_id: warehouse.id, quantity }
    const cause = { kind: 'manual', id: input.id ?? newId() }
    const before = await lockOnHand(tx, line)
    if (await isCauseKnown(tx, cause)) throw refuse.idTaken({ id: cause.id })
    const done = { action: 'stock.moved', product, warehouse, cause, before, reason: reason ?? null } as const
    if (direction === 'in' && isKindIn(kind)) {
      const cost_minor = unit_cost === undefined ? null : amountOf(quantity, unit_cost)
      const moved = await takeIn(tx, { lines: [{ ...line, cost_minor }], cause, kind, reason })
      await keepLot(tx, product, { ...line, code: input.lot_code, expires_on: input.expires_on }, cause)
      return closeByHand(tx, { ...done, delta: quantity, moved })
    }
    if (direction === 'out' && isKindOut(kind)) {
      const moved = await takeOut(tx, { lines: [line], cause, kind, reason })
      return closeByHand(tx, { ...done, delta: 0 - quantity, moved })
    }
    throw refuse.kindDirection({ kind, direction })
  })
}

type Arrived = Omit<PutInLot, 'code'> & { readonly code: string | undefined }

/** What arrives of a product kept by lot says its lot. */
async function keepLot(tx: Tx, product: Sellable, { code, ...lot }: Arrived, cause: Cause): Promise<void> {
  const { tracks_lots } = await lotRuleOf(tx, product.id)
  if (code !== undefined) return intoLot(tx, { ...lot, code }, cause)
  if (tracks_lots) throw refuse.lotMissing({ name: product.name })
}
