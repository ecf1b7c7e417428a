import { type Insertable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/context'
import { translating } from '#platform/database/constraint'
import { present } from '#platform/invariant'
import type { Rows } from '../../db/rows.ts'
import { refuseBusiness, refuseStore, refuseTill, refuseWarehouse } from './refusals.ts'

// The only writer of this module's tables: an invariant holds because all its writers stand on this page.

type New<T extends keyof Rows> = Insertable<Rows[T]>
type Change<T extends keyof Rows> = Omit<Updateable<Rows[T]>, 'id' | 'version'>

const nextVersion = sql<number>`version + 1`

// ── business ──────────────────────────────────────────────────────────────────────────────────────────────────────

const logo = { business_logo: () => refuseBusiness.unknownLogo() }

export async function insertBusiness(tx: Tx, row: New<'company.business'>): Promise<void> {
  await translating(logo, () => tx.db.insertInto('company.business').values(row).execute())
}

export async function updateBusiness(tx: Tx, change: Change<'company.business'>): Promise<void> {
  const set = { ...change, version: nextVersion, updated_at: tx.now() }
  await translating(logo, () => tx.db.updateTable('company.business').set(set).execute())
}

/** Makes others wait who would change the settings at the same time. */
export async function lockBusiness(tx: Tx): Promise<void> {
  await tx.db.selectFrom('company.business').select('version').forUpdate().execute()
}

export async function writeFeature(tx: Tx, name: string, is_on: boolean): Promise<void> {
  const set = { is_on, changed_at: tx.now(), changed_by: tx.actor.id }
  await tx.db
    .insertInto('company.feature')
    .values({ name, ...set })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(set))
    .execute()
}

// ── places ────────────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertStore(tx: Tx, row: New<'company.store'>): Promise<void> {
  await storeWrite(row.code, () => tx.db.insertInto('company.store').values(row).execute())
}

export async function updateStore(tx: Tx, id: string, change: Change<'company.store'>): Promise<void> {
  const set = { ...change, version: nextVersion }
  await storeWrite(change.code, () => tx.db.updateTable('company.store').set(set).where('id', '=', id).execute())
}

const storeWrite = (code: unknown, write: () => Promise<unknown>) =>
  translating({ store_pkey: () => refuseStore.idTaken(), store_code: () => refuseStore.codeTaken({ code }) }, write)

/** Makes others wait who would change places too; sales in them go on. */
export async function lockStores(tx: Tx): Promise<void> {
  await tx.db.selectFrom('company.store').select('id').orderBy('id').forNoKeyUpdate().execute()
}

export async function insertWarehouse(tx: Tx, row: New<'company.warehouse'>): Promise<void> {
  await warehouseWrite(row.code, () => tx.db.insertInto('company.warehouse').values(row).execute())
}

export async function updateWarehouse(tx: Tx, id: string, change: Change<'company.warehouse'>): Promise<void> {
  const set = { ...change, version: nextVersion }
  await warehouseWrite(change.code, () =>
    tx.db.updateTable('company.warehouse').set(set).where('id', '=', id).execute(),
  )
}

const warehouseWrite = (code: unknown, write: () => Promise<unknown>) =>
  translating(
    { warehouse_pkey: () => refuseWarehouse.idTaken(), warehouse_code: () => refuseWarehouse.codeTaken({ code }) },
    write,
  )

/** Takes the default from the warehouse that has it, so that another may get it. */
export async function clearDefaultWarehouse(tx: Tx, store_id: string): Promise<void> {
  await tx.db
    .updateTable('company.warehouse')
    .set({ is_default: false, version: nextVersion })
    .where('store_id', '=', store_id)
    .where('is_default', '=', true)
    .execute()
}

export async function insertTill(tx: Tx, row: New<'company.till'>): Promise<void> {
  await tillWrite(row.name, () => tx.db.insertInto('company.till').values(row).execute())
}

export async function updateTill(tx: Tx, id: string, change: Change<'company.till'>): Promise<void> {
  const set = { ...change, version: nextVersion }
  await tillWrite(change.name, () => tx.db.updateTable('company.till').set(set).where('id', '=', id).execute())
}

const tillWrite = (name: unknown, write: () => Promise<unknown>) =>
  translating({ till_pkey: () => refuseTill.idTaken(), till_name: () => refuseTill.nameTaken({ name }) }, write)

// ── numbers ───────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * The next number of a store's series of documents, without gaps: a rolled-back transaction gives it back. Take it as
 * late as you can, because the series stays locked until the transaction ends.
 */
export async function nextNumber(tx: Tx, series: { store_id: string; kind: string }): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select company.next_number(${series.store_id}, ${series.kind}) as number`.execute(tx.db)
  return present(rows[0], 'a series gives a number').number
}

/** The next `count` numbers of a series at once, for loaders: gives the first of them. */
export async function nextNumbers(tx: Tx, series: { store_id: string; kind: string; count: number }): Promise<number> {
  const { rows } = await sql<{ first: number }>`
    insert into company.document_series as series (store_id, kind, last_number)
    values (${series.store_id}, ${series.kind}, ${series.count})
    on conflict (store_id, kind) do update set last_number = series.last_number + ${series.count}::bigint
    returning last_number - ${series.count}::bigint + 1 as first`.execute(tx.db)
  return present(rows[0], 'a series gives numbers').first
}
