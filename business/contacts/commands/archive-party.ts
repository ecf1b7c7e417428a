import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import type { Party } from '../contract.ts'
import { partyFacts } from '../events.ts'
import { flagOf, type Role, rolesOf } from '../party.ts'
import { partyById } from '../queries.ts'
import { lockParty, updateParty } from '../records.ts'

/**
 * Takes a party out of use; its documents stay. Archived in one role (a supplier who is no customer any more), it goes
 * on in the others; with its last role the record itself is archived.
 */
export async function archiveParty(
  ctx: Ctx,
  id: string,
  role: Role | null,
  wanted: string | null = null,
): Promise<Party> {
  return transact(ctx, async (tx) => {
    await lockParty(tx, id)
    const before = await partyById(tx, id)
    assertVersion(wanted, before)
    if (before.archived_at !== null) return before
    const leaving = role === null ? rolesOf(before) : [role]
    const stays = rolesOf(before).some((one) => !leaving.includes(one))
    const gone = { archived_at: tx.now(), archived_by: tx.actor.id }
    await updateParty(tx, id, role !== null && stays ? { [flagOf(role)]: false } : gone)

    const after = await partyById(tx, id)
    for (const one of leaving) {
      tx.audit({ action: `${one}.archived`, thing: 'person', thing_id: id, label: before.name, before, after })
      await tx.emit(partyFacts[one].archived({ party_id: id, name: before.name }))
    }
    return after
  })
}
