import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { entryOf } from '../entries.ts'
import { cashMoved } from '../events.ts'
import { insertEntries } from '../records.ts'
import { refuseSession } from '../refusals.ts'
import { assertHolds, sessionToChange } from '../sessions.ts'
import type { MoveCash } from '../wire-tills.ts'

/** Puts cash into an open till, or takes it out, with a reason. */
export async function moveCash(
  ctx: Ctx,
  session_id: string,
  direction: 'cash_in' | 'cash_out',
  input: z.output<typeof MoveCash>,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const session = await sessionToChange(tx, session_id)
    if (session.state !== 'open') throw refuseSession.closed()
    assertHolds(tx, session)
    const entry = await entryOf(tx, {
      id: input.id,
      kind: direction,
      method: 'cash',
      amount: direction === 'cash_in' ? input.amount : -input.amount,
      store_id: session.store_id,
      till_session_id: session_id,
      description: input.reason,
    })
    await insertEntries(tx, [entry])
    const { store_id } = session
    await tx.emit(cashMoved({ entry_id: entry.id, till_session_id: session_id, store_id, kind: direction }))
    tx.audit({
      action: `till_session.${direction}`,
      thing: 'till_session',
      thing_id: session_id,
      store_id,
      reason: input.reason,
      after: { amount: entry.amount },
    })
  })
}
