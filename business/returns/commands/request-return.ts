import { sellablesById } from '#catalog'
import { warehouseById } from '#company'
import { lockBalance } from '#money'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { addQuantities, fitsDecimals, subtractQuantity } from '#platform/quantity'
import { orderById } from '#sales'
import { goneOf } from '../gone.ts'
import { partOf, returnedBefore } from '../parts.ts'
import { insertReturn, lockReturn, takeFromSold, tell } from '../records.ts'
import { refuseReturn } from '../refusals.ts'
import type { NewReturn } from '../wire.ts'
import { receiveNow } from './receive-return.ts'

/** Asks to return lines of an order, as far as they have left. Gives the return's id. */
export async function requestReturn(ctx: Ctx, input: NewReturn): Promise<string> {
  return transact(ctx, async (tx) => {
    await lockBalance(tx, input.order_id)
    const order = await orderById(tx, input.order_id)
    const gone = await goneOf(tx, order)
    const warehouse_id = input.warehouse_id ?? order.warehouse_id
    if (input.warehouse_id !== undefined) await warehouseById(tx, warehouse_id)
    const lines = await wantedLines(tx, order, gone, input)
    const id = input.id ?? newId()
    const value_minor = lines.reduce((sum, line) => sum + line.value_minor, 0)
    const { reason, note = null } = input
    const asked = { requested_at: tx.now(), requested_by: tx.actor.id, requested_by_name: tx.actor.name }
    const place = { order_id: order.id, store_id: order.store_id, warehouse_id }
    await insertReturn(
      tx,
      { id, state: 'requested', ...place, reason, note, value_minor, ...asked },
      lines.map((line) => ({ ...line, return_id: id })),
    )
    const row = await lockReturn(tx, id)
    await tell(tx, row, 'return.requested', {
      reason,
      after: { value_minor, lines: lines.map(({ sku, quantity }) => ({ sku, quantity })) },
    })
    if (input.is_here) await receiveNow(tx, row, { lines: [] })
    return id
  })
}

type Order = Awaited<ReturnType<typeof orderById>>

async function wantedLines(tx: Tx, order: Order, gone: ReadonlyMap<string, number>, input: NewReturn) {
  const { items: sold } = order
  const asked = new Map<string, NewReturn['lines'][number]>()
  for (const line of input.lines) {
    const quantity = addQuantities([asked.get(line.order_line_id)?.quantity ?? 0, line.quantity])
    asked.set(line.order_line_id, { ...line, quantity })
  }
  const products = await sellablesById(
    tx,
    sold.map(({ product_id }) => product_id),
  )
  const before = await returnedBefore(tx, order.id)
  const lines = []
  for (const { order_line_id, quantity, disposition = null } of asked.values()) {
    const line = sold.find(({ id }) => id === order_line_id)
    if (!line) throw refuseReturn.lineNotFound({ order_line_id })
    const { name, product_id, sku, unit, position } = line
    const { decimals = 3, tracks_stock = true } = products.get(product_id) ?? {}
    if (!fitsDecimals(quantity, decimals)) throw refuseReturn.decimals({ name, decimals })
    const { quantity: back, value_minor: taken } = before.get(order_line_id) ?? { quantity: 0, value_minor: 0 }
    const handed_over = gone.get(order_line_id) ?? 0
    await takeFromSold(tx, { order_line_id, sold: handed_over, quantity }, () =>
      refuseReturn.moreThanSold({ name, left: subtractQuantity(handed_over, back) }),
    )
    const left = subtractQuantity(line.quantity, back)
    const value_minor = partOf(line.total, { all: line.quantity, quantity, left, taken })
    const product = { product_id, sku, name, unit, tracks_stock }
    lines.push({ id: newId(), order_line_id, position, ...product, quantity, value_minor, disposition })
  }
  return lines
}
