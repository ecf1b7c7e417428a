/** The wire of `purchasing`: goods that come, and what we owe for them. Loads in a browser. */
import { z } from 'zod'
import {
  Day,
  Id,
  Instant,
  line,
  MinorNotNegative,
  MinorOut,
  MinorPositive,
  paragraph,
  QuantityNotNegative,
  QuantityOut,
  QuantityPositive,
} from '#platform/units'
import { LINES_MAX } from './wire-orders.ts'

export const Difference = z.enum(['over', 'under', 'unordered', 'damaged', 'price'])
export type Difference = z.infer<typeof Difference>

const LOTS_MAX = 50
export const LotIn = z.strictObject({ code: line(60), expires_on: Day.nullish(), quantity: QuantityPositive })
export type LotIn = z.infer<typeof LotIn>

export const ReceivedLineIn = z.strictObject({
  product_id: Id,
  /** What goes on the shelf. */
  quantity: QuantityNotNegative,
  /** What came broken: it is noted, and stays off the shelf. */
  damaged_quantity: QuantityNotNegative.default(0),
  /** Left out: as ordered, else as the supplier's offer says. Need `costs.see`. */
  pack_size: QuantityPositive.optional(),
  pack_cost_minor: MinorNotNegative.optional(),
  /** For products kept by lot. What is in none waits in the warehouse until somebody says which it is. */
  lots: z.array(LotIn).max(LOTS_MAX).default([]),
  /** Where it is put away: from now on the product lives there too. */
  bin_id: Id.optional(),
})
export type ReceivedLineIn = z.infer<typeof ReceivedLineIn>

export const ReceiveGoods = z.strictObject({
  id: Id.optional(),
  /** Left out: goods that nobody ordered, of `supplier_id`. */
  purchase_order_id: Id.optional(),
  supplier_id: Id.optional(),
  warehouse_id: Id.optional(),
  /** The delivery note they came with. */
  document_label: line(60).nullish(),
  notes: paragraph(1000).nullish(),
  lines: z.array(ReceivedLineIn).min(1).max(LINES_MAX),
  /** Net freight and other charges of this delivery: they become part of what its goods cost, by value. Needs `costs.see`. */
  charges_minor: MinorNotNegative.optional(),
  accept_over: z.boolean().default(false),
  accept_unordered: z.boolean().default(false),
  /** Goods that have expired already. */
  accept_expired: z.boolean().default(false),
  /** Nothing more is expected of this order: what is missing is given up. */
  close_order: z.boolean().default(false),
})
export type ReceiveGoods = z.infer<typeof ReceiveGoods>

export const ReceiveBatch = z.strictObject({ receipts: z.array(ReceiveGoods).min(1).max(20) })

export const ReceiptLineOut = z.object({
  id: Id,
  position: z.int(),
  product_id: Id,
  sku: z.string(),
  name: z.string(),
  quantity: QuantityOut,
  damaged_quantity: QuantityOut,
  differences: z.array(Difference),
  lots: z.array(z.object({ code: z.string(), expires_on: Day.nullable(), quantity: QuantityOut })),
  pack_size: QuantityOut,
  pack_cost_minor: MinorOut.optional(),
  cost_minor: MinorOut.optional(),
  /** Its share of freight and other charges. */
  charges_minor: MinorOut.optional(),
})

/** What is still to come of an order, with everything a scanner needs to answer without asking again. */
export const ToReceiveOut = z.object({
  id: Id,
  number: z.int(),
  supplier: z.object({ id: Id, name: z.string() }),
  warehouse: z.object({ id: Id, name: z.string() }),
  expected_on: Day.nullable(),
  items: z.array(
    z.object({
      product_id: Id,
      sku: z.string(),
      name: z.string(),
      unit: z.string(),
      decimals: z.int(),
      ordered: QuantityOut,
      /** What is still expected of the line. */
      open: QuantityOut,
      pack_size: QuantityOut,
      pack_cost_minor: MinorOut.optional(),
      /** Barcodes, our code and the supplier's, with how many units one means. */
      codes: z.array(z.object({ code: z.string(), pack_quantity: QuantityOut })),
      bin: z.object({ id: Id, code: z.string() }).nullable(),
      tracks_lots: z.boolean(),
    }),
  ),
})
export type ToReceiveOut = z.infer<typeof ToReceiveOut>

