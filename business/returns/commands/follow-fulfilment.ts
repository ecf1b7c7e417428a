import { shippedOf } from '#fulfilment'
import type { Tx } from '#platform/context'
import { addQuantities, subtractQuantity } from '#platform/quantity'
import { returnedBefore } from '../parts.ts'
import { refuseReturn } from '../refusals.ts'
import { closeFulfilments } from './receive-return.ts'
import { requestReturn } from './request-return.ts'

/** A part came back whole: what of it was not asked for yet is asked for, so that somebody takes it in and settles it. */
export async function followFulfilment(
  tx: Tx,
  fact: { fulfilment_id: string; order_id: string; warehouse_id: string; reason: string },
): Promise<void> {
  const { fulfilment_id, order_id, warehouse_id, reason } = fact
  const own = await tx.db
    .selectFrom('fulfilment.line')
    .select(['order_line_id', 'shipped'])
    .where('fulfilment_id', '=', fulfilment_id)
    .execute()
  const gone = await shippedOf(tx, order_id)
  const before = await returnedBefore(tx, order_id)
  const lines = own
    .map(({ order_line_id, shipped }) => {
      const left = subtractQuantity(gone.get(order_line_id) ?? 0, before.get(order_line_id)?.quantity ?? 0)
      return { order_line_id, quantity: Math.min(shipped, left) }
    })
    .filter(({ quantity }) => quantity > 0)
  if (lines.length === 0) return
  await requestReturn(tx, { order_id, warehouse_id, lines, reason: 'other', note: reason, is_here: false })
}

/** A parcel is not sent again once its goods are back in the shop: they would leave without leaving the stock. */
export async function refuseWhatCameBack(tx: Tx, fact: { shipment_id: string; order_id: string }): Promise<void> {
  const before = await returnedBefore(tx, fact.order_id)
  if (before.size === 0) return
  const gone = await shippedOf(tx, fact.order_id)
  const parcels = await tx.db
    .selectFrom('fulfilment.shipment as s')
    .innerJoin('fulfilment.shipment_line as p', 'p.shipment_id', 's.id')
    .innerJoin('fulfilment.line as l', 'l.id', 'p.line_id')
    .select(['s.id', 'l.order_line_id', 'p.quantity'])
    .where('s.order_id', '=', fact.order_id)
    .where('s.state', 'in', ['in_transit', 'delivered'])
    .execute()
  for (const { order_line_id } of parcels.filter(({ id }) => id === fact.shipment_id)) {
    const sent = parcels.filter((one) => one.order_line_id === order_line_id).map(({ quantity }) => quantity)
    const back = before.get(order_line_id)?.quantity ?? 0
    if (addQuantities([...sent, back]) > (gone.get(order_line_id) ?? 0)) throw refuseReturn.cameBack()
  }
}

/** The last parcel arrived of an order whose other one came back: it is all there is to arrive. */
export async function followArrival(tx: Tx, { order_id }: { order_id: string }): Promise<void> {
  if ((await returnedBefore(tx, order_id)).size > 0) await closeFulfilments(tx, order_id, 'other')
}
