import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertCountCanMove, countLabel } from '../count.ts'
import type { CountStatus } from '../count-shapes.ts'
import { countClosed, countProgressed } from '../events.ts'
import { countById } from '../queries/counts.ts'
import {
  clearLines,
  compareWithLedger,
  countRestAsNothing,
  type LockedCount,
  lockCount,
  updateCount,
} from '../records/counts.ts'
import { refuse } from '../refusals.ts'

/** Ends the counting and compares each line with the ledger at its own moment. */
export async function closeCount(ctx: Ctx, id: string, uncounted: 'leave' | 'zero'): Promise<void> {
  await transact(ctx, async (tx) => {
    const count = await lockToMove(tx, id, 'review')
    if (uncounted === 'zero') await countRestAsNothing(tx, id)
    await compareWithLedger(tx, count)
    await move(tx, count, { to: 'review', action: 'count.closed' })
    await tx.emit(countClosed({ count_id: id, number: count.number, warehouse_id: count.warehouse_id }))
  })
}

/** Back to the shelves; the lines named are counted from nothing. */
export async function recountLines(ctx: Ctx, id: string, product_ids: readonly string[]): Promise<void> {
  await transact(ctx, async (tx) => {
    const count = await lockToMove(tx, id, 'counting')
    // Counting begins with the first scan; only a review sends anybody back.
    if (count.status === 'open') throw refuse.countCannotMove({ from: 'open', to: 'counting' })
    await clearLines(tx, id, product_ids)
    await move(tx, count, { to: 'counting', action: 'count.recounted' })
    await tx.emit(countProgressed({ count_id: id, number: count.number, warehouse_id: count.warehouse_id }))
  })
}

/** Locks a count that the actor sees, alone, and refuses a step its state does not allow. */
export async function lockToMove(tx: Tx, id: string, to: CountStatus): Promise<LockedCount> {
  await countById(tx, id)
  const count = await lockCount(tx, id, 'alone')
  if (!count) throw refuse.countNotFound({ id })
  assertCountCanMove(count.status, to)
  return count
}

interface Step {
  readonly to: CountStatus
  readonly action: string
  readonly after?: object
  readonly reason?: string | null
}

/** Moves it on and leaves the trace of who did. */
export async function move(tx: Tx, count: LockedCount, { to, action, after, reason = null }: Step): Promise<void> {
  await updateCount(tx, count.id, { status: to, ...(to === 'cancelled' ? { cancel_reason: reason } : {}) })
  tx.audit({
    action,
    thing: 'count',
    thing_id: count.id,
    label: countLabel(count.number),
    before: { status: count.status },
    after: { status: to, warehouse_id: count.warehouse_id, ...after },
    reason,
  })
}
