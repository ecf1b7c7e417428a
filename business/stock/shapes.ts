import { z } from 'zod'
import {
  Day,
  Flag,
  Id,
  IdList,
  Instant,
  line,
  MinorNotNegative,
  MinorOut,
  PageQuery,
  pageOf,
  QuantityNotNegative,
  QuantityOut,
  QuantityPositive,
  Whole,
} from '#platform/units'

export const MovementKind = z.enum([
  'receipt',
  'sale',
  'return',
  'adjustment',
  'transfer_out',
  'transfer_in',
  'consumption',
  'count',
  'scrap',
  'opening',
])
export type MovementKind = z.infer<typeof MovementKind>

/** `critical`: nothing available; `high`: at or under the minimum; `medium`: at or under one and a half times it. */
export const AlertLevel = z.enum(['critical', 'high', 'medium'])
export type AlertLevel = z.infer<typeof AlertLevel>

/** Present only for those who may see costs. */
const CostOut = MinorOut.optional()

export const ProductOut = z.object({ id: Id, sku: z.string(), name: z.string(), unit: z.string() })
export const WarehouseOut = z.object({ id: Id, code: z.string(), name: z.string() })

export const LevelOut = z.object({
  warehouse: WarehouseOut,
  on_hand: QuantityOut,
  reserved: QuantityOut,
  available: QuantityOut,
  /** On its way: from transfers, and whatever else is due to arrive. */
  incoming: QuantityOut,
  /** What the units on hand cost, at the moving average of the business. */
  value_minor: CostOut,
})
export type Level = z.infer<typeof LevelOut>

export const StockByWarehouse = z.object({
  product: ProductOut,
  on_hand: QuantityOut,
  reserved: QuantityOut,
  available: QuantityOut,
  incoming: QuantityOut,
  value_minor: CostOut,
  unit_cost: CostOut,
  warehouses: z.array(LevelOut),
})
export type StockByWarehouse = z.infer<typeof StockByWarehouse>

export const AdjustStock = z.strictObject({
  id: Id.optional(),
  warehouse_id: Id,
  operation: z.enum(['set', 'add', 'subtract']),
  quantity: QuantityNotNegative,
  reason: line(300),
})
export type AdjustStock = z.infer<typeof AdjustStock>

export const RecordMovement = z.strictObject({
  id: Id.optional(),
  product_id: Id,
  warehouse_id: Id,
  direction: z.enum(['in', 'out']),
  kind: z.enum(['receipt', 'opening', 'return', 'consumption', 'scrap', 'adjustment']).optional(),
  quantity: QuantityPositive,
  /** Cost of one unit coming in, in minor units; without it the present average counts. */
  unit_cost: MinorNotNegative.optional(),
  reason: line(300).optional(),
  /** The lot of what comes in, for products kept by lot. */
  lot_code: line(60).optional(),
  expires_on: Day.optional(),
})
export type RecordMovement = z.infer<typeof RecordMovement>

export const MovementOut = z.object({
  id: z.int(),
  at: z.string(),
  product: ProductOut,
  warehouse: WarehouseOut,
  sequence: z.int(),
  kind: MovementKind,
  quantity: QuantityOut,
  balance_after: QuantityOut,
  cost_minor: CostOut,
  cause_kind: z.string(),
  cause_id: Id,
  cause_label: z.string().nullable(),
  reason: z.string().nullable(),
  actor_id: Id.nullable(),
  actor_name: z.string(),
})
export type Movement = z.infer<typeof MovementOut>

export const MovementQuery = PageQuery.extend({
  product_id: Id.optional(),
  warehouse_id: Id.optional(),
  kind: MovementKind.optional(),
  cause_kind: z.string().max(40).optional(),
  cause_id: Id.optional(),
  actor_id: Id.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
})
export type MovementQuery = z.infer<typeof MovementQuery>

/** An adjustment or a movement answers with what it wrote (nothing when the count was right) and the level it left. */
export const MovementDone = z.object({
  id: Id,
  product_id: Id,
  warehouse_id: Id,
  quantity: QuantityOut,
  cost_minor: CostOut,
  on_hand: QuantityOut,
  reserved: QuantityOut,
  available: QuantityOut,
})
export type MovementDone = z.infer<typeof MovementDone>

export const LevelQuery = PageQuery.extend({
  warehouse_id: Id.optional(),
  product_id: Id.optional(),
  category_id: Id.optional(),
  in_stock: Flag.optional(),
})
export type LevelQuery = z.infer<typeof LevelQuery>

export const TotalsQuery = z.object({ product_ids: IdList, warehouse_id: Id.optional() })
export type TotalsQuery = z.infer<typeof TotalsQuery>

