import { lockBalance } from '#money'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { given } from '#platform/given'
import { groupBy } from '#platform/group-by'
import { assertVersion } from '#platform/http/etag'
import { newId } from '#platform/ids'
import { addQuantities } from '#platform/quantity'
import { handOverParts, insertLotChoices } from '#stock'
import { shipmentCreated, shipmentUpdated } from '../events.ts'
import { assertShipmentCanMove } from '../fulfilment-state.ts'
import { partOfLots, pickedLotsOf } from '../lots.ts'
import { move, step } from '../move.ts'
import {
  addShipped,
  addShippedLots,
  insertShipment,
  linesOf,
  lockFulfilment,
  lockShipment,
  type ShipmentRow,
  shipmentPlace,
  updateShipment,
} from '../records.ts'
import { refuseShipment } from '../refusals.ts'
import type { EditShipment } from '../wire-work.ts'
import { handOverIfShipped } from './hand-over-order.ts'

/** Edits a shipment, and moves it when another state is named. */
export async function editShipment(
  ctx: Ctx,
  id: string,
  { state, received_by, proof_file_id, failed_reason, delivered_at, ...terms }: EditShipment,
  wanted: string | null,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const { order_id } = await shipmentPlace(tx, id)
    await lockBalance(tx, order_id)
    const shipment = await lockShipment(tx, id)
    assertVersion(wanted, shipment)
    if (delivered_at !== undefined && state !== 'delivered') throw refuseShipment.arrivesWhenDelivered()
    const proof = given({ ...terms, received_by, proof_file_id })
    if (Object.keys(proof).length > 0) await updateShipment(tx, id, proof)
    if (state === undefined || state === shipment.state) {
      tx.audit({ ...auditOf(shipment, 'changed'), before: termsOf(shipment), after: proof })
      await tellShipment(tx, id, 'updated')
      return
    }
    assertShipmentCanMove(shipment.state, state)
    if (state === 'in_transit') await dispatch(tx, id)
    if (state === 'delivered') await deliver(tx, shipment, delivered_at)
    if (state === 'failed') await fail(tx, shipment, failed_reason)
  })
}

const termsOf = ({ carrier, tracking, address, cost_minor, expected_on }: ShipmentRow) => ({
  carrier,
  tracking,
  address,
  cost_minor,
  expected_on,
})

const auditOf = (shipment: ShipmentRow, act: string) => ({
  action: `shipment.${act}`,
  thing: 'shipment',
  thing_id: shipment.id,
  label: String(shipment.number),
  store_id: shipment.store_id,
})

/** The carrier has it: only now its goods leave the stock, each at its cost. */
export async function dispatch(tx: Tx, id: string): Promise<void> {
  const shipment = await lockShipment(tx, id)
  assertShipmentCanMove(shipment.state, 'in_transit')
  const { order_id, warehouse_id, number, fulfilment_id } = shipment
  const row = await lockFulfilment(tx, fulfilment_id)
  const goods = await goodsOf(tx, id)
  await takeLotsAlong(tx, id, goods)
  await handOverParts(tx, {
    owner: { kind: 'order', id: order_id },
    lines: goods.map(({ product_id, quantity }) => ({ product_id, warehouse_id, quantity })),
    cause: { kind: 'shipment', id, label: String(number) },
    kind: 'sale',
  })
  await addShipped(tx, id)
  await updateShipment(tx, id, { state: 'in_transit', dispatched_at: tx.now(), dispatched_by: tx.actor.id })
  const lines = await linesOf(tx, [fulfilment_id])
  if (lines.every(({ shipped, quantity }) => shipped === quantity)) await move(tx, row, 'shipped', { act: 'ship' })
  else await step(tx, row, [{ act: 'dispatch', note: String(number) }])
  tx.audit({ ...auditOf(shipment, 'dispatched'), before: { state: shipment.state }, after: { state: 'in_transit' } })
  await tellShipment(tx, id, 'updated')
  await handOverIfShipped(tx, order_id)
}

async function goodsOf(tx: Tx, shipment_id: string) {
  return tx.db
    .selectFrom('fulfilment.shipment_line as s')
    .innerJoin('fulfilment.line as l', 'l.id', 's.line_id')
    .select(['s.line_id', 'l.product_id', 's.quantity'])
    .where('s.shipment_id', '=', shipment_id)
    .where('l.tracks_stock', '=', true)
    .execute()
}

/** The parcel takes the lots that were picked, whatever would have expired first. */
async function takeLotsAlong(tx: Tx, id: string, goods: readonly { line_id: string; quantity: number }[]) {
  const picked = await pickedLotsOf(
    tx,
    goods.map(({ line_id }) => line_id),
  )
  const lots = partOfLots(picked, goods)
  await addShippedLots(tx, lots)
  const byLot = groupBy(lots, ({ lot_id }) => lot_id)
  const sums = [...byLot].map(([lot_id, own]) => ({ lot_id, quantity: addQuantities(own.map((one) => one.quantity)) }))
  await insertLotChoices(tx, id, sums)
}

