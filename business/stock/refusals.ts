import { refusals } from '#platform/refusals'
import { text } from './text.ts'

/** Every "no" that stock can say. */
export const refuse = refusals('stock', {
  /** Carries `short_lines`: each with product, warehouse, requested and available. */
  short: [409, text.short],
  notFound: [404, text.notFound],
  productNotFound: [404, text.productNotFound],
  warehouseNotFound: [404, text.warehouseNotFound],
  warehouseArchived: [409, text.warehouseArchived],
  warehouseNotEmpty: [409, text.warehouseNotEmpty],
  notTracked: [422, text.notTracked],
  tooManyDecimals: [422, text.tooManyDecimals],
  tooMuch: [422, text.tooMuch],
  cannotMove: [409, text.cannotMove],
  expired: [409, text.expired],
  ownedByDocument: [409, text.ownedByDocument],
  tooManyHolds: [422, text.tooManyHolds],
  tooManyRepeats: [422, text.tooManyRepeats],
  kindDirection: [422, text.kindDirection],
  reasonMissing: [422, text.reasonMissing],
  idTaken: [409, text.idTaken],
  productNotEmpty: [409, text.productNotEmpty],
  importUnknownProduct: [422, text.importUnknownProduct],
  importUnknownWarehouse: [422, text.importUnknownWarehouse],
  importBadQuantity: [422, text.importBadQuantity],
  importBadCost: [422, text.importBadCost],
  importRepeated: [422, text.importRepeated],
  importAlreadyStocked: [422, text.importAlreadyStocked],
  whichProduct: [422, text.whichProduct],
  badPeriod: [422, text.badPeriod],
})
