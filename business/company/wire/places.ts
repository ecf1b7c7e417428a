import { z } from 'zod'
import { Email, Flag, Id, Instant, line, PageQuery, paragraph, Quantity, QuantityOut } from '#platform/units'

/** A short name on labels and in lists: B1, CENTRO-2. */
const Code = line(20).regex(/^[\p{L}\p{N}._-]+$/u, { error: 'company.code' })

export const PlacesQuery = PageQuery.extend({
  store_id: Id.optional(),
  /** `true` shows only what is archived; without it, only what is in use. */
  archived: Flag.optional(),
})
export type PlacesQuery = z.infer<typeof PlacesQuery>
export const StoresQuery = PlacesQuery.omit({ store_id: true })

// ── stores ────────────────────────────────────────────────────────────────────────────────────────────────────────

export const StoreOut = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  commune: z.string().nullable(),
  city: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  version: z.int(),
  created_at: Instant,
  archived_at: Instant.nullable(),
})
export type Store = z.infer<typeof StoreOut>

export const CreateStore = z.strictObject({
  id: Id.optional(),
  code: Code.optional(),
  name: line(120),
  address: line(200).nullish(),
  commune: line(80).nullish(),
  city: line(80).nullish(),
  phone: line(30).nullish(),
  email: Email.nullish(),
})
export type CreateStore = z.infer<typeof CreateStore>

export const ChangeStore = CreateStore.omit({ id: true }).partial().extend({
  /** `true` archives the store, `false` opens it again. */
  archived: z.boolean().optional(),
})
export type ChangeStore = z.infer<typeof ChangeStore>

// ── warehouses ────────────────────────────────────────────────────────────────────────────────────────────────────

export const WarehouseOut = z.object({
  id: Id,
  store_id: Id,
  code: z.string(),
  name: z.string(),
  location: z.string().nullable(),
  description: z.string().nullable(),
  capacity: QuantityOut.nullable(),
  is_default: z.boolean(),
  version: z.int(),
  created_at: Instant,
  archived_at: Instant.nullable(),
})
export type Warehouse = z.infer<typeof WarehouseOut>

export const CreateWarehouse = z.strictObject({
  id: Id.optional(),
  /** Without it: the working store, or the only one. */
  store_id: Id.optional(),
  code: Code.optional(),
  name: line(120),
  location: line(200).nullish(),
  description: paragraph(1000).nullish(),
  capacity: Quantity.refine((n) => n > 0, { error: 'units.positive' }).nullish(),
  is_default: z.boolean().optional(),
})
export type CreateWarehouse = z.infer<typeof CreateWarehouse>

export const ChangeWarehouse = CreateWarehouse.omit({ id: true, store_id: true, is_default: true })
  .partial()
  .extend({
    /** A store always has a default: it moves by naming the next one. */
    is_default: z.literal(true).optional(),
    archived: z.boolean().optional(),
  })
export type ChangeWarehouse = z.infer<typeof ChangeWarehouse>

// ── tills ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const TillOut = z.object({
  id: Id,
  store_id: Id,
  warehouse_id: Id,
  name: z.string(),
  version: z.int(),
  created_at: Instant,
  archived_at: Instant.nullable(),
})
export type Till = z.infer<typeof TillOut>

export const CreateTill = z.strictObject({
  id: Id.optional(),
  store_id: Id.optional(),
  /** Without it: the default warehouse of the store. */
  warehouse_id: Id.optional(),
  name: line(80),
})
export type CreateTill = z.infer<typeof CreateTill>

export const ChangeTill = z.strictObject({
  name: line(80).optional(),
  warehouse_id: Id.optional(),
  archived: z.boolean().optional(),
})
export type ChangeTill = z.infer<typeof ChangeTill>
