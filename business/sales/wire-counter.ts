/** The wire of the counter: checking a cart, selling it, holding it; and of cancelling an order. Loads in a browser. */
import { z } from 'zod'
import { PaymentIn, PaymentPart, TakenOut } from '#money/contract'
import { Id, Instant, line, MinorOut, paragraph, QuantityOut } from '#platform/units'
import { discount, ItemIn, Items, OrderOut, PAYMENTS_MAX, totalsOut } from './wire.ts'

export const ValidateOrder = z.strictObject({
  store_id: Id.optional(),
  warehouse_id: Id.optional(),
  customer_id: Id.nullable().optional(),
  items: Items.min(1),
  ...discount,
})
export const LineVerdict = z.enum(['in_stock', 'partial', 'out_of_stock', 'not_found'])
export const LineWarning = z.enum([
  'leaves_at_minimum',
  'already_at_minimum',
  'leaves_at_reorder',
  'below_cost',
  'not_sold',
])
export const ValidationOut = z.object({
  is_valid: z.boolean(),
  items: z.array(
    z.object({
      product_id: Id,
      sku: z.string().nullable(),
      name: z.string().nullable(),
      status: LineVerdict,
      requested: QuantityOut,
      available: QuantityOut,
      unit_price: MinorOut.nullable(),
      total: MinorOut.nullable(),
      warnings: z.array(LineWarning),
    }),
  ),
  summary: z.object({
    lines: z.int(),
    in_stock: z.int(),
    partial: z.int(),
    out_of_stock: z.int(),
    not_found: z.int(),
    with_warnings: z.int(),
  }),
  totals: z.object({
    ...totalsOut,
    cash_due_minor: MinorOut,
  }),
  /** The discount is above what the caller's role allows: a supervisor's PIN is needed. */
  needs_approval: z.array(z.enum(['discount', 'below_cost'])),
  timestamp: Instant,
})
export type ValidationOut = z.infer<typeof ValidationOut>

export const CancelOrder = z.strictObject({
  reason: line(200).optional(),
  /** `true` gives back what was paid, each payment in its own tender. */
  refund: z.boolean().default(false),
  till_session_id: Id.optional(),
})
export const CancelledOut = OrderOut.extend({
  /** What was paid and not given back: the refunds that the cancellation proposes. */
  proposed_refunds: z.array(z.object({ payment_id: Id, method: z.string(), amount: MinorOut })),
})

/** What may be paid with the confirmation: each payment as `POST /api/payments` takes it, one after another. */
export const ConfirmOrder = z.strictObject({
  payments: z.array(PaymentIn).max(PAYMENTS_MAX).default([]),
  till_session_id: Id.optional(),
})
export type ConfirmOrder = z.infer<typeof ConfirmOrder>
export const ConfirmedOut = OrderOut.extend({
  /** The payments that were taken with the confirmation; absent when none were asked for. */
  payments: z.array(TakenOut).optional(),
})

export const NewSale = z.strictObject({
  /** Made by the client: however often it is sent, there is one sale, for ever. */
  id: Id.optional(),
  till_session_id: Id.optional(),
  store_id: Id.optional(),
  warehouse_id: Id.optional(),
  customer_id: Id.nullable().optional(),
  items: Items.min(1),
  /** Together they settle the total; empty only when there is nothing to pay. */
  payments: z.array(PaymentPart).max(PAYMENTS_MAX),
  document_kind: z
    .string()
    .regex(/^[a-z_]{1,30}$/)
    .optional(),
  /** A held cart that this sale uses up. */
  held_cart_id: Id.optional(),
  notes: paragraph(1000).optional(),
  ...discount,
  approval_token: Id.optional(),
})
export type NewSale = z.infer<typeof NewSale>

export const SaleOut = z.object({
  id: Id,
  number: z.int(),
  document_kind: z.string(),
  document_number: z.int(),
  document_label: z.string(),
  ...totalsOut,
  paid_minor: MinorOut,
  rounding_minor: MinorOut,
  change: MinorOut,
  customer_id: Id.nullable(),
  store_id: Id,
  warehouse_id: Id,
  till_session_id: Id.nullable(),
  receipt_token: z.string(),
  created_at: Instant,
})
export type SaleOut = z.infer<typeof SaleOut>

export const HistoryOut = z.object({
  items: z.array(
    z.object({
      at: Instant,
      action: z.string(),
      actor_id: Id.nullable(),
      actor_name: z.string(),
      authorised_by: Id.nullable(),
      label: z.string().nullable(),
      reason: z.string().nullable(),
      changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
    }),
  ),
})

export const HoldCart = z.strictObject({
  id: Id.optional(),
  store_id: Id.optional(),
  warehouse_id: Id.optional(),
  customer_id: Id.nullable().optional(),
  label: line(80).optional(),
  items: Items.min(1),
  ...discount,
  /** Keeps the goods aside for the business's reservation time. */
  reserve: z.boolean().default(false),
})
export const HeldCartOut = z.object({
  id: Id,
  store_id: Id,
  warehouse_id: Id,
  customer_id: Id.nullable(),
  label: z.string().nullable(),
  items: z.array(ItemIn),
  discount_basis_points: z.int().nullable(),
  discount_minor: MinorOut.nullable(),
  total: MinorOut,
  is_reserved: z.boolean(),
  created_at: Instant,
  created_by: Id.nullable(),
  created_by_name: z.string(),
})
export type HeldCartOut = z.infer<typeof HeldCartOut>
