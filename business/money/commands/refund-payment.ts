import type { z } from 'zod'
import { amountSaid } from '#company'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import { approvedBy } from '../approval.ts'
import { dueOf } from '../balance.ts'
import { creditAccount } from '../credit-account.ts'
import { entryOf } from '../entries.ts'
import { paymentRefunded } from '../events.ts'
import { EXCHANGE, methodByCode } from '../methods.ts'
import { entriesOfDocument, entryById, refundedOf } from '../queries.ts'
import { issuedDocumentById, issuedFor } from '../queries-documents.ts'
import { addRefund, type BalanceRow, insertEntries, lockBalance } from '../records.ts'
import { refusePayment } from '../refusals.ts'
import { sessionFor } from '../sessions.ts'
import { taxesOfPart } from '../taxes.ts'
import type { EntryOut, IssuedDocumentOut, RefundPayment } from '../wire.ts'
import { creditNoteKind, issueDocument } from './issue-document.ts'

type Refund = z.output<typeof RefundPayment>
export interface Refunded {
  readonly id: string
  readonly amount: number
  readonly credit_note: IssuedDocumentOut | null
}

/**
 * Gives a payment back, whole or in part, as an entry of its own: by default in the tender it came in, never more than
 * was paid. With `credit_note` the document's nota de crédito is issued and the customer owes that much less; without
 * it the payment was a mistake and the balance opens again.
 */
export async function refundPayment(ctx: Ctx, payment_id: string, input: Refund): Promise<Refunded> {
  return transact(ctx, async (tx) => {
    const { approval_token } = input
    const authorised_by = await approvedBy(tx, {
      permission: 'payments.refund',
      document_id: payment_id,
      approval_token,
    })
    return refundNow(tx, payment_id, input, authorised_by)
  })
}

/** A refund that somebody already answers for. `rounding_minor` is what coins cannot give back of its share. */
export async function refundNow(
  tx: Tx,
  payment_id: string,
  input: Refund & { rounding_minor?: number; is_exchange?: boolean },
  authorised_by: string | null,
): Promise<Refunded> {
  const { payment, balance } = await lockPayment(tx, payment_id)
  const refundable_minor = payment.amount - (await refundedOf(tx, payment_id))
  const amount = input.amount ?? refundable_minor
  if (amount === 0 || amount > refundable_minor) {
    const refundable_text = await amountSaid(tx, refundable_minor)
    throw refusePayment.aboveRefundable({ refundable_minor, refundable_text })
  }
  const { id, given_back_minor } = await writeRefund(tx, payment, balance, { ...input, amount })
  const credit_note = input.credit_note ? await issueCreditNote(tx, balance, given_back_minor, input.reason) : null
  const credited = credit_note?.total ?? 0
  await addRefund(tx, balance.document_id, given_back_minor, credited)
  const refunded_minor = balance.refunded_minor + given_back_minor
  const due_minor = dueOf({ ...balance, refunded_minor, credited_minor: balance.credited_minor + credited })
  await announce(tx, payment, { id, amount, method: input.method ?? payment.method ?? '', due_minor })
  tx.audit({
    action: 'payment.refunded',
    thing: 'payment',
    thing_id: payment_id,
    store_id: payment.store_id,
    reason: input.reason,
    authorised_by,
    after: { refund_id: id, amount, order_id: payment.order_id, credit_note: credit_note?.label ?? null },
  })
  return { id, amount, credit_note }
}

async function lockPayment(tx: Tx, id: string): Promise<{ payment: EntryOut; balance: BalanceRow }> {
  const payment = await entryById(tx, id)
  if (!payment) throw refusePayment.notFound({ id })
  if (payment.kind !== 'charge' || payment.document_id === null) throw refusePayment.notAPayment()
  const balance = await lockBalance(tx, payment.document_id)
  return { payment, balance: present(balance, 'a paid document has a balance') }
}

