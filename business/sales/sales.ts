/** The door of sales: orders, counter sales, quotes. */
import { partyMerged } from '#contacts'
import { paymentCreated } from '#money'
import { when } from '#platform/facts/fact'
import type { Module } from '#platform/module'
import { completeIfDone } from './commands/complete-order.ts'
import { facts } from './events.ts'
import { importSales } from './imports/import-sales.ts'
import { expireOldQuotes } from './jobs.ts'
import { permissions } from './permissions.ts'
import { moveCustomer } from './records.ts'
import { routes } from './routes.ts'

export type { PastLine, PastSale } from './bulk/past-sale.ts'
export type { PricedPast } from './bulk/post-past-sales.ts'
export { PAST_SALES_MAX, postPastSales, postPricedSales, pricePastSales } from './bulk/post-past-sales.ts'
export { cancelOrder } from './commands/cancel-order.ts'
export { completeIfDone } from './commands/complete-order.ts'
export { confirmAndPay, confirmOrder } from './commands/confirm-order.ts'
export { createOrder } from './commands/create-order.ts'
export { type Cut, cutOrder } from './commands/cut-order.ts'
export { handOverOrder } from './commands/hand-over-order.ts'
export { redirectOrder } from './commands/redirect-order.ts'
export { sell } from './commands/sell.ts'
export { shipOrder } from './commands/ship-order.ts'
export {
  orderCancelled,
  orderCompleted,
  orderConfirmed,
  orderCreated,
  orderHandedOver,
  orderUpdated,
  saleCreated,
} from './events.ts'
export { localInstant } from './imports/local-instant.ts'
export { orderById } from './queries.ts'

/** Money does not know orders: the order completes when it hears of its last payment. */
const completePaid = when(paymentCreated, (tx, { document_id }) => completeIfDone(tx, document_id), {
  concerns: ({ document_kind, settled, awaited }) => document_kind === 'order' && settled && awaited,
})

export const sales = {
  name: 'sales',
  routes: [routes],
  permissions,
  facts,
  reactions: [completePaid, when(partyMerged, (tx, { from_id, into_id }) => moveCustomer(tx, from_id, into_id))],
  jobs: [expireOldQuotes],
  imports: [importSales],
} satisfies Module
