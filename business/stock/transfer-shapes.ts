import { z } from 'zod'
import { Id, line, MinorOut, PageQuery, QuantityNotNegative, QuantityOut, QuantityPositive } from '#platform/units'
import { ProductOut, WarehouseOut } from './shapes.ts'

export const TransferStatus = z.enum(['draft', 'in_transit', 'received', 'cancelled'])
export type TransferStatus = z.infer<typeof TransferStatus>

/** Lines of one transfer at most: a lorry, not a warehouse. */
export const TRANSFER_LINES_MAX = 500

const Items = z
  .array(z.strictObject({ product_id: Id, quantity: QuantityPositive }))
  .min(1)
  .max(TRANSFER_LINES_MAX)

export const CreateTransfer = z.strictObject({
  id: Id.optional(),
  from_warehouse_id: Id,
  to_warehouse_id: Id,
  note: line(500).optional(),
  items: Items,
})
export type CreateTransfer = z.infer<typeof CreateTransfer>

export const ChangeTransfer = z.strictObject({ note: line(500).nullable().optional(), items: Items.optional() })
export type ChangeTransfer = z.infer<typeof ChangeTransfer>

/** What was counted on arrival. Lines that are not named arrived whole; one that did not says why. */
export const ReceiveTransfer = z.strictObject({
  items: z
    .array(z.strictObject({ product_id: Id, quantity: QuantityNotNegative, reason: line(300).optional() }))
    .max(TRANSFER_LINES_MAX)
    .optional(),
})
export type ReceiveTransfer = z.infer<typeof ReceiveTransfer>

export const CancelTransfer = z.strictObject({ reason: line(300).optional() })

const By = { by_name: z.string().nullable(), at: z.string().nullable() }

export const TransferSummary = z.object({
  id: Id,
  number: z.int(),
  status: TransferStatus,
  from_warehouse: WarehouseOut,
  to_warehouse: WarehouseOut,
  lines: z.int(),
  units: QuantityOut,
  note: z.string().nullable(),
  created_at: z.string(),
  created_by_name: z.string(),
  sent_at: By.at,
  sent_by_name: By.by_name,
  received_at: By.at,
  received_by_name: By.by_name,
  cancelled_at: By.at,
  cancelled_by_name: By.by_name,
  cancel_reason: z.string().nullable(),
  version: z.int(),
})

export const TransferLine = z.object({
  product: ProductOut,
  decimals: z.int(),
  quantity: QuantityOut,
  /** What was available where it leaves from, while it is a draft. */
  available: QuantityOut.nullable(),
  received: QuantityOut.nullable(),
  reason: z.string().nullable(),
  /** What the units sent cost when they left. */
  cost_minor: MinorOut.nullable().optional(),
})

export const TransferOut = TransferSummary.extend({
  items: z.array(TransferLine),
  next: z.array(z.enum(['edit', 'send', 'receive', 'cancel'])),
})
export type TransferOut = z.infer<typeof TransferOut>

export const TransferQuery = PageQuery.extend({
  status: TransferStatus.optional(),
  /** Leaves from it or goes to it. */
  warehouse_id: Id.optional(),
  product_id: Id.optional(),
})
export type TransferQuery = z.infer<typeof TransferQuery>

/** An hour of the business's day. */
const Hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const StockSettings = z.object({
  counts_need_second: z.boolean(),
  quiet_from: Hour.nullable(),
  quiet_until: Hour.nullable(),
  cover_high_days: z.int(),
  cover_medium_days: z.int(),
  version: z.int(),
})
export type StockSettings = z.infer<typeof StockSettings>
export const ChangeStockSettings = z
  .strictObject({
    counts_need_second: z.boolean(),
    quiet_from: Hour.nullable(),
    quiet_until: Hour.nullable(),
    cover_high_days: z.int().min(0).max(365),
    cover_medium_days: z.int().min(0).max(730),
  })
  .partial()
export type ChangeStockSettings = z.infer<typeof ChangeStockSettings>
