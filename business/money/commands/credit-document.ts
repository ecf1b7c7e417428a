import type { Tx } from '#platform/context'
import { present } from '#platform/invariant'
import { dueOf } from '../balance.ts'
import { addRefund, lockBalance } from '../records.ts'
import { refusePayment } from '../refusals.ts'
import type { IssuedDocumentOut } from '../wire.ts'
import { issueCreditNote } from './refund-payment.ts'

export interface CreditedDocument {
  /** Null where the document was never issued: its own paper will carry the rest. */
  readonly credit_note: IssuedDocumentOut | null
}

/** The nota de crédito of what was credited before the document was issued. */
export async function noteCredit(tx: Tx, input: { document_id: string; amount: number; reason: string }) {
  const balance = present(await lockBalance(tx, input.document_id), 'a document that is credited has a balance')
  return input.amount === 0 ? null : issueCreditNote(tx, balance, input.amount, input.reason)
}

/**
 * Goods came back: the document asks for that much less, with its nota de crédito. Give the money back first; what is
 * credited here is never more than what the document still asks for.
 */
export async function creditDocument(
  tx: Tx,
  input: { document_id: string; amount: number; reason: string },
): Promise<CreditedDocument> {
  const { document_id, amount, reason } = input
  const balance = present(await lockBalance(tx, document_id), 'a document that is credited has a balance')
  const due_minor = dueOf(balance)
  if (amount > due_minor) throw refusePayment.aboveBalance({ due_minor, due_text: String(due_minor) })
  if (amount === 0) return { credit_note: null }
  const credit_note = await issueCreditNote(tx, balance, amount, reason)
  await addRefund(tx, document_id, 0, amount)
  return { credit_note }
}
