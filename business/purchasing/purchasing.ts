/** The door of purchasing: what is ordered, what came, what is owed to suppliers. */
import { partyMerged } from '#contacts'
import { when } from '#platform/facts/fact'
import type { Module } from '#platform/module'
import { facts } from './events.ts'
import { importPriceList } from './imports/import-price-list.ts'
import { permissions } from './permissions.ts'
import { moveSupplier } from './records.ts'
import { routes } from './routes.ts'

export type { PastInvoice, PastLine, PastOffer, PastPurchase, PastRequest } from './bulk/past-purchase.ts'
export { postPastOffers } from './bulk/post-past-offers.ts'
export { postPastPurchases } from './bulk/post-past-purchases.ts'
export { attachProduct, setTerms } from './commands/attach-product.ts'
export { cancelPurchase } from './commands/end-purchase.ts'
export { paySupplier } from './commands/pay-supplier.ts'
export { receiveGoods } from './commands/receive-goods.ts'
export { recordInvoice } from './commands/record-invoice.ts'
export { requestReorder } from './commands/request-reorder.ts'
export { sendPurchase } from './commands/send-purchase.ts'
export { writePurchase } from './commands/write-purchase.ts'
export { goodsReceived, purchaseChanged, reorderChanged } from './events.ts'

export const purchasing = {
  name: 'purchasing',
  routes: [routes],
  permissions,
  facts,
  reactions: [when(partyMerged, (tx, { from_id, into_id }) => moveSupplier(tx, from_id, into_id))],
  imports: [importPriceList],
} satisfies Module
