import type { Tx } from '#platform/context'
import { OPEN } from '../fulfilment-state.ts'
import { step } from '../move.ts'
import { lockFulfilmentsOf, updateFulfilment } from '../records.ts'
import { refuseFulfilment } from '../refusals.ts'
import { end } from './cancel-fulfilment.ts'
import { receiveOrder } from './open-fulfilment.ts'

/**
 * A confirmed order changed how or where it is delivered: it enters the warehouse, leaves it while nobody has begun, or
 * goes to another address.
 */
export async function followOrder(
  tx: Tx,
  fact: { order_id: string; status: string; fulfilment: string; number: number },
): Promise<void> {
  if (fact.status !== 'confirmed') return
  const rows = (await lockFulfilmentsOf(tx, fact.order_id)).filter(({ state }) => state !== 'cancelled')
  if (fact.fulfilment === 'delivery') {
    if (rows.length === 0) return receiveOrder(tx, fact)
    return sendThere(tx, fact.order_id, rows)
  }
  if (rows.some(({ state }) => state !== 'received')) throw refuseFulfilment.alreadyPrepared()
  for (const row of rows) await end(tx, row, `order ${fact.number} is picked up`)
}

async function sendThere(tx: Tx, order_id: string, rows: Awaited<ReturnType<typeof lockFulfilmentsOf>>) {
  const { delivery_address } = await tx.db
    .selectFrom('sales.order')
    .select('delivery_address')
    .where('id', '=', order_id)
    .executeTakeFirstOrThrow()
  for (const row of rows) {
    if (!OPEN.includes(row.state) || row.delivery_address === delivery_address || delivery_address === null) continue
    await updateFulfilment(tx, row.id, { delivery_address })
    await step(tx, row, [{ act: 'edit', note: 'delivery_address' }])
  }
}
