/** The wire of `purchasing`: suppliers' terms and offers. Loads in a browser. */
import { z } from 'zod'
import {
  Email,
  Id,
  Instant,
  line,
  MinorNotNegative,
  MinorOut,
  paragraph,
  QuantityNotNegative,
  QuantityOut,
  QuantityPositive,
} from '#platform/units'

const Days = z.int().min(0).max(365)

export const TermsOut = z.object({
  supplier_id: Id,
  minimum_minor: MinorOut,
  freight_minor: MinorOut,
  free_freight_minor: MinorOut.nullable(),
  lead_time_days: z.int().nullable(),
  order_email: z.string().nullable(),
  notes: z.string().nullable(),
  version: z.int(),
})
export type TermsOut = z.infer<typeof TermsOut>

export const SetTerms = z.strictObject({
  minimum_minor: MinorNotNegative.optional(),
  freight_minor: MinorNotNegative.optional(),
  free_freight_minor: MinorNotNegative.nullish(),
  lead_time_days: Days.nullish(),
  order_email: Email.nullish(),
  notes: paragraph(2000).nullish(),
})
export type SetTerms = z.infer<typeof SetTerms>

const Named = z.object({ id: Id, name: z.string() })
export const ProductRef = z.object({ id: Id, sku: z.string(), name: z.string(), unit: z.string(), decimals: z.int() })

/** One supplier's way of selling a product. The costs are absent without `costs.see`. */
export const OfferOut = z.object({
  id: Id,
  supplier: Named,
  product: ProductRef,
  supplier_code: z.string().nullable(),
  supplier_name: z.string().nullable(),
  pack_size: QuantityOut,
  minimum_quantity: QuantityOut,
  lead_time_days: z.int().nullable(),
  is_preferred: z.boolean(),
  pack_cost_minor: MinorOut.optional(),
  unit_cost_minor: MinorOut.optional(),
  version: z.int(),
  updated_at: Instant,
})
export type OfferOut = z.infer<typeof OfferOut>

export const AttachProduct = z.strictObject({
  id: Id.optional(),
  product_id: Id,
  supplier_code: line(60).nullish(),
  supplier_name: line(200).nullish(),
  pack_size: QuantityPositive.default(1),
  /** Price of one pack without tax. */
  pack_cost_minor: MinorNotNegative,
  minimum_quantity: QuantityNotNegative.default(0),
  lead_time_days: Days.nullish(),
  /** The one that is proposed when the product runs low; a product's first offer is. */
  is_preferred: z.boolean().optional(),
})
export type AttachProduct = z.infer<typeof AttachProduct>

export const EditOffer = z.strictObject({
  supplier_code: line(60).nullish(),
  supplier_name: line(200).nullish(),
  pack_size: QuantityPositive.optional(),
  pack_cost_minor: MinorNotNegative.optional(),
  minimum_quantity: QuantityNotNegative.optional(),
  lead_time_days: Days.nullish(),
  is_preferred: z.boolean().optional(),
})
export type EditOffer = z.infer<typeof EditOffer>

export const UnknownCodeOut = z.object({
  id: Id,
  supplier_code: z.string(),
  description: z.string().nullable(),
  pack_size: QuantityOut,
  pack_cost_minor: MinorOut.optional(),
  minimum_quantity: QuantityOut,
  lead_time_days: z.int().nullable(),
  seen_at: Instant,
  resolved_at: Instant.nullable(),
  is_ignored: z.boolean(),
  /** Products whose words look like the description: what a person probably means. */
  guesses: z.array(ProductRef),
})
export type UnknownCodeOut = z.infer<typeof UnknownCodeOut>

export const ResolveCode = z.union([z.strictObject({ product_id: Id }), z.strictObject({ ignore: z.literal(true) })])
export type ResolveCode = z.infer<typeof ResolveCode>

/** Figures of a supplier, computed from orders and receipts when asked. Null: nothing to measure yet. */
export const PerformanceOut = z.object({
  supplier_id: Id,
  from: z.string(),
  to: z.string(),
  orders: z.int(),
  receipts: z.int(),
  /** Share of finished orders whose last goods came on or before the day expected, 0 to 100. */
  on_time_percent: z.number().nullable(),
  /** Days from sending to arrival, weighted by units; and their standard deviation. */
  lead_time_days_mean: z.number().nullable(),
  lead_time_days_deviation: z.number().nullable(),
  /** Units that came in good order of those ordered on finished orders, 0 to 100. */
  fill_rate_percent: z.number().nullable(),
  damaged_percent: z.number().nullable(),
  /** How much dearer the same goods became over the period, weighted by what was bought. */
  price_drift_percent: z.number().nullable(),
  units: QuantityOut,
  cost_minor: MinorOut.optional(),
})
export type PerformanceOut = z.infer<typeof PerformanceOut>

/** A supplier in a list: what one wants to know before opening the record. */
export const SupplierSummaryOut = z.object({
  supplier_id: Id,
  /** Products they sell us. */
  offers: z.int(),
  /** Orders that were sent and of which goods are still expected. */
  open_orders: z.int(),
  last_order_at: Instant.nullable(),
  /** What we owe; absent without `purchases.invoices`. */
  due_minor: MinorOut.optional(),
  overdue_minor: MinorOut.optional(),
})
export type SupplierSummaryOut = z.infer<typeof SupplierSummaryOut>
