import type { z } from 'zod'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { tillClosed } from '../events.ts'
import { methodsOf } from '../methods.ts'
import { expectedBySession } from '../queries-sessions.ts'
import { insertCounts, updateSession } from '../records.ts'
import { refuseSession } from '../refusals.ts'
import { assertCanMove, assertHolds, sessionToChange } from '../sessions.ts'
import type { CloseTill } from '../wire-tills.ts'

/**
 * Closes a till with a blind count. What the ledger expected is compared only after the count is committed; the lock
 * on the session waits for sales in flight, so none slips between the count and the close.
 */
export async function closeTill(ctx: Ctx, session_id: string, input: z.output<typeof CloseTill>): Promise<void> {
  await transact(ctx, async (tx) => {
    const session = await sessionToChange(tx, session_id)
    if (session.state !== 'open') throw refuseSession.closed()
    assertHolds(tx, session)
    const counted = await countedOf(tx, input.counts)
    const expected = await expectedBySession(tx, session_id, session.opening_minor)
    const missing = expected.filter(({ method }) => !counted.has(method)).map(({ method }) => method)
    if (missing.length > 0) throw refuseSession.countMissing({ methods: missing.join(', ') })
    const counts = [...counted].map(([method, counted_minor]) => ({
      till_session_id: session_id,
      method,
      counted_minor,
      expected_minor: expected.find((one) => one.method === method)?.expected_minor ?? 0,
    }))
    const state = counts.every((one) => one.counted_minor === one.expected_minor) ? 'closed' : 'under_review'
    assertCanMove(session.state, state)
    await insertCounts(tx, counts)
    const closed = { closed_by: tx.actor.id, closed_at: tx.now(), notes: input.notes ?? null }
    await updateSession(tx, session_id, { state, ...closed })
    const { till_id, store_id, holder_id } = session
    await tx.emit(tillClosed({ till_session_id: session_id, till_id, store_id, state, holder_id }))
    tx.audit({
      action: 'till_session.closed',
      thing: 'till_session',
      thing_id: session_id,
      store_id,
      before: { state: 'open' },
      after: { state, counts },
    })
  })
}

/** The count per method; only money that can be counted, each method once. */
async function countedOf(tx: Tx, counts: z.output<typeof CloseTill>['counts']): Promise<Map<string, number>> {
  const methods = await methodsOf(tx)
  const counted = new Map<string, number>()
  for (const { method, counted_minor } of counts) {
    const kind = methods.find(({ code }) => code === method)?.kind
    const isCountable = kind !== undefined && kind !== 'credit' && kind !== 'store_credit'
    if (!isCountable || counted.has(method)) throw refuseSession.notCountable({ method })
    counted.set(method, counted_minor)
  }
  return counted
}
