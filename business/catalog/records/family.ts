import { type Insertable, sql } from 'kysely'
import type { Tx } from '#platform/context'
import { translating } from '#platform/database/constraint'
import type { Rows } from '../../../db/rows.ts'
import { refuseFamily } from '../refusals.ts'

/** The writer of families of variants. */

export async function insertFamily(tx: Tx, row: Insertable<Rows['catalog.family']>): Promise<void> {
  const clashes = { family_pkey: () => refuseFamily.idTaken() }
  await translating(clashes, () => tx.db.insertInto('catalog.family').values(row).execute())
}

/** Whoever makes a variant of it holds it as well, so that none slips in while it is put away. */
export async function lockFamily(tx: Tx, id: string): Promise<void> {
  await tx.db.selectFrom('catalog.family').select('id').where('id', '=', id).forUpdate().execute()
}

export async function updateFamily(
  tx: Tx,
  id: string,
  change: { name?: string; archived_at?: Date | null },
): Promise<void> {
  const changed = { ...change, version: sql<number>`version + 1` }
  await tx.db.updateTable('catalog.family').set(changed).where('id', '=', id).execute()
}
