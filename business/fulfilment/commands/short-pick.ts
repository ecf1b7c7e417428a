import { warehouseById } from '#company'
import { lockBalance } from '#money'
import { assertCan } from '#platform/actor'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { addQuantities, subtractQuantity } from '#platform/quantity'
import { cutOrder } from '#sales'
import { releaseParts, reserve, takeOut } from '#stock'
import { namedBy } from '../find.ts'
import { move, step } from '../move.ts'
import { type FulfilmentRow, type LineRow, linesOf, lockFulfilment, updateLine } from '../records.ts'
import { refuseFulfilment, refusePick } from '../refusals.ts'
import { text } from '../text.ts'
import type { ShortPick } from '../wire-work.ts'
import { handOverIfShipped } from './hand-over-order.ts'
import { openPart } from './open-fulfilment.ts'
import { lineOf } from './pick.ts'

/**
 * Something is not on the shelf. It leaves this fulfilment with a reason and goes another way: it waits for stock, comes
 * from another warehouse, or the order is cut and what was paid too much goes back.
 */
export async function shortPick(ctx: Ctx, key: string, input: ShortPick): Promise<void> {
  await transact(ctx, async (tx) => {
    const { id, order_id } = await namedBy(tx, key)
    await lockBalance(tx, order_id)
    const row = await lockFulfilment(tx, id)
    if (row.state !== 'picking') throw refuseFulfilment.cannotMove({ from: row.state, to: 'picking' })
    const line = await lineOf(tx, id, input.line_id)
    const missing = subtractQuantity(line.quantity, line.picked)
    if (input.quantity > missing) throw refusePick.tooMany({ name: line.name, wanted: missing, picked: line.picked })
    const { quantity, reason, note, outcome } = input
    await updateLine(tx, line.id, {
      quantity: subtractQuantity(line.quantity, quantity),
      short: addQuantities([line.short, quantity]),
    })
    await step(tx, row, [{ act: 'short', line_id: line.id, quantity, reason, note: note ?? outcome }])
    await release(tx, row, line, input)
    if (outcome === 'back_order') await openWaiting(tx, row, line, quantity)
    if (outcome === 'other_warehouse') await openElsewhere(tx, row, line, input)
    if (outcome === 'cancel') await cut(tx, row, line, input)
    else await endIfEmpty(tx, row, reason)
  })
}

async function release(tx: Tx, row: FulfilmentRow, line: LineRow, input: ShortPick): Promise<void> {
  const { quantity, reason } = input
  const { product_id } = line
  const goods = [{ product_id, warehouse_id: row.warehouse_id, quantity }]
  await releaseParts(tx, { owner: { kind: 'order', id: row.order_id }, lines: goods, reason })
  if (!input.write_off) return
  assertCan(tx.actor, 'stock.adjust')
  const cause = { kind: 'short_pick', id: row.id, label: String(row.number) }
  await takeOut(tx, { lines: goods, cause, kind: 'adjustment', reason: input.note ?? text.shortReasons[reason].es })
}

const partOf = (line: LineRow, quantity: number) => {
  const { order_line_id, position, product_id, sku, name, unit, tracks_stock } = line
  return { order_line_id, position, product_id, sku, name, unit, tracks_stock, quantity }
}

async function openWaiting(tx: Tx, row: FulfilmentRow, line: LineRow, quantity: number): Promise<void> {
  await openPart(tx, row, { waits_for_stock: true, lines: [partOf(line, quantity)], note: 'back_order' })
}

async function openElsewhere(tx: Tx, row: FulfilmentRow, line: LineRow, input: ShortPick): Promise<void> {
  if (input.warehouse_id === undefined) throw refuseFulfilment.warehouseNeeded()
  if (input.warehouse_id === row.warehouse_id) throw refuseFulfilment.sameWarehouse()
  const warehouse = await warehouseById(tx, input.warehouse_id)
  const { quantity } = input
  const lines = [{ product_id: line.product_id, warehouse_id: warehouse.id, quantity }]
  await reserve(tx, { owner: { kind: 'order', id: row.order_id }, lines, state: 'confirmed' })
  await openPart(tx, row, { warehouse, lines: [partOf(line, quantity)], note: 'other_warehouse' })
}

async function cut(tx: Tx, row: FulfilmentRow, line: LineRow, input: ShortPick): Promise<void> {
  const { quantity, till_session_id } = input
  const reason = input.note ?? text.shortReasons[input.reason].es
  await cutOrder(tx, row.order_id, [{ line_id: line.order_line_id, quantity }], { reason, till_session_id })
  const after = await lockFulfilment(tx, row.id)
  if (after.state === 'cancelled') return
  await endIfEmpty(tx, after, input.reason)
  await handOverIfShipped(tx, row.order_id)
}

/** Nothing of it is left to prepare here. */
async function endIfEmpty(tx: Tx, row: FulfilmentRow, reason: string): Promise<void> {
  const left = addQuantities((await linesOf(tx, [row.id])).map(({ quantity }) => quantity))
  if (left === 0) await move(tx, row, 'cancelled', { act: 'cancel', reason, with: { cancel_reason: reason } })
}
