import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { entryOf } from '../entries.ts'
import { tillSettled } from '../events.ts'
import { sessionById } from '../queries-sessions.ts'
import { insertEntries, updateSession } from '../records.ts'
import { assertCanMove, sessionToChange } from '../sessions.ts'

/** Accepts the difference of a count with a reason: the books take what lacked or was too much, and agree with the drawer. */
export async function settleTill(ctx: Ctx, session_id: string, reason: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const session = await sessionToChange(tx, session_id)
    assertCanMove(session.state, 'settled')
    const { counts } = await sessionById(tx, session_id)
    const { till_id, store_id, holder_id } = session
    const differences = counts.filter(({ difference_minor }) => difference_minor !== null && difference_minor !== 0)
    for (const { method, difference_minor } of differences) {
      const entry = { kind: 'difference', method, amount: difference_minor ?? 0, store_id, till_session_id: session_id }
      await insertEntries(tx, [await entryOf(tx, { ...entry, description: reason })])
    }
    const settled = { settled_by: tx.actor.id, settled_at: tx.now(), settle_reason: reason }
    await updateSession(tx, session_id, { state: 'settled', ...settled })
    await tx.emit(tillSettled({ till_session_id: session_id, till_id, store_id, state: 'settled', holder_id }))
    tx.audit({
      action: 'till_session.settled',
      thing: 'till_session',
      thing_id: session_id,
      store_id,
      reason,
      before: { state: 'under_review' },
      after: { state: 'settled', differences },
    })
  })
}
