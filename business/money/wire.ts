/** The wire of `money`: what travels, in the words of the tables. Loads in a browser. */
import { z } from 'zod'
import {
  BasisPoints,
  Day,
  Id,
  Instant,
  line,
  MinorNotNegative,
  MinorOut,
  MinorPositive,
  paragraph,
} from '#platform/units'

/** What a method moves: cash has change and rounding, `credit` is the customer's account (fiado). */
export const MethodKind = z.enum(['cash', 'card', 'transfer', 'cheque', 'credit', 'store_credit', 'mobile'])
export type MethodKind = z.infer<typeof MethodKind>

/** The code people and programs name a method by: `cash`, `debit`, `credit`, `on_account` ... */
export const MethodCode = z.string().regex(/^[a-z][a-z0-9_]{0,29}$/)

export const PaymentMethodOut = z.object({
  code: z.string(),
  name: z.string(),
  kind: MethodKind,
  fee_basis_points: z.int(),
  fee_fixed_minor: MinorOut,
  needs_reference: z.boolean(),
  is_active: z.boolean(),
  position: z.int(),
  version: z.int(),
})
export type PaymentMethodOut = z.infer<typeof PaymentMethodOut>

export const NewPaymentMethod = z.strictObject({
  code: MethodCode,
  name: line(60),
  kind: MethodKind,
  fee_basis_points: BasisPoints.default(0),
  fee_fixed_minor: MinorNotNegative.default(0),
  needs_reference: z.boolean().default(false),
  position: z.int().min(0).max(999).default(100),
})
export const EditPaymentMethod = z.strictObject({
  name: line(60).optional(),
  fee_basis_points: BasisPoints.optional(),
  fee_fixed_minor: MinorNotNegative.optional(),
  needs_reference: z.boolean().optional(),
  is_active: z.boolean().optional(),
  position: z.int().min(0).max(999).optional(),
})

/** One way of paying part of a document. Of cash, `amount` may exceed what is due where change is given (a sale). */
export const PaymentPart = z.strictObject({
  method: MethodCode,
  amount: MinorPositive,
  reference: line(80).optional(),
  bank_account_id: Id.optional(),
})
export type PaymentPart = z.infer<typeof PaymentPart>

export const EntryKind = z.enum([
  'charge',
  'refund',
  'rounding',
  'deposit',
  'expense',
  'expense_reversal',
  'cash_in',
  'cash_out',
  'difference',
  'supplier_payment',
  'payout',
])
export type EntryKind = z.infer<typeof EntryKind>

/** A line of the money ledger. Money in is positive, money out negative; nothing is ever edited. */
export const EntryOut = z.object({
  id: Id,
  kind: EntryKind,
  method: z.string().nullable(),
  amount: MinorOut,
  fee_minor: MinorOut,
  tendered_minor: MinorOut.nullable(),
  change_minor: MinorOut,
  document_kind: z.string().nullable(),
  document_id: Id.nullable(),
  order_id: Id.nullable(),
  customer_id: Id.nullable(),
  store_id: Id,
  till_session_id: Id.nullable(),
  refund_of_id: Id.nullable(),
  reference: z.string().nullable(),
  category: z.string().nullable(),
  description: z.string().nullable(),
  file_id: Id.nullable(),
  day: Day,
  created_at: Instant,
  created_by: Id.nullable(),
  created_by_name: z.string(),
})
export type EntryOut = z.infer<typeof EntryOut>

export const BalanceOut = z.object({
  total: MinorOut,
  paid_minor: MinorOut,
  refunded_minor: MinorOut,
  credited_minor: MinorOut,
  due_minor: MinorOut,
  payment_status: z.enum(['unpaid', 'partial', 'paid', 'refunded']),
})
export type BalanceOut = z.infer<typeof BalanceOut>

export const PaymentOut = EntryOut.extend({ balance: BalanceOut.nullable(), refundable_minor: MinorOut })
export type PaymentOut = z.infer<typeof PaymentOut>

/** One payment of an order, in one tender. The same id again is the same payment. */
export const PaymentIn = z.strictObject({
  id: Id.optional(),
  method: MethodCode,
  amount: MinorPositive,
  /** What the customer handed over in cash, when more than `amount`: the answer names the change. */
  tendered_minor: MinorPositive.optional(),
  reference: line(80).optional(),
  bank_account_id: Id.optional(),
})
export type PaymentIn = z.infer<typeof PaymentIn>

/** A payment as it was taken together with something else: what went into the drawer and what came back out of it. */
export const TakenOut = EntryOut.pick({
  id: true,
  method: true,
  amount: true,
  tendered_minor: true,
  change_minor: true,
})
export type TakenOut = z.infer<typeof TakenOut>

export const TakePayment = PaymentIn.extend({
  order_id: Id,
  till_session_id: Id.optional(),
  approval_token: Id.optional(),
})

