import { type Insertable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/context'
import { translating } from '#platform/database/constraint'
import type { Rows } from '../../../db/rows.ts'
import { refuseCategory } from '../refusals.ts'

/** The writer of categories. The database decides which names are free, so two people at once cannot both win. */

type CategoryRow = Insertable<Rows['catalog.category']>
const clashes = (name: string) => ({
  category_pkey: () => refuseCategory.idTaken(),
  category_name: () => refuseCategory.nameTaken({ name }),
})

export async function insertCategory(tx: Tx, row: CategoryRow): Promise<void> {
  await translating(clashes(row.name), () => tx.db.insertInto('catalog.category').values(row).execute())
}

export async function updateCategory(
  tx: Tx,
  { id, name }: { id: string; name: string },
  values: Updateable<Rows['catalog.category']>,
): Promise<void> {
  const changed = { ...values, version: sql<number>`version + 1` }
  await translating(clashes(name), () =>
    tx.db.updateTable('catalog.category').set(changed).where('id', '=', id).execute(),
  )
}

/** One change of the tree at a time: two moves that are right by themselves could close a loop together. */
export async function holdCategoryTree(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('catalog.category'))`.execute(tx.db)
}
