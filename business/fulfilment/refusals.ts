import { refusals } from '#platform/refusals'
import { text } from './text.ts'

/** Every "no" of this module, by the thing that says it. */
export const refuseFulfilment = refusals('fulfilment', {
  notFound: [404, text.notFound],
  lineNotFound: [404, text.lineNotFound],
  cannotMove: [409, text.cannotMove],
  waitsForStock: [409, text.waitsForStock],
  notWaiting: [409, text.notWaiting],
  notAllPicked: [409, text.notAllPicked],
  notPacked: [409, text.notPacked],
  shipFirst: [409, text.shipFirst],
  alreadyShipped: [409, text.alreadyShipped],
  returnReasonNeeded: [422, text.returnReasonNeeded],
  notConfirmed: [409, text.notConfirmed],
  alreadyPrepared: [409, text.alreadyPrepared],
  orderOrCustomer: [422, text.orderOrCustomer],
  warehouseNeeded: [422, text.warehouseNeeded],
  sameWarehouse: [422, text.sameWarehouse],
  splitsAll: [422, text.splitsAll],
  idTaken: [409, text.idTaken],
})

export const refusePick = refusals('pick', {
  otherWarehouse: [409, text.otherWarehouse],
  nothingToPick: [409, text.nothingToPick],
  codeNeeded: [422, text.codeNeeded],
  unknownCode: [404, text.unknownCode],
  wrongProduct: [409, text.wrongProduct],
  wrongBin: [409, text.wrongBin],
  expiredLot: [409, text.expiredLot],
  unknownLot: [404, text.unknownLot],
  lotShort: [409, text.lotShort],
  tooMany: [409, text.tooMany],
  decimals: [422, text.decimals],
  notPicked: [409, text.notPicked],
})

export const refuseShipment = refusals('shipment', {
  notFound: [404, text.shipmentNotFound],
  cannotMove: [409, text.shipmentCannotMove],
  nothingToShip: [409, text.nothingToShip],
  notYetPacked: [409, text.notYetPacked],
  whichFulfilment: [422, text.whichFulfilment],
  failedReasonNeeded: [422, text.failedReasonNeeded],
  arrivesWhenDelivered: [422, text.arrivesWhenDelivered],
  arrivesLater: [422, text.arrivesLater],
  arrivesBeforeItLeft: [409, text.arrivesBeforeItLeft],
  fileNotFound: [422, text.fileNotFound],
  idTaken: [409, text.idTaken],
})

export const refuseTracking = refusals('tracking', { notFound: [404, text.trackingNotFound] })
