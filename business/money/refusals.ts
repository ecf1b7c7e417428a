import { refusals } from '#platform/refusals'
import { text } from './text.ts'

/** Every "no" of this module, by the thing that says it. */
export const refusePayment = refusals('payment', {
  notFound: [404, text.paymentNotFound],
  orderNotFound: [404, text.orderNotFound],
  notOpen: [409, text.notOpen],
  aboveBalance: [409, text.aboveBalance],
  totalBelowPaid: [409, text.totalBelowPaid],
  unknownMethod: [422, text.unknownMethod],
  referenceNeeded: [422, text.referenceNeeded],
  changeOnlyOfCash: [422, text.changeOnlyOfCash],
  customerNeeded: [422, text.customerNeeded],
  overLimit: [409, text.overLimit],
  notEnoughStoreCredit: [409, text.notEnoughStoreCredit],
  notAPayment: [409, text.notAPayment],
  aboveRefundable: [409, text.aboveRefundable],
  debtRepaid: [409, text.debtRepaid],
  cannotRefundIn: [422, text.cannotRefundIn],
  approvalNeeded: [403, text.approvalNeeded],
  idTaken: [409, text.idTaken],
  storeNeeded: [422, text.storeNeeded],
  fileNotFound: [422, text.fileNotFound],
})

export const refuseExpense = refusals('expense', {
  notFound: [404, text.expenseNotFound],
  alreadyReversed: [409, text.expenseReversed],
  backToItsTill: [409, text.expenseBackToItsTill],
})

export const refuseSession = refusals('till_session', {
  notFound: [404, text.sessionNotFound],
  tillIsOpen: [409, text.tillIsOpen],
  tillArchived: [409, text.tillArchived],
  personHasTill: [409, text.personHasTill],
  cannotMove: [409, text.sessionCannotMove],
  closed: [409, text.sessionClosed],
  otherTill: [403, text.otherTill],
  otherStore: [409, text.otherStore],
  countMissing: [422, text.countMissing],
  notCountable: [422, text.notCountable],
  cannotTakeOver: [422, text.cannotTakeOver],
})

export const refuseAccount = refusals('customer_account', {
  notFound: [404, text.accountNotFound],
  aboveDebt: [409, text.aboveDebt],
})

export const refuseMethod = refusals('payment_method', {
  taken: [409, text.methodTaken],
  notFound: [404, text.methodNotFound],
  cashStays: [409, text.cashStays],
})

export const refuseBankAccount = refusals('bank_account', { notFound: [404, text.bankAccountNotFound] })

export const refuseDocument = refusals('issued_document', {
  notFound: [404, text.documentNotFound],
  taxIdNeeded: [422, text.taxIdNeeded],
  unknownKind: [422, text.unknownKind],
})
