import { refusals } from '#platform/refusals'
import { text } from './text.ts'

/** Every "no" of this module, by the thing that says it. */
export const refuseBusiness = refusals('business', {
  notSetUp: [409, text.notSetUp],
  badTaxId: [422, text.badTaxId],
  hasDocuments: [409, text.hasDocuments],
  unknownLogo: [422, text.unknownLogo],
  featureOff: [409, text.featureOff],
})

export const refuseStore = refusals('store', {
  notFound: [404, text.noStore],
  needed: [422, text.storeNeeded],
  idTaken: [409, text.idTaken],
  codeTaken: [409, text.storeCodeTaken],
  inUse: [409, text.storeInUse],
  last: [409, text.lastStore],
  archived: [409, text.storeArchived],
})

export const refuseWarehouse = refusals('warehouse', {
  notFound: [404, text.noWarehouse],
  idTaken: [409, text.idTaken],
  codeTaken: [409, text.warehouseCodeTaken],
  isDefault: [409, text.defaultWarehouse],
  hasTills: [409, text.warehouseHasTills],
  archived: [409, text.warehouseArchived],
  otherStore: [422, text.otherStore],
})

export const refuseTill = refusals('till', {
  notFound: [404, text.noTill],
  idTaken: [409, text.idTaken],
  nameTaken: [409, text.tillNameTaken],
})
