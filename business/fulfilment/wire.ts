/** The wire of `fulfilment`: what a warehouse prepares, its parcels, and the page a customer follows. Loads in a browser. */
import { z } from 'zod'
import { Day, Id, Instant, line, MinorOut, paragraph, QuantityOut, QuantityPositive } from '#platform/units'

export const LINES_MAX = 200
/** Orders that one walk through the warehouse picks together. */
export const TOGETHER_MAX = 200

export const FulfilmentState = z.enum([
  'received',
  'picking',
  'packing',
  'shipped',
  'delivered',
  'returned',
  'cancelled',
])
export type FulfilmentState = z.infer<typeof FulfilmentState>
export const ShipmentState = z.enum(['pending', 'in_transit', 'delivered', 'failed'])
export type ShipmentState = z.infer<typeof ShipmentState>
export const ShortReason = z.enum(['not_found', 'damaged', 'expired', 'other'])
export const ShortOutcome = z.enum(['back_order', 'other_warehouse', 'cancel'])

/** A fulfilment is named by its number or its id. */
export const FulfilmentKey = z.union([z.string().regex(/^\d{1,9}$/), Id])
export const ByNumber = z.object({ number: FulfilmentKey })

export const LineOut = z.object({
  id: Id,
  order_line_id: Id,
  position: z.int(),
  product_id: Id,
  sku: z.string(),
  name: z.string(),
  unit: z.string(),
  tracks_stock: z.boolean(),
  quantity: QuantityOut,
  picked: QuantityOut,
  packed: QuantityOut,
  shipped: QuantityOut,
  short: QuantityOut,
  /** Where it lies in the warehouse; null where the warehouse has no places. */
  bin: z.string().nullable(),
})
export type LineOut = z.infer<typeof LineOut>

export const FulfilmentSummaryOut = z.object({
  id: Id,
  number: z.int(),
  state: FulfilmentState,
  state_at: Instant,
  order_id: Id,
  order_number: z.int(),
  store_id: Id,
  warehouse_id: Id,
  warehouse_name: z.string(),
  customer_id: Id.nullable(),
  customer_name: z.string().nullable(),
  waits_for_stock: z.boolean(),
  due_at: Instant,
  is_late: z.boolean(),
  lines: z.int(),
  units: QuantityOut,
  picked: QuantityOut,
  packed: QuantityOut,
  shipped: QuantityOut,
  picker_name: z.string().nullable(),
  return_reason: z.string().nullable(),
  returned_at: Instant.nullable(),
  created_at: Instant,
  version: z.int(),
})
export type FulfilmentSummaryOut = z.infer<typeof FulfilmentSummaryOut>

export const Act = z.enum(['start', 'pick', 'pack', 'ship', 'deliver', 'split', 'reserve', 'cancel', 'return'])
export const ShipmentOut = z.object({
  id: Id,
  number: z.int(),
  fulfilment_id: Id,
  fulfilment_number: z.int(),
  order_id: Id,
  order_number: z.int(),
  store_id: Id,
  warehouse_id: Id,
  state: ShipmentState,
  customer_name: z.string().nullable(),
  carrier: z.string().nullable(),
  tracking: z.string().nullable(),
  address: z.string().nullable(),
  cost_minor: MinorOut.nullable().optional(),
  expected_on: Day.nullable(),
  is_late: z.boolean(),
  retry_of_id: Id.nullable(),
  received_by: z.string().nullable(),
  proof_file_id: Id.nullable(),
  failed_reason: z.string().nullable(),
  units: QuantityOut,
  created_at: Instant,
  created_by_name: z.string(),
  dispatched_at: Instant.nullable(),
  delivered_at: Instant.nullable(),
  failed_at: Instant.nullable(),
  version: z.int(),
})
export type ShipmentOut = z.infer<typeof ShipmentOut>
export const ShipmentDetailOut = ShipmentOut.extend({
  items: z.array(z.object({ line_id: Id, product_id: Id, sku: z.string(), name: z.string(), quantity: QuantityOut })),
})

export const CustomerOut = z.object({
  id: Id.nullable(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
})

export const FulfilmentOut = FulfilmentSummaryOut.extend({
  delivery_address: z.string().nullable(),
  customer: CustomerOut.nullable(),
  notes: z.string().nullable(),
  cancel_reason: z.string().nullable(),
  tracking_code: z.string(),
  tracking_path: z.string(),
  items: z.array(LineOut),
  shipments: z.array(ShipmentOut),
  next: z.array(Act),
})
export type FulfilmentOut = z.infer<typeof FulfilmentOut>

/** Either an order that exists and is to be sent, or a new order for a known customer. */
export const NewFulfilment = z.strictObject({
  id: Id.optional(),
  order_id: Id.optional(),
  customer_id: Id.optional(),
  store_id: Id.optional(),
  warehouse_id: Id.optional(),
  items: z
    .array(z.strictObject({ product_id: Id, quantity: QuantityPositive }))
    .max(LINES_MAX)
    .optional(),
  delivery_address: line(300).optional(),
  notes: paragraph(1000).optional(),
})
export type NewFulfilment = z.infer<typeof NewFulfilment>

export const EditFulfilment = z.strictObject({
  state: FulfilmentState.optional(),
  /** Needed with `returned`. */
  return_reason: line(200).optional(),
  due_at: Instant.optional(),
  delivery_address: line(300).nullable().optional(),
})
export type EditFulfilment = z.infer<typeof EditFulfilment>

// ── the public page ───────────────────────────────────────────────────────────────────────────────────────────────

export const TrackingOut = z.object({
  business: z.object({ name: z.string(), phone: z.string().nullable() }),
  /** The first name, and nothing else of the person. */
  first_name: z.string().nullable(),
  order_number: z.int(),
  ordered_at: Instant,
  state: FulfilmentState,
  parts: z.array(
    z.object({
      state: FulfilmentState,
      state_at: Instant,
      waits_for_stock: z.boolean(),
      items: z.array(z.object({ name: z.string(), quantity: QuantityOut, unit: z.string() })),
      steps: z.array(z.object({ state: FulfilmentState, at: Instant })),
      parcels: z.array(
        z.object({
          state: ShipmentState,
          carrier: z.string().nullable(),
          tracking: z.string().nullable(),
          expected_on: Day.nullable(),
          dispatched_at: Instant.nullable(),
          delivered_at: Instant.nullable(),
        }),
      ),
    }),
  ),
})
export type TrackingOut = z.infer<typeof TrackingOut>
