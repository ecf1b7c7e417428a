import type { Tx } from '#platform/context'
import { addQuantities } from '#platform/quantity'
import { shipmentUpdated } from '../events.ts'
import { move, step } from '../move.ts'
import { type FulfilmentRow, type LineRow, linesOf, lockFulfilmentsOf, updateShipment } from '../records.ts'

/**
 * For returns: how much of each line of an order has come back so far. A part of which nothing is out there any more is
 * returned, while the others go on; one whose lost or refused parcel came back has delivered the rest.
 */
export async function returnParts(
  tx: Tx,
  order_id: string,
  back: ReadonlyMap<string, number>,
  reason: string,
): Promise<void> {
  const rows = await lockFulfilmentsOf(tx, order_id)
  const lines = await linesOf(
    tx,
    rows.map(({ id }) => id),
  )
  const out = ({ order_line_id }: LineRow) =>
    addQuantities([
      ...lines.filter((line) => line.order_line_id === order_line_id).map(({ shipped }) => shipped),
      -(back.get(order_line_id) ?? 0),
    ])
  for (const row of rows) {
    if (row.state !== 'shipped' && row.state !== 'delivered') continue
    const goods = goodsOf(lines.filter(({ fulfilment_id }) => fulfilment_id === row.id))
    if (goods.every((line) => out(line) <= 0)) await setReturned(tx, row, reason)
    else if (row.state === 'shipped' && (await hasArrived(tx, row, goods, out))) {
      await move(tx, row, 'delivered', { act: 'deliver' })
    }
  }
}

/** What can come back of a part: a service that went along does not hold it, unless there is nothing else. */
function goodsOf(lines: readonly LineRow[]): readonly LineRow[] {
  const sent = lines.filter(({ shipped }) => shipped > 0)
  const goods = sent.filter(({ tracks_stock }) => tracks_stock)
  return goods.length > 0 ? goods : sent
}

/** Nothing of it is on its way, and what is still out there is what arrived. */
async function hasArrived(tx: Tx, row: FulfilmentRow, goods: readonly LineRow[], out: (line: LineRow) => number) {
  const parcels = await tx.db
    .selectFrom('fulfilment.shipment as s')
    .innerJoin('fulfilment.shipment_line as l', 'l.shipment_id', 's.id')
    .select(['s.state', 'l.line_id', 'l.quantity'])
    .where('s.fulfilment_id', '=', row.id)
    .where('s.state', '<>', 'failed')
    .execute()
  const arrived = (id: string) =>
    addQuantities(parcels.filter(({ line_id }) => line_id === id).map(({ quantity }) => quantity))
  return parcels.every(({ state }) => state === 'delivered') && goods.every((line) => out(line) <= arrived(line.id))
}

/** All of it came back: no parcel of it is on its way any more. */
export async function setReturned(tx: Tx, row: FulfilmentRow, reason: string): Promise<void> {
  await endParcels(tx, row, reason)
  await move(tx, row, 'returned', {
    act: 'return',
    reason,
    with: { return_reason: reason, returned_at: tx.now() },
  })
}

async function endParcels(tx: Tx, row: FulfilmentRow, reason: string): Promise<void> {
  const { id: fulfilment_id, order_id, store_id, warehouse_id } = row
  const parcels = await tx.db
    .selectFrom('fulfilment.shipment')
    .select(['id', 'number', 'state'])
    .where('fulfilment_id', '=', fulfilment_id)
    .where('state', 'in', ['pending', 'in_transit'])
    .orderBy('number')
    .forUpdate()
    .execute()
  for (const { id, number, state } of parcels) {
    const failed = { failed_at: tx.now(), failed_by: tx.actor.id, failed_reason: reason }
    await updateShipment(tx, id, { state: 'failed', ...failed })
    await step(tx, row, [{ act: 'fail', reason, note: String(number) }])
    tx.audit({
      action: 'shipment.failed',
      thing: 'shipment',
      thing_id: id,
      label: String(number),
      store_id,
      before: { state },
      after: { state: 'failed' },
      reason,
    })
    await tx.emit(
      shipmentUpdated({ shipment_id: id, number, fulfilment_id, order_id, state: 'failed', store_id, warehouse_id }),
    )
  }
}
