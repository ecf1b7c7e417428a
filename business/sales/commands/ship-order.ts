import type { Tx } from '#platform/context'
import type { MovedLine } from '#stock'
import { announce } from '../announce.ts'
import { costsByLine, sumCosts } from '../costs.ts'
import { orderHandedOver } from '../events.ts'
import { assertCanHandOver } from '../order.ts'
import { linesOf, lockOrder, setCosts, updateOrder } from '../records.ts'
import { completeIfDone } from './complete-order.ts'

/**
 * The last of an order's goods left with a carrier: it is handed over, at the cost of all that left. Completes it when
 * it is paid.
 */
export async function shipOrder(tx: Tx, id: string, moved: readonly MovedLine[]): Promise<void> {
  const { order } = await lockOrder(tx, id)
  assertCanHandOver({ ...order, fulfilment: 'shipped' })
  const costs = costsByLine(await linesOf(tx, id), moved)
  await setCosts(tx, costs)
  const handed_over = { handed_over_at: tx.now(), handed_over_by: tx.actor.id }
  await updateOrder(tx, id, { ...handed_over, cost_minor: sumCosts(costs) })
  await announce(tx, orderHandedOver, order, { after: { units: order.units } })
  await completeIfDone(tx, id)
}
