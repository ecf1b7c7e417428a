import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import { newId } from '#platform/ids'
import { familyById } from '../queries/family.ts'
import { insertFamily, lockFamily, updateFamily } from '../records/family.ts'
import { refuseFamily } from '../refusals.ts'
import type { Family, FamilyChanges, NewFamily } from '../wire/family.ts'

/** Creates a family; its variants are products created with its id and one value for each option. */
export async function createFamily(ctx: Ctx, input: NewFamily): Promise<Family> {
  return transact(ctx, async (tx) => {
    const { id = newId(), name, option_names } = input
    await insertFamily(tx, { id, name, option_names, created_at: tx.now() })
    const after = { name, option_names }
    tx.audit({ action: 'product_family.created', thing: 'product_family', thing_id: id, label: name, after })
    return familyById(tx, id)
  })
}

/** Renames a family, or takes it out of the archive. */
export async function changeFamily(ctx: Ctx, id: string, changes: FamilyChanges, wanted: string | null) {
  return transact(ctx, async (tx) => {
    await lockFamily(tx, id)
    const before = await familyById(tx, id)
    assertVersion(wanted, before)
    const name = changes.name ?? before.name
    const isRestored = changes.archived === false && before.archived_at !== null
    if (before.name === name && !isRestored) return before
    await updateFamily(tx, id, { name, ...(isRestored && { archived_at: null }) })
    return told(tx, isRestored ? 'restored' : 'changed', before)
  })
}

/** Puts a family away; its variants must be put away before. */
export async function archiveFamily(ctx: Ctx, id: string, wanted: string | null): Promise<Family> {
  return transact(ctx, async (tx) => {
    await lockFamily(tx, id)
    const before = await familyById(tx, id)
    assertVersion(wanted, before)
    if (before.archived_at !== null) return before
    if (before.variant_count > 0) throw refuseFamily.inUse({ variants: before.variant_count })
    await updateFamily(tx, id, { archived_at: tx.now() })
    return told(tx, 'archived', before)
  })
}

async function told(tx: Tx, act: 'changed' | 'archived' | 'restored', before: Family): Promise<Family> {
  const after = await familyById(tx, before.id)
  tx.audit({
    action: `product_family.${act}`,
    thing: 'product_family',
    thing_id: before.id,
    label: after.name,
    before: { name: before.name, archived_at: before.archived_at },
    after: { name: after.name, archived_at: after.archived_at },
  })
  return after
}
