import { lockBalance } from '#money'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { addQuantities, subtractQuantity } from '#platform/quantity'
import { namedBy } from '../find.ts'
import { step } from '../move.ts'
import { type FulfilmentRow, insertShipment, type LineRow, linesOf, lockFulfilment } from '../records.ts'
import { refuseFulfilment, refuseShipment } from '../refusals.ts'
import type { NewShipment } from '../wire-work.ts'
import { dispatch, tellShipment } from './move-shipment.ts'

/** Makes a parcel of what is packed; `in_transit` hands it to the carrier in the same breath. Gives its id. */
export async function createShipment(ctx: Ctx, input: NewShipment): Promise<string> {
  return transact(ctx, async (tx) => {
    const { id: fulfilment_id, order_id } = await meant(tx, input)
    await lockBalance(tx, order_id)
    const row = await lockFulfilment(tx, fulfilment_id)
    if (row.state !== 'packing') throw refuseFulfilment.cannotMove({ from: row.state, to: 'shipped' })
    const lines = await linesToShip(tx, row, input.lines)
    const { carrier = null, tracking = null, cost_minor = null, expected_on = null } = input
    const id = input.id ?? newId()
    const terms = { carrier, tracking, cost_minor, expected_on, address: input.address ?? row.delivery_address }
    const { store_id, warehouse_id } = row
    await insertShipment(tx, { id, fulfilment_id, order_id, store_id, warehouse_id, state: 'pending', ...terms }, lines)
    await step(tx, row, [{ act: 'parcel', quantity: addQuantities(lines.map(({ quantity }) => quantity)) }])
    await tellShipment(tx, id, 'created')
    if (input.state === 'in_transit') await dispatch(tx, id)
    return id
  })
}

async function meant(tx: Tx, { fulfilment_id, order_id }: NewShipment) {
  if (fulfilment_id !== undefined) return namedBy(tx, fulfilment_id)
  const rows = await tx.db
    .selectFrom('fulfilment.fulfilment')
    .select(['id', 'order_id'])
    .where('order_id', '=', order_id ?? null)
    .where('state', 'not in', ['cancelled', 'shipped', 'delivered', 'returned'])
    .limit(2)
    .execute()
  const [first, second] = rows
  if (!first) throw refuseFulfilment.notFound()
  if (second) throw refuseShipment.whichFulfilment()
  return first
}

/** What is packed, did not leave, and waits in no other parcel. */
async function linesToShip(tx: Tx, row: FulfilmentRow, asked: NewShipment['lines']) {
  const lines = await linesOf(tx, [row.id])
  const ready = await readyOf(tx, row.id, lines)
  if (asked === undefined) {
    const all = [...ready].map(([line_id, quantity]) => ({ line_id, quantity })).filter(({ quantity }) => quantity > 0)
    if (all.length === 0) throw refuseShipment.nothingToShip()
    return all
  }
  const wanted = new Map<string, number>()
  for (const { line_id, quantity } of asked) {
    wanted.set(line_id, addQuantities([wanted.get(line_id) ?? 0, quantity]))
  }
  for (const [line_id, quantity] of wanted) {
    const line = lines.find(({ id }) => id === line_id)
    if (!line) throw refuseFulfilment.lineNotFound({ line_id })
    const left = ready.get(line_id) ?? 0
    if (quantity > left) throw refuseShipment.notYetPacked({ name: line.name, ready: left })
  }
  return [...wanted].map(([line_id, quantity]) => ({ line_id, quantity }))
}

async function readyOf(tx: Tx, fulfilment_id: string, lines: readonly LineRow[]): Promise<Map<string, number>> {
  const waiting = await tx.db
    .selectFrom('fulfilment.shipment_line as l')
    .innerJoin('fulfilment.shipment as s', 's.id', 'l.shipment_id')
    .select(['l.line_id', 'l.quantity'])
    .where('s.fulfilment_id', '=', fulfilment_id)
    .where('s.state', '=', 'pending')
    .execute()
  return new Map(
    lines.map((line) => {
      const boxed = waiting.filter(({ line_id }) => line_id === line.id).map(({ quantity }) => quantity)
      return [line.id, subtractQuantity(subtractQuantity(line.packed, line.shipped), addQuantities(boxed))]
    }),
  )
}
