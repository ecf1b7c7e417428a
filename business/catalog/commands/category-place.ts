import type { Tx } from '#platform/context'
import { placeOf } from '../queries/category.ts'
import { refuse, refuseCategory } from '../refusals.ts'

/** Deep enough for any shop; bounded, so that paths stay readable and recursion ends. */
const DEPTH_MAX = 6

/** Refuses a parent that is unknown, archived, below the category itself, or too deep. The tree is held. */
export async function assertPlace(tx: Tx, { id, parent_id }: { id: string | null; parent_id: string }): Promise<void> {
  const parent = await tx.db
    .selectFrom('catalog.category')
    .select('id')
    .where('id', '=', parent_id)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  if (!parent) throw refuse.unknownCategory({ category_id: parent_id })
  const { above } = await placeOf(tx, parent_id)
  if (id !== null && above.includes(id)) throw refuseCategory.loop()
  const below = id === null ? 0 : (await placeOf(tx, id)).levels_below
  if (above.length + 1 + below > DEPTH_MAX) throw refuseCategory.tooDeep({ depth_max: DEPTH_MAX })
}
