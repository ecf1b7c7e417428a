import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import type { RecordConsent } from '../contract.ts'
import { consentRecorded } from '../events.ts'
import { partyById } from '../queries.ts'
import { insertConsent } from '../records.ts'

/** Writes down that somebody agreed or withdrew: who wrote it, when, and how it was given. */
export async function recordConsent(
  ctx: Ctx,
  id: string,
  { purpose, is_granted, source }: RecordConsent,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const party = await partyById(tx, id)
    const row = { party_id: id, purpose, is_granted, source, at: tx.now(), recorded_by: tx.actor.id }
    await insertConsent(tx, row)
    tx.audit({ action: 'consent.recorded', thing: 'person', thing_id: id, label: party.name, after: row })
    await tx.emit(consentRecorded({ party_id: id, purpose, is_granted }))
  })
}
