/** The wire of the work in the warehouse: picking, packing, parcels. Loads in a browser. */
import { z } from 'zod'
import { Day, Id, Instant, line, MinorNotNegative, QuantityOut, QuantityPositive } from '#platform/units'
import {
  FulfilmentState,
  FulfilmentSummaryOut,
  LINES_MAX,
  ShipmentState,
  ShortOutcome,
  ShortReason,
  TOGETHER_MAX,
} from './wire.ts'

// ── picking and packing ───────────────────────────────────────────────────────────────────────────────────────────

export const Pick = z.strictObject({
  /** The orders of this walk: what is scanned goes to the first that still needs it. */
  fulfilment_ids: z.array(Id).min(1).max(TOGETHER_MAX),
  /** A scanned barcode or a typed SKU; or the product itself. */
  code: line(80).optional(),
  product_id: Id.optional(),
  quantity: QuantityPositive.optional(),
  /** The place it was taken from, as its label says. */
  bin: line(40).optional(),
  lot: line(80).optional(),
})
export type Pick = z.infer<typeof Pick>
export const PickedOut = z.object({
  product_id: Id,
  sku: z.string(),
  name: z.string(),
  quantity: QuantityOut,
  /** To which orders it went: the tote to put it in. */
  placed: z.array(z.object({ fulfilment_id: Id, number: z.int(), line_id: Id, quantity: QuantityOut })),
  /** From which lots it was taken, where the product is kept by lot. */
  lots: z.array(z.object({ code: z.string(), quantity: QuantityOut })),
  /** Of this product, over the orders of the walk. */
  wanted: QuantityOut,
  picked: QuantityOut,
  /** Nothing is left to pick in any of them. */
  is_done: z.boolean(),
})
export type PickedOut = z.infer<typeof PickedOut>

export const LineQuantity = z.strictObject({ line_id: Id, quantity: QuantityPositive })
export const Pack = z.strictObject({
  code: line(80).optional(),
  line_id: Id.optional(),
  quantity: QuantityPositive.optional(),
  /** Everything that was picked. */
  all: z.boolean().optional(),
})
export type Pack = z.infer<typeof Pack>
export const ShortPick = z.strictObject({
  line_id: Id,
  quantity: QuantityPositive,
  reason: ShortReason,
  note: line(200).optional(),
  outcome: ShortOutcome,
  /** With `other_warehouse`: where it is picked instead. */
  warehouse_id: Id.optional(),
  /** Takes what was not found off the stock of this warehouse, so that nobody else is promised it. */
  write_off: z.boolean().default(false),
  till_session_id: Id.optional(),
})
export type ShortPick = z.infer<typeof ShortPick>
export const Split = z.strictObject({ lines: z.array(LineQuantity).min(1).max(LINES_MAX) })

export const PickListOut = z.object({
  warehouse_id: Id,
  orders: z.int(),
  units: QuantityOut,
  /** In walking order. */
  stops: z.array(
    z.object({
      bin: z.string().nullable(),
      product_id: Id,
      sku: z.string(),
      name: z.string(),
      unit: z.string(),
      decimals: z.int(),
      /** What its labels say, each with the units in such a pack: a scan is answered without asking. */
      codes: z.array(z.object({ code: z.string(), quantity: QuantityOut })),
      /** Everywhere it may be taken from; `bin` is the first. */
      bins: z.array(z.string()),
      /** Where it is kept by lot: what can be taken, the first to expire first. Null where it is not. */
      lots: z
        .array(
          z.object({ code: z.string(), expires_on: Day.nullable(), is_expired: z.boolean(), on_hand: QuantityOut }),
        )
        .nullable(),
      on_hand: QuantityOut,
      quantity: QuantityOut,
      picked: QuantityOut,
      orders: z.array(
        z.object({ fulfilment_id: Id, number: z.int(), line_id: Id, quantity: QuantityOut, picked: QuantityOut }),
      ),
    }),
  ),
})
export type PickListOut = z.infer<typeof PickListOut>

export const BoardOut = z.object({
  columns: z.array(
    z.object({
      state: FulfilmentState,
      count: z.int(),
      late: z.int(),
      /** Median hours in this state of what left it in the last 30 days; null where nothing did. */
      median_hours: z.number().nullable(),
      oldest_at: Instant.nullable(),
      items: z.array(FulfilmentSummaryOut),
    }),
  ),
})

export const StepOut = z.object({
  at: Instant,
  act: z.string(),
  from_state: FulfilmentState.nullable(),
  to_state: FulfilmentState.nullable(),
  sku: z.string().nullable(),
  name: z.string().nullable(),
  quantity: QuantityOut.nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  actor_name: z.string(),
})

// ── shipments ─────────────────────────────────────────────────────────────────────────────────────────────────────

export const NewShipment = z.strictObject({
  id: Id.optional(),
  fulfilment_id: Id.optional(),
  /** Where the order has one fulfilment ready. */
  order_id: Id.optional(),
  /** Everything that is packed, unless lines are named. */
  lines: z.array(LineQuantity).min(1).max(LINES_MAX).optional(),
  /** `in_transit` hands it to the carrier at once. */
  state: z.enum(['pending', 'in_transit']).default('pending'),
  carrier: line(80).optional(),
  tracking: line(80).optional(),
  address: line(300).optional(),
  cost_minor: MinorNotNegative.optional(),
  expected_on: Day.optional(),
})
export type NewShipment = z.infer<typeof NewShipment>
export const EditShipment = z.strictObject({
  state: ShipmentState.optional(),
  carrier: line(80).nullable().optional(),
  tracking: line(80).nullable().optional(),
  address: line(300).nullable().optional(),
  cost_minor: MinorNotNegative.nullable().optional(),
  expected_on: Day.nullable().optional(),
  /** Who took it at the door. */
  received_by: line(120).optional(),
  /** With `delivered`: when it arrived, where that is told later. Now, without it. */
  delivered_at: Instant.optional(),
  proof_file_id: Id.optional(),
  /** Needed with `failed`. */
  failed_reason: line(200).optional(),
})
export type EditShipment = z.infer<typeof EditShipment>
