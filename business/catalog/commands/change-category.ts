import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import { categoryChanged } from '../events.ts'
import { changedFields } from '../product.ts'
import { categoryById, contentsOf } from '../queries/category.ts'
import { holdCategoryTree, updateCategory } from '../records/category.ts'
import { refuseCategory } from '../refusals.ts'
import type { Category, CategoryChanges } from '../wire/category.ts'
import { assertPlace } from './category-place.ts'

/** Renames, describes or moves a category. */
export async function changeCategory(ctx: Ctx, id: string, changes: CategoryChanges, wanted: string | null) {
  return transact(ctx, async (tx) => {
    const before = await held(tx, id, wanted)
    if (changes.parent_id) await assertPlace(tx, { id, parent_id: changes.parent_id })
    const fields = changedFields(before, changes)
    if (fields.length === 0) return before
    const name = changes.name ?? before.name
    await updateCategory(tx, { id, name }, changes)
    const after = await categoryById(tx, id)
    tx.audit({ action: 'category.changed', thing: 'category', thing_id: id, label: name, before, after })
    await tx.emit(categoryChanged({ category_id: id, name }))
    return after
  })
}

/** Archives a category that nothing stands in any more. */
export async function archiveCategory(ctx: Ctx, id: string, wanted: string | null) {
  return transact(ctx, async (tx) => {
    const before = await held(tx, id, wanted)
    if (before.archived_at !== null) return before
    const { products, categories } = await contentsOf(tx, id)
    if (products + categories > 0) throw refuseCategory.inUse({ products, categories })
    await updateCategory(tx, before, { archived_at: tx.now() })
    tx.audit({ action: 'category.archived', thing: 'category', thing_id: id, label: before.name, before })
    await tx.emit(categoryChanged({ category_id: id, name: before.name }))
    return categoryById(tx, id)
  })
}

async function held(tx: Tx, id: string, wanted: string | null): Promise<Category> {
  await holdCategoryTree(tx)
  const before = await categoryById(tx, id)
  assertVersion(wanted, before)
  return before
}