export const RefundPayment = z.strictObject({
  id: Id.optional(),
  /** All that is left of the payment, unless a smaller amount is named. */
  amount: MinorPositive.optional(),
  /** The original tender, unless another is named. */
  method: MethodCode.optional(),
  reason: line(200),
  /** `true`: goods or price are given back and a nota de crédito is issued. `false`: the payment was a mistake and the balance opens again. */
  credit_note: z.boolean().default(true),
  till_session_id: Id.optional(),
  reference: line(80).optional(),
  approval_token: Id.optional(),
})

export const NewExpense = z.strictObject({
  id: Id.optional(),
  till_session_id: Id.optional(),
  store_id: Id.optional(),
  method: MethodCode.default('cash'),
  amount: MinorPositive,
  category: line(60),
  description: line(200),
  file_id: Id.optional(),
})

/** An expense, or the entry that took one back; `reversed_by_id` names that entry. */
export const ExpenseOut = EntryOut.extend({ reversed_by_id: Id.nullable() })
export type ExpenseOut = z.infer<typeof ExpenseOut>

export const ReverseExpense = z.strictObject({
  id: Id.optional(),
  reason: line(200),
  /** The open till that takes the money when the shift it left is closed; without it no till does. */
  till_session_id: Id.optional(),
})

/** Spent is positive here: it is the sum of expenses, not of the ledger. */
export const ExpenseSummaryOut = z.object({
  amount: MinorOut,
  expenses: z.int(),
  categories: z.array(z.object({ category: z.string(), expenses: z.int(), amount: MinorOut })),
})

export const BankAccountOut = z.object({
  id: Id,
  bank: z.string(),
  number: z.string(),
  type: z.string(),
  holder: z.string(),
  tax_id: z.string().nullable(),
  notes: z.string().nullable(),
  is_active: z.boolean(),
  version: z.int(),
})
export const NewBankAccount = z.strictObject({
  id: Id.optional(),
  bank: line(60),
  number: line(40),
  type: line(40),
  holder: line(120),
  tax_id: line(30).optional(),
  notes: paragraph(500).optional(),
})
export const EditBankAccount = NewBankAccount.omit({ id: true }).partial().extend({ is_active: z.boolean().optional() })

/** A customer's account: what is owed (fiado), the limit, and credit in the customer's favour. */
export const CustomerAccountOut = z.object({
  customer_id: Id,
  customer_name: z.string(),
  debt_minor: MinorOut,
  limit_minor: MinorOut,
  available_minor: MinorOut,
  store_credit_minor: MinorOut,
})
export type CustomerAccountOut = z.infer<typeof CustomerAccountOut>
export const StatementOut = CustomerAccountOut.extend({
  open_documents: z.array(
    z.object({
      document_kind: z.string(),
      document_id: Id,
      /** The boleta or factura it was given; null for one that has none. */
      label: z.string().nullable(),
      amount: MinorOut,
      open_minor: MinorOut,
      created_at: Instant,
      /** The last day the customer's terms allow. */
      due_day: Day,
      is_overdue: z.boolean(),
    }),
  ),
  entries: z.array(EntryOut),
})
/** What all customers owe together, and what of it is late. */
export const AccountTotalsOut = z.object({
  debt_minor: MinorOut,
  customers: z.int(),
  overdue_minor: MinorOut,
  overdue_customers: z.int(),
  largest_overdue: z.object({ customer_id: Id, customer_name: z.string(), overdue_minor: MinorOut }).nullable(),
  store_credit_minor: MinorOut,
})
export type AccountTotalsOut = z.infer<typeof AccountTotalsOut>
export type StatementOut = z.infer<typeof StatementOut>
export const TakeRepayment = z.strictObject({
  id: Id.optional(),
  amount: MinorPositive,
  method: MethodCode,
  store_id: Id.optional(),
  till_session_id: Id.optional(),
  reference: line(80).optional(),
})

/** Tax of a document, split by rate; the parts add up to the document's own net, tax and total. */
export const TaxLineOut = z.object({
  tax_class: z.string(),
  basis_points: z.int(),
  net_minor: MinorOut,
  tax_minor: MinorOut,
  total: MinorOut,
})
export type TaxLineOut = z.infer<typeof TaxLineOut>

export const IssuedDocumentOut = z.object({
  id: Id,
  kind: z.string(),
  number: z.int(),
  label: z.string(),
  store_id: Id,
  document_kind: z.string(),
  document_id: Id,
  refers_to_id: Id.nullable(),
  customer: z.record(z.string(), z.unknown()).nullable(),
  net_minor: MinorOut,
  tax_minor: MinorOut,
  exempt_minor: MinorOut,
  total: MinorOut,
  taxes: z.array(TaxLineOut),
  reason: z.string().nullable(),
  day: Day,
  issued_at: Instant,
  issued_by: Id.nullable(),
})
export type IssuedDocumentOut = z.infer<typeof IssuedDocumentOut>
