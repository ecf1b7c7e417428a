import { sql } from 'kysely'
import { businessOf } from '#company'
import type { Actor } from '#platform/actor'
import { dayIn } from '#platform/clock'
import type { Tx } from '#platform/context'
import { insertMany } from '#platform/database/insert-many'
import { livedAt } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { expenseRecorded } from '../events.ts'
import { ENTRY, PLAIN_ENTRY } from './past-rows.ts'

/** Something the shop paid for in the past, out of a till or by the store. */
export interface PastExpense {
  readonly store_id: string
  readonly till_session_id: string | null
  readonly method: string
  readonly amount: number
  readonly category: string
  readonly description: string
  readonly at: Date
  readonly by: Actor
}

/** Posts expenses of the past: the same entries, facts and audit entries as recording them one by one. */
export async function postPastExpenses(tx: Tx, expenses: readonly PastExpense[]): Promise<void> {
  const { time_zone } = await businessOf(tx)
  const rows = expenses.map(({ amount, at, by, ...expense }) => ({
    ...{ ...PLAIN_ENTRY, ...expense, id: newId(), kind: 'expense', amount: -amount, day: dayIn(time_zone, at) },
    ...{ document_kind: null, document_id: null, party_id: null },
    ...{ created_at: at, created_by: by.id, created_by_name: by.name },
  }))
  await insertMany(tx, sql`money.entry`, ENTRY, rows)
  for (const [at, { id }] of rows.entries()) {
    const expense = expenses[at]
    if (expense) await tell(tx, id, expense)
  }
}

async function tell(tx: Tx, id: string, expense: PastExpense): Promise<void> {
  const { store_id, till_session_id, amount, method, category, description } = expense
  const lived = livedAt(tx, expense.at, expense.by)
  await lived.emit(expenseRecorded({ entry_id: id, store_id, till_session_id, kind: 'expense' }))
  lived.audit({
    action: 'expense.recorded',
    thing: 'expense',
    thing_id: id,
    label: category,
    store_id,
    after: { amount, method, category, description, file_id: null },
  })
}
