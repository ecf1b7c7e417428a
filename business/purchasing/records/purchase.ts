import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { seesStore, seesWarehouse } from '#platform/actor'
import type { Ctx, Tx } from '#platform/context'
import { translating } from '#platform/database/constraint'
import type { Rows } from '../../../db/rows.ts'
import { refusePurchase } from '../refusals.ts'
import { PurchaseStatus } from '../wire-orders.ts'

export type PurchaseRow = Omit<Selectable<Rows['purchasing.purchase_order']>, 'status'> & { status: PurchaseStatus }
export type PurchaseLineRow = Selectable<Rows['purchasing.purchase_line']>
export type NewLineRow = Omit<Insertable<Rows['purchasing.purchase_line']>, 'purchase_order_id'>

export async function insertPurchase(tx: Tx, row: Insertable<Rows['purchasing.purchase_order']>): Promise<number> {
  const { number } = await translating({ purchase_order_pkey: () => refusePurchase.idTaken() }, () =>
    tx.db.insertInto('purchasing.purchase_order').values(row).returning('number').executeTakeFirstOrThrow(),
  )
  return number
}

/** The order, locked: two who receive, send or cancel it queue here. What the actor may not see does not exist for them. */
export async function lockPurchase(tx: Tx, id: string): Promise<PurchaseRow> {
  const row = await tx.db
    .selectFrom('purchasing.purchase_order')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row || !seesStore(tx.actor, row.store_id) || !seesWarehouse(tx.actor, row.warehouse_id)) {
    throw refusePurchase.notFound({ id })
  }
  return { ...row, status: PurchaseStatus.parse(row.status) }
}

export async function updatePurchase(
  tx: Tx,
  id: string,
  change: Updateable<Rows['purchasing.purchase_order']>,
): Promise<void> {
  await tx.db
    .updateTable('purchasing.purchase_order')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
}

export async function purchaseLinesOf(ctx: Pick<Ctx, 'db'>, purchase_order_id: string): Promise<PurchaseLineRow[]> {
  return ctx.db
    .selectFrom('purchasing.purchase_line')
    .selectAll()
    .where('purchase_order_id', '=', purchase_order_id)
    .orderBy('position')
    .execute()
}

/** A draft's lines are rewritten together, so that its sum never disagrees with them. */
export async function replacePurchaseLines(tx: Tx, purchase_order_id: string, lines: readonly NewLineRow[]) {
  await tx.db.deleteFrom('purchasing.purchase_line').where('purchase_order_id', '=', purchase_order_id).execute()
  if (lines.length === 0) return
  const rows = lines.map((line) => ({ ...line, purchase_order_id }))
  await tx.db.insertInto('purchasing.purchase_line').values(rows).execute()
}

/** Adds what came to the lines; one statement for all of them. */
export async function addReceived(tx: Tx, came: readonly { id: string; quantity: number }[]): Promise<void> {
  if (came.length === 0) return
  await sql`
    update purchasing.purchase_line l set received_quantity = l.received_quantity + came.quantity
    from unnest(${came.map(({ id }) => id)}::uuid[], ${came.map(({ quantity }) => quantity)}::numeric[])
      as came (id, quantity)
    where l.id = came.id`.execute(tx.db)
}

/** Nothing more is expected of what is still missing. */
export async function closeLines(tx: Tx, purchase_order_id: string): Promise<void> {
  await tx.db
    .updateTable('purchasing.purchase_line')
    .set({ closed_at: tx.now() })
    .where('purchase_order_id', '=', purchase_order_id)
    .where('closed_at', 'is', null)
    .whereRef('received_quantity', '<', 'quantity')
    .execute()
}
