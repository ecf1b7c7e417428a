import { businessOf, countryOf, nextNumber } from '#company'
import { dayIn } from '#platform/clock'
import type { Ctx, Tx } from '#platform/context'
import { newId } from '#platform/ids'
import { documentIssued } from '../events.ts'
import { insertIssuedDocument } from '../records.ts'
import { refuseDocument } from '../refusals.ts'
import type { DocumentTotals } from '../taxes.ts'

/** Whom a document is made out to, as they were at that moment. */
export interface DocumentCustomer {
  readonly id: string | null
  readonly name: string
  readonly tax_id: string | null
  readonly [field: string]: unknown
}

export interface IssueDocument {
  readonly kind: string
  readonly store_id: string
  readonly document: { readonly kind: string; readonly id: string }
  readonly customer: DocumentCustomer | null
  readonly totals: DocumentTotals
  readonly refers_to_id?: string
  readonly reason?: string
}

export interface IssuedDocument {
  readonly id: string
  readonly kind: string
  readonly number: number
  readonly label: string
}

const INVOICE = /^(factura|invoice)/
const CREDIT_NOTE = /^(nota_credito|credit_note)$/

/** The kind of document a sale gets: the one asked for, or the country's first. Refuses what cannot be issued. */
export async function documentKindFor(
  ctx: Ctx,
  asked: string | undefined,
  customer: { tax_id: string | null } | null,
): Promise<string> {
  const { document_kinds, tax_id_name } = await countryOf(ctx)
  const [first] = document_kinds
  const kind = asked ?? first
  if (!document_kinds.includes(kind) || CREDIT_NOTE.test(kind)) throw refuseDocument.unknownKind({ kind })
  if (kind !== first && INVOICE.test(kind) && !customer?.tax_id) throw refuseDocument.taxIdNeeded({ tax_id_name })
  return kind
}

/** The country's credit note (nota de crédito). */
export async function creditNoteKind(ctx: Ctx): Promise<string> {
  const { document_kinds } = await countryOf(ctx)
  return document_kinds.find((kind) => CREDIT_NOTE.test(kind)) ?? 'nota_credito'
}

/** What people call a document: `B-1024`, `F-17`, `NC-3`. */
export function documentLabel(kind: string, number: number): string {
  return `${labelPrefix(kind)}${number}`
}

function labelPrefix(kind: string): string {
  const initials = kind.split('_').map((word) => word.charAt(0).toUpperCase())
  return `${initials.join('')}-`
}

/** Issues a document with the next number of its series. Call it last: the series stays locked until commit. */
export async function issueDocument(tx: Tx, input: IssueDocument): Promise<IssuedDocument> {
  const { kind, store_id } = input
  const { prefix: _prefix, ...row } = await planDocument(tx, input)
  const number = await nextNumber(tx, { store_id, kind })
  const label = documentLabel(kind, number)
  await insertIssuedDocument(tx, {
    ...row,
    number,
    label,
    customer: row.customer && JSON.stringify(row.customer),
    taxes: JSON.stringify(row.taxes),
  })
  await tx.emit(documentFact(input, row.id, number))
  return { id: row.id, kind, number, label }
}

/** A document as it will be written, all but its number; its label is `prefix` and the number. */
export async function planDocument(ctx: Ctx, input: IssueDocument) {
  const { kind, store_id, document, customer, totals } = input
  const { time_zone } = await businessOf(ctx)
  const now = ctx.now()
  return {
    id: newId(),
    kind,
    prefix: labelPrefix(kind),
    store_id,
    document_kind: document.kind,
    document_id: document.id,
    refers_to_id: input.refers_to_id ?? null,
    party_id: customer?.id ?? null,
    customer,
    net_minor: totals.net_minor,
    tax_minor: totals.tax_minor,
    exempt_minor: totals.exempt_minor,
    total: totals.total,
    taxes: totals.taxes,
    reason: input.reason ?? null,
    day: dayIn(time_zone, now),
    issued_at: now,
    issued_by: ctx.actor.id,
    issued_by_name: ctx.actor.name,
  }
}

/** What is told of a document that was issued. */
export function documentFact({ kind, store_id, document, totals }: IssueDocument, id: string, number: number) {
  return documentIssued({
    issued_document_id: id,
    kind,
    number,
    store_id,
    order_id: document.id,
    total: totals.total,
  })
}
