/** The only writer of stock's tables: it calls the module's SQL functions, one round trip each. A "no" is a status. */

import { sql } from 'kysely'
import type { Tx } from '#platform/context'
import { prepared } from '#platform/database/prepared'
import type { Cause } from './movement.ts'
import type { Owner, StockLine } from './reservation.ts'
import type { MovementKind } from './shapes.ts'

export interface ReservedRow {
  readonly status: 'reserved' | 'short' | 'id_taken'
  readonly id: string
  readonly product_id: string
  readonly warehouse_id: string
  readonly requested: number
  readonly available: number
}

export interface SettledRow {
  readonly status: 'confirmed' | 'expired' | 'released'
  readonly id: string
  readonly product_id: string
  readonly warehouse_id: string
  readonly quantity: number
}

export interface PostedRow {
  readonly status: 'taken' | 'short' | 'too_much'
  readonly product_id: string
  readonly warehouse_id: string
  readonly requested: number
  readonly available: number
  readonly cost_minor: number
}

export interface Posting {
  readonly kind: MovementKind
  readonly cause: Cause
  readonly reason?: string | null | undefined
}

const products = (lines: readonly StockLine[]) => sql`${lines.map((line) => line.product_id)}::uuid[]`
const warehouses = (lines: readonly StockLine[]) => sql`${lines.map((line) => line.warehouse_id)}::uuid[]`
const quantities = (lines: readonly StockLine[]) => sql`${lines.map((line) => line.quantity)}::numeric[]`
const now = (tx: Tx) => sql`${tx.now().toISOString()}::timestamptz`
const cause = ({ kind, id, label }: Cause) => sql`${kind}, ${id}::uuid, ${label ?? null}`
const actor = ({ actor: { id, name } }: Tx) => sql`${id}::uuid, ${name}`

export async function insertReservations(
  tx: Tx,
  owner: Owner,
  lines: readonly (StockLine & { readonly id: string })[],
  options: { state: 'pending' | 'confirmed'; ttl_seconds: number; reason: string | null },
): Promise<ReservedRow[]> {
  const { rows } = await sql<ReservedRow>`
    select * from stock.reserve(${owner.kind}, ${owner.id}::uuid, ${lines.map((line) => line.id)}::uuid[],
      ${products(lines)}, ${warehouses(lines)}, ${quantities(lines)}, ${options.state}, ${options.ttl_seconds}::integer,
      ${options.reason}, ${actor(tx)}, ${now(tx)}) ${prepared}`.execute(tx.db)
  return rows
}

/** Confirms what the owner has pending, or only the one named. */
export async function setConfirmed(tx: Tx, of: { owner: Owner } | { only_id: string }): Promise<SettledRow[]> {
  const { rows } = await sql<SettledRow>`
    select * from stock.confirm_reservations(${target(of)}, ${tx.actor.id}::uuid, ${now(tx)}) ${prepared}`.execute(
    tx.db,
  )
  return rows
}

export async function setReleased(
  tx: Tx,
  of: { owner: Owner } | { only_id: string },
  options: { states: readonly ('pending' | 'confirmed')[]; reason: string | null },
): Promise<SettledRow[]> {
  const { rows } = await sql<SettledRow>`
    select * from stock.release(${target(of)}, ${options.states}::text[], ${options.reason}, ${tx.actor.id}::uuid,
      ${now(tx)}) ${prepared}`.execute(tx.db)
  return rows
}

const target = (of: { owner: Owner } | { only_id: string }) =>
  'owner' in of ? sql`${of.owner.kind}, ${of.owner.id}::uuid, null::uuid` : sql`null, null::uuid, ${of.only_id}::uuid`

export async function postHandOver(
  tx: Tx,
  owner: Owner,
  options: Posting & { sell_short: boolean },
): Promise<PostedRow[]> {
  const { rows } = await sql<PostedRow>`
    select * from stock.hand_over(${owner.kind}, ${owner.id}::uuid, ${options.sell_short}, ${options.kind},
      ${cause(options.cause)}, ${actor(tx)}, ${now(tx)}) ${prepared}`.execute(tx.db)
  return rows
}

/** Parts of what an owner has reserved, as movements. */
export async function postHandOverParts(
  tx: Tx,
  owner: Owner,
  lines: readonly StockLine[],
  options: Posting & { sell_short: boolean },
): Promise<(Omit<PostedRow, 'status'> & { status: PostedRow['status'] | 'not_promised' })[]> {
  const { rows } = await sql<Omit<PostedRow, 'status'> & { status: PostedRow['status'] | 'not_promised' }>`
    select * from stock.hand_over_parts(${owner.kind}, ${owner.id}::uuid, ${products(lines)}, ${warehouses(lines)},
      ${quantities(lines)}, ${options.sell_short}, ${options.kind}, ${options.reason ?? null}, ${cause(options.cause)},
      ${actor(tx)}, ${now(tx)})`.execute(tx.db)
  return rows
}

