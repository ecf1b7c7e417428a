import { z } from 'zod'
import { contract } from '#platform/contract'
import { ById, Day, Flag, Id, line, PageQuery, pageOf } from '#platform/units'
import {
  AccountTotalsOut,
  BankAccountOut,
  CustomerAccountOut,
  EditBankAccount,
  EditPaymentMethod,
  EntryKind,
  EntryOut,
  ExpenseOut,
  ExpenseSummaryOut,
  IssuedDocumentOut,
  MethodCode,
  NewBankAccount,
  NewExpense,
  NewPaymentMethod,
  PaymentMethodOut,
  PaymentOut,
  RefundPayment,
  ReverseExpense,
  StatementOut,
  TakePayment,
  TakeRepayment,
} from './wire.ts'
import { CloseTill, MoveCash, OpenTill, TillSessionOut, TillSessionState } from './wire-tills.ts'

export type {
  BalanceOut,
  CustomerAccountOut,
  EntryOut,
  ExpenseOut,
  IssuedDocumentOut,
  PaymentMethodOut,
  PaymentOut,
  StatementOut,
} from './wire.ts'
export { PaymentIn, PaymentPart, TakenOut } from './wire.ts'
export type { TillSessionOut } from './wire-tills.ts'

const Period = PageQuery.extend({
  store_id: Id.optional(),
  from: Day.optional(),
  to: Day.optional(),
})
const PaymentFilters = Period.extend({
  order_id: Id.optional(),
  customer_id: Id.optional(),
  method: MethodCode.optional(),
  till_session_id: Id.optional(),
  kind: EntryKind.optional(),
})
const ExpenseFilters = Period.extend({
  category: z.string().max(60).optional(),
  till_id: Id.optional(),
  till_session_id: Id.optional(),
})
const SessionAct = { params: ById, answers: { 200: TillSessionOut }, limit: 'write' } as const

