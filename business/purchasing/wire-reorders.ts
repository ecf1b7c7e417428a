/** The wire of `purchasing`: reorder requests. Loads in a browser. */
import { z } from 'zod'
import { Id, Instant, paragraph, QuantityOut, QuantityPositive } from '#platform/units'
import { ProductRef } from './wire.ts'

export const ReorderStatus = z.enum(['requested', 'ordered', 'received', 'cancelled'])
export type ReorderStatus = z.infer<typeof ReorderStatus>

export const ReorderOut = z.object({
  id: Id,
  number: z.int(),
  product: ProductRef,
  warehouse: z.object({ id: Id, name: z.string() }),
  supplier: z.object({ id: Id, name: z.string() }).nullable(),
  quantity: QuantityOut,
  received_quantity: QuantityOut,
  status: ReorderStatus,
  source: z.enum(['hand', 'alert']),
  notes: z.string().nullable(),
  purchase_order: z.object({ id: Id, number: z.int() }).nullable(),
  version: z.int(),
  created_at: Instant,
  created_by_name: z.string(),
})
export type ReorderOut = z.infer<typeof ReorderOut>

export const ReorderStepOut = z.object({
  from: ReorderStatus.nullable(),
  to: ReorderStatus,
  notes: z.string().nullable(),
  at: Instant,
  by_name: z.string(),
})
export const ReorderDetailOut = ReorderOut.extend({ history: z.array(ReorderStepOut) })
export type ReorderDetailOut = z.infer<typeof ReorderDetailOut>

export const NewReorder = z.strictObject({
  id: Id.optional(),
  product_id: Id,
  warehouse_id: Id.optional(),
  supplier_id: Id.nullish(),
  /** Left out: the usual order size of the product. */
  quantity: QuantityPositive.optional(),
  notes: paragraph(500).nullish(),
})
export type NewReorder = z.infer<typeof NewReorder>

export const EditReorder = z.strictObject({
  status: ReorderStatus.optional(),
  quantity: QuantityPositive.optional(),
  supplier_id: Id.nullish(),
  notes: paragraph(500).nullish(),
})
export type EditReorder = z.infer<typeof EditReorder>

export const FromAlerts = z.strictObject({
  warehouse_id: Id.optional(),
  level: z.enum(['critical', 'high']).optional(),
  /** Only these, also where they are merely near their minimum. */
  places: z
    .array(z.strictObject({ product_id: Id, warehouse_id: Id }))
    .min(1)
    .max(200)
    .optional(),
})
export type FromAlerts = z.infer<typeof FromAlerts>
/** `already`: places below their minimum for which enough is on its way or asked for. */
export const FromAlertsOut = z.object({ created: z.array(ReorderOut), already: z.int() })

export const OrderReorders = z.strictObject({ reorder_ids: z.array(Id).min(1).max(200) })
export const OrderedOut = z.object({
  purchase_orders: z.array(z.object({ id: Id, number: z.int(), supplier_name: z.string(), lines: z.int() })),
})

/** Twelve months of reorders: how many were asked for, received and cancelled, and the units. */
export const MonthlyOut = z.object({
  months: z.array(
    z.object({
      month: z.string(),
      requested: z.int(),
      received: z.int(),
      cancelled: z.int(),
      units: QuantityOut,
    }),
  ),
})
