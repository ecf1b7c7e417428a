/** The wire of quotes, receipts and the dashboard's figures. Loads in a browser. */
import { z } from 'zod'
import {
  BasisPoints,
  Day,
  Email,
  Id,
  Instant,
  line,
  MinorNotNegative,
  MinorOut,
  paragraph,
  QuantityOut,
} from '#platform/units'
import { CustomerOut, Items, LineOut, totalsOut } from './wire.ts'

export const QuoteStatus = z.enum(['draft', 'sent', 'accepted', 'declined', 'expired'])
export type QuoteStatus = z.infer<typeof QuoteStatus>

export const NewQuote = z.strictObject({
  id: Id.optional(),
  store_id: Id.optional(),
  warehouse_id: Id.optional(),
  customer_id: Id.nullable().optional(),
  items: Items.min(1),
  /** Last day it holds; the business's `quote_days` from today unless named. */
  valid_until: Day.optional(),
  notes: paragraph(1000).optional(),
  discount_basis_points: BasisPoints.optional(),
  discount_minor: MinorNotNegative.optional(),
  approval_token: Id.optional(),
})
export const EditQuote = NewQuote.omit({ id: true, store_id: true })
  .partial()
  .extend({ notes: paragraph(1000).nullable().optional() })
export const DeclineQuote = z.strictObject({ reason: line(200).optional() })
export const SendQuote = z.strictObject({ email: Email.optional() })

export const QuoteSummaryOut = z.object({
  id: Id,
  number: z.int(),
  status: QuoteStatus,
  store_id: Id,
  warehouse_id: Id,
  customer_id: Id.nullable(),
  customer_name: z.string().nullable(),
  order_id: Id.nullable(),
  ...totalsOut,
  valid_until: Day,
  created_at: Instant,
  created_by: Id.nullable(),
  created_by_name: z.string(),
  sent_at: Instant.nullable(),
  decided_at: Instant.nullable(),
  version: z.int(),
})
export const QuoteOut = QuoteSummaryOut.extend({
  customer: CustomerOut.nullable(),
  notes: z.string().nullable(),
  order_discount_basis_points: z.int().nullable(),
  order_discount_minor: MinorOut,
  decline_reason: z.string().nullable(),
  items: z.array(LineOut.omit({ cost_minor: true })),
})
export type QuoteOut = z.infer<typeof QuoteOut>

export const ReceiptOut = z.object({
  business: z.object({
    name: z.string(),
    legal_name: z.string().nullable(),
    tax_id: z.string().nullable(),
    tax_id_name: z.string(),
    activity: z.string().nullable(),
    address: z.string().nullable(),
    phone: z.string().nullable(),
    footer: z.string().nullable(),
  }),
  store: z.object({ name: z.string(), address: z.string().nullable() }),
  currency: z.string(),
  currency_decimals: z.int(),
  tax_name: z.string(),
  order_number: z.int(),
  document_kind: z.string(),
  document_label: z.string().nullable(),
  issued_at: Instant,
  seller: z.string(),
  customer: z.object({ name: z.string(), tax_id: z.string().nullable() }).nullable(),
  items: z.array(
    z.object({
      sku: z.string(),
      name: z.string(),
      quantity: QuantityOut,
      unit: z.string(),
      unit_price: MinorOut,
      discount_minor: MinorOut,
      total: MinorOut,
    }),
  ),
  ...totalsOut,
  rounding_minor: MinorOut,
  payments: z.array(
    z.object({ method: z.string(), name: z.string(), amount: MinorOut, reference: z.string().nullable() }),
  ),
  change_minor: MinorOut,
  refunded_minor: MinorOut,
  due_minor: MinorOut,
  status: z.string(),
})
export type ReceiptOut = z.infer<typeof ReceiptOut>

/** A figure, the same figure of a like-for-like time before, and the change in hundredths of a percent. */
export const Compared = z.object({ value: z.number(), before: z.number(), change_basis_points: z.int().nullable() })
export type Compared = z.infer<typeof Compared>

const Figures = z.object({
  /** Local times of the business. */
  from: z.string(),
  to: z.string(),
  before_from: z.string(),
  before_to: z.string(),
  sales_minor: Compared,
  orders: Compared,
  units: Compared,
  average_ticket_minor: Compared,
  customers: Compared,
  margin_minor: Compared.optional(),
})
export type Figures = z.infer<typeof Figures>

export const OverviewOut = z.object({
  today: Figures,
  week: Figures,
  month: Figures,
  year: Figures,
  previous_month: z.object({ sales_minor: MinorOut, orders: z.int() }),
  orders: z.object({
    draft: z.int(),
    confirmed: z.int(),
    completed_today: z.int(),
    cancelled_today: z.int(),
    to_hand_over: z.int(),
    unpaid: z.int(),
    unpaid_minor: MinorOut,
  }),
  received_month_minor: MinorOut,
  currency: z.string(),
  timestamp: Instant,
})
export type OverviewOut = z.infer<typeof OverviewOut>

export const TrendOut = z.object({
  by: z.enum(['day', 'week', 'month']),
  items: z.array(
    z.object({
      from: Day,
      to: Day,
      sales_minor: MinorOut,
      orders: z.int(),
      units: QuantityOut,
      before_minor: MinorOut,
      margin_minor: MinorOut.optional(),
    }),
  ),
})
export const TopProductsOut = z.object({
  from: Day,
  to: Day,
  items: z.array(
    z.object({
      product_id: Id,
      sku: z.string(),
      name: z.string(),
      units: QuantityOut,
      sales_minor: MinorOut,
      orders: z.int(),
      share_basis_points: z.int(),
      margin_minor: MinorOut.optional(),
    }),
  ),
})
