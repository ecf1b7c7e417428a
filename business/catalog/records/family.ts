import { type Insertable, sql } from 'kysely'
import type { Tx } from '#platform/context'
import type { Rows } from '../../../db/rows.ts'

/** The writer of families of variants. */

export async function insertFamily(tx: Tx, row: Insertable<Rows['catalog.family']>): Promise<void> {
  await tx.db.insertInto('catalog.family').values(row).execute()
}

export async function renameFamily(tx: Tx, id: string, name: string): Promise<void> {
  const changed = { name, version: sql<number>`version + 1` }
  await tx.db.updateTable('catalog.family').set(changed).where('id', '=', id).execute()
}
