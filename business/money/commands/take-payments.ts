import { amountSaid, businessOf } from '#company'
import type { Tx } from '#platform/context'
import { dueOf } from '../balance.ts'
import { chargeAccount } from '../charge-account.ts'
import { entryOf } from '../entries.ts'
import { paymentCreated } from '../events.ts'
import { feeOf, methodByCode, tendersOf } from '../methods.ts'
import { type EntryRow, insertBalance, insertEntries, lockBalance, updateBalance } from '../records.ts'
import { refusePayment } from '../refusals.ts'
import { sessionFor } from '../sessions.ts'
import { type Charge, type Settlement, settle } from '../settlement.ts'
import type { PaymentPart } from '../wire.ts'

/** What is paid for. `order`s have a balance since they were made; a counter `sale` is paid as it is born (`is_new`). */
export interface PayableDocument {
  readonly kind: 'order' | 'sale'
  readonly id: string
  readonly total: number
  readonly party_id: string | null
  readonly store_id: string
  readonly is_new?: boolean
}

export interface TakePayments {
  readonly document: PayableDocument
  readonly payments: readonly (PaymentPart & { tendered_minor?: number | undefined; id?: string | undefined })[]
  readonly till_session_id?: string | undefined
  /** Cash above what is due comes back as change; otherwise it is refused. */
  readonly gives_change: boolean
}

export interface TakenPayments {
  readonly entries: readonly EntryRow[]
  readonly till_session_id: string | null
  readonly paid_minor: number
  readonly rounding_minor: number
  readonly change_minor: number
  readonly due_minor: number
}

/**
 * Takes payments of a document: split tender, change out of cash only, cash rounding as a line of its own. Never more
 * than is due, because the document's balance stays locked from the look to the write.
 */
export async function takePayments(tx: Tx, input: TakePayments): Promise<TakenPayments> {
  const { document } = input
  const balance = document.is_new ? null : await lockBalance(tx, document.id)
  if (balance === undefined) throw refusePayment.orderNotFound({ id: document.id })
  if (balance && !balance.is_open) throw refusePayment.notOpen()
  const due = balance ? dueOf(balance) : document.total
  const settlement = await settlementOf(tx, due, input)
  const session = await sessionFor(tx, { till_session_id: input.till_session_id, store_id: document.store_id })
  const entries = await entriesOf(tx, input, settlement, session?.id ?? null)

  if (balance) await updateBalance(tx, document.id, { paid_minor: balance.paid_minor + settlement.paid_minor })
  else await openPaid(tx, document, settlement.paid_minor)
  await insertEntries(tx, entries)
  await chargeAccount(tx, document, entries, settlement.charges)
  const due_minor = due - settlement.paid_minor
  await announce(tx, document, entries, due_minor)
  const { paid_minor, rounding_minor, change_minor } = settlement
  return { entries, till_session_id: session?.id ?? null, paid_minor, rounding_minor, change_minor, due_minor }
}

async function settlementOf(tx: Tx, due_minor: number, input: TakePayments): Promise<Settlement> {
  const { cash_rounding_minor } = await businessOf(tx)
  const tenders = await tendersOf(tx, input.payments)
  const settlement = settle(due_minor, tenders, { cash_rounding_minor, gives_change: input.gives_change })
  if (settlement.over_minor > 0 || (due_minor === 0 && tenders.length > 0))
    throw refusePayment.aboveBalance({ due_minor, due_text: await amountSaid(tx, due_minor) })
  return settlement
}

async function openPaid(tx: Tx, { kind, id, total, party_id, store_id }: PayableDocument, paid_minor: number) {
  await insertBalance(tx, {
    document_id: id,
    document_kind: kind,
    store_id,
    party_id,
    total,
    paid_minor,
    updated_at: tx.now(),
  })
}

async function entriesOf(
  tx: Tx,
  input: TakePayments,
  { charges, rounding_minor }: Settlement,
  till_session_id: string | null,
): Promise<EntryRow[]> {
  const { id, kind, party_id, store_id } = input.document
  const common = { document_id: id, document_kind: kind, party_id, store_id, till_session_id }
  const only = input.payments.length === 1 ? input.payments[0]?.id : undefined
  const entries: EntryRow[] = []
  for (const charge of charges) entries.push(await chargeEntry(tx, charge, { ...common, id: only }))
  if (rounding_minor !== 0) entries.push(await entryOf(tx, { ...common, kind: 'rounding', amount: rounding_minor }))
  return entries
}

async function chargeEntry(
  tx: Tx,
  { method, amount, tendered_minor, change_minor, reference, bank_account_id }: Charge,
  common: { store_id: string; id: string | undefined },
): Promise<EntryRow> {
  const fee_minor = feeOf(await methodByCode(tx, method), amount)
  const tender = { method, amount, fee_minor, tendered_minor, change_minor, reference, bank_account_id }
  return entryOf(tx, { ...common, kind: 'charge', ...tender })
}

async function announce(tx: Tx, document: PayableDocument, entries: readonly EntryRow[], due_minor: number) {
  const charges = entries.filter(({ kind }) => kind === 'charge')
  for (const [at, { id, method, amount }] of charges.entries()) {
    await tx.emit(
      paymentCreated({
        payment_id: id,
        document_kind: document.kind,
        document_id: document.id,
        order_id: document.id,
        customer_id: document.party_id,
        store_id: document.store_id,
        method: method ?? '',
        amount,
        due_minor,
        settled: due_minor === 0 && at === charges.length - 1,
      }),
    )
  }
}
