import type { Tx } from '#platform/context'
import { accountChanged } from './events.ts'
import { lockAccount, payDebts, updateAccount } from './records.ts'
import { refusePayment } from './refusals.ts'
import type { PaymentMethodOut } from './wire.ts'

/** A refund on account lowers the debt of that very document; a refund as store credit waits for the next purchase. */
export async function creditAccount(
  tx: Tx,
  refund: { entry_id: string; document_id: string; party_id: string | null; method: PaymentMethodOut; amount: number },
): Promise<void> {
  const { entry_id, document_id, method, amount } = refund
  if (method.kind !== 'credit' && method.kind !== 'store_credit') return
  if (refund.party_id === null) throw refusePayment.customerNeeded()
  const account = await lockAccount(tx, refund.party_id)
  const { party_id } = account
  const lowers = method.kind === 'credit'
  if (lowers && (await payDebts(tx, { entry_id, party_id, amount, document_id })) < amount) {
    throw refusePayment.debtRepaid()
  }
  await updateAccount(tx, party_id, {
    debt_minor: account.debt_minor - (lowers ? amount : 0),
    store_credit_minor: account.store_credit_minor + (lowers ? 0 : amount),
  })
  await tx.emit(accountChanged({ customer_id: party_id, store_id: null }))
}
