import { z } from 'zod'
import { Flag, Id, line, PageQuery, QuantityOut, QuantityPositive } from '#platform/units'
import { ProductOut, WarehouseOut } from './shapes.ts'

export const ReservationState = z.enum(['pending', 'confirmed', 'consumed', 'released', 'expired'])
export type ReservationState = z.infer<typeof ReservationState>
/** `return`: goods that came back and wait in quarantine; they are on hand, and nobody can sell them. */
export const OwnerKind = z.enum(['cart', 'order', 'work_order', 'return'])
export type OwnerKind = z.infer<typeof OwnerKind>

export const CreateReservation = z.strictObject({
  id: Id.optional(),
  product_id: Id,
  warehouse_id: Id,
  quantity: QuantityPositive,
  /** Without them the hold belongs to a cart of its own. */
  owner_kind: OwnerKind.exclude(['return']).optional(),
  owner_id: Id.optional(),
  ttl_seconds: z.int().min(1).max(86_400).optional(),
  reason: line(300).optional(),
})
export type CreateReservation = z.infer<typeof CreateReservation>

export const ReservationOut = z.object({
  id: Id,
  owner_kind: OwnerKind,
  owner_id: Id,
  product: ProductOut,
  warehouse: WarehouseOut,
  quantity: QuantityOut,
  state: ReservationState,
  created_at: z.string(),
  created_by: Id.nullable(),
  created_by_name: z.string(),
  expires_at: z.string().nullable(),
  /** Whole seconds left, zero when over; null for what does not expire. */
  seconds_left: z.int().nullable(),
  /** Less than a fifth of its life is left. */
  is_expiring: z.boolean(),
  confirmed_at: z.string().nullable(),
  settled_at: z.string().nullable(),
  reason: z.string().nullable(),
})
export type Reservation = z.infer<typeof ReservationOut>

export const ReservationQuery = PageQuery.extend({
  state: ReservationState.optional(),
  /** Pending or confirmed: what counts today. */
  open: Flag.optional(),
  owner_kind: OwnerKind.optional(),
  owner_id: Id.optional(),
  product_id: Id.optional(),
  warehouse_id: Id.optional(),
})
export type ReservationQuery = z.infer<typeof ReservationQuery>

export const ReservationSummary = z.object({
  reservations: z.int(),
  units: QuantityOut,
  expiring: z.int(),
  products: z.array(z.object({ product: ProductOut, reservations: z.int(), quantity: QuantityOut })),
})
export type ReservationSummary = z.infer<typeof ReservationSummary>

export const ReleaseReservation = z.strictObject({ reason: line(300).optional() })
