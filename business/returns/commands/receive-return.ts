import { returnParts } from '#fulfilment'
import { lockBalance } from '#money'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { addQuantities, subtractQuantity } from '#platform/quantity'
import { orderById } from '#sales'
import { handOverParts, releaseParts, reserve, takeIn, takeOut } from '#stock'
import { costsOf, type Pool, poolOf } from '../gone.ts'
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
  await closeFulfilments(tx, row.order_id, row.note ?? row.reason)
}

/** What each line cost when it left: its part of what its product cost, so that the parts add up to the whole. */
async function withCosts(tx: Tx, row: ReturnRow): Promise<(LineRow & { cost_minor: number })[]> {
  const pools = await costsOf(tx, await orderById(tx, row.order_id))
  const taken = await costedBefore(tx, row)
  return (await linesOf(tx, row.id)).map((line) => {
    const { product_id, quantity } = line
    const pool = pools.get(product_id) ?? { quantity: 0, cost_minor: 0 }
    const before = taken.get(product_id) ?? { quantity: 0, cost_minor: 0 }
    const left = subtractQuantity(pool.quantity, before.quantity)
    const cost_minor = partOf(pool.cost_minor, { all: pool.quantity, quantity, left, taken: before.cost_minor })
    const sum = addQuantities([before.quantity, quantity])
    taken.set(product_id, { quantity: sum, cost_minor: before.cost_minor + cost_minor })
    return { ...line, cost_minor }
  })
}

async function costedBefore(tx: Tx, row: ReturnRow): Promise<Map<string, Pool>> {
  const rows = await tx.db
    .selectFrom('returns.line as l')
    .innerJoin('returns.return as r', 'r.id', 'l.return_id')
    .select(['l.product_id', 'l.quantity', 'l.cost_minor'])
    .where('r.order_id', '=', row.order_id)
    .where('r.received_at', 'is not', null)
    .execute()
  return poolOf(rows)
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

/** What of an order came back ends the parts of which nothing is out there any more. */
export async function closeFulfilments(tx: Tx, order_id: string, reason: string): Promise<void> {
  const before = await returnedBefore(tx, order_id)
  const back = new Map([...before].map(([line_id, { costed }]) => [line_id, costed]))
  await returnParts(tx, order_id, back, reason)
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