/** The refund's entry, and the rounding taken back with the last of the money. */
async function writeRefund(
  tx: Tx,
  payment: EntryOut,
  balance: BalanceRow,
  input: Refund & { amount: number; rounding_minor?: number; is_exchange?: boolean },
) {
  const { amount, reference, reason } = input
  const method = await methodByCode(tx, input.method ?? payment.method ?? '', input.is_exchange ? EXCHANGE : undefined)
  const session = await sessionFor(tx, { till_session_id: input.till_session_id, store_id: payment.store_id })
  const of = {
    document_id: balance.document_id,
    document_kind: balance.document_kind,
    party_id: balance.party_id,
    store_id: payment.store_id,
    till_session_id: session?.id ?? null,
  }
  const id = input.id ?? newId()
  const refund = { ...of, id, kind: 'refund', method: method.code, amount: -amount, refund_of_id: payment.id }
  const rounding = input.rounding_minor ?? (await roundingToReturn(tx, balance.document_id, amount))
  await insertEntries(tx, [
    await entryOf(tx, { ...refund, reference: reference ?? null, description: reason }),
    ...(rounding === 0 ? [] : [await entryOf(tx, { ...of, kind: 'rounding', amount: -rounding })]),
  ])
  await creditAccount(tx, {
    entry_id: id,
    document_id: balance.document_id,
    party_id: balance.party_id,
    method,
    amount,
  })
  return { id, given_back_minor: amount + rounding }
}

/** When everything that was paid goes back, so does what coins could not pay. */
async function roundingToReturn(tx: Tx, document_id: string, amount: number): Promise<number> {
  const entries = await entriesOfDocument(tx, document_id)
  const sum = (kinds: readonly string[]) =>
    entries.reduce((total, entry) => total + (kinds.includes(entry.kind) ? entry.amount : 0), 0)
  return sum(['charge', 'refund']) === amount ? sum(['rounding']) : 0
}

/** The nota de crédito of what goes back; null when the sale was never given a document. */
export async function issueCreditNote(tx: Tx, balance: BalanceRow, amount: number, reason: string) {
  const original = await issuedFor(tx, balance.document_id)
  if (!original) return null
  const { customer } = original
  const note = await issueDocument(tx, {
    kind: await creditNoteKind(tx),
    store_id: balance.store_id,
    document: { kind: balance.document_kind, id: balance.document_id },
    customer: customer && { ...customer, id: balance.party_id, name: String(customer.name), tax_id: taxIdIn(customer) },
    totals: taxesOfPart(original.taxes, amount),
    refers_to_id: original.id,
    reason,
  })
  return issuedDocumentById(tx, note.id)
}

const taxIdIn = ({ tax_id }: Record<string, unknown>) => (typeof tax_id === 'string' ? tax_id : null)

async function announce(
  tx: Tx,
  payment: EntryOut,
  { id, amount, method, due_minor }: { id: string; amount: number; method: string; due_minor: number },
) {
  const document_id = present(payment.document_id, 'a charge has a document')
  await tx.emit(
    paymentRefunded({
      payment_id: id,
      refund_of_id: payment.id,
      document_kind: payment.document_kind ?? '',
      document_id,
      order_id: document_id,
      customer_id: payment.customer_id,
      store_id: payment.store_id,
      method,
      amount: -amount,
      due_minor,
      settled: due_minor === 0,
    }),
  )
}

/** Gives back everything that was paid of a document, each payment in its own tender. */
export async function refundDocument(
  tx: Tx,
  input: { document_id: string; reason: string; till_session_id?: string | undefined },
): Promise<Refunded[]> {
  const refunds: Refunded[] = []
  for (const { payment_id } of await refundableOf(tx, input.document_id)) {
    const { reason, till_session_id } = input
    refunds.push(await refundPayment(tx, payment_id, { reason, till_session_id, credit_note: true }))
  }
  return refunds
}

/** What a document's payments could still give back: the refunds that cancelling it proposes. */
export async function refundableOf(ctx: Ctx, document_id: string) {
  const entries = await entriesOfDocument(ctx, document_id)
  return entries
    .filter(({ kind }) => kind === 'charge')
    .map(({ id, method, amount }) => {
      const refunds = entries.filter((entry) => entry.refund_of_id === id)
      return { payment_id: id, method: method ?? '', amount: refunds.reduce((left, one) => left + one.amount, amount) }
    })
    .filter(({ amount }) => amount > 0)
}
