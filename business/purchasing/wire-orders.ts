/** The wire of `purchasing`: purchase orders. Loads in a browser. */
import { z } from 'zod'
import {
  Day,
  Email,
  Id,
  Instant,
  line,
  MinorNotNegative,
  MinorOut,
  paragraph,
  QuantityOut,
  QuantityPositive,
} from '#platform/units'

export const PurchaseStatus = z.enum(['draft', 'sent', 'partially_received', 'received', 'cancelled'])
export type PurchaseStatus = z.infer<typeof PurchaseStatus>

export const LINES_MAX = 500

export const PurchaseLineIn = z.strictObject({
  product_id: Id,
  quantity: QuantityPositive,
  /** Left out: what the supplier's offer says. Both need `costs.see`. */
  pack_size: QuantityPositive.optional(),
  pack_cost_minor: MinorNotNegative.optional(),
  reorder_id: Id.optional(),
})
export type PurchaseLineIn = z.infer<typeof PurchaseLineIn>

export const NewPurchase = z.strictObject({
  id: Id.optional(),
  supplier_id: Id,
  warehouse_id: Id.optional(),
  expected_on: Day.nullish(),
  notes: paragraph(2000).nullish(),
  /** Left out: what was agreed with the supplier. */
  freight_minor: MinorNotNegative.optional(),
  lines: z.array(PurchaseLineIn).max(LINES_MAX).default([]),
})
export type NewPurchase = z.infer<typeof NewPurchase>

export const EditPurchase = z.strictObject({
  warehouse_id: Id.optional(),
  expected_on: Day.nullish(),
  notes: paragraph(2000).nullish(),
  freight_minor: MinorNotNegative.nullish(),
  lines: z.array(PurchaseLineIn).max(LINES_MAX).optional(),
})
export type EditPurchase = z.infer<typeof EditPurchase>

export const SendPurchase = z.strictObject({
  email: Email.optional(),
  /** It was handed over by telephone, message or in person: nothing is mailed. */
  without_mail: z.boolean().default(false),
  below_minimum: z.boolean().default(false),
})
export const CancelPurchase = z.strictObject({ reason: line(200) })
export const ClosePurchase = z.strictObject({ reason: line(200) })

export const PurchaseLineOut = z.object({
  id: Id,
  position: z.int(),
  product_id: Id,
  sku: z.string(),
  name: z.string(),
  unit: z.string(),
  supplier_code: z.string().nullable(),
  quantity: QuantityOut,
  received_quantity: QuantityOut,
  pack_size: QuantityOut,
  pack_cost_minor: MinorOut.optional(),
  /** The line without tax; a cost, so absent without `costs.see`. */
  cost_minor: MinorOut.optional(),
  closed_at: Instant.nullable(),
  reorder_id: Id.nullable(),
})

export const PurchaseSummaryOut = z.object({
  id: Id,
  number: z.int(),
  supplier: z.object({ id: Id, name: z.string() }),
  store_id: Id,
  warehouse: z.object({ id: Id, name: z.string() }),
  status: PurchaseStatus,
  expected_on: Day.nullable(),
  is_late: z.boolean(),
  lines: z.int(),
  /** Share of the ordered units that came, 0 to 100. */
  received_percent: z.number(),
  cost_minor: MinorOut.optional(),
  created_at: Instant,
  created_by_name: z.string(),
  sent_at: Instant.nullable(),
  received_at: Instant.nullable(),
  version: z.int(),
})
export type PurchaseSummaryOut = z.infer<typeof PurchaseSummaryOut>

/** The order's sum against what was agreed: what is missing to the minimum and to free freight. */
export const TermsCheckOut = z.object({
  minimum_minor: MinorOut,
  missing_to_minimum_minor: MinorOut,
  free_freight_minor: MinorOut.nullable(),
  missing_to_free_freight_minor: MinorOut.nullable(),
})

export const PurchaseOut = PurchaseSummaryOut.extend({
  goods_cost_minor: MinorOut.optional(),
  freight_cost_minor: MinorOut.optional(),
  cost_terms: TermsCheckOut.optional(),
  notes: z.string().nullable(),
  sent_to: z.string().nullable(),
  cancelled_at: Instant.nullable(),
  cancel_reason: z.string().nullable(),
  items: z.array(PurchaseLineOut),
  receipts: z.array(
    z.object({ id: Id, number: z.int(), received_at: Instant, received_by_name: z.string(), units: QuantityOut }),
  ),
})
export type PurchaseOut = z.infer<typeof PurchaseOut>
