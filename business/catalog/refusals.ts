import { refusals } from '#platform/refusals'
import { text } from './text.ts'

/** Every "no" the catalogue can say about a product. */
export const refuse = refusals('product', {
  notFound: [404, text.notFound],
  idTaken: [409, text.idTaken],
  codeJustTaken: [409, text.codeJustTaken],
  skuTaken: [409, text.skuTaken],
  barcodeTaken: [409, text.barcodeTaken],
  barcodeTwice: [422, text.barcodeTwice],
  badCheckDigit: [422, text.badCheckDigit],
  unknownCategory: [422, text.unknownCategory],
  unknownSupplier: [422, text.unknownSupplier],
  unknownImage: [422, text.unknownImage],
  unknownWarehouse: [422, text.unknownWarehouse],
  unknownTaxClass: [422, text.unknownTaxClass],
  unknownFamily: [422, text.unknownFamily],
  minAboveMax: [422, text.minAboveMax],
  tooManyDecimals: [422, text.tooManyDecimals],
  decimalsLowered: [422, text.decimalsLowered],
  serviceHasNoStock: [422, text.serviceHasNoStock],
  archived: [409, text.archived],
  priceForbidden: [403, text.priceForbidden],
  costForbidden: [403, text.costForbidden],
  bulkRefused: [422, text.bulkRefused],
  variantTaken: [409, text.variantTaken],
  variantOptions: [422, text.variantOptions],
  importNoCode: [422, text.importNoCode],
  importBadCell: [422, text.importBadCell],
  importNoPrice: [422, text.importNoPrice],
  importRepeated: [422, text.importRepeated],
})

export const refuseCategory = refusals('category', {
  idTaken: [409, text.idTaken],
  notFound: [404, text.categoryNotFound],
  nameTaken: [409, text.categoryNameTaken],
  loop: [422, text.categoryLoop],
  tooDeep: [422, text.categoryTooDeep],
  inUse: [409, text.categoryInUse],
})

export const refuseFamily = refusals('product_family', {
  idTaken: [409, text.idTaken],
  notFound: [404, text.familyNotFound],
  inUse: [409, text.familyInUse],
})

export const refuseModel = refusals('device_model', {
  idTaken: [409, text.idTaken],
  notFound: [404, text.modelNotFound],
  unreadable: [422, text.modelUnreadable],
  same: [422, text.modelSame],
})
