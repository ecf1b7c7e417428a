/** The only writer of purchasing's tables, with records/: reorders, orders and receipts stand there. */
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/context'
import { translating } from '#platform/database/constraint'
import type { Rows } from '../../db/rows.ts'
import { refuseCode, refuseOffer } from './refusals.ts'
import type { SetTerms } from './wire.ts'

export type OfferRow = Selectable<Rows['purchasing.offer']>
export type UnknownCodeRow = Selectable<Rows['purchasing.unknown_code']>

const nextVersion = sql<number>`version + 1`

const offerRules = (supplier_code: string | null | undefined) => ({
  offer_once: () => refuseOffer.exists(),
  offer_code: () => refuseOffer.codeTaken({ supplier_code }),
  offer_pkey: () => refuseOffer.exists(),
})

export async function setTerms(tx: Tx, supplier_id: string, change: SetTerms) {
  const row = { supplier_id, ...change, updated_at: tx.now() }
  await tx.db
    .insertInto('purchasing.terms')
    .values(row)
    .onConflict((c) =>
      c.column('supplier_id').doUpdateSet({ ...change, updated_at: tx.now(), version: sql`terms.version + 1` }),
    )
    .execute()
}

/** The offers of these products by any supplier, locked: who changes one of them next waits here. */
export async function lockOffers(tx: Tx, supplier_id: string, product_ids: readonly string[]): Promise<OfferRow[]> {
  return tx.db
    .selectFrom('purchasing.offer')
    .selectAll()
    .where('supplier_id', '=', supplier_id)
    .where('product_id', 'in', [...product_ids])
    .where('archived_at', 'is', null)
    .orderBy('product_id')
    .forUpdate()
    .execute()
}

