/** The door of returns: goods that come back, where they go, and what the customer gets for them. */
import { fulfilmentReturned, shipmentCreated, shipmentUpdated } from '#fulfilment'
import { when } from '#platform/facts/fact'
import type { Module } from '#platform/module'
import { orderCompleted } from '#sales'
import { followArrival, followFulfilment, refuseWhatCameBack } from './commands/follow-fulfilment.ts'
import { noteEarlierReturns } from './commands/settle-return.ts'
import { facts } from './events.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'

export { receiveReturn } from './commands/receive-return.ts'
export { requestReturn } from './commands/request-return.ts'
export { rejectReturn, settleReturn } from './commands/settle-return.ts'
export { returnChanged } from './events.ts'
export { returnById } from './queries.ts'

export const returns = {
  name: 'returns',
  routes: [routes],
  permissions,
  facts,
  reactions: [
    when(fulfilmentReturned, followFulfilment),
    when(shipmentCreated, refuseWhatCameBack, { concerns: ({ state }) => state === 'in_transit' }),
    when(shipmentUpdated, followArrival, { concerns: ({ state }) => state === 'delivered' }),
    when(orderCompleted, (tx, { order_id }) => noteEarlierReturns(tx, order_id)),
  ],
} satisfies Module
