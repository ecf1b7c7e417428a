import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { handOver } from '#stock'
import { announce } from '../announce.ts'
import { costsByLine, sumCosts } from '../costs.ts'
import { orderHandedOver } from '../events.ts'
import { assertCanHandOver } from '../order.ts'
import { linesOf, lockOrder, setCosts, updateOrder } from '../records.ts'
import { completeIfDone } from './complete-order.ts'

/** Hands the goods over: what was reserved leaves the stock at its cost. Completes the order when it is paid. */
export async function handOverOrder(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, (tx) => handOverNow(tx, id))
}

export async function handOverNow(tx: Tx, id: string): Promise<void> {
  const { order } = await lockOrder(tx, id)
  assertCanHandOver(order)
  const cause = { kind: 'order', id, label: String(order.number) }
  const moved = await handOver(tx, { owner: { kind: 'order', id }, cause, kind: 'sale' })
  const costs = costsByLine(await linesOf(tx, id), moved)
  await setCosts(tx, costs)
  await updateOrder(tx, id, {
    handed_over_at: tx.now(),
    handed_over_by: tx.actor.id,
    cost_minor: sumCosts(costs),
  })
  await announce(tx, orderHandedOver, order, { after: { units: order.units } })
  await completeIfDone(tx, id)
}
