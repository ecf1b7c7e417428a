/** The only writer of fulfilment's tables. */
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { seesStore, seesWarehouse } from '#platform/actor'
import type { Tx } from '#platform/context'
import { translating } from '#platform/database/constraint'
import { prepared } from '#platform/database/prepared'
import type { Rows } from '../../db/rows.ts'
import { refuseFulfilment, refuseShipment } from './refusals.ts'
import { FulfilmentState, ShipmentState } from './wire.ts'

export type FulfilmentRow = Omit<Selectable<Rows['fulfilment.fulfilment']>, 'state'> & { state: FulfilmentState }
export type LineRow = Selectable<Rows['fulfilment.line']>
export type ShipmentRow = Omit<Selectable<Rows['fulfilment.shipment']>, 'state'> & { state: ShipmentState }
type NewLine = Insertable<Rows['fulfilment.line']>

const nextVersion = sql<number>`version + 1`

const asRow = (row: Selectable<Rows['fulfilment.fulfilment']>): FulfilmentRow => ({
  ...row,
  state: FulfilmentState.parse(row.state),
})

// ── fulfilments and their lines ───────────────────────────────────────────────────────────────────────────────────

export async function insertFulfilment(
  tx: Tx,
  row: Omit<Insertable<Rows['fulfilment.fulfilment']>, 'created_at' | 'created_by' | 'created_by_name' | 'state_at'>,
  lines: readonly Omit<NewLine, 'fulfilment_id'>[],
): Promise<FulfilmentRow> {
  const now = tx.now()
  const author = { created_at: now, created_by: tx.actor.id, created_by_name: tx.actor.name }
  const made = await translating({ fulfilment_pkey: () => refuseFulfilment.idTaken() }, () =>
    tx.db
      .insertInto('fulfilment.fulfilment')
      .values({ ...row, ...author, state_at: now })
      .returningAll()
      .executeTakeFirstOrThrow(),
  )
  await insertLines(tx, made.id, lines)
  return asRow(made)
}

export async function insertLines(tx: Tx, fulfilment_id: string, lines: readonly Omit<NewLine, 'fulfilment_id'>[]) {
  if (lines.length === 0) return
  await tx.db
    .insertInto('fulfilment.line')
    .values(lines.map((line) => ({ ...line, fulfilment_id })))
    .execute()
}

