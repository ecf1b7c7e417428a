import type { Tx } from '#platform/context'
import { dueOf } from '../balance.ts'
import { chargeAccount } from '../charge-account.ts'
import { entriesOf, paymentFacts, settlementOf } from '../plan-payments.ts'
import { type EntryRow, insertBalance, insertEntries, lockBalance, updateBalance } from '../records.ts'
import { refusePayment } from '../refusals.ts'
import { sessionFor } from '../sessions.ts'
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
  /** One of the payments sets off what another document gives back. */
  readonly is_exchange?: boolean
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
  const awaited = balance?.is_awaited ?? false
  for (const fact of paymentFacts(document, entries, { due_minor, awaited })) await tx.emit(fact)
  const { paid_minor, rounding_minor, change_minor } = settlement
  return { entries, till_session_id: session?.id ?? null, paid_minor, rounding_minor, change_minor, due_minor }
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