/** A product whose cost moved with this receipt, and the price that would keep its markup. */
export const PriceHintOut = z.object({
  product_id: Id,
  sku: z.string(),
  name: z.string(),
  price: MinorOut,
  cost_before_minor: MinorOut,
  cost_after_minor: MinorOut,
  suggested_price: MinorOut,
})

export const ReceiptSummaryOut = z.object({
  id: Id,
  number: z.int(),
  purchase_order: z.object({ id: Id, number: z.int() }).nullable(),
  supplier: z.object({ id: Id, name: z.string() }),
  store_id: Id,
  warehouse: z.object({ id: Id, name: z.string() }),
  document_label: z.string().nullable(),
  lines: z.int(),
  units: QuantityOut,
  has_differences: z.boolean(),
  invoice_id: Id.nullable(),
  /** What the goods cost by their prices, and what was charged over that to bring them. */
  cost_minor: MinorOut.optional(),
  charges_minor: MinorOut.optional(),
  received_at: Instant,
  received_by_name: z.string(),
})
export type ReceiptSummaryOut = z.infer<typeof ReceiptSummaryOut>

export const GoodsReceiptOut = ReceiptSummaryOut.extend({
  notes: z.string().nullable(),
  items: z.array(ReceiptLineOut),
  /** Absent without `costs.see`. */
  cost_hints: z.array(PriceHintOut).optional(),
})
export type GoodsReceiptOut = z.infer<typeof GoodsReceiptOut>

// ── invoices and payments ─────────────────────────────────────────────────────────────────────────────────────────

export const InvoiceStatus = z.enum(['open', 'paid', 'cancelled'])
export type InvoiceStatus = z.infer<typeof InvoiceStatus>

export const NewInvoice = z.strictObject({
  id: Id.optional(),
  supplier_id: Id,
  store_id: Id.optional(),
  document_label: line(60),
  issued_on: Day,
  /** Left out: the supplier's days of credit. */
  due_on: Day.optional(),
  net_minor: MinorNotNegative,
  tax_minor: MinorNotNegative,
  total: MinorPositive,
  receipt_ids: z.array(Id).max(50).default([]),
  notes: paragraph(1000).nullish(),
})
export type NewInvoice = z.infer<typeof NewInvoice>

/** How an invoice compares with order and receipt. `matches`: to the last peso. */
export const MatchOut = z.object({
  verdict: z.enum(['matches', 'differs', 'no_receipt']),
  expected_net_minor: MinorOut.nullable(),
  difference_minor: MinorOut.nullable(),
})

export const InvoiceOut = z.object({
  id: Id,
  supplier: z.object({ id: Id, name: z.string() }),
  store_id: Id,
  document_label: z.string(),
  issued_on: Day,
  due_on: Day,
  is_overdue: z.boolean(),
  net_minor: MinorOut,
  tax_minor: MinorOut,
  total: MinorOut,
  paid_minor: MinorOut,
  due_minor: MinorOut,
  status: InvoiceStatus,
  match: MatchOut,
  receipts: z.array(z.object({ id: Id, number: z.int() })),
  notes: z.string().nullable(),
  created_at: Instant,
  created_by_name: z.string(),
  version: z.int(),
})
export type InvoiceOut = z.infer<typeof InvoiceOut>

export const CancelInvoice = z.strictObject({ reason: line(200) })

export const PaySupplier = z.strictObject({
  id: Id.optional(),
  amount: MinorPositive,
  method: z.string().regex(/^[a-z][a-z0-9_]{0,29}$/),
  reference: line(80).optional(),
  till_session_id: Id.optional(),
  store_id: Id.optional(),
  /** Left out: the oldest due invoices first. */
  invoice_ids: z.array(Id).min(1).max(50).optional(),
})
export type PaySupplier = z.infer<typeof PaySupplier>

export const SupplierAccountOut = z.object({
  supplier: z.object({ id: Id, name: z.string() }),
  due_minor: MinorOut,
  overdue_minor: MinorOut,
  invoices: z.array(InvoiceOut),
  payments: z.array(
    z.object({
      id: Id,
      amount: MinorOut,
      method: z.string().nullable(),
      reference: z.string().nullable(),
      created_at: Instant,
      created_by_name: z.string(),
      invoices: z.array(z.object({ id: Id, document_label: z.string(), amount: MinorOut })),
    }),
  ),
})
export type SupplierAccountOut = z.infer<typeof SupplierAccountOut>