export const moneyContract = contract({
  'GET /api/payment-methods': {
    may: 'payments.see',
    says: 'List the ways of paying, in their order.',
    query: z.object({ is_active: Flag.optional() }),
    answers: { 200: z.object({ items: z.array(PaymentMethodOut) }) },
  },
  'POST /api/payment-methods': {
    may: 'payment_methods.edit',
    says: 'Add a way of paying.',
    body: NewPaymentMethod,
    answers: { 201: PaymentMethodOut },
  },
  'PATCH /api/payment-methods/:code': {
    may: 'payment_methods.edit',
    says: 'Edit a way of paying, or switch it off.',
    params: z.object({ code: MethodCode }),
    body: EditPaymentMethod,
    answers: { 200: PaymentMethodOut },
  },
  'GET /api/payments': {
    may: 'payments.see',
    says: 'List payments, refunds and repayments, newest first.',
    query: PaymentFilters,
    answers: { 200: pageOf(EntryOut) },
  },
  'GET /api/payments/export': {
    may: 'payments.export',
    says: 'All payments that match, as CSV, XLSX or PDF.',
    query: PaymentFilters.omit({ limit: true, cursor: true, count: true }).extend({
      format: z.enum(['csv', 'xlsx', 'pdf']).default('csv'),
    }),
    answers: { 200: null },
    raw: true,
    limit: 'export',
  },
  'POST /api/payments': {
    may: 'payments.take',
    says: 'Record a payment of an order; never above what is due.',
    body: TakePayment,
    answers: { 201: PaymentOut },
    limit: 'counter',
  },
  'GET /api/payments/:id': {
    may: 'payments.see',
    says: 'One payment.',
    params: ById,
    answers: { 200: PaymentOut },
  },
  'POST /api/payments/:id/refund': {
    may: 'payments.take',
    says: 'Give a payment back as an entry of its own, with its nota de crédito; a supervisor approves it for those who may not.',
    params: ById,
    body: RefundPayment,
    answers: { 201: PaymentOut.extend({ credit_note: IssuedDocumentOut.nullable() }) },
    limit: 'counter',
  },
  'GET /api/till-sessions': {
    may: 'till_sessions.see',
    says: 'List till sessions, newest first.',
    query: Period.extend({ till_id: Id.optional(), state: TillSessionState.optional(), mine: Flag.optional() }),
    answers: { 200: pageOf(TillSessionOut) },
  },
  'POST /api/till-sessions': {
    may: 'till_sessions.operate',
    says: 'Open a till with its float.',
    body: OpenTill,
    answers: { 201: TillSessionOut },
  },
  'GET /api/till-sessions/:id': {
    may: 'till_sessions.see',
    says: 'One till session; what is expected stays hidden until the count is committed.',
    params: ById,
    answers: { 200: TillSessionOut },
  },
  'GET /api/till-sessions/:id/entries': {
    may: 'till_sessions.see',
    says: 'The day list of a till session: each entry in order.',
    params: ById,
    query: PageQuery,
    answers: { 200: pageOf(EntryOut) },
  },
  'POST /api/till-sessions/:id/cash-in': {
    ...SessionAct,
    may: 'till_sessions.operate',
    says: 'Put cash into an open till.',
    body: MoveCash,
  },
  'POST /api/till-sessions/:id/cash-out': {
    ...SessionAct,
    may: 'till_sessions.operate',
    says: 'Take cash out of an open till.',
    body: MoveCash,
  },
  'GET /api/till-sessions/:id/successors': {
    may: 'till_sessions.operate',
    says: 'Who can take over an open till: people who may operate one in its store and hold none.',
    params: ById,
    answers: { 200: z.object({ items: z.array(z.object({ id: Id, full_name: z.string() })) }) },
  },
  'POST /api/till-sessions/:id/hand-over': {
    ...SessionAct,
    may: 'till_sessions.operate',
    says: 'Hand an open till over to somebody who may operate one in its store and holds none.',
    body: z.strictObject({ user_id: Id }),
  },
  'POST /api/till-sessions/:id/close': {
    ...SessionAct,
    may: 'till_sessions.operate',
    says: 'Close a till with a blind count per method; a difference goes under review.',
    body: CloseTill,
  },
  'POST /api/till-sessions/:id/settle': {
    ...SessionAct,
    may: 'till_sessions.settle',
    says: 'Accept a difference with a reason; the books take it as an entry.',
    body: z.strictObject({ reason: line(200) }),
  },
  'GET /api/expenses': {
    may: 'expenses.see',
    says: 'List expenses and what took them back, newest first.',
    query: ExpenseFilters,
    answers: { 200: pageOf(ExpenseOut) },
  },
  'GET /api/expenses/summary': {
    may: 'expenses.see',
    says: 'What was spent in all and by category, of the expenses that match.',
    query: ExpenseFilters.omit({ limit: true, cursor: true, count: true, sort: true }),
    answers: { 200: ExpenseSummaryOut },
  },
  'GET /api/expenses/export': {
    may: 'payments.export',
    says: 'All expenses that match, as CSV, XLSX or PDF.',
    query: ExpenseFilters.omit({ limit: true, cursor: true, count: true }).extend({
      format: z.enum(['csv', 'xlsx', 'pdf']).default('csv'),
    }),
    answers: { 200: null },
    raw: true,
    limit: 'export',
  },
  'POST /api/expenses': {
    may: 'expenses.record',
    says: 'Record an expense, from an open till or from the store.',
    body: NewExpense,
    answers: { 201: EntryOut },
  },
  'POST /api/expenses/:id/reverse': {
    may: 'expenses.reverse',
    says: 'Take back an expense that was a mistake: a counter-entry with its reason. The till it left expects the money again.',
    params: ById,
    body: ReverseExpense,
    answers: { 201: EntryOut },
  },
  'GET /api/bank-accounts': {
    may: 'bank_accounts.see',
    says: 'List bank accounts.',
    query: z.object({ is_active: Flag.optional() }),
    answers: { 200: z.object({ items: z.array(BankAccountOut) }) },
  },
  'POST /api/bank-accounts': {
    may: 'bank_accounts.edit',
    says: 'Add a bank account.',
    body: NewBankAccount,
    answers: { 201: BankAccountOut },
  },
  'PATCH /api/bank-accounts/:id': {
    may: 'bank_accounts.edit',
    says: 'Edit a bank account, or switch it off.',
    params: ById,
    body: EditBankAccount,
    answers: { 200: BankAccountOut },
  },
  'GET /api/customer-accounts': {
    may: 'accounts.see',
    says: 'List customers with debt or credit in their favour, largest debt first.',
    query: PageQuery,
    answers: { 200: pageOf(CustomerAccountOut) },
  },
  'GET /api/customer-accounts/totals': {
    may: 'accounts.see',
    says: 'What all customers owe together, and what of it is late by the terms of each.',
    answers: { 200: AccountTotalsOut },
  },
  'GET /api/customer-accounts/:id': {
    may: 'accounts.see',
    says: "A customer's statement: debt, limit, open documents and entries.",
    params: ById,
    answers: { 200: StatementOut },
  },
  'POST /api/customer-accounts/:id/repayments': {
    may: 'accounts.collect',
    says: 'Take a repayment (abono); it pays the oldest documents first.',
    params: ById,
    body: TakeRepayment,
    answers: { 201: EntryOut.extend({ account: CustomerAccountOut }) },
  },
  'GET /api/issued-documents': {
    may: 'documents.see',
    says: 'List issued documents (boleta, factura, nota de crédito), newest first.',
    query: Period.extend({
      kind: z.string().max(30).optional(),
      number: z.string().max(20).optional(),
      order_id: Id.optional(),
    }),
    answers: { 200: pageOf(IssuedDocumentOut) },
  },
  'GET /api/issued-documents/:id': {
    may: 'documents.see',
    says: 'One issued document.',
    params: ById,
    answers: { 200: IssuedDocumentOut },
  },
})
