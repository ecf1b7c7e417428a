import type { z } from 'zod'
import { amountSaid } from '#company'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { invariant } from '#platform/invariant'
import { entryOf } from '../entries.ts'
import { accountChanged } from '../events.ts'
import { feeOf, methodByCode, tendersOf } from '../methods.ts'
import { placeOf } from '../place.ts'
import { entryById } from '../queries.ts'
import { insertEntries, lockAccount, payDebts, updateAccount } from '../records.ts'
import { refuseAccount, refusePayment } from '../refusals.ts'
import type { TakeRepayment } from '../wire.ts'

/** Takes an abono: it pays the customer's oldest documents first, and never more than is owed. Gives the entry's id. */
export async function takeRepayment(
  ctx: Ctx,
  customer_id: string,
  input: z.output<typeof TakeRepayment>,
): Promise<string> {
  return transact(ctx, async (tx) => {
    const account = await lockAccount(tx, customer_id)
    const { party_id } = account
    const known = input.id === undefined ? undefined : await entryById(tx, input.id)
    if (known) {
      const is_same = known.customer_id === party_id || known.customer_id === customer_id
      if (!is_same || known.kind !== 'deposit') throw refusePayment.idTaken()
      return known.id
    }
    const { amount } = input
    const { debt_minor } = account
    if (amount > debt_minor) throw refuseAccount.aboveDebt({ debt_minor, debt_text: await amountSaid(tx, debt_minor) })
    const entry = await depositOf(tx, party_id, input)
    await insertEntries(tx, [entry])
    const placed = await payDebts(tx, { entry_id: entry.id, party_id, amount })
    invariant(placed === amount, "a customer's open documents add up to the debt")
    await updateAccount(tx, party_id, { ...account, debt_minor: account.debt_minor - amount })
    await tx.emit(accountChanged({ customer_id: party_id, store_id: entry.store_id }))
    tx.audit({
      action: 'customer_account.repaid',
      thing: 'customer_account',
      thing_id: party_id,
      store_id: entry.store_id,
      before: { debt_minor: account.debt_minor },
      after: { debt_minor: account.debt_minor - amount, method: input.method, amount },
    })
    return entry.id
  })
}

async function depositOf(tx: Tx, party_id: string, input: z.output<typeof TakeRepayment>) {
  const { amount, method, reference } = input
  const [tender] = await tendersOf(tx, [{ method, amount, reference }])
  if (!tender || tender.kind === 'credit' || tender.kind === 'store_credit')
    throw refusePayment.unknownMethod({ method })
  const place = await placeOf(tx, input)
  return entryOf(tx, {
    ...place,
    id: input.id ?? newId(),
    kind: 'deposit',
    method,
    amount,
    fee_minor: feeOf(await methodByCode(tx, method), amount),
    party_id,
    reference: reference ?? null,
  })
}
