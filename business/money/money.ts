/** The door of money: payments, balances, tax split, issued documents. The ledger itself is written only inside. */
import { tillArchiving } from '#company'
import { partyMerged } from '#contacts'
import { when } from '#platform/facts/fact'
import type { Module } from '#platform/module'
import { accountChanged, facts } from './events.ts'
import { permissions } from './permissions.ts'
import { moveAccount } from './records.ts'
import { refuseSession } from './refusals.ts'
import { routes } from './routes.ts'

export { approvedBy } from './approval.ts'
export { type BalanceFigures, balanceOut, dueOf, paymentStatusOf } from './balance.ts'
export { type PastDocument, postPastDocuments } from './bulk/post-past.ts'
export { closeTill } from './commands/close-till.ts'
export {
  type DocumentCustomer,
  documentKindFor,
  documentLabel,
  type IssuedDocument,
  issueDocument,
} from './commands/issue-document.ts'
export { openTill } from './commands/open-till.ts'
export { type Refunded, refundableOf, refundDocument, refundPayment } from './commands/refund-payment.ts'
export { changeBalance, closeBalance, openBalance } from './commands/set-balance.ts'
export { settleTill } from './commands/settle-till.ts'
export { type PayableDocument, type TakenPayments, takePayments } from './commands/take-payments.ts'
export { documentIssued, paymentCreated, paymentRefunded } from './events.ts'
export { methodsOf } from './methods.ts'
export { balanceById, entriesOfDocument } from './queries.ts'
export { issuedFor } from './queries-documents.ts'
export { expectedBySession } from './queries-sessions.ts'
export { lockBalance } from './records.ts'
export { type DocumentTotals, type TaxableLine, taxDocument } from './taxes.ts'

/** A till with money in it is not archived. */
const keepOpenTills = when(tillArchiving, async (tx, { till_id }) => {
  const open = await tx.db
    .selectFrom('money.till_session')
    .select('id')
    .where('till_id', '=', till_id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (open) throw refuseSession.tillIsOpen()
})

const mergeAccounts = when(partyMerged, async (tx, { from_id, into_id }) => {
  await moveAccount(tx, from_id, into_id)
  await tx.emit(accountChanged({ customer_id: into_id, store_id: null }))
})

export const money = {
  name: 'money',
  routes: [routes],
  permissions,
  facts,
  reactions: [keepOpenTills, mergeAccounts],
} satisfies Module
