import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { countCancelled } from '../events.ts'
import { lockToMove, move } from './close-count.ts'

/** Drops a count. Nothing had moved. */
export async function cancelCount(ctx: Ctx, id: string, reason: string | null): Promise<void> {
  await transact(ctx, async (tx) => {
    const count = await lockToMove(tx, id, 'cancelled')
    await move(tx, count, { to: 'cancelled', action: 'count.cancelled', reason })
    await tx.emit(countCancelled({ count_id: id, number: count.number, warehouse_id: count.warehouse_id }))
  })
}
