/** The door of money: payments, balances, tax split, issued documents. The ledger itself is written only inside. */
import type { Module } from '#platform/module'
import { facts } from './events.ts'
import { permissions } from './permissions.ts'
import { keepOpenTills, mergeAccounts } from './reactions.ts'
import { routes } from './routes.ts'

export { approvedBy } from './approval.ts'
export { type BalanceFigures, balanceOut, dueOf, paymentStatusOf } from './balance.ts'
export { type PastDocument, pastDocumentsInTurn } from './bulk/post-past.ts'
export { type PastExpense, postPastExpenses } from './bulk/post-past-expenses.ts'
export { type PastRefund, postPastRefunds } from './bulk/post-past-refunds.ts'
export { type PastTill, postPastTills } from './bulk/post-past-tills.ts'
export { closeTill } from './commands/close-till.ts'
export { creditDocument, noteCredit } from './commands/credit-document.ts'
export { giveBack, type RefundPart, refundPlan } from './commands/give-back.ts'
export {
  type DocumentCustomer,
  documentFact,
  documentKindFor,
  documentLabel,
  type IssuedDocument,
  issueDocument,
  planDocument,
} from './commands/issue-document.ts'
export { openTill } from './commands/open-till.ts'
export { type PayOut, paySupplier } from './commands/pay-out.ts'
export { recordExpense } from './commands/record-expense.ts'
export { type Refunded, refundableOf, refundDocument, refundPayment } from './commands/refund-payment.ts'
export { changeBalance, closeBalance, openBalance } from './commands/set-balance.ts'
export { settleTill } from './commands/settle-till.ts'
export { takePayment } from './commands/take-payment.ts'
export { type PayableDocument, type TakenPayments, takePayments } from './commands/take-payments.ts'
export { documentIssued, paymentCreated, paymentRefunded } from './events.ts'
export { EXCHANGE, methodsOf } from './methods.ts'
export { type PlannedPayments, planPayments } from './plan-payments.ts'
export { balanceById, entriesOfDocument, takenByIds, takenOf } from './queries.ts'
export { issuedFor } from './queries-documents.ts'
export { expectedBySession } from './queries-sessions.ts'
export { awaitPayment, lockBalance } from './records.ts'
export { sessionsSeen } from './sessions.ts'
export { type DocumentTotals, type TaxableLine, taxDocument } from './taxes.ts'
export { planTaking, type SeenPayments, seePayments, type Taking } from './together/taking.ts'

export const money = {
  name: 'money',
  routes: [routes],
  permissions,
  facts,
  reactions: [keepOpenTills, mergeAccounts],
} satisfies Module
