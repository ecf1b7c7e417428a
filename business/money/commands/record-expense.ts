import type { z } from 'zod'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { entryOf } from '../entries.ts'
import { expenseRecorded } from '../events.ts'
import { tendersOf } from '../methods.ts'
import { placeOf } from '../place.ts'
import { insertEntries } from '../records.ts'
import { refusePayment } from '../refusals.ts'
import type { NewExpense } from '../wire.ts'

/** Records money spent, out of an open till or by the store, with its category and, if there is one, its receipt. */
export async function recordExpense(ctx: Ctx, input: z.output<typeof NewExpense>): Promise<string> {
  return transact(ctx, async (tx) => {
    const { method, amount, category, description, file_id } = input
    const [tender] = await tendersOf(tx, [{ method, amount, reference: description }])
    if (!tender || tender.kind === 'credit' || tender.kind === 'store_credit')
      throw refusePayment.unknownMethod({ method })
    if (file_id !== undefined) await assertFile(tx, file_id)
    const place = await placeOf(tx, input)
    const id = input.id ?? newId()
    const expense = { ...place, id, kind: 'expense', method, amount: -amount, category, description }
    await insertEntries(tx, [await entryOf(tx, { ...expense, file_id: file_id ?? null })])
    await tx.emit(expenseRecorded({ entry_id: id, ...place, kind: 'expense' }))
    tx.audit({
      action: 'expense.recorded',
      thing: 'expense',
      thing_id: id,
      label: category,
      store_id: place.store_id,
      after: { amount, method, category, description, file_id: file_id ?? null },
    })
    return id
  })
}

async function assertFile(tx: Tx, id: string) {
  const file = await tx.db.selectFrom('platform.file').select('id').where('id', '=', id).executeTakeFirst()
  if (!file) throw refusePayment.fileNotFound()
}
