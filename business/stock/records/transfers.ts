/** The writer of transfers, of what is on its way, and of the settings of the warehouse. */
import { sql } from 'kysely'
import type { Tx } from '#platform/context'
import type { MovedLine } from '../movement.ts'
import type { StockLine } from '../reservation.ts'
import { type StockSettings, TransferStatus } from '../transfer-shapes.ts'

export async function writeSettings(tx: Tx, { version: _version, ...settings }: StockSettings): Promise<void> {
  const changed = { ...settings, changed_at: tx.now(), changed_by: tx.actor.id }
  await tx.db
    .insertInto('stock.setting')
    .values(changed)
    .onConflict((on) =>
      on.column('only_one').doUpdateSet({ ...changed, version: sql<number>`stock.setting.version + 1` }),
    )
    .execute()
}

export interface TransferItem {
  readonly product_id: string
  readonly quantity: number
}

interface NewTransfer {
  readonly id: string
  readonly from_warehouse_id: string
  readonly to_warehouse_id: string
  readonly note: string | null
}

/** Gives its number; null where the id was used before. */
export async function insertTransfer(
  tx: Tx,
  transfer: NewTransfer,
  items: readonly TransferItem[],
): Promise<number | null> {
  const row = await tx.db
    .insertInto('stock.transfer')
    .values({
      ...transfer,
      status: 'draft',
      ...sumsOf(items),
      created_by: tx.actor.id,
      created_by_name: tx.actor.name,
      created_at: tx.now(),
    })
    .onConflict((on) => on.column('id').doNothing())
    .returning('number')
    .executeTakeFirst()
  if (!row) return null
  await insertItems(tx, transfer.id, items)
  return row.number
}

const sumsOf = (items: readonly TransferItem[]) => ({
  lines: items.length,
  units: items.reduce((sum, { quantity }) => sum + Math.round(quantity * 1000), 0) / 1000,
})

async function insertItems(tx: Tx, transfer_id: string, items: readonly TransferItem[]): Promise<void> {
  const rows = items.map((item, position) => ({ transfer_id, ...item, position }))
  await tx.db.insertInto('stock.transfer_line').values(rows).execute()
}

/** Replaces the lines of a draft. */
export async function replaceItems(tx: Tx, id: string, items: readonly TransferItem[]): Promise<void> {
  await tx.db.deleteFrom('stock.transfer_line').where('transfer_id', '=', id).execute()
  await insertItems(tx, id, items)
  await updateTransfer(tx, id, sumsOf(items))
}

export interface LockedTransfer {
  readonly id: string
  readonly number: number
  readonly status: TransferStatus
  readonly from_warehouse_id: string
  readonly to_warehouse_id: string
  readonly note: string | null
  readonly version: number
}

export async function lockTransfer(tx: Tx, id: string): Promise<LockedTransfer | undefined> {
  const row = await tx.db
    .selectFrom('stock.transfer')
    .where('id', '=', id)
    .select(['id', 'number', 'status', 'from_warehouse_id', 'to_warehouse_id', 'note', 'version'])
    .forUpdate()
    .executeTakeFirst()
  return row && { ...row, status: TransferStatus.parse(row.status) }
}

export interface LockedItem extends TransferItem {
  readonly cost_minor: number | null
}

/** The lines of a transfer whose row is locked. */
export async function itemsOfTransfer(tx: Tx, id: string): Promise<LockedItem[]> {
  return tx.db
    .selectFrom('stock.transfer_line')
    .where('transfer_id', '=', id)
    .select(['product_id', 'quantity', 'cost_minor'])
    .orderBy('position')
    .execute()
}

type Change = {
  note?: string | null
  status?: TransferStatus
  lines?: number
  units?: number
  cancel_reason?: string | null
}

export async function updateTransfer(tx: Tx, id: string, change: Change): Promise<void> {
  await tx.db
    .updateTable('stock.transfer')
    .set({ ...change, ...stamps(tx, change.status), version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
}

function stamps(tx: Tx, status: TransferStatus | undefined) {
  const [by, by_name, at] = [tx.actor.id, tx.actor.name, tx.now()]
  if (status === 'in_transit') return { sent_by: by, sent_by_name: by_name, sent_at: at }
  if (status === 'received') return { received_by: by, received_by_name: by_name, received_at: at }
  return status === 'cancelled' ? { cancelled_by: by, cancelled_by_name: by_name, cancelled_at: at } : {}
}

/** What the units that left had cost. */
export async function keepSentCosts(tx: Tx, id: string, moved: readonly MovedLine[]): Promise<void> {
  await sql`
    update stock.transfer_line i
    set cost_minor = k.cost
    from unnest(${moved.map((line) => line.product_id)}::uuid[], ${moved.map((line) => line.cost_minor)}::bigint[])
      as k (product_id, cost)
    where i.transfer_id = ${id}::uuid and i.product_id = k.product_id`.execute(tx.db)
}

export interface ArrivedItem {
  readonly product_id: string
  readonly received: number
  readonly reason: string | null
}

export async function keepArrived(tx: Tx, id: string, arrived: readonly ArrivedItem[]): Promise<void> {
  await sql`
    update stock.transfer_line i
    set received = k.received, reason = k.reason
    from unnest(${arrived.map((line) => line.product_id)}::uuid[], ${arrived.map((line) => line.received)}::numeric[],
      ${arrived.map((line) => line.reason)}::text[]) as k (product_id, received, reason)
    where i.transfer_id = ${id}::uuid and i.product_id = k.product_id`.execute(tx.db)
}

export interface Incoming {
  readonly cause: { readonly kind: string; readonly id: string }
  /** Nothing: it has all arrived, or will not. */
  readonly lines: readonly (StockLine & { readonly expected_on?: string | null })[]
}

/** Says what an open document still has to bring, in place of what it said before. */
export async function setIncoming(tx: Tx, { cause, lines }: Incoming): Promise<void> {
  await tx.db.deleteFrom('stock.incoming').where('cause_id', '=', cause.id).execute()
  if (lines.length === 0) return
  const rows = lines.map(({ product_id, warehouse_id, quantity, expected_on = null }) => ({
    cause_kind: cause.kind,
    cause_id: cause.id,
    product_id,
    warehouse_id,
    quantity,
    expected_on,
  }))
  await tx.db.insertInto('stock.incoming').values(rows).execute()
}
