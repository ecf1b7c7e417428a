import { tillArchiving } from '#company'
import { partyMerged } from '#contacts'
import { when } from '#platform/facts/fact'
import { accountChanged } from './events.ts'
import { moveAccount } from './records.ts'
import { refuseSession } from './refusals.ts'

/** A till with money in it is not archived. */
export const keepOpenTills = when(tillArchiving, async (tx, { till_id }) => {
  const open = await tx.db
    .selectFrom('money.till_session')
    .select('id')
    .where('till_id', '=', till_id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (open) throw refuseSession.tillIsOpen()
})

/** The accounts of two records that are one become one. */
export const mergeAccounts = when(partyMerged, async (tx, { from_id, into_id }) => {
  await moveAccount(tx, from_id, into_id)
  await tx.emit(accountChanged({ customer_id: into_id, store_id: null }))
})
