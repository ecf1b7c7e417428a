/** The door of fulfilment: what a warehouse prepares, its parcels, and the page a customer follows. */
import { when } from '#platform/facts/fact'
import type { Module } from '#platform/module'
import { orderCancelled, orderConfirmed, orderUpdated } from '#sales'
import { cancelAllOf } from './commands/cancel-fulfilment.ts'
import { followOrder } from './commands/follow-order.ts'
import { receiveOrder } from './commands/open-fulfilment.ts'
import { facts } from './events.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'

export { editShipment, retryShipment } from './commands/move-shipment.ts'
export { createFulfilment } from './commands/open-fulfilment.ts'
export { pack } from './commands/pack.ts'
export { endPicking, pick, start } from './commands/pick.ts'
export { returnParts } from './commands/return-parts.ts'
export { createShipment } from './commands/ship.ts'
export { shortPick } from './commands/short-pick.ts'
export { fulfilmentChanged, fulfilmentReturned, shipmentCreated, shipmentUpdated } from './events.ts'
export { fulfilmentBy } from './queries.ts'
export { movedOf, shippedOf } from './queries-shipped.ts'

const isDelivery = (order: { fulfilment: string }) => order.fulfilment === 'delivery'

export const fulfilment = {
  name: 'fulfilment',
  routes: [routes],
  permissions,
  facts,
  reactions: [
    when(orderConfirmed, receiveOrder, { concerns: isDelivery }),
    when(orderUpdated, followOrder, { concerns: ({ status }) => status === 'confirmed' }),
    when(orderCancelled, (tx, { order_id, number }) => cancelAllOf(tx, order_id, `order ${number} cancelled`)),
  ],
} satisfies Module
