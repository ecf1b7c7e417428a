/** The door of stock: what other modules may use. SQL of later modules may also call the functions in `functions/`. */
import type { Module } from '#platform/module'
import { countRoutes } from './count-routes.ts'
import { facts } from './events.ts'
import { importStock } from './imports/import-stock.ts'
import { measurePace, sweepReservations, watchAlerts } from './jobs.ts'
import { permissions } from './permissions.ts'
import { placeRoutes } from './place-routes.ts'
import { keepFullWarehouses, keepStockedProducts, tellAtOnce } from './reactions.ts'
import { routes } from './routes.ts'
import { transferRoutes } from './transfer-routes.ts'

export { HISTORY_MAX, type HistoryLine, historyInTurn, postHistory } from './bulk/post-history.ts'
export { addEntries } from './commands/add-count-entries.ts'
export { adjustStock } from './commands/adjust-stock.ts'
export { closeCount } from './commands/close-count.ts'
export { confirmReservations } from './commands/confirm-reservations.ts'
export { createTransfer } from './commands/create-transfer.ts'
export { type HandOver, handOver } from './commands/hand-over.ts'
export { putInBin } from './commands/keep-bins.ts'
export { intoLot } from './commands/keep-lots.ts'
export { openCount } from './commands/open-count.ts'
export { postCount } from './commands/post-count.ts'
export { receiveTransfer } from './commands/receive-transfer.ts'
export { releaseReservations } from './commands/release-reservations.ts'
export { type Reserve, type ReservedLine, reserve } from './commands/reserve.ts'
export { sendTransfer } from './commands/send-transfer.ts'
export { type HandOverParts, handOverParts, releaseParts } from './commands/settle-parts.ts'
export { type TakeIn, takeIn } from './commands/take-in.ts'
export { type TakeOut, takeOut } from './commands/take-out.ts'
export { countPosted, stockChanged, stockLow, transferReceived, transferSent } from './events.ts'
export type { Cause, KindIn, KindOut, MovedLine } from './movement.ts'
export { type Availability, availabilityOf, averageCostsOf } from './queries/availability.ts'
export { type Home, homesOf } from './queries/bins.ts'
export { type LotLeft, lotsLeftOf } from './queries/lots.ts'
export { insertLotChoices } from './records/places.ts'
export { type Incoming, setIncoming } from './records/transfers.ts'
export { lockLevels } from './records.ts'
export type { Owner, StockLine } from './reservation.ts'
export { refusalOfShort } from './short.ts'

export const stock = {
  name: 'stock',
  routes: [routes, transferRoutes, countRoutes, placeRoutes],
  permissions,
  facts,
  reactions: [keepFullWarehouses, keepStockedProducts, tellAtOnce],
  jobs: [sweepReservations, watchAlerts, measurePace],
  imports: [importStock],
} satisfies Module
