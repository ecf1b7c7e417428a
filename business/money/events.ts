import { z } from 'zod'
import { fact } from '#platform/facts/fact'
import { Id, MinorOut } from '#platform/units'

const Payment = z.object({
  payment_id: Id,
  document_kind: z.string(),
  document_id: Id,
  order_id: Id,
  customer_id: Id.nullable(),
  store_id: Id,
  method: z.string(),
  amount: MinorOut,
  due_minor: MinorOut,
  /** Nothing is left to pay. */
  settled: z.boolean(),
})
export const paymentCreated = fact(
  'payment.created',
  // Somebody wants to know in the same moment when nothing is left to pay: an order that was handed over unpaid.
  Payment.extend({ awaited: z.boolean() }),
  { may: 'payments.see' },
)
export const paymentRefunded = fact('payment.refunded', Payment.extend({ refund_of_id: Id }), { may: 'payments.see' })

const session = { may: 'till_sessions.see' }
const Session = z.object({ till_session_id: Id, till_id: Id, store_id: Id, state: z.string(), holder_id: Id })
export const tillOpened = fact('till_session.opened', Session, session)
export const tillHandedOver = fact('till_session.handed_over', Session, session)
export const tillClosed = fact('till_session.closed', Session, session)
export const tillSettled = fact('till_session.settled', Session, session)
const CashMoved = z.object({ entry_id: Id, till_session_id: Id.nullable(), store_id: Id, kind: z.string() })
export const cashMoved = fact('cash.moved', CashMoved, session)
export const expenseRecorded = fact('expense.recorded', CashMoved, { may: 'expenses.see' })
export const expenseReversed = fact('expense.reversed', CashMoved, { may: 'expenses.see' })

export const accountChanged = fact('customer_account.changed', z.object({ customer_id: Id, store_id: Id.nullable() }), {
  may: 'accounts.see',
})
export const documentIssued = fact(
  'document.issued',
  z.object({ issued_document_id: Id, kind: z.string(), number: z.int(), store_id: Id, order_id: Id, total: MinorOut }),
  { may: 'documents.see' },
)

export const facts = [
  paymentCreated,
  paymentRefunded,
  tillOpened,
  tillHandedOver,
  tillClosed,
  tillSettled,
  cashMoved,
  expenseRecorded,
  expenseReversed,
  accountChanged,
  documentIssued,
] as const
