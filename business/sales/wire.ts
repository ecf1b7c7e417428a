/** The wire of `sales`: orders and their lines. Loads in a browser. */
import { z } from 'zod'
import {
  BasisPoints,
  Day,
  Id,
  Instant,
  line,
  MinorNotNegative,
  MinorOut,
  paragraph,
  QuantityOut,
  QuantityPositive,
} from '#platform/units'

export const LINES_MAX = 200
export const PAYMENTS_MAX = 20

export const OrderStatus = z.enum(['draft', 'confirmed', 'completed', 'cancelled'])
export type OrderStatus = z.infer<typeof OrderStatus>
export const PaymentStatus = z.enum(['unpaid', 'partial', 'paid', 'refunded'])
export type PaymentStatus = z.infer<typeof PaymentStatus>
export const FulfilmentStatus = z.enum(['pending', 'handed_over'])
export const Channel = z.enum(['in_store', 'online', 'phone'])
export type Channel = z.infer<typeof Channel>
/** `takeaway`: handed over at once when confirmed. */
export const Fulfilment = z.enum(['takeaway', 'pickup', 'delivery'])
export type Fulfilment = z.infer<typeof Fulfilment>

/** A discount is a share or an amount, not both. */
export const discount = {
  discount_basis_points: BasisPoints.optional(),
  discount_minor: MinorNotNegative.optional(),
}

export const ItemIn = z.strictObject({
  product_id: Id,
  quantity: QuantityPositive,
  /** Only with the permission to set prices; otherwise the catalogue's price holds. */
  unit_price: MinorNotNegative.optional(),
  ...discount,
  note: line(200).optional(),
})
export type ItemIn = z.infer<typeof ItemIn>
export const EditItem = z.strictObject({
  quantity: QuantityPositive.optional(),
  unit_price: MinorNotNegative.optional(),
  discount_basis_points: BasisPoints.nullable().optional(),
  discount_minor: MinorNotNegative.nullable().optional(),
  note: line(200).nullable().optional(),
  approval_token: Id.optional(),
})

export const Items = z.array(ItemIn).max(LINES_MAX)

export const NewOrder = z.strictObject({
  id: Id.optional(),
  status: z.literal('draft').optional(),
  store_id: Id.optional(),
  warehouse_id: Id.optional(),
  customer_id: Id.nullable().optional(),
  items: Items.default([]),
  channel: Channel.default('in_store'),
  fulfilment: Fulfilment.default('pickup'),
  delivery_address: line(300).optional(),
  /** boleta, factura ...: one of the country's kinds; the first of them unless named. */
  document_kind: z
    .string()
    .regex(/^[a-z_]{1,30}$/)
    .optional(),
  notes: paragraph(1000).optional(),
  ...discount,
  approval_token: Id.optional(),
})
export type NewOrder = z.infer<typeof NewOrder>

export const EditOrder = z.strictObject({
  warehouse_id: Id.optional(),
  customer_id: Id.nullable().optional(),
  /** Replaces all lines of a draft. */
  items: Items.optional(),
  channel: Channel.optional(),
  fulfilment: Fulfilment.optional(),
  delivery_address: line(300).nullable().optional(),
  document_kind: z
    .string()
    .regex(/^[a-z_]{1,30}$/)
    .optional(),
  notes: paragraph(1000).nullable().optional(),
  discount_basis_points: BasisPoints.nullable().optional(),
  discount_minor: MinorNotNegative.nullable().optional(),
  approval_token: Id.optional(),
})
export type EditOrder = z.infer<typeof EditOrder>

export const LineOut = z.object({
  id: Id,
  position: z.int(),
  product_id: Id,
  sku: z.string(),
  name: z.string(),
  unit: z.string(),
  quantity: QuantityOut,
  unit_price: MinorOut,
  list_price: MinorOut,
  discount_basis_points: z.int().nullable(),
  /** The line's own discount, and its share of the order's. */
  discount_minor: MinorOut,
  order_discount_minor: MinorOut,
  tax_class: z.string(),
  tax_basis_points: z.int(),
  net_minor: MinorOut,
  tax_minor: MinorOut,
  total: MinorOut,
  note: z.string().nullable(),
  /** Absent without the permission to see costs; null until handed over. */
  cost_minor: MinorOut.nullable().optional(),
})
export type LineOut = z.infer<typeof LineOut>

export const CustomerOut = z.object({
  id: Id.nullable(),
  name: z.string(),
  tax_id: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  activity: z.string().nullable(),
})
export type CustomerOut = z.infer<typeof CustomerOut>

/** What lines add up to, as every sale, order, quote and receipt tells it. */
export const totalsOut = {
  subtotal_minor: MinorOut,
  discount_minor: MinorOut,
  net_minor: MinorOut,
  tax_minor: MinorOut,
  exempt_minor: MinorOut,
  total: MinorOut,
} as const

export const OrderSummaryOut = z.object({
  id: Id,
  number: z.int(),
  status: OrderStatus,
  payment_status: PaymentStatus,
  fulfilment_status: FulfilmentStatus,
  store_id: Id,
  warehouse_id: Id,
  till_session_id: Id.nullable(),
  customer_id: Id.nullable(),
  customer_name: z.string().nullable(),
  channel: Channel,
  fulfilment: Fulfilment,
  document_kind: z.string(),
  document_label: z.string().nullable(),
  ...totalsOut,
  paid_minor: MinorOut,
  refunded_minor: MinorOut,
  due_minor: MinorOut,
  lines: z.int(),
  units: QuantityOut,
  day: Day,
  created_at: Instant,
  created_by: Id.nullable(),
  created_by_name: z.string(),
  confirmed_at: Instant.nullable(),
  handed_over_at: Instant.nullable(),
  completed_at: Instant.nullable(),
  cancelled_at: Instant.nullable(),
  version: z.int(),
  cost_minor: MinorOut.nullable().optional(),
  margin_minor: MinorOut.nullable().optional(),
})
export type OrderSummaryOut = z.infer<typeof OrderSummaryOut>

export const OrderOut = OrderSummaryOut.extend({
  customer: CustomerOut.nullable(),
  delivery_address: z.string().nullable(),
  notes: z.string().nullable(),
  order_discount_basis_points: z.int().nullable(),
  order_discount_minor: MinorOut,
  cancel_reason: z.string().nullable(),
  quote_id: Id.nullable(),
  /** What to hand over in coins that exist, when the rest is paid in cash. */
  cash_due_minor: MinorOut,
  items: z.array(LineOut),
  next: z.array(z.enum(['edit', 'confirm', 'pay', 'hand_over', 'cancel'])),
})
export type OrderOut = z.infer<typeof OrderOut>
