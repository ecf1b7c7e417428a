import { sql } from 'kysely'
import { businessOf } from '#company'
import type { Actor } from '#platform/actor'
import { dayIn } from '#platform/clock'
import type { Tx } from '#platform/context'
import { insertInTurn } from '#platform/database/insert-many'
import { livedAt } from '#platform/database/transact'
import { newId } from '#platform/ids'
import type { Turn } from '#platform/in-turn'
import { present } from '#platform/invariant'
import { eachInPieces } from '#platform/soon'
import { type DocumentCustomer, documentLabel } from '../commands/issue-document.ts'
import { documentIssued, paymentCreated } from '../events.ts'
import { feeOf, methodByCode } from '../methods.ts'
import type { DocumentTotals } from '../taxes.ts'
import { ENTRY, ISSUED, takeNumbers } from './past-rows.ts'

/** A document of the past that was paid in full when it was made. */
export interface PastDocument {
  readonly id: string
  readonly kind: string
  /** What the old books called it; the series' own label otherwise. */
  readonly label: string | null
  readonly store_id: string
  readonly customer: DocumentCustomer | null
  readonly totals: DocumentTotals
  readonly payments: readonly { readonly method: string; readonly amount: number; readonly rounding_minor?: number }[]
  readonly till_session_id: string | null
  readonly at: string
  /** Who sold it, at that moment; without it the caller writes it down now. */
  readonly by?: Actor | undefined
}

/**
 * Posts what sales of the past were paid: balances, entries, issued documents with numbers of their series in the order
 * given, facts. Gives each document's label; the rows are written in turn.
 */
export async function pastDocumentsInTurn(
  tx: Tx,
  turn: Turn,
  documents: readonly PastDocument[],
): Promise<{ labels: string[]; tell: () => Promise<void> }> {
  const { time_zone } = await businessOf(tx)
  const dated = documents.map((document) => ({ ...document, day: dayIn(time_zone, new Date(document.at)) }))
  const numbers = await takeNumbers(tx, documents)
  await insertInTurn(tx, turn, { table: sql`money.balance`, columns: BALANCE, rows: documents.map(balanceRow) })
  const entries: Entry[] = []
  for (const document of dated) entries.push(...(await entryRows(tx, document)))
  await insertInTurn(tx, turn, { table: sql`money.entry`, columns: ENTRY, rows: entries })
  const issued = dated.map((document, at) => issuedRow(tx, document, numbers[at] ?? 0))
  await insertInTurn(tx, turn, { table: sql`money.issued_document`, columns: ISSUED, rows: issued })
  return { labels: issued.map(({ label }) => label), tell: () => tellAll(tx, documents, { entries, issued }) }
}

type Entry = ReturnType<typeof entryRow>

interface Written {
  readonly entries: readonly Entry[]
  readonly issued: readonly ReturnType<typeof issuedRow>[]
}

async function tellAll(tx: Tx, documents: readonly PastDocument[], { entries, issued }: Written): Promise<void> {
  const firstEntry = new Map(entries.toReversed().map(({ document_id, id }) => [document_id, id]))
  await eachInPieces(documents, async (document, at) => {
    const lived = document.by ? livedAt(tx, new Date(document.at), document.by) : tx
    await tell(lived, document, firstEntry.get(document.id))
    const { id: issued_document_id, kind, number, store_id, total } = present(issued[at], 'each has its document')
    await lived.emit(documentIssued({ issued_document_id, kind, number, store_id, order_id: document.id, total }))
  })
}

type Dated = PastDocument & { readonly day: string }

const BALANCE = {
  document_id: 'uuid',
  document_kind: 'text',
  store_id: 'uuid',
  party_id: 'uuid',
  total: 'bigint',
  paid_minor: 'bigint',
  updated_at: 'timestamptz',
} as const

const balanceRow = ({ id, store_id, customer, totals, at }: PastDocument) => ({
  document_id: id,
  document_kind: 'sale',
  store_id,
  party_id: customer?.id ?? null,
  total: totals.total,
  paid_minor: totals.total,
  updated_at: at,
})

async function entryRows(tx: Tx, document: Dated): Promise<Entry[]> {
  const rows: Entry[] = []
  for (const { method, amount, rounding_minor = 0 } of document.payments) {
    const fee_minor = feeOf(await methodByCode(tx, method), amount)
    if (amount !== 0) rows.push(entryRow(tx, document, { kind: 'charge', method, amount, fee_minor }))
    if (rounding_minor !== 0) {
      rows.push(entryRow(tx, document, { kind: 'rounding', method: null, amount: rounding_minor, fee_minor: 0 }))
    }
  }
  return rows
}

interface Posted {
  readonly kind: string
  readonly method: string | null
  readonly amount: number
  readonly fee_minor: number
}

/** Field by field, as each order's row: a copy to which fields are added costs ten times as much. */
function entryRow(
  tx: Tx,
  { id: document_id, customer, store_id, till_session_id, day, at, by }: Dated,
  posted: Posted,
) {
  const { id: created_by, name: created_by_name } = by ?? tx.actor
  return {
    id: newId(),
    kind: posted.kind,
    method: posted.method,
    amount: posted.amount,
    fee_minor: posted.fee_minor,
    document_kind: 'sale',
    document_id,
    party_id: customer?.id ?? null,
    store_id,
    till_session_id,
    refund_of_id: null,
    reference: null,
    category: null,
    description: null,
    day,
    created_at: at,
    created_by,
    created_by_name,
  }
}

function issuedRow(tx: Tx, document: Dated, number: number) {
  const { id, kind, label, store_id, customer, totals, day, at, by = tx.actor } = document
  return {
    id: newId(),
    kind,
    number,
    label: label ?? documentLabel(kind, number),
    store_id,
    document_kind: 'sale',
    document_id: id,
    refers_to_id: null,
    reason: null,
    party_id: customer?.id ?? null,
    customer: customer === null ? null : JSON.stringify(customer),
    net_minor: totals.net_minor,
    tax_minor: totals.tax_minor,
    exempt_minor: totals.exempt_minor,
    total: totals.total,
    taxes: JSON.stringify(totals.taxes),
    day,
    issued_at: at,
    issued_by: by.id,
    issued_by_name: by.name,
  }
}

async function tell(
  tx: Tx,
  { id, customer, store_id, payments, totals }: PastDocument,
  payment_id: string | undefined,
) {
  const [first] = payments
  if (first === undefined || payment_id === undefined) return
  await tx.emit(
    paymentCreated({
      payment_id,
      document_kind: 'sale',
      document_id: id,
      order_id: id,
      customer_id: customer?.id ?? null,
      store_id,
      method: first.method,
      amount: totals.total,
      due_minor: 0,
      settled: true,
      awaited: false,
    }),
  )
}
