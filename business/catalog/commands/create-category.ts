import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { categoryChanged } from '../events.ts'
import { categoryById } from '../queries/category.ts'
import { holdCategoryTree, insertCategory } from '../records/category.ts'
import type { Category, NewCategory } from '../wire/category.ts'
import { assertPlace } from './category-place.ts'

export async function createCategory(ctx: Ctx, input: NewCategory): Promise<Category> {
  return transact(ctx, async (tx) => {
    const { id = newId(), name, description = null, parent_id = null } = input
    await holdCategoryTree(tx)
    if (parent_id !== null) await assertPlace(tx, { id: null, parent_id })
    await insertCategory(tx, { id, name, description, parent_id, created_at: tx.now() })
    const after = { name, description, parent_id }
    tx.audit({ action: 'category.created', thing: 'category', thing_id: id, label: name, after })
    await tx.emit(categoryChanged({ category_id: id, name }))
    return categoryById(tx, id)
  })
}
