import type { z } from 'zod'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { present } from '#platform/invariant'
import { entryOf } from '../entries.ts'
import { expenseReversed } from '../events.ts'
import { entryById } from '../queries.ts'
import { holdSession, insertEntries } from '../records.ts'
import { refuseExpense } from '../refusals.ts'
import { sessionFor } from '../sessions.ts'
import type { EntryOut, ReverseExpense } from '../wire.ts'

/**
 * Takes back an expense that was a mistake. The shift it left expects the money again while it is open; what was counted
 * stays counted, so of a closed one the money goes to the open till that is named, or to none. Gives the entry's id.
 */
export async function reverseExpense(ctx: Ctx, id: string, input: z.output<typeof ReverseExpense>): Promise<string> {
  return transact(ctx, async (tx) => {
    const expense = await entryById(tx, id)
    if (expense?.kind !== 'expense') throw refuseExpense.notFound({ id })
    const { store_id, method, category, amount } = expense
    const place = { store_id, till_session_id: await tillFor(tx, expense, input.till_session_id) }
    const entry = await entryOf(tx, {
      ...place,
      id: input.id,
      kind: 'expense_reversal',
      method,
      amount: -amount,
      category,
      refund_of_id: id,
      description: input.reason,
    })
    await insertEntries(tx, [entry])
    await tx.emit(expenseReversed({ entry_id: entry.id, ...place, kind: 'expense_reversal' }))
    tx.audit({
      action: 'expense.reversed',
      thing: 'expense',
      thing_id: id,
      label: present(category, 'an expense has its category'),
      store_id,
      reason: input.reason,
      before: { amount: -amount, method, category, description: expense.description },
      after: { entry_id: entry.id, till_session_id: place.till_session_id },
    })
    return entry.id
  })
}

async function tillFor(tx: Tx, { store_id, till_session_id }: EntryOut, named: string | undefined) {
  const left = till_session_id === null ? undefined : await holdSession(tx, till_session_id)
  if (left?.state === 'open') {
    if (named !== undefined && named !== left.id) throw refuseExpense.backToItsTill()
    return left.id
  }
  return named === undefined ? null : ((await sessionFor(tx, { till_session_id: named, store_id }))?.id ?? null)
}
