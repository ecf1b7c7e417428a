import { usersWho } from '#people'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { tillHandedOver } from '../events.ts'
import { updateSession } from '../records.ts'
import { refuseSession } from '../refusals.ts'
import { assertHolds, sessionToChange } from '../sessions.ts'

/** Gives an open till to another user: from now on they answer for it. */
export async function handOverTill(ctx: Ctx, session_id: string, user_id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const session = await sessionToChange(tx, session_id)
    if (session.state !== 'open') throw refuseSession.closed()
    assertHolds(tx, session)
    const { till_id, store_id } = session
    const able = await usersWho(tx, { may: 'till_sessions.operate', store_id })
    const successor = able.find(({ id }) => id === user_id)
    if (!successor) throw refuseSession.cannotTakeOver()
    const holder_name = successor.full_name
    // Who already holds another till is refused by the database, which decides between two at once.
    await updateSession(tx, session_id, { holder_id: user_id, holder_name })
    await tx.emit(tillHandedOver({ till_session_id: session_id, till_id, store_id, state: 'open', holder_id: user_id }))
    tx.audit({
      action: 'till_session.handed_over',
      thing: 'till_session',
      thing_id: session_id,
      store_id,
      before: { holder_id: session.holder_id, holder_name: session.holder_name },
      after: { holder_id: user_id, holder_name },
    })
  })
}
