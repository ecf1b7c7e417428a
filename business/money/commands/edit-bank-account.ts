import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { given } from '#platform/given'
import { assertVersion } from '#platform/http/etag'
import { newId } from '#platform/ids'
import { bankAccountById } from '../queries-documents.ts'
import { insertBankAccount, updateBankAccount } from '../records.ts'
import type { EditBankAccount, NewBankAccount } from '../wire.ts'

export async function addBankAccount(ctx: Ctx, input: z.output<typeof NewBankAccount>) {
  return transact(ctx, async (tx) => {
    const id = input.id ?? newId()
    await insertBankAccount(tx, { ...given(input), ...required(input), id, created_at: tx.now() })
    const after = await bankAccountById(tx, id)
    tx.audit({ action: 'bank_account.created', thing: 'bank_account', thing_id: id, label: after.bank, after })
    return after
  })
}

const required = ({ bank, number, type, holder }: z.output<typeof NewBankAccount>) => ({ bank, number, type, holder })

export async function editBankAccount(
  ctx: Ctx,
  id: string,
  change: z.output<typeof EditBankAccount>,
  wanted: string | null,
) {
  return transact(ctx, async (tx) => {
    const before = await bankAccountById(tx, id)
    assertVersion(wanted, before)
    await updateBankAccount(tx, id, given(change))
    const after = await bankAccountById(tx, id)
    tx.audit({ action: 'bank_account.changed', thing: 'bank_account', thing_id: id, label: after.bank, before, after })
    return after
  })
}
