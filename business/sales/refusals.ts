import { refusals } from '#platform/refusals'
import { text } from './text.ts'

/** Every "no" of this module, by the thing that says it. */
export const refuseOrder = refusals('order', {
  notFound: [404, text.orderNotFound],
  lineNotFound: [404, text.lineNotFound],
  cannotMove: [409, text.cannotMove],
  notADraft: [409, text.notADraft],
  alreadyHandedOver: [409, text.alreadyHandedOver],
  cannotHandOver: [409, text.cannotHandOver],
  shippedInstead: [409, text.shippedInstead],
  cannotCut: [409, text.cannotCut],
  empty: [422, text.empty],
  unknownProduct: [422, text.unknownProduct],
  notSold: [422, text.notSold],
  decimals: [422, text.decimals],
  tooManyLines: [422, text.tooManyLines],
  twoDiscounts: [422, text.twoDiscounts],
  discountTooLarge: [422, text.discountTooLarge],
  storeNeeded: [422, text.storeNeeded],
  warehouseArchived: [409, text.warehouseArchived],
  otherStore: [422, text.otherStore],
  idTaken: [409, text.otherDocument],
})

export const refuseSale = refusals('sale', {
  underpaid: [422, text.underpaid],
  idTaken: [422, text.otherDocument],
})

export const refuseCart = refusals('held_cart', {
  notFound: [404, text.cartNotFound],
  gone: [409, text.cartGone],
  idTaken: [409, text.otherDocument],
})

export const refuseQuote = refusals('quote', {
  notFound: [404, text.quoteNotFound],
  cannotMove: [409, text.quoteCannotMove],
  notADraft: [409, text.quoteNotDraft],
  notAccepted: [409, text.quoteNotAccepted],
  alreadyOrdered: [409, text.quoteOrdered],
  idTaken: [409, text.otherDocument],
})

export const refuseReceipt = refusals('receipt', { notFound: [404, text.receiptNotFound] })
