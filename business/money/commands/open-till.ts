import type { z } from 'zod'
import { tillById } from '#company'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import { tillOpened } from '../events.ts'
import { insertSession } from '../records.ts'
import { refuseSession } from '../refusals.ts'
import type { OpenTill } from '../wire-tills.ts'

/** Opens a till with its float: one open session a till, and one a person; the database decides between two at once. */
export async function openTill(ctx: Ctx, input: z.output<typeof OpenTill>): Promise<string> {
  const holder_id = present(ctx.actor.id, 'who opens a till has signed in')
  return transact(ctx, async (tx) => {
    const till = await tillById(tx, input.till_id)
    if (till.archived_at !== null) throw refuseSession.tillArchived()
    const { opening_minor } = input
    const id = input.id ?? newId()
    await insertSession(tx, {
      id,
      till_id: till.id,
      store_id: till.store_id,
      opening_minor,
      holder_id,
      holder_name: tx.actor.name,
      opened_by: holder_id,
      opened_at: tx.now(),
    })
    const { store_id } = till
    await tx.emit(tillOpened({ till_session_id: id, till_id: till.id, store_id, state: 'open', holder_id }))
    tx.audit({
      action: 'till_session.opened',
      thing: 'till_session',
      thing_id: id,
      label: till.name,
      store_id,
      after: { opening_minor },
    })
    return id
  })
}
