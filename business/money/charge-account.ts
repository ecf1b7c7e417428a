import { amountSaid, assertFeature } from '#company'
import { creditTermsOf } from '#contacts'
import { assertCan, can } from '#platform/actor'
import type { Tx } from '#platform/context'
import { accountChanged } from './events.ts'
import { addDebt, type EntryRow, lockAccount, updateAccount } from './records.ts'
import { refusePayment } from './refusals.ts'
import type { Charge } from './settlement.ts'

/**
 * What was sold on account becomes a debt, within the customer's limit; what was paid with store credit is used up.
 * The account is locked, so two tills together cannot pass the limit.
 */
export async function chargeAccount(
  tx: Tx,
  document: { id: string; kind: string; party_id: string | null; store_id: string },
  entries: readonly EntryRow[],
  charges: readonly Charge[],
): Promise<void> {
  const on_account = sumOf(charges, 'credit')
  const store_credit = sumOf(charges, 'store_credit')
  if (on_account + store_credit === 0) return
  if (on_account > 0) await assertFeature(tx, 'customer_credit')
  if (document.party_id === null) throw refusePayment.customerNeeded()
  const account = await lockAccount(tx, document.party_id)
  const { party_id } = account
  if (store_credit > account.store_credit_minor) {
    const available_minor = account.store_credit_minor
    const available_text = await amountSaid(tx, available_minor)
    throw refusePayment.notEnoughStoreCredit({ available_minor, available_text })
  }
  if (on_account > 0) await assertWithinLimit(tx, party_id, account.debt_minor, on_account)
  await updateAccount(tx, party_id, {
    debt_minor: account.debt_minor + on_account,
    store_credit_minor: account.store_credit_minor - store_credit,
  })
  if (on_account > 0) {
    const created_at = entries[0]?.created_at ?? tx.now().toISOString()
    await addDebt(tx, {
      document_id: document.id,
      document_kind: document.kind,
      party_id,
      amount: on_account,
      created_at,
    })
  }
  await tx.emit(accountChanged({ customer_id: party_id, store_id: document.store_id }))
}

async function assertWithinLimit(tx: Tx, party_id: string, debt_minor: number, more_minor: number) {
  assertCan(tx.actor, 'accounts.sell')
  if (can(tx.actor, 'accounts.exceed')) return
  const { credit_limit_minor: limit_minor } = await creditTermsOf(tx, party_id)
  if (debt_minor + more_minor > limit_minor) {
    const available_minor = Math.max(0, limit_minor - debt_minor)
    throw refusePayment.overLimit({
      available_minor,
      limit_minor,
      available_text: await amountSaid(tx, available_minor),
    })
  }
}

const sumOf = (charges: readonly Charge[], kind: Charge['kind']) =>
  charges.reduce((sum, charge) => sum + (charge.kind === kind ? charge.amount : 0), 0)
