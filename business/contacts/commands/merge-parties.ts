import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import type { Party } from '../contract.ts'
import { partyFacts, partyMerged } from '../events.ts'
import { rolesOf } from '../party.ts'
import { partyById } from '../queries.ts'
import { lockForMerge, moveHistory, updateParty } from '../records.ts'
import { refuse } from '../refusals.ts'

/**
 * Makes two records of one person into one. The record `id` stays and wins wherever both say something; the duplicate
 * gives it what it lacks and its history, and is archived with a pointer to it.
 */
export async function mergeParties(ctx: Ctx, id: string, duplicate_id: string): Promise<Party> {
  if (id === duplicate_id)
    throw refuse.sameRecord({}, { errors: [{ path: 'duplicate_id', code: 'person.same_record' }] })
  return transact(ctx, async (tx) => {
    // The modules above move first: a payment locks its document and account before it writes to the person's history,
    // so a merge that held the person while it waited for them would lock such a payment out, and itself.
    await tx.emit(partyMerged({ from_id: duplicate_id, into_id: id }))
    await lockForMerge(tx, [id, duplicate_id])
    const [kept, duplicate] = [await partyById(tx, id), await partyById(tx, duplicate_id)]
    assertOnePerson(kept, duplicate)
    // First the duplicate leaves, because its e-mail and number are unique among the records in use.
    await updateParty(tx, duplicate_id, { archived_at: tx.now(), archived_by: tx.actor.id, merged_into_id: id })
    await updateParty(tx, id, completed(kept, duplicate))
    await moveHistory(tx, duplicate_id, id)

    const after = await partyById(tx, id)
    const before = { kept, duplicate }
    tx.audit({ action: 'person.merged', thing: 'person', thing_id: id, label: kept.name, before, after })
    for (const role of rolesOf(after)) await tx.emit(partyFacts[role].changed({ party_id: id, name: after.name }))
    return after
  })
}

function assertOnePerson(kept: Party, duplicate: Party): void {
  for (const party of [kept, duplicate]) {
    if (party.merged_into_id !== null) throw refuse.merged({ name: party.name, merged_into_id: party.merged_into_id })
    if (party.archived_at !== null) throw refuse.archived({ name: party.name })
  }
  if (kept.tax_id !== null && duplicate.tax_id !== null && kept.tax_id !== duplicate.tax_id) {
    throw refuse.differentTaxIds({ kept: kept.tax_id_text, other: duplicate.tax_id_text })
  }
}

function completed(kept: Party, duplicate: Party) {
  const paper = kept.tax_id === null && duplicate.tax_id !== null ? duplicate : kept
  return {
    document_kind: paper.document_kind,
    tax_id: paper.tax_id,
    code: kept.code ?? duplicate.code,
    activity: kept.activity ?? duplicate.activity,
    email: kept.email ?? duplicate.email,
    phone: kept.phone ?? duplicate.phone,
    contact_name: kept.contact_name ?? duplicate.contact_name,
    job_title: kept.job_title ?? duplicate.job_title,
    notes: [kept.notes, duplicate.notes].filter(Boolean).join('\n') || null,
    user_id: kept.user_id ?? duplicate.user_id,
    represents_id: kept.represents_id ?? duplicate.represents_id,
    credit_limit_minor: Math.max(kept.credit_limit_minor, duplicate.credit_limit_minor),
    payment_days: Math.max(kept.payment_days, duplicate.payment_days),
    is_customer: kept.is_customer || duplicate.is_customer,
    is_supplier: kept.is_supplier || duplicate.is_supplier,
    is_employee: kept.is_employee || duplicate.is_employee,
    is_rep: kept.is_rep || duplicate.is_rep,
  }
}
