import { type Insertable, sql } from 'kysely'
import type { Tx } from '#platform/context'
import { translating } from '#platform/database/constraint'
import type { Rows } from '../../../db/rows.ts'
import { refuseModel } from '../refusals.ts'

/** The writer of device models and their spellings. */

export async function insertModel(tx: Tx, row: Insertable<Rows['catalog.device_model']>): Promise<void> {
  const clashes = { device_model_pkey: () => refuseModel.idTaken() }
  await translating(clashes, () => tx.db.insertInto('catalog.device_model').values(row).execute())
}

export async function addSpelling(tx: Tx, key: string, device_model_id: string): Promise<void> {
  await tx.db.insertInto('catalog.device_spelling').values({ key, device_model_id }).execute()
}

/** Makes every spelling of one model mean another, and leaves a signpost on the row that others may point at. */
export async function mergeModel(tx: Tx, id: string, into_id: string): Promise<void> {
  await tx.db
    .updateTable('catalog.device_spelling')
    .set({ device_model_id: into_id })
    .where('device_model_id', '=', id)
    .execute()
  await tx.db
    .updateTable('catalog.device_model')
    .set({ merged_into_id: into_id })
    .where((is) => is.or([is('id', '=', id), is('merged_into_id', '=', id)]))
    .execute()
}

/** One learner of a spelling at a time: the second finds what the first wrote. */
export async function holdSpelling(tx: Tx, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`device ${key}`}, 0))`.execute(tx.db)
}
