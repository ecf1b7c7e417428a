import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import { newId } from '#platform/ids'
import { familyById } from '../queries/family.ts'
import { insertFamily, renameFamily } from '../records/family.ts'
import type { Family, NewFamily } from '../wire/family.ts'

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

export async function changeFamily(ctx: Ctx, id: string, { name }: { name: string }, wanted: string | null) {
  return transact(ctx, async (tx) => {
    const before = await familyById(tx, id)
    assertVersion(wanted, before)
    if (before.name === name) return before
    await renameFamily(tx, id, name)
    tx.audit({
      action: 'product_family.changed',
      thing: 'product_family',
      thing_id: id,
      label: name,
      before: { name: before.name },
      after: { name },
    })
    return familyById(tx, id)
  })
}