export async function lockOffer(tx: Tx, supplier_id: string, id: string): Promise<OfferRow> {
  const row = await tx.db
    .selectFrom('purchasing.offer')
    .selectAll()
    .where('id', '=', id)
    .where('supplier_id', '=', supplier_id)
    .where('archived_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuseOffer.notFound()
  return row
}

export async function insertOffer(tx: Tx, row: Insertable<Rows['purchasing.offer']>): Promise<void> {
  await translating(offerRules(row.supplier_code), () => tx.db.insertInto('purchasing.offer').values(row).execute())
}

export async function updateOffer(tx: Tx, id: string, change: Updateable<Rows['purchasing.offer']>): Promise<void> {
  const set = { ...change, version: nextVersion, updated_at: tx.now(), updated_by: tx.actor.id }
  await translating(offerRules(change.supplier_code as string | null | undefined), () =>
    tx.db.updateTable('purchasing.offer').set(set).where('id', '=', id).execute(),
  )
}

/** A product has one preferred offer: the one before steps back. */
export async function stepBack(tx: Tx, product_id: string): Promise<void> {
  await tx.db
    .updateTable('purchasing.offer')
    .set({ is_preferred: false })
    .where('product_id', '=', product_id)
    .where('is_preferred', '=', true)
    .where('archived_at', 'is', null)
    .execute()
}

interface OfferPrice {
  readonly id: string
  readonly pack_size: number
  readonly pack_cost_minor: number
}

/** Many offers at what was really asked, each with the next stretch of its history. The offers are locked. */
export async function repriceOffers(tx: Tx, prices: readonly OfferPrice[], source: PriceSource): Promise<void> {
  if (prices.length === 0) return
  const [ids, sizes, costs] = [
    prices.map(({ id }) => id),
    prices.map(({ pack_size }) => pack_size),
    prices.map(({ pack_cost_minor }) => pack_cost_minor),
  ]
  await sql`
    update purchasing.offer o set pack_size = k.size, pack_cost_minor = k.cost, version = o.version + 1,
      updated_at = ${tx.now().toISOString()}::timestamptz, updated_by = ${tx.actor.id}::uuid
    from unnest(${ids}::uuid[], ${sizes}::numeric[], ${costs}::bigint[]) as k (id, size, cost)
    where o.id = k.id`.execute(tx.db)
  const rows = prices.map(({ id: offer_id, ...price }) => ({
    offer_id,
    ...price,
    source,
    at: tx.now(),
    by_id: tx.actor.id,
  }))
  await tx.db.insertInto('purchasing.offer_price').values(rows).execute()
}

export type PriceSource = 'hand' | 'import' | 'receipt'

export async function keepPrice(
  tx: Tx,
  offer: { id: string; pack_size: number; pack_cost_minor: number },
  source: PriceSource,
): Promise<void> {
  const { id: offer_id, pack_size, pack_cost_minor } = offer
  await tx.db
    .insertInto('purchasing.offer_price')
    .values({ offer_id, pack_size, pack_cost_minor, source, at: tx.now(), by_id: tx.actor.id })
    .execute()
}

/** Keeps a code that nobody knows; one that was seen before takes the newest price. What was left aside stays aside. */
export async function keepUnknownCode(tx: Tx, row: Insertable<Rows['purchasing.unknown_code']>): Promise<string> {
  const { description, pack_size, pack_cost_minor, minimum_quantity, lead_time_days, run_id, seen_at } = row
  const latest = { description, pack_size, pack_cost_minor, minimum_quantity, lead_time_days, run_id, seen_at }
  const { id } = await tx.db
    .insertInto('purchasing.unknown_code')
    .values(row)
    .onConflict((c) => c.columns(['supplier_id', 'code_key']).doUpdateSet(latest))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function lockUnknownCode(tx: Tx, supplier_id: string, id: string): Promise<UnknownCodeRow> {
  const row = await tx.db
    .selectFrom('purchasing.unknown_code')
    .selectAll()
    .where('id', '=', id)
    .where('supplier_id', '=', supplier_id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuseCode.notFound()
  if (row.resolved_at !== null) throw refuseCode.resolved()
  return row
}

export async function resolveUnknownCode(tx: Tx, id: string, product_id: string | null): Promise<void> {
  await tx.db
    .updateTable('purchasing.unknown_code')
    .set({ product_id, is_ignored: product_id === null, resolved_at: tx.now(), resolved_by: tx.actor.id })
    .where('id', '=', id)
    .execute()
}

/** Codes that a run brought and nobody resolved wait no more. Gives how many. */
export async function forgetUnknownCodes(tx: Tx, run_id: string): Promise<number> {
  const result = await tx.db
    .updateTable('purchasing.unknown_code')
    .set({ is_ignored: true, resolved_at: tx.now(), resolved_by: tx.actor.id })
    .where('run_id', '=', run_id)
    .where('resolved_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export async function keepImported(tx: Tx, rows: readonly Insertable<Rows['purchasing.imported']>[]): Promise<void> {
  if (rows.length === 0) return
  await tx.db
    .insertInto('purchasing.imported')
    .values([...rows])
    .execute()
}

/** What a supplier that was merged into another offered, ordered and invoiced follows the record that stays. */
export async function moveSupplier(tx: Tx, from_id: string, into_id: string): Promise<void> {
  await sql`
    update purchasing.offer o set archived_at = ${tx.now().toISOString()}::timestamptz, is_preferred = false
    where o.supplier_id = ${from_id}::uuid and o.archived_at is null and exists (
      select from purchasing.offer kept
      where kept.supplier_id = ${into_id}::uuid and kept.archived_at is null
        and (kept.product_id = o.product_id or kept.code_key = o.code_key))`.execute(tx.db)
  await sql`
    update purchasing.unknown_code u set supplier_id = ${into_id}::uuid
    where u.supplier_id = ${from_id}::uuid and not exists (
      select from purchasing.unknown_code kept where kept.supplier_id = ${into_id}::uuid and kept.code_key = u.code_key)
  `.execute(tx.db)
  const to = { supplier_id: into_id }
  await tx.db.updateTable('purchasing.offer').set(to).where('supplier_id', '=', from_id).execute()
  await tx.db.updateTable('purchasing.reorder').set(to).where('supplier_id', '=', from_id).execute()
  await tx.db.updateTable('purchasing.purchase_order').set(to).where('supplier_id', '=', from_id).execute()
  await tx.db.updateTable('purchasing.invoice').set(to).where('supplier_id', '=', from_id).execute()
}
