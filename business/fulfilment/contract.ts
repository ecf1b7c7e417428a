import { z } from 'zod'
import { contract } from '#platform/contract'
import { ById, Day, Flag, Id, line, PageQuery, pageOf, QuantityPositive } from '#platform/units'
import {
  ByNumber,
  EditFulfilment,
  FulfilmentOut,
  FulfilmentState,
  FulfilmentSummaryOut,
  NewFulfilment,
  ShipmentDetailOut,
  ShipmentOut,
  ShipmentState,
  TOGETHER_MAX,
  TrackingOut,
} from './wire.ts'
import {
  BoardOut,
  EditShipment,
  NewShipment,
  Pack,
  Pick,
  PickedOut,
  PickListOut,
  ShortPick,
  Split,
  StepOut,
} from './wire-work.ts'

export type {
  FulfilmentOut,
  FulfilmentState,
  FulfilmentSummaryOut,
  LineOut,
  ShipmentOut,
  ShipmentState,
  TrackingOut,
} from './wire.ts'
export type { PickedOut, PickListOut } from './wire-work.ts'

const FulfilmentAct = { params: ByNumber, answers: { 200: FulfilmentOut }, limit: 'counter' } as const
const Nothing = z.strictObject({})
const Ids = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(Id).min(1).max(TOGETHER_MAX))

const fulfilments = contract({
  'GET /api/fulfilments': {
    may: 'fulfilments.see',
    says: 'List what the warehouses prepare, with the customer; `q` searches number, order and customer.',
    query: PageQuery.extend({
      state: FulfilmentState.optional(),
      /** Received, picking or packing. */
      open: Flag.optional(),
      late: Flag.optional(),
      waits_for_stock: Flag.optional(),
      warehouse_id: Id.optional(),
      store_id: Id.optional(),
      order_id: Id.optional(),
      customer_id: Id.optional(),
    }),
    answers: { 200: pageOf(FulfilmentSummaryOut) },
  },
  'GET /api/fulfilments/board': {
    may: 'fulfilments.see',
    says: 'The board: by state, how many, how many are late, how long they stay, and the most urgent of each.',
    query: z.object({ store_id: Id.optional(), warehouse_id: Id.optional() }),
    answers: { 200: BoardOut },
  },
  'POST /api/fulfilments': {
    may: 'fulfilments.create',
    says: 'Send an order that was to be picked up, or make and confirm an order to deliver.',
    body: NewFulfilment,
    answers: { 201: FulfilmentOut },
  },
  'GET /api/fulfilments/:number': {
    may: 'fulfilments.see',
    says: 'One fulfilment, by its number or its id.',
    params: ByNumber,
    answers: { 200: FulfilmentOut },
  },
  'PATCH /api/fulfilments/:number': {
    may: 'fulfilments.work',
    says: 'Edit it, or move it to the next state; a reason is needed for `returned`.',
    params: ByNumber,
    body: EditFulfilment,
    answers: { 200: FulfilmentOut },
  },
  'DELETE /api/fulfilments/:number': {
    may: 'fulfilments.cancel',
    says: 'Cancel what has not left: the order asks for that much less, and what was paid too much goes back.',
    params: ByNumber,
    query: z.object({ reason: line(200).optional() }),
    answers: { 200: FulfilmentOut },
  },
  'GET /api/fulfilments/:number/history': {
    may: 'fulfilments.see',
    says: 'Every step, with who and when.',
    params: ByNumber,
    answers: { 200: z.object({ items: z.array(StepOut) }) },
  },
  'GET /api/fulfilments/:number/packing-slip': {
    may: 'fulfilments.see',
    says: 'The packing slip, as PDF.',
    params: ByNumber,
    answers: { 200: null },
    raw: true,
    limit: 'export',
  },
})

