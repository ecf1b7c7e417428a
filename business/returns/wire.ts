/** The wire of `returns`. Loads in a browser. */
import { z } from 'zod'
import { PaymentPart } from '#money/contract'
import { Id, Instant, line, MinorOut, QuantityOut, QuantityPositive } from '#platform/units'

export const LINES_MAX = 200

export const ReturnState = z.enum(['requested', 'received', 'settled', 'rejected'])
export type ReturnState = z.infer<typeof ReturnState>
export const ReturnReason = z.enum(['defective', 'wrong_item', 'not_wanted', 'damaged_in_transit', 'expired', 'other'])
export type ReturnReason = z.infer<typeof ReturnReason>
/** `to_supplier` waits in quarantine too, until it is sent. */
export const Disposition = z.enum(['restock', 'quarantine', 'scrap', 'to_supplier'])
export type Disposition = z.infer<typeof Disposition>
export const SettledAs = z.enum(['original', 'store_credit', 'other_tender', 'exchange'])

export const NewReturn = z.strictObject({
  id: Id.optional(),
  order_id: Id,
  lines: z
    .array(z.strictObject({ order_line_id: Id, quantity: QuantityPositive, disposition: Disposition.optional() }))
    .min(1)
    .max(LINES_MAX),
  reason: ReturnReason,
  note: line(300).optional(),
  /** Where the goods come back to; the order's warehouse without it. */
  warehouse_id: Id.optional(),
  /** The goods are on the counter: received in the same breath. */
  is_here: z.boolean().default(false),
})
export type NewReturn = z.infer<typeof NewReturn>

export const ReceiveReturn = z.strictObject({
  /** Where each line goes; what is not named is restocked. */
  lines: z
    .array(z.strictObject({ line_id: Id, disposition: Disposition }))
    .max(LINES_MAX)
    .default([]),
})
export type ReceiveReturn = z.infer<typeof ReceiveReturn>

export const SettleReturn = z.strictObject({
  /** `original`: each payment in its own tender. `store_credit`: in the customer's favour. */
  as: z.enum(['original', 'store_credit', 'other_tender']).default('original'),
  /** With `other_tender`: which. */
  method: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,29}$/)
    .optional(),
  till_session_id: Id.optional(),
  approval_token: Id.optional(),
})
export type SettleReturn = z.infer<typeof SettleReturn>

/** Other goods instead of money: what they cost more is paid here, what they cost less goes back in the original tender. */
export const ExchangeReturn = z.strictObject({
  items: z
    .array(z.strictObject({ product_id: Id, quantity: QuantityPositive }))
    .min(1)
    .max(LINES_MAX),
  payments: z.array(PaymentPart).max(20).default([]),
  till_session_id: Id.optional(),
  approval_token: Id.optional(),
})
export type ExchangeReturn = z.infer<typeof ExchangeReturn>

export const DecideLine = z.strictObject({
  line_id: Id,
  disposition: z.enum(['restock', 'scrap', 'to_supplier']),
  quantity: QuantityPositive.optional(),
})
export type DecideLine = z.infer<typeof DecideLine>

export const ReturnLineOut = z.object({
  id: Id,
  order_line_id: Id,
  product_id: Id,
  sku: z.string(),
  name: z.string(),
  unit: z.string(),
  quantity: QuantityOut,
  value_minor: MinorOut,
  disposition: Disposition.nullable(),
  quarantined: QuantityOut,
})

export const ReturnSummaryOut = z.object({
  id: Id,
  number: z.int(),
  state: ReturnState,
  order_id: Id,
  order_number: z.int(),
  document_label: z.string().nullable(),
  store_id: Id,
  warehouse_id: Id,
  customer_id: Id.nullable(),
  customer_name: z.string().nullable(),
  reason: ReturnReason,
  note: z.string().nullable(),
  value_minor: MinorOut,
  units: QuantityOut,
  lines: z.int(),
  quarantined: QuantityOut,
  requested_at: Instant,
  requested_by_name: z.string(),
  received_at: Instant.nullable(),
  settled_at: Instant.nullable(),
  settled_as: SettledAs.nullable(),
  refunded_minor: MinorOut.nullable(),
  credit_note_label: z.string().nullable(),
  rejected_at: Instant.nullable(),
  reject_reason: z.string().nullable(),
  exchange_order_id: Id.nullable(),
  version: z.int(),
})
export type ReturnSummaryOut = z.infer<typeof ReturnSummaryOut>

export const ReturnOut = ReturnSummaryOut.extend({
  items: z.array(ReturnLineOut),
  /** How the money would go back now, each payment in its own tender. */
  proposal: z.array(z.object({ payment_id: Id, method: z.string(), amount: MinorOut })),
  next: z.array(z.enum(['receive', 'settle', 'reject', 'decide'])),
})
export type ReturnOut = z.infer<typeof ReturnOut>

export const ReturnableOut = z.object({
  order_id: Id,
  order_number: z.int(),
  customer_name: z.string().nullable(),
  document_label: z.string().nullable(),
  warehouse_id: Id,
  items: z.array(
    z.object({
      order_line_id: Id,
      product_id: Id,
      sku: z.string(),
      name: z.string(),
      unit: z.string(),
      sold: QuantityOut,
      /** What of it has left: less than was sold while a part of the order still waits. */
      handed_over: QuantityOut,
      returned: QuantityOut,
      left: QuantityOut,
      total: MinorOut,
    }),
  ),
})
export type ReturnableOut = z.infer<typeof ReturnableOut>

export const ReasonsOut = z.object({
  returns: z.int(),
  value_minor: MinorOut,
  reasons: z.array(z.object({ reason: ReturnReason, returns: z.int(), units: QuantityOut, value_minor: MinorOut })),
  products: z.array(
    z.object({ product_id: Id, sku: z.string(), name: z.string(), units: QuantityOut, value_minor: MinorOut }),
  ),
})
