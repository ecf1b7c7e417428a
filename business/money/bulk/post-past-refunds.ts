import { sql } from 'kysely'
import { amountSaid, businessOf } from '#company'
import type { Actor } from '#platform/actor'
import { dayIn } from '#platform/clock'
import type { Tx } from '#platform/context'
import { arrayText } from '#platform/database/array-text'
import { insertMany } from '#platform/database/insert-many'
import { livedAt } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import { dueOf } from '../balance.ts'
import { creditNoteKind, documentLabel } from '../commands/issue-document.ts'
import { documentIssued, paymentRefunded } from '../events.ts'
import { refusePayment } from '../refusals.ts'
import { taxesOfPart } from '../taxes.ts'
import { lockPaid, type Paid } from './paid-documents.ts'
import { ENTRY, ISSUED, PLAIN_ENTRY, takeNumbers } from './past-rows.ts'

/** Money of a paid document that was given back, with its nota de crédito. */
export interface PastRefund {
  readonly document_id: string
  readonly amount: number
  readonly reason: string
  /** What the old books called the credit note; the series' own label otherwise. */
  readonly label?: string | undefined
  readonly till_session_id?: string | undefined
  readonly at: string
  /** Who gave it back, at that moment; without it the caller writes it down now. */
  readonly by?: Actor | undefined
}

interface Given extends PastRefund {
  readonly paid: Paid
  readonly id: string
  /** What coins could not pay goes back with the last of the money. */
  readonly rounding: number
  readonly due_minor: number
  readonly day: string
}

/**
 * Posts refunds of the past in the order given, each of a document that one payment paid: the same entries, credit
 * notes, balances, facts and audit entries as `refundPayment`, a table at a time. Never more than was paid.
 */
export async function postPastRefunds(tx: Tx, refunds: readonly PastRefund[]): Promise<void> {
  if (refunds.length === 0) return
  const { time_zone } = await businessOf(tx)
  const documents = await lockPaid(tx, [...new Set(refunds.map(({ document_id }) => document_id))])
  const given: Given[] = []
  for (const refund of refunds) {
    const paid = present(documents.get(refund.document_id), 'what is refunded was paid')
    given.push({ ...(await giveBack(tx, paid, refund)), day: dayIn(time_zone, new Date(refund.at)) })
  }
  await insertMany(
    tx,
    sql`money.entry`,
    ENTRY,
    given.flatMap((refund) => entryRows(tx, refund)),
  )
  const notes = await issueNotes(tx, given)
  await lowerBalances(tx, [...documents.values()], given)
  for (const [at, refund] of given.entries()) await tell(tx, refund, notes[at])
}

/** Takes it off what is left of the document's payment. */
async function giveBack(tx: Tx, paid: Paid, refund: PastRefund): Promise<Omit<Given, 'day'>> {
  const refundable_minor = paid.charged - paid.refunded
  if (refund.amount <= 0 || refund.amount > refundable_minor) {
    throw refusePayment.aboveRefundable({ refundable_minor, refundable_text: await amountSaid(tx, refundable_minor) })
  }
  paid.refunded += refund.amount
  const rounding = paid.refunded === paid.charged ? paid.rounding : 0
  paid.refunded_minor += refund.amount + rounding
  if (paid.issued_id !== null) paid.credited_minor += refund.amount + rounding
  return { ...refund, paid, id: newId(), rounding, due_minor: dueOf(paid) }
}

function entryRows(tx: Tx, { paid, id, amount, rounding, reason, till_session_id, day, at, by = tx.actor }: Given) {
  const common = {
    ...PLAIN_ENTRY,
    document_kind: paid.document_kind,
    document_id: paid.document_id,
    party_id: paid.party_id,
    store_id: paid.store_id,
    till_session_id: till_session_id ?? null,
    day,
    created_at: at,
    created_by: by.id,
    created_by_name: by.name,
  }
  const refund = { kind: 'refund', method: paid.method, refund_of_id: paid.payment_id, description: reason }
  const rows = [{ ...common, ...refund, id, amount: -amount }]
  if (rounding === 0) return rows
  return [...rows, { ...common, id: newId(), kind: 'rounding', method: null, amount: -rounding }]
}

