/** The writer of bins, of what lives in them, and of lots. */
import { sql } from 'kysely'
import type { Tx } from '#platform/context'
import type { Cause } from '../movement.ts'
import type { PutInLot } from '../place-shapes.ts'

interface NewBin {
  readonly id: string
  readonly code: string
  readonly name: string | null
}

/** Puts them at the end of the walk; gives the ids of those whose code was free. */
export async function insertBins(tx: Tx, warehouse_id: string, bins: readonly NewBin[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into stock.bin (id, warehouse_id, code, name, walk_order, created_at)
    select k.id, ${warehouse_id}::uuid, k.code, k.name, last.walk_order + 10 * k.n, ${tx.now().toISOString()}::timestamptz
    from unnest(${bins.map((bin) => bin.id)}::uuid[], ${bins.map((bin) => bin.code)}::text[],
      ${bins.map((bin) => bin.name)}::text[]) with ordinality as k (id, code, name, n)
    cross join (
      select coalesce(max(walk_order), 0) as walk_order from stock.bin where warehouse_id = ${warehouse_id}::uuid) last
    on conflict do nothing
    returning id`.execute(tx.db)
  return rows.map(({ id }) => id)
}

export interface BinChange {
  code?: string
  name?: string | null
  walk_order?: number
  archived_at?: Date | null
}

export async function updateBin(tx: Tx, id: string, change: BinChange): Promise<void> {
  await tx.db
    .updateTable('stock.bin')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
}

export async function addBinProducts(
  tx: Tx,
  bin: { id: string; warehouse_id: string },
  product_ids: readonly string[],
): Promise<void> {
  await sql`
    insert into stock.bin_product (bin_id, product_id, warehouse_id, position)
    select ${bin.id}::uuid, p, ${bin.warehouse_id}::uuid, coalesce((
      select max(o.position) + 1 from stock.bin_product o
      where o.product_id = p and o.warehouse_id = ${bin.warehouse_id}::uuid), 0)
    from unnest(${[...new Set(product_ids)]}::uuid[]) p
    on conflict do nothing`.execute(tx.db)
}

export async function removeBinProduct(tx: Tx, bin_id: string, product_id: string): Promise<void> {
  await tx.db
    .deleteFrom('stock.bin_product')
    .where('bin_id', '=', bin_id)
    .where('product_id', '=', product_id)
    .execute()
}

/** Keeps a product by lot from now on (null: no longer). What lies there is in no lot until somebody says so. */
export async function writeLotRule(tx: Tx, product_id: string, warn_days: number | null): Promise<void> {
  if (warn_days === null) {
    await tx.db.deleteFrom('stock.lot_product').where('product_id', '=', product_id).execute()
    return
  }
  await tx.db
    .insertInto('stock.lot_product')
    .values({ product_id, warn_days, since: tx.now(), by_name: tx.actor.name })
    .onConflict((on) => on.column('product_id').doUpdateSet({ warn_days }))
    .execute()
}

/** Gives how many units could be put: fewer than asked means that none were. */
export async function putInLot(tx: Tx, lot: PutInLot, cause: Cause | null): Promise<number> {
  const { rows } = await sql<{ put: number }>`
    select stock.put_in_lot(${lot.product_id}::uuid, ${lot.warehouse_id}::uuid, ${lot.code},
      ${lot.expires_on ?? null}::date, ${lot.quantity}::numeric, ${cause?.kind ?? null}, ${cause?.id ?? null}::uuid,
      ${tx.actor.name}, ${tx.now().toISOString()}::timestamptz) as put`.execute(tx.db)
  return rows[0]?.put ?? 0
}

/** Which lots a document takes: written before its movement, which then takes these first. */
export async function insertLotChoices(
  tx: Tx,
  cause_id: string,
  lots: readonly { lot_id: string; quantity: number }[],
): Promise<void> {
  if (lots.length === 0) return
  await tx.db
    .insertInto('stock.lot_choice')
    .values(lots.map(({ lot_id, quantity }) => ({ cause_id, lot_id, quantity })))
    .execute()
}