/** Locked in the order of their ids, so that two walks that share orders queue. What the actor does not see does not exist. */
export async function lockFulfilments(tx: Tx, ids: readonly string[]): Promise<FulfilmentRow[]> {
  const wanted = [...new Set(ids)]
  const rows = await tx.db
    .selectFrom('fulfilment.fulfilment')
    .selectAll()
    .where('id', '=', sql<string>`any(${wanted}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
  const seen = rows.filter((row) => seesStore(tx.actor, row.store_id) && seesWarehouse(tx.actor, row.warehouse_id))
  if (seen.length < wanted.length) throw refuseFulfilment.notFound()
  return seen.map(asRow)
}

export async function lockFulfilment(tx: Tx, id: string): Promise<FulfilmentRow> {
  const [row] = await lockFulfilments(tx, [id])
  if (!row) throw refuseFulfilment.notFound({ id })
  return row
}

/** All of an order, locked: for what happens to the order itself. */
export async function lockFulfilmentsOf(tx: Tx, order_id: string): Promise<FulfilmentRow[]> {
  const rows = await tx.db
    .selectFrom('fulfilment.fulfilment')
    .selectAll()
    .where('order_id', '=', order_id)
    .orderBy('id')
    .forUpdate()
    .modifyEnd(prepared)
    .execute()
  return rows.map(asRow)
}

export async function linesOf(tx: Tx, fulfilment_ids: readonly string[]): Promise<LineRow[]> {
  return tx.db
    .selectFrom('fulfilment.line')
    .selectAll()
    .where('fulfilment_id', '=', sql<string>`any(${[...fulfilment_ids]}::uuid[])`)
    .orderBy('fulfilment_id')
    .orderBy('position')
    .execute()
}

export async function updateFulfilment(
  tx: Tx,
  id: string,
  change: Updateable<Rows['fulfilment.fulfilment']>,
): Promise<void> {
  const set = { ...change, version: nextVersion }
  await tx.db.updateTable('fulfilment.fulfilment').set(set).where('id', '=', id).execute()
}

export async function updateLine(tx: Tx, id: string, change: Updateable<Rows['fulfilment.line']>): Promise<void> {
  await tx.db.updateTable('fulfilment.line').set(change).where('id', '=', id).execute()
}

/** Adds to what was picked of several lines at once. */
export async function addPicked(tx: Tx, lines: readonly { line_id: string; quantity: number }[]): Promise<void> {
  await sql`
    update fulfilment.line l
    set picked = l.picked + given.quantity
    from unnest(${lines.map(({ line_id }) => line_id)}::uuid[], ${lines.map(({ quantity }) => quantity)}::numeric[])
      as given (id, quantity)
    where l.id = given.id`.execute(tx.db)
}

interface LotPart {
  readonly line_id: string
  readonly lot_id: string
  readonly quantity: number
}

/** Says from which lots a line was taken; the same lot taken again adds up, and less than nothing puts it back. */
export async function addPickedLots(tx: Tx, lots: readonly LotPart[]): Promise<void> {
  for (const { line_id, lot_id, quantity } of lots) {
    if (quantity > 0) {
      await tx.db
        .insertInto('fulfilment.picked_lot')
        .values({ line_id, lot_id, quantity })
        .onConflict((c) =>
          c.columns(['line_id', 'lot_id']).doUpdateSet({ quantity: sql`fulfilment.picked_lot.quantity + ${quantity}` }),
        )
        .execute()
    } else {
      await tx.db
        .updateTable('fulfilment.picked_lot')
        .set({ quantity: sql`quantity + ${quantity}` })
        .where('line_id', '=', line_id)
        .where('lot_id', '=', lot_id)
        .execute()
    }
  }
}

export async function addShippedLots(tx: Tx, lots: readonly LotPart[]): Promise<void> {
  for (const { line_id, lot_id, quantity } of lots) {
    await tx.db
      .updateTable('fulfilment.picked_lot')
      .set({ shipped: sql`shipped + ${quantity}` })
      .where('line_id', '=', line_id)
      .where('lot_id', '=', lot_id)
      .execute()
  }
}

/** What left with a parcel counts as shipped. */
export async function addShipped(tx: Tx, shipment_id: string): Promise<void> {
  await sql`
    update fulfilment.line l
    set shipped = l.shipped + s.quantity
    from fulfilment.shipment_line s
    where s.shipment_id = ${shipment_id}::uuid and l.id = s.line_id`.execute(tx.db)
}

// ── steps ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Step {
  readonly fulfilment_id: string
  readonly act: string
  readonly from_state?: FulfilmentState | undefined
  readonly to_state?: FulfilmentState | undefined
  readonly line_id?: string | undefined
  readonly quantity?: number | undefined
  readonly reason?: string | null | undefined
  readonly note?: string | null | undefined
}

export async function writeSteps(tx: Tx, steps: readonly Step[]): Promise<void> {
  if (steps.length === 0) return
  const who = { at: tx.now(), actor_id: tx.actor.id, actor_name: tx.actor.name }
  await tx.db
    .insertInto('fulfilment.step')
    .values(steps.map((step) => ({ ...step, ...who })))
    .execute()
}

// ── shipments ─────────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertShipment(
  tx: Tx,
  row: Omit<Insertable<Rows['fulfilment.shipment']>, 'created_at' | 'created_by' | 'created_by_name'>,
  lines: readonly { line_id: string; quantity: number }[],
): Promise<void> {
  const author = { created_at: tx.now(), created_by: tx.actor.id, created_by_name: tx.actor.name }
  await translating({ shipment_pkey: () => refuseShipment.idTaken() }, () =>
    tx.db
      .insertInto('fulfilment.shipment')
      .values({ ...row, ...author })
      .execute(),
  )
  await tx.db
    .insertInto('fulfilment.shipment_line')
    .values(lines.map((line) => ({ ...line, shipment_id: row.id })))
    .execute()
}

/** Where a shipment belongs, before anything is locked: its order is locked first. */
export async function shipmentPlace(tx: Tx, id: string): Promise<{ order_id: string; fulfilment_id: string }> {
  const row = await tx.db
    .selectFrom('fulfilment.shipment')
    .select(['order_id', 'fulfilment_id', 'store_id', 'warehouse_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row || !seesStore(tx.actor, row.store_id) || !seesWarehouse(tx.actor, row.warehouse_id)) {
    throw refuseShipment.notFound({ id })
  }
  return row
}

export async function lockShipment(tx: Tx, id: string): Promise<ShipmentRow> {
  const row = await tx.db
    .selectFrom('fulfilment.shipment')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row || !seesStore(tx.actor, row.store_id) || !seesWarehouse(tx.actor, row.warehouse_id)) {
    throw refuseShipment.notFound({ id })
  }
  return { ...row, state: ShipmentState.parse(row.state) }
}

export async function updateShipment(tx: Tx, id: string, change: Updateable<Rows['fulfilment.shipment']>) {
  const set = { ...change, version: nextVersion }
  await translating({ shipment_proof: () => refuseShipment.fileNotFound() }, () =>
    tx.db.updateTable('fulfilment.shipment').set(set).where('id', '=', id).execute(),
  )
}

// ── tracking ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** An order has one code for ever, however many parts it is sent in. */
export async function insertTracking(tx: Tx, order_id: string, code: string): Promise<void> {
  await tx.db
    .insertInto('fulfilment.tracking')
    .values({ order_id, code, created_at: tx.now() })
    .onConflict((c) => c.column('order_id').doNothing())
    .execute()
}
