import { refusals } from '#platform/refusals'
import { text } from './text.ts'

/** Every "no" of this module, by the thing that says it. */
export const refuseOffer = refusals('offer', {
  notFound: [404, text.offerNotFound],
  exists: [409, text.offerExists],
  codeTaken: [409, text.codeTaken],
  notASupplier: [422, text.notASupplier],
  costForbidden: [403, text.costForbidden],
})

export const refuseCode = refusals('unknown_code', {
  notFound: [404, text.unknownCodeNotFound],
  resolved: [409, text.codeResolved],
})

export const refuseReorder = refusals('reorder', {
  notFound: [404, text.reorderNotFound],
  cannotMove: [409, text.reorderCannotMove],
  open: [409, text.reorderOpen],
  byReceipt: [409, text.reorderByReceipt],
  needsSupplier: [422, text.reorderNeedsSupplier],
  unknownProduct: [422, text.unknownProduct],
  notTracked: [422, text.notTracked],
  notBought: [409, text.notBought],
  decimals: [422, text.decimals],
  warehouseArchived: [409, text.warehouseArchived],
  warehouseNeeded: [422, text.warehouseNeeded],
  idTaken: [409, text.idTaken],
})

export const refusePurchase = refusals('purchase_order', {
  notFound: [404, text.orderNotFound],
  cannotMove: [409, text.orderCannotMove],
  notDraft: [409, text.orderNotDraft],
  empty: [422, text.orderEmpty],
  repeated: [422, text.repeated],
  priceNeeded: [422, text.priceNeeded],
  wholePacks: [422, text.wholePacks],
  belowMinimum: [409, text.belowMinimum],
  noAddress: [422, text.noAddress],
  idTaken: [409, text.idTaken],
})

export const refuseGoods = refusals('goods_receipt', {
  notFound: [404, text.receiptNotFound],
  notReceivable: [409, text.notReceivable],
  over: [409, text.overReceipt],
  unordered: [409, text.unordered],
  chargesOnNothing: [422, text.chargesOnNothing],
  priceNeeded: [422, text.unorderedNeedsPrice],
  supplierNeeded: [422, text.supplierNeeded],
  otherSupplier: [422, text.otherSupplier],
  otherWarehouse: [422, text.otherWarehouse],
  nothing: [422, text.nothingReceived],
  lotsAbove: [422, text.lotsAbove],
  lotsNotKept: [422, text.lotsNotKept],
  expired: [409, text.expiredLot],
  otherBin: [422, text.otherBin],
  idTaken: [422, text.idTaken],
})

export const refuseInvoice = refusals('supplier_invoice', {
  notFound: [404, text.invoiceNotFound],
  known: [409, text.invoiceKnown],
  sum: [422, text.invoiceSum],
  due: [422, text.invoiceDue],
  receiptInvoiced: [409, text.receiptInvoiced],
  notOpen: [409, text.invoiceNotOpen],
  hasPayments: [409, text.invoiceHasPayments],
  aboveBalance: [409, text.aboveBalance],
  idTaken: [409, text.idTaken],
})

/** What an import of a price list refuses, row by row. */
export const refuseRow = refusals('price_list', {
  unknownSupplier: [422, text.importUnknownSupplier],
  badPack: [422, text.importBadPack],
  badCost: [422, text.importBadCost],
  repeated: [422, text.importRepeated],
})
