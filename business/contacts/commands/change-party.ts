import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { given } from '#platform/given'
import { assertVersion } from '#platform/http/etag'
import { addressRows, changesAddress, partOf, shortAddress } from '../addresses.ts'
import type { ChangePerson, Party } from '../contract.ts'
import { partyFacts } from '../events.ts'
import { ROLES, rolesOf } from '../party.ts'
import { addressesOf, partyById } from '../queries.ts'
import { deleteAddresses, insertAddresses, lockParty, updateParty } from '../records.ts'
import { refuse } from '../refusals.ts'
import { numberReader } from './create-party.ts'

/** Changes what is given of a party; `archived: false` takes it out of the archive. */
export async function changeParty(
  ctx: Ctx,
  id: string,
  input: ChangePerson,
  wanted: string | null = null,
): Promise<Party> {
  return transact(ctx, async (tx) => {
    await lockParty(tx, id)
    const before = await partyById(tx, id)
    assertVersion(wanted, before)
    assertMayBeChanged(before, input)
    await write(tx, before, input)

    const after = await partyById(tx, id)
    tx.audit({ action: 'person.changed', thing: 'person', thing_id: id, label: after.name, before, after })
    await tellChange(tx, before, after)
    return after
  })
}

function assertMayBeChanged(before: Party, input: ChangePerson): void {
  if (before.merged_into_id !== null) throw refuse.merged({ name: before.name, merged_into_id: before.merged_into_id })
  if (before.archived_at !== null && input.archived !== false) throw refuse.archived({ name: before.name })
  const after = { ...before, ...given(input) }
  if (rolesOf(after).length === 0) {
    throw refuse.roleNeeded({}, { errors: ROLES.map((role) => ({ path: `is_${role}`, code: 'person.role_needed' })) })
  }
}

async function write(tx: Tx, before: Party, input: ChangePerson): Promise<void> {
  const { archived, address, commune, city, addresses, ...fields } = input
  const numbers = await numberReader(tx)
  // Another kind of document judges the number anew, also when the number itself stays.
  const tax_id = input.tax_id ?? (input.document_kind ? before.tax_id : undefined)
  const restored = archived === false ? { archived_at: null, archived_by: null } : {}
  await updateParty(tx, before.id, {
    ...given(fields),
    ...numbers({
      document_kind: input.document_kind ?? before.document_kind,
      phone: input.phone,
      tax_id: input.tax_id === null ? null : tax_id,
    }),
    ...restored,
  })
  const short = { address, commune, city }
  if (!addresses && !changesAddress(short)) return
  const parts = addresses ?? shortAddress((await addressesOf(tx, before.id)).map(partOf), short)
  await deleteAddresses(tx, before.id)
  await insertAddresses(tx, addressRows(before.id, parts))
}

async function tellChange(tx: Tx, before: Party, after: Party): Promise<void> {
  const had = before.archived_at === null ? rolesOf(before) : []
  const about = { party_id: after.id, name: after.name }
  for (const role of ROLES) {
    const has = rolesOf(after).includes(role)
    if (has) await tx.emit(partyFacts[role][had.includes(role) ? 'changed' : 'created'](about))
    else if (had.includes(role)) await tx.emit(partyFacts[role].archived(about))
  }
}
