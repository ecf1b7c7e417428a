import { returnOrder } from '#fulfilment'
import { lockBalance } from '#money'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { addQuantities, subtractQuantity } from '#platform/quantity'
import { handOverParts, releaseParts, reserve, takeIn, takeOut } from '#stock'
import { partOf, returnedBefore } from '../parts.ts'
import {
  assertCanMove,
  type LineRow,
  linesOf,
  lockReturn,
  move,
  orderOfReturn,
  type ReturnRow,
  tell,
  updateLine,
} from '../records.ts'
import { refuseReturn } from '../refusals.ts'
import type { DecideLine, Disposition, ReceiveReturn } from '../wire.ts'

/** The goods are here: they come in at what they cost when they left, and each line goes where it is decided. */
export async function receiveReturn(ctx: Ctx, id: string, input: ReceiveReturn): Promise<void> {
  await transact(ctx, async (tx) => {
    await lockBalance(tx, await orderOfReturn(tx, id))
    await receiveNow(tx, await lockReturn(tx, id), input)
  })
}

export async function receiveNow(tx: Tx, row: ReturnRow, input: ReceiveReturn): Promise<void> {
  assertCanMove(row.state, 'received')
  const decided = new Map(input.lines.map(({ line_id, disposition }) => [line_id, disposition]))
  const lines = (await withCosts(tx, row)).map((line) => ({
    ...line,
    disposition: decided.get(line.id) ?? (line.disposition as Disposition | null) ?? 'restock',
  }))
  for (const line_id of decided.keys()) {
    if (!lines.some(({ id }) => id === line_id)) throw refuseReturn.lineNotFound({ line_id })
  }
  for (const { id, disposition, cost_minor, quantity, tracks_stock } of lines) {
    const waits = tracks_stock && (disposition === 'quarantine' || disposition === 'to_supplier')
    await updateLine(tx, id, { disposition, cost_minor, quarantined: waits ? quantity : 0 })
  }
  await takeGoods(tx, row, lines)
  await move(tx, row, 'received', { received_at: tx.now(), received_by: tx.actor.id })
  await closeFulfilments(tx, row)
}

/** What each line cost when it was handed over: its part of the line's cost, so that the parts add up to the whole. */
async function withCosts(tx: Tx, row: ReturnRow): Promise<(LineRow & { cost_minor: number })[]> {
  const before = await returnedBefore(tx, row.order_id, row.id)
  const sold = await tx.db
    .selectFrom('sales.line')
    .select(['id', 'quantity', 'cost_minor'])
    .where('order_id', '=', row.order_id)
    .execute()
  return (await linesOf(tx, row.id)).map((line) => {
    const { quantity: all = line.quantity, cost_minor: cost } = sold.find(({ id }) => id === line.order_line_id) ?? {}
    const { costed = 0, cost_minor: taken = 0 } = before.get(line.order_line_id) ?? {}
    const left = subtractQuantity(all, costed)
    return { ...line, cost_minor: partOf(cost ?? 0, { all, quantity: line.quantity, left, taken }) }
  })
}

const causeOf = ({ id, number }: ReturnRow) => ({ kind: 'return', id, label: String(number) })

async function takeGoods(
  tx: Tx,
  row: ReturnRow,
  lines: readonly (LineRow & { cost_minor: number; disposition: Disposition })[],
) {
  const { warehouse_id } = row
  const goods = lines.filter(({ tracks_stock }) => tracks_stock)
  const at = (which: readonly Disposition[]) =>
    goods
      .filter(({ disposition }) => which.includes(disposition))
      .map(({ product_id, quantity }) => ({ product_id, warehouse_id, quantity }))
  await takeIn(tx, {
    lines: goods.map(({ product_id, quantity, cost_minor }) => ({ product_id, warehouse_id, quantity, cost_minor })),
    cause: causeOf(row),
    kind: 'return',
    reason: row.reason,
  })
  await takeOut(tx, { lines: at(['scrap']), cause: causeOf(row), kind: 'scrap', reason: row.reason })
  const waiting = at(['quarantine', 'to_supplier'])
  await reserve(tx, { owner: { kind: 'return', id: row.id }, lines: waiting, state: 'confirmed', reason: 'quarantine' })
}

/** When all that an order sent has come back, its fulfilments are returned. */
async function closeFulfilments(tx: Tx, row: ReturnRow): Promise<void> {
  const before = await returnedBefore(tx, row.order_id)
  const sold = await tx.db
    .selectFrom('sales.line')
    .select(['id', 'quantity'])
    .where('order_id', '=', row.order_id)
    .execute()
  const isAll = sold.every(({ id, quantity }) => (before.get(id)?.costed ?? 0) >= quantity)
  if (isAll) await returnOrder(tx, row.order_id, row.note ?? row.reason)
}

/** Somebody looked at goods in quarantine: they go to the shelf, to scrap, or leave for the supplier. */
export async function decideLine(ctx: Ctx, id: string, input: DecideLine): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await lockReturn(tx, id)
    const line = (await linesOf(tx, id)).find((one) => one.id === input.line_id)
    if (!line) throw refuseReturn.lineNotFound({ line_id: input.line_id })
    const { quarantined, product_id } = line
    const quantity = input.quantity ?? quarantined
    if (quantity > quarantined || quantity === 0) throw refuseReturn.notInQuarantine({ quarantined })
    const owner = { kind: 'return', id } as const
    const lines = [{ product_id, warehouse_id: row.warehouse_id, quantity }]
    if (input.disposition === 'restock') await releaseParts(tx, { owner, lines, reason: 'restock' })
    else {
      const kind = input.disposition === 'scrap' ? 'scrap' : 'return'
      await handOverParts(tx, { owner, lines, cause: causeOf(row), kind, reason: row.reason })
    }
    await updateLine(tx, line.id, { quarantined: subtractQuantity(quarantined, quantity) })
    const after = { sku: line.sku, quantity: addQuantities([quantity]), disposition: input.disposition }
    await tell(tx, row, 'return.decided', { after })
  })
}