type Note = {
  readonly id: string
  readonly kind: string
  readonly number: number
  readonly label: string
  total: number
}

/** The notas de crédito; none for a sale that never had a document. */
async function issueNotes(tx: Tx, refunds: readonly Given[]): Promise<(Note | null)[]> {
  const kind = await creditNoteKind(tx)
  const documented = refunds.filter(({ paid }) => paid.issued_id !== null)
  const numbers = await takeNumbers(
    tx,
    documented.map(({ paid }) => ({ store_id: paid.store_id, kind })),
  )
  const rows = documented.map((refund, at) => noteRow(tx, refund, kind, numbers[at] ?? 0))
  await insertMany(tx, sql`money.issued_document`, ISSUED, rows)
  const found = new Map(documented.map((refund, at) => [refund, rows[at]]))
  return refunds.map((refund) => found.get(refund) ?? null)
}

function noteRow(
  tx: Tx,
  { paid, label, amount, rounding, reason, day, at, by = tx.actor }: Given,
  kind: string,
  number: number,
) {
  const { net_minor, tax_minor, exempt_minor, total, taxes } = taxesOfPart(paid.taxes, amount + rounding)
  return {
    id: newId(),
    kind,
    number,
    label: label ?? documentLabel(kind, number),
    store_id: paid.store_id,
    document_kind: paid.document_kind,
    document_id: paid.document_id,
    refers_to_id: paid.issued_id,
    party_id: paid.party_id,
    customer: paid.customer === null ? null : JSON.stringify(paid.customer),
    ...{ net_minor, tax_minor, exempt_minor, total },
    taxes: JSON.stringify(taxes),
    reason,
    day,
    issued_at: at,
    issued_by: by.id,
    issued_by_name: by.name,
  }
}

async function lowerBalances(tx: Tx, documents: readonly Paid[], refunds: readonly Given[]): Promise<void> {
  const last = new Map(refunds.map(({ document_id, at }) => [document_id, at]))
  await sql`
    update money.balance b
    set refunded_minor = k.refunded, credited_minor = k.credited, updated_at = k.at
    from unnest(${arrayText(documents.map(({ document_id }) => document_id))}::uuid[],
      ${arrayText(documents.map(({ refunded_minor }) => refunded_minor))}::bigint[],
      ${arrayText(documents.map(({ credited_minor }) => credited_minor))}::bigint[],
      ${arrayText(documents.map(({ document_id }) => last.get(document_id)))}::timestamptz[])
      as k (id, refunded, credited, at)
    where b.document_id = k.id`.execute(tx.db)
}

async function tell(tx: Tx, refund: Given, note: Note | null | undefined): Promise<void> {
  const { paid, id, amount, reason, at, by, due_minor } = refund
  const { document_id, document_kind, payment_id, party_id, store_id, method } = paid
  const lived = by ? livedAt(tx, new Date(at), by) : tx
  if (note) {
    const { id: issued_document_id, kind, number, total } = note
    await lived.emit(documentIssued({ issued_document_id, kind, number, store_id, order_id: document_id, total }))
  }
  const about = { document_kind, document_id, order_id: document_id, customer_id: party_id, store_id, method }
  const settled = due_minor === 0
  await lived.emit(
    paymentRefunded({ ...about, payment_id: id, refund_of_id: payment_id, amount: -amount, due_minor, settled }),
  )
  lived.audit({
    action: 'payment.refunded',
    thing: 'payment',
    thing_id: payment_id,
    store_id,
    reason,
    after: { refund_id: id, amount, order_id: document_id, credit_note: note?.label ?? null },
  })
}