async function deliver(tx: Tx, shipment: ShipmentRow, told: string | undefined): Promise<void> {
  const { id, fulfilment_id } = shipment
  const delivered_at = told === undefined ? tx.now() : arrivalOf(tx, shipment, new Date(told))
  await updateShipment(tx, id, { state: 'delivered', delivered_at, delivered_by: tx.actor.id })
  tx.audit({ ...auditOf(shipment, 'delivered'), before: { state: shipment.state }, after: { state: 'delivered' } })
  await tellShipment(tx, id, 'updated')
  const row = await lockFulfilment(tx, fulfilment_id)
  if (row.state !== 'shipped') return
  const arrived = await tx.db
    .selectFrom('fulfilment.shipment_line as l')
    .innerJoin('fulfilment.shipment as s', 's.id', 'l.shipment_id')
    .select('l.quantity')
    .where('s.fulfilment_id', '=', fulfilment_id)
    .where('s.state', '=', 'delivered')
    .execute()
  const shipped = addQuantities((await linesOf(tx, [fulfilment_id])).map((line) => line.shipped))
  if (addQuantities(arrived.map(({ quantity }) => quantity)) === shipped) {
    await move(tx, row, 'delivered', { act: 'deliver' })
  }
}

/** Carriers often tell of an arrival a day later; it is never told before it happens, nor was it before it left. */
function arrivalOf(tx: Tx, { dispatched_at }: ShipmentRow, at: Date): Date {
  if (at > tx.now()) throw refuseShipment.arrivesLater()
  if (dispatched_at !== null && at < new Date(dispatched_at))
    throw refuseShipment.arrivesBeforeItLeft({ dispatched_at })
  return at
}

async function fail(tx: Tx, shipment: ShipmentRow, reason: string | undefined): Promise<void> {
  if (reason === undefined) {
    const errors = [{ path: 'failed_reason', code: 'shipment.failed_reason_needed' }]
    throw refuseShipment.failedReasonNeeded({}, { errors })
  }
  const { id, fulfilment_id } = shipment
  const failed = { failed_at: tx.now(), failed_by: tx.actor.id, failed_reason: reason }
  await updateShipment(tx, id, { state: 'failed', ...failed })
  const row = await lockFulfilment(tx, fulfilment_id)
  await step(tx, row, [{ act: 'fail', reason, note: String(shipment.number) }])
  tx.audit({ ...auditOf(shipment, 'failed'), before: { state: shipment.state }, after: { state: 'failed' }, reason })
  await tellShipment(tx, id, 'updated')
}

/** A parcel that came back goes out again: its goods left with the first one, so nothing moves. Gives the new one's id. */
export async function retryShipment(
  ctx: Ctx,
  id: string,
  input: { carrier?: string | undefined; tracking?: string | undefined },
): Promise<string> {
  return transact(ctx, async (tx) => {
    await lockBalance(tx, (await shipmentPlace(tx, id)).order_id)
    const failed = await lockShipment(tx, id)
    const again = await tx.db.selectFrom('fulfilment.shipment').select('id').where('retry_of_id', '=', id).execute()
    if (failed.state !== 'failed' || failed.dispatched_at === null || again.length > 0) {
      throw refuseShipment.cannotMove({ from: failed.state, to: 'in_transit' })
    }
    const row = await lockFulfilment(tx, failed.fulfilment_id)
    if (row.state === 'returned') throw refuseShipment.cannotMove({ from: row.state, to: 'in_transit' })
    const lines = await tx.db
      .selectFrom('fulfilment.shipment_line')
      .select(['line_id', 'quantity'])
      .where('shipment_id', '=', id)
      .execute()
    const { fulfilment_id, order_id, store_id, warehouse_id, address, carrier, tracking } = failed
    const made = newId()
    const place = { fulfilment_id, order_id, store_id, warehouse_id, address, retry_of_id: id }
    const terms = { carrier: input.carrier ?? carrier, tracking: input.tracking ?? tracking }
    const left = { state: 'in_transit', dispatched_at: tx.now(), dispatched_by: tx.actor.id }
    await insertShipment(tx, { id: made, ...place, ...terms, ...left }, lines)
    await step(tx, row, [{ act: 'retry', note: String(failed.number) }])
    tx.audit({ ...auditOf(failed, 'retried'), after: { shipment_id: made } })
    await tellShipment(tx, made, 'created')
    return made
  })
}

export async function tellShipment(tx: Tx, id: string, what: 'created' | 'updated'): Promise<void> {
  const { number, fulfilment_id, order_id, state, store_id, warehouse_id } = await lockShipment(tx, id)
  const fact = what === 'created' ? shipmentCreated : shipmentUpdated
  await tx.emit(fact({ shipment_id: id, number, fulfilment_id, order_id, state, store_id, warehouse_id }))
}