const work = contract({
  'GET /api/pick-list': {
    may: 'fulfilments.see',
    says: 'What to pick in one walk through a warehouse, in walking order: of the orders named, or of all that are open.',
    query: z.object({ warehouse_id: Id.optional(), fulfilment_ids: Ids.optional() }),
    answers: { 200: PickListOut },
  },
  'POST /api/picks': {
    may: 'fulfilments.work',
    says: 'A scan while picking. Refuses the wrong product or place, an expired lot, and more than is asked for.',
    body: Pick,
    answers: { 201: PickedOut },
    limit: 'counter',
  },
  'POST /api/fulfilments/:number/start': {
    ...FulfilmentAct,
    may: 'fulfilments.work',
    says: 'Start picking: the caller is the picker.',
    body: Nothing,
  },
  'POST /api/fulfilments/:number/unpicks': {
    ...FulfilmentAct,
    may: 'fulfilments.work',
    says: 'Put back what was picked by mistake.',
    body: z.strictObject({ line_id: Id, quantity: QuantityPositive }),
  },
  'POST /api/fulfilments/:number/short-picks': {
    ...FulfilmentAct,
    may: 'fulfilments.work',
    says: 'Say what is not on the shelf, why, and how it goes on: back-order, another warehouse, or cancelled.',
    body: ShortPick,
  },
  'POST /api/fulfilments/:number/picked': {
    ...FulfilmentAct,
    may: 'fulfilments.work',
    says: 'End picking: everything is picked, or went another way.',
    body: Nothing,
  },
  'POST /api/fulfilments/:number/packs': {
    ...FulfilmentAct,
    may: 'fulfilments.work',
    says: 'Pack against what was picked: a scan, a line, or everything.',
    body: Pack,
  },
  'POST /api/fulfilments/:number/split': {
    ...FulfilmentAct,
    may: 'fulfilments.work',
    says: 'Let a part go on its own: the lines named become another fulfilment of the order.',
    body: Split,
    answers: { 201: FulfilmentOut },
  },
  'POST /api/fulfilments/:number/reserve': {
    ...FulfilmentAct,
    may: 'fulfilments.work',
    says: 'Reserve the goods of a back-order, now that there is stock again.',
    body: Nothing,
  },
})

const shipments = contract({
  'GET /api/shipments': {
    may: 'fulfilments.see',
    says: 'List shipments, newest first; `q` searches number, tracking and customer.',
    query: PageQuery.extend({
      state: ShipmentState.optional(),
      late: Flag.optional(),
      order_id: Id.optional(),
      fulfilment_id: Id.optional(),
      warehouse_id: Id.optional(),
      store_id: Id.optional(),
      from: Day.optional(),
      to: Day.optional(),
    }),
    answers: { 200: pageOf(ShipmentOut) },
  },
  'POST /api/shipments': {
    may: 'shipments.ship',
    says: 'Make a parcel of what is packed; `in_transit` hands it to the carrier and takes its goods off the stock.',
    body: NewShipment,
    answers: { 201: ShipmentDetailOut },
  },
  'GET /api/shipments/:id': {
    may: 'fulfilments.see',
    says: 'One shipment with its goods.',
    params: ById,
    answers: { 200: ShipmentDetailOut },
  },
  'PATCH /api/shipments/:id': {
    may: 'shipments.ship',
    says: 'Edit a shipment, or move it: handed to the carrier, delivered with its proof, failed with a reason.',
    params: ById,
    body: EditShipment,
    answers: { 200: ShipmentDetailOut },
  },
  'POST /api/shipments/:id/retry': {
    may: 'shipments.ship',
    says: 'Send a failed parcel out again.',
    params: ById,
    body: z.strictObject({ carrier: line(80).optional(), tracking: line(80).optional() }),
    answers: { 201: ShipmentDetailOut },
  },
  'GET /api/tracking/:token': {
    may: 'link',
    says: 'An order as its customer follows it: no personal data beyond the first name.',
    // Whatever is asked for, an unknown code has one answer: no length of it is told apart.
    params: z.object({ token: z.string() }),
    answers: { 200: TrackingOut },
    raw: true,
    limit: 'anonymous',
  },
})

export const fulfilmentContract = { ...fulfilments, ...work, ...shipments }
