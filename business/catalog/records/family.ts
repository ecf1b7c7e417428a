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

export async function renameFamily(tx: Tx, id: string, name: string): Promise<void> {
  const changed = { name, version: sql<number>`version + 1` }
  await tx.db.updateTable('catalog.family').set(changed).where('id', '=', id).execute()
}