export async function setPartsReleased(tx: Tx, owner: Owner, lines: readonly StockLine[], reason: string) {
  const { rows } = await sql<{
    status: 'settled' | 'not_promised'
    product_id: string
    warehouse_id: string
    requested: number
    available: number
  }>`
    select * from stock.release_parts(${owner.kind}, ${owner.id}::uuid, ${products(lines)}, ${warehouses(lines)},
      ${quantities(lines)}, ${reason}, ${tx.actor.id}::uuid, ${now(tx)})`.execute(tx.db)
  return rows
}

export async function postOut(
  tx: Tx,
  lines: readonly StockLine[],
  options: Posting & { sell_short: boolean },
): Promise<PostedRow[]> {
  const { rows } = await sql<PostedRow>`
    select * from stock.take_out(${products(lines)}, ${warehouses(lines)}, ${quantities(lines)}, ${options.sell_short},
      ${options.kind}, ${options.reason ?? null}, ${cause(options.cause)}, ${actor(tx)}, ${now(tx)}) ${prepared}`.execute(
    tx.db,
  )
  return rows
}

/** A line's cost is the whole line's; null brings it in at the present average. */
export async function postIn(
  tx: Tx,
  lines: readonly (StockLine & { readonly cost_minor: number | null })[],
  options: Posting,
): Promise<PostedRow[]> {
  const { rows } = await sql<PostedRow>`
    select * from stock.take_in(${products(lines)}, ${warehouses(lines)}, ${quantities(lines)},
      ${lines.map((line) => line.cost_minor)}::bigint[], ${options.kind}, ${options.reason ?? null},
      ${cause(options.cause)}, ${actor(tx)}, ${now(tx)}) ${prepared}`.execute(tx.db)
  return rows
}

/** Marks at most `batch` expired holds; gives the places whose stock that changed. */
export async function markExpired(tx: Tx, batch: number): Promise<{ product_id: string; warehouse_id: string }[]> {
  const { rows } = await sql<{ product_id: string; warehouse_id: string }>`
    select * from stock.expire(${batch}::integer, ${now(tx)})`.execute(tx.db)
  return rows
}

/** Locks one level, made if need be, and gives what is on hand, so that a count can be compared with it. */
export async function lockOnHand(tx: Tx, place: { product_id: string; warehouse_id: string }): Promise<number> {
  const { product_id, warehouse_id } = place
  await sql`select stock.open_levels(array[${product_id}::uuid], array[${warehouse_id}::uuid])`.execute(tx.db)
  const { on_hand } = await tx.db
    .selectFrom('stock.level')
    .select('on_hand')
    .where('product_id', '=', product_id)
    .where('warehouse_id', '=', warehouse_id)
    .forUpdate()
    .modifyEnd(prepared)
    .executeTakeFirstOrThrow()
  return on_hand
}

/**
 * Locks what an owner holds together with other lines, in the one order, for a caller that will both give the hold back
 * and take goods out: done one after the other, two such callers could lock each other out.
 */
export async function lockLevels(tx: Tx, owner: Owner, lines: readonly StockLine[]): Promise<void> {
  await sql`
    select stock.lock_levels(array_agg(product_id), array_agg(warehouse_id))
    from (
      select * from unnest(${products(lines)}, ${warehouses(lines)}) as line (product_id, warehouse_id)
      union all
      select product_id, warehouse_id from stock.reservation
      where owner_kind = ${owner.kind} and owner_id = ${owner.id}::uuid and state in ('pending', 'confirmed')
    ) places`.execute(tx.db)
}

export interface ImportedRow extends StockLine {
  readonly row_number: number
}

export async function keepImportRows(tx: Tx, run_id: string, rows: readonly ImportedRow[]): Promise<void> {
  if (rows.length === 0) return
  const values = rows.map(({ row_number, product_id, warehouse_id, quantity }) => ({
    run_id,
    row_number,
    product_id,
    warehouse_id,
    quantity,
  }))
  await tx.db.insertInto('stock.import_row').values(values).execute()
}

export async function markImportUndone(tx: Tx, run_id: string, row_numbers: readonly number[]): Promise<void> {
  await tx.db
    .updateTable('stock.import_row')
    .set({ undone_at: tx.now() })
    .where('run_id', '=', run_id)
    .where('row_number', 'in', [...row_numbers])
    .execute()
}
