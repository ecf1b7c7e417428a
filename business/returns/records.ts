/** The only writer of returns' tables. */
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { seesStore, seesWarehouse } from '#platform/actor'
import type { Tx } from '#platform/context'
import { translating } from '#platform/database/constraint'
import type { Refusal } from '#platform/refusals'
import type { Rows } from '../../db/rows.ts'
import { returnChanged } from './events.ts'
import { refuseReturn } from './refusals.ts'
import { ReturnState } from './wire.ts'

export type ReturnRow = Omit<Selectable<Rows['returns.return']>, 'state'> & { state: ReturnState }
export type LineRow = Selectable<Rows['returns.line']>

/** Takes a quantity of what left of a line, for ever or until it is given up; the table refuses more than that. */
export async function takeFromSold(
  tx: Tx,
  line: { order_line_id: string; sold: number; quantity: number },
  refuse: () => Refusal,
): Promise<void> {
  const { order_line_id, sold, quantity } = line
  await translating({ taken_never_above_sold: refuse }, () =>
    tx.db
      .insertInto('returns.taken')
      .values({ order_line_id, sold, returned: quantity })
      .onConflict((c) =>
        c
          .column('order_line_id')
          .doUpdateSet({ sold: sql`excluded.sold`, returned: sql`returns.taken.returned + excluded.returned` }),
      )
      .execute(),
  )
}

/** What was asked for and does not come back can be asked for again. */
export async function giveUp(tx: Tx, lines: readonly LineRow[]): Promise<void> {
  for (const { order_line_id, quantity } of lines) {
    await tx.db
      .updateTable('returns.taken')
      .set({ returned: sql`returned - ${quantity}` })
      .where('order_line_id', '=', order_line_id)
      .execute()
  }
}

export async function insertReturn(
  tx: Tx,
  row: Insertable<Rows['returns.return']>,
  lines: readonly Insertable<Rows['returns.line']>[],
): Promise<void> {
  await translating({ return_pkey: () => refuseReturn.idTaken() }, () =>
    tx.db.insertInto('returns.return').values(row).execute(),
  )
  await tx.db
    .insertInto('returns.line')
    .values([...lines])
    .execute()
}

/** Which order a return is of, before anything is locked: the order's balance is locked first. */
export async function orderOfReturn(tx: Tx, id: string): Promise<string> {
  const row = await tx.db.selectFrom('returns.return').select('order_id').where('id', '=', id).executeTakeFirst()
  if (!row) throw refuseReturn.notFound({ id })
  return row.order_id
}

export async function lockReturn(tx: Tx, id: string): Promise<ReturnRow> {
  const row = await tx.db.selectFrom('returns.return').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row || !seesStore(tx.actor, row.store_id) || !seesWarehouse(tx.actor, row.warehouse_id)) {
    throw refuseReturn.notFound({ id })
  }
  return { ...row, state: ReturnState.parse(row.state) }
}

export async function linesOf(tx: Tx, return_id: string): Promise<LineRow[]> {
  return tx.db.selectFrom('returns.line').selectAll().where('return_id', '=', return_id).orderBy('position').execute()
}

export async function updateLine(tx: Tx, id: string, change: Updateable<Rows['returns.line']>): Promise<void> {
  await tx.db.updateTable('returns.line').set(change).where('id', '=', id).execute()
}

export const returnMoves: Record<ReturnState, readonly ReturnState[]> = {
  requested: ['received', 'rejected'],
  received: ['settled'],
  settled: [],
  rejected: [],
}

export const canMove = (from: ReturnState, to: ReturnState): boolean => returnMoves[from].includes(to)

export function assertCanMove(from: ReturnState, to: ReturnState): void {
  if (!canMove(from, to)) throw refuseReturn.cannotMove({ from, to })
}

/** Moves a return: the row, the fact and the audit entry together. */
export async function move(
  tx: Tx,
  row: ReturnRow,
  to: ReturnState,
  change: Updateable<Rows['returns.return']>,
  reason: string | null = null,
): Promise<void> {
  await updateReturn(tx, row.id, { ...change, state: to })
  await tell(tx, { ...row, state: to }, `return.${to}`, { before: { state: row.state }, after: { state: to }, reason })
}

export async function updateReturn(tx: Tx, id: string, change: Updateable<Rows['returns.return']>): Promise<void> {
  const set = { ...change, version: sql<number>`version + 1` }
  await tx.db.updateTable('returns.return').set(set).where('id', '=', id).execute()
}

export async function tell(tx: Tx, row: ReturnRow, action: string, how: object): Promise<void> {
  const { id, number, order_id, state, store_id, warehouse_id } = row
  await tx.emit(returnChanged({ return_id: id, number, order_id, state, store_id, warehouse_id }))
  tx.audit({ action, thing: 'return', thing_id: id, label: String(number), store_id, ...how })
}
