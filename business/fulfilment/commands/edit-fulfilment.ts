import { lockBalance } from '#money'
import { assertCan } from '#platform/actor'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { given } from '#platform/given'
import { assertVersion } from '#platform/http/etag'
import { addQuantities, subtractQuantity } from '#platform/quantity'
import { fulfilmentReturned } from '../events.ts'
import { namedBy } from '../find.ts'
import { assertCanMove } from '../fulfilment-state.ts'
import { step } from '../move.ts'
import { type FulfilmentRow, linesOf, lockFulfilment, updateFulfilment } from '../records.ts'
import { refuseFulfilment } from '../refusals.ts'
import type { EditFulfilment, FulfilmentState } from '../wire.ts'
import { cancelFulfilment } from './cancel-fulfilment.ts'
import { editShipment } from './move-shipment.ts'
import { endPicking, start } from './pick.ts'
import { setReturned } from './return-parts.ts'
import { createShipment } from './ship.ts'

/** Edits a fulfilment, and moves it when another state is named: the same guards as the acts have. */
export async function editFulfilment(
  ctx: Ctx,
  key: string,
  { state, return_reason, ...terms }: EditFulfilment,
  wanted: string | null,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const { id, order_id } = await namedBy(tx, key)
    await lockBalance(tx, order_id)
    const row = await lockFulfilment(tx, id)
    assertVersion(wanted, row)
    const change = given(terms)
    if (Object.keys(change).length > 0) {
      await updateFulfilment(tx, id, change)
      await step(tx, row, [{ act: 'edit', note: Object.keys(change).join(', ') }])
    }
    if (state !== undefined && state !== row.state) await moveTo(tx, row, state, return_reason)
  })
}

async function moveTo(tx: Tx, row: FulfilmentRow, state: FulfilmentState, return_reason: string | undefined) {
  assertCanMove(row.state, state)
  if (state === 'picking') await start(tx, row.id)
  if (state === 'packing') await endPicking(tx, row.id)
  if (state === 'shipped') await shipAll(tx, row)
  if (state === 'delivered') await deliverAll(tx, row)
  if (state === 'returned') await markReturned(tx, row, return_reason)
  if (state === 'cancelled') {
    assertCan(tx.actor, 'fulfilments.cancel')
    await cancelFulfilment(tx, row.id, return_reason)
  }
}

/** One parcel with everything; refused while something is not packed. */
async function shipAll(tx: Tx, row: FulfilmentRow): Promise<void> {
  assertCan(tx.actor, 'shipments.ship')
  const missing = addQuantities((await linesOf(tx, [row.id])).map((l) => subtractQuantity(l.quantity, l.packed)))
  if (missing > 0) throw refuseFulfilment.notPacked({ missing })
  await createShipment(tx, { fulfilment_id: row.id, state: 'in_transit' })
}

async function deliverAll(tx: Tx, row: FulfilmentRow): Promise<void> {
  assertCan(tx.actor, 'shipments.ship')
  const onTheWay = await tx.db
    .selectFrom('fulfilment.shipment')
    .select('id')
    .where('fulfilment_id', '=', row.id)
    .where('state', '=', 'in_transit')
    .orderBy('number')
    .execute()
  if (onTheWay.length === 0) throw refuseFulfilment.shipFirst()
  for (const { id } of onTheWay) await editShipment(tx, id, { state: 'delivered' }, null)
}

/** All of it came back. Who takes goods and money back hears of it. */
async function markReturned(tx: Tx, row: FulfilmentRow, reason: string | undefined): Promise<void> {
  if (reason === undefined) {
    const errors = [{ path: 'return_reason', code: 'fulfilment.return_reason_needed' }]
    throw refuseFulfilment.returnReasonNeeded({}, { errors })
  }
  await setReturned(tx, row, reason)
  const { id, number, order_id, store_id, warehouse_id } = row
  await tx.emit(fulfilmentReturned({ fulfilment_id: id, number, order_id, reason, store_id, warehouse_id }))
}
