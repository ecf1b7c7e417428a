import { z } from 'zod'
import { fact } from '#platform/facts/fact'
import { Id } from '#platform/units'

const may = { may: 'fulfilments.see' }
const Place = { store_id: Id, warehouse_id: Id }

/** A fulfilment came, moved to another state, or changed what it holds. */
export const fulfilmentChanged = fact(
  'fulfilment.changed',
  z.object({ fulfilment_id: Id, number: z.int(), order_id: Id, state: z.string(), ...Place }),
  may,
)
/** Somebody said that all of it came back: higher modules take it in. */
export const fulfilmentReturned = fact(
  'fulfilment.returned',
  z.object({ fulfilment_id: Id, number: z.int(), order_id: Id, reason: z.string(), ...Place }),
  may,
)
const Shipment = z.object({
  shipment_id: Id,
  number: z.int(),
  fulfilment_id: Id,
  order_id: Id,
  state: z.string(),
  ...Place,
})
export const shipmentCreated = fact('shipment.created', Shipment, may)
export const shipmentUpdated = fact('shipment.updated', Shipment, may)

export const facts = [fulfilmentChanged, fulfilmentReturned, shipmentCreated, shipmentUpdated] as const
