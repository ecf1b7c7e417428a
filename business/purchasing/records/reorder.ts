import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { seesWarehouse } from '#platform/actor'
import type { Tx } from '#platform/context'
import { translating } from '#platform/database/constraint'
import type { Rows } from '../../../db/rows.ts'
import { refuseReorder } from '../refusals.ts'
import { ReorderStatus } from '../wire-reorders.ts'

export type ReorderRow = Omit<Selectable<Rows['purchasing.reorder']>, 'status'> & { status: ReorderStatus }

const rules = { reorder_open: () => refuseReorder.open(), reorder_pkey: () => refuseReorder.idTaken() }

export async function insertReorder(tx: Tx, row: Insertable<Rows['purchasing.reorder']>): Promise<number> {
  const { number } = await translating(rules, () =>
    tx.db.insertInto('purchasing.reorder').values(row).returning('number').executeTakeFirstOrThrow(),
  )
  return number
}

/** The request, locked. What the actor may not see does not exist for them. */
export async function lockReorder(tx: Tx, id: string): Promise<ReorderRow> {
  const row = await tx.db
    .selectFrom('purchasing.reorder')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row || !seesWarehouse(tx.actor, row.warehouse_id)) throw refuseReorder.notFound({ id })
  return { ...row, status: ReorderStatus.parse(row.status) }
}

export async function updateReorder(tx: Tx, id: string, change: Updateable<Rows['purchasing.reorder']>): Promise<void> {
  await tx.db
    .updateTable('purchasing.reorder')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
}

export async function keepStep(
  tx: Tx,
  step: { reorder_id: string; from: ReorderStatus | null; to: ReorderStatus; notes?: string | null },
): Promise<void> {
  const { reorder_id, from, to, notes = null } = step
  await tx.db
    .insertInto('purchasing.reorder_step')
    .values({
      reorder_id,
      from_status: from,
      to_status: to,
      notes,
      at: tx.now(),
      by_id: tx.actor.id,
      by_name: tx.actor.name,
    })
    .execute()
}