/** A product over all warehouses the reader sees, or in one: its minimum is the sum of theirs. */
export const StockTotal = z.object({
  product_id: Id,
  on_hand: QuantityOut,
  reserved: QuantityOut,
  available: QuantityOut,
  min_stock: QuantityOut,
  /** In how many warehouses it is at its minimum, under it, or gone. */
  low_places: z.int(),
})
export type StockTotal = z.infer<typeof StockTotal>

export const StockRow = z.object({
  product: ProductOut,
  warehouse: WarehouseOut,
  on_hand: QuantityOut,
  reserved: QuantityOut,
  available: QuantityOut,
  min_stock: QuantityOut.nullable(),
  value_minor: CostOut,
  unit_cost: CostOut,
})
export type StockRow = z.infer<typeof StockRow>

export const StockReport = pageOf(StockRow).extend({
  totals: z.object({ products: z.int(), value_minor: CostOut }),
})
export type StockReport = z.infer<typeof StockReport>

export const AlertOut = z.object({
  product: ProductOut,
  warehouse: WarehouseOut,
  level: AlertLevel,
  available: QuantityOut,
  on_hand: QuantityOut,
  min_stock: QuantityOut,
  /** Available as a share of the minimum, whole percent; null where no minimum is set. */
  percent_of_min: z.int().nullable(),
  missing: QuantityOut,
  /** On its way: from transfers and purchase orders. */
  incoming: QuantityOut,
  /** What to order beside what is on its way. */
  suggested_quantity: QuantityOut,
  /** How many days it lasts as it has been leaving; null where nothing leaves. */
  days_of_cover: z.number().nullable(),
  /** Since when it stands so; null until the next round of the watch. */
  since: z.string().nullable(),
  acknowledged_at: z.string().nullable(),
  acknowledged_by_name: z.string().nullable(),
})
export type Alert = z.infer<typeof AlertOut>

/** How many times the minimum still counts as near it. */
export const Multiplier = z
  .string()
  .regex(/^\d{1,2}(\.\d{1,3})?$/)
  .transform(Number)
  .refine((n) => n >= 1 && n <= 10, { error: 'units.range' })

export const AlertQuery = PageQuery.extend({
  level: AlertLevel.optional(),
  warehouse_id: Id.optional(),
  category_id: Id.optional(),
  multiplier: Multiplier.optional(),
  /** Only those somebody sees to, or only those nobody does. */
  acknowledged: Flag.optional(),
})
export type AlertQuery = z.infer<typeof AlertQuery>

export const AlertCounts = z.object({
  total: z.int(),
  /** Critical and high ones that nobody sees to yet: the number on the bell. */
  waiting: z.int(),
  critical: z.int(),
  high: z.int(),
  medium: z.int(),
  has_alerts: z.boolean(),
  has_critical: z.boolean(),
  warehouses: z.array(
    z.object({
      warehouse: WarehouseOut,
      total: z.int(),
      critical: z.int(),
      high: z.int(),
      medium: z.int(),
      missing: QuantityOut,
    }),
  ),
})
export type AlertCounts = z.infer<typeof AlertCounts>

export const KardexQuery = z.object({
  product_id: Id.optional(),
  sku: z.string().trim().max(80).optional(),
  warehouse_id: Id.optional(),
  /** Business days, both included; the last thirty without them. */
  from: Day.optional(),
  to: Day.optional(),
  limit: Whole(1, 1000).optional(),
  cursor: z.string().max(500).optional(),
})
export type KardexQuery = z.infer<typeof KardexQuery>

const Balance = z.object({ quantity: QuantityOut, value_minor: CostOut })

export const Kardex = z.object({
  product: ProductOut,
  warehouse: WarehouseOut.nullable(),
  from: Day,
  to: Day,
  opening: Balance,
  rows: z.array(
    MovementOut.omit({ product: true, balance_after: true }).extend({
      /** Running balance of what was asked for: one warehouse, or all that the reader sees. */
      balance: QuantityOut,
      value_minor: CostOut,
    }),
  ),
  totals: z.object({ quantity_in: QuantityOut, quantity_out: QuantityOut }),
  closing: Balance,
  next_cursor: z.string().nullable(),
})
export type Kardex = z.infer<typeof Kardex>

export const OversellOut = z.object({
  id: Id,
  product: ProductOut,
  warehouse: WarehouseOut,
  on_hand: QuantityOut,
  cause_kind: z.string(),
  cause_id: Id,
  opened_at: z.string(),
})
export type Oversell = z.infer<typeof OversellOut>
