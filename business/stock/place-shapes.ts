import { z } from 'zod'
import { Day, Flag, Id, line, MinorOut, PageQuery, pageOf, QuantityOut, QuantityPositive } from '#platform/units'
import { ProductOut, WarehouseOut } from './shapes.ts'

/** Bins that one call makes at most: a long aisle. */
export const BINS_MAX = 500

/** What is painted on a shelf: A-03-2. */
const BinCode = line(24)

export const BinOut = z.object({
  id: Id,
  warehouse: WarehouseOut,
  code: z.string(),
  name: z.string().nullable(),
  walk_order: z.int(),
  /** How many products live there. */
  products: z.int(),
  archived_at: z.string().nullable(),
  version: z.int(),
})
export type Bin = z.infer<typeof BinOut>

export const CreateBins = z.strictObject({
  warehouse_id: Id,
  /** In the order in which one walks past them. */
  bins: z
    .array(z.strictObject({ code: BinCode, name: line(80).optional() }))
    .min(1)
    .max(BINS_MAX),
})
export type CreateBins = z.infer<typeof CreateBins>

export const ChangeBin = z.strictObject({
  code: BinCode.optional(),
  name: line(80).nullable().optional(),
  walk_order: z.int().min(0).max(1_000_000).optional(),
  archived: z.boolean().optional(),
})
export type ChangeBin = z.infer<typeof ChangeBin>

export const BinQuery = PageQuery.extend({ warehouse_id: Id.optional(), archived: Flag.optional() })
export type BinQuery = z.infer<typeof BinQuery>

export const BinProduct = z.object({ product: ProductOut, on_hand: QuantityOut, is_first: z.boolean() })
export const BinProducts = z.object({ items: z.array(BinProduct) })
export const PutInBin = z.strictObject({ product_ids: z.array(Id).min(1).max(200) })
export const BinAndProduct = z.object({ id: Id, product_id: Id })

export const LotRule = z.object({ tracks_lots: z.boolean(), warn_days: z.int() })
export type LotRule = z.infer<typeof LotRule>
export const SetLotRule = z.strictObject({
  tracks_lots: z.boolean(),
  warn_days: z.int().min(0).max(3650).optional(),
})
export type SetLotRule = z.infer<typeof SetLotRule>

export const LotOut = z.object({
  id: Id,
  product: ProductOut,
  warehouse: WarehouseOut,
  code: z.string(),
  expires_on: z.string().nullable(),
  on_hand: QuantityOut,
  /** Whole days until it expires; below zero it has. */
  days_left: z.int().nullable(),
  state: z.enum(['fine', 'expires_soon', 'expired']),
})
export type Lot = z.infer<typeof LotOut>

export const LotQuery = PageQuery.extend({
  warehouse_id: Id.optional(),
  product_id: Id.optional(),
  state: z.enum(['fine', 'expires_soon', 'expired']).optional(),
  /** Also those of which nothing is left. */
  empty: Flag.optional(),
})
export type LotQuery = z.infer<typeof LotQuery>

export const LotList = pageOf(LotOut)

/** Units kept by lot that are in none yet. */
export const LooseOut = z.object({
  items: z.array(z.object({ product: ProductOut, warehouse: WarehouseOut, quantity: QuantityOut })),
})

export const PutInLot = z.strictObject({
  product_id: Id,
  warehouse_id: Id,
  code: line(60),
  expires_on: Day.optional(),
  quantity: QuantityPositive,
})
export type PutInLot = z.infer<typeof PutInLot>

export const ValuationQuery = PageQuery.extend({
  /** The business day at whose end it is looked at; today without it. */
  on: Day.optional(),
  warehouse_id: Id.optional(),
  category_id: Id.optional(),
})
export type ValuationQuery = z.infer<typeof ValuationQuery>

export const ValuationRow = z.object({
  product: ProductOut,
  quantity: QuantityOut,
  value_minor: MinorOut,
  unit_cost: MinorOut,
})
export const Valuation = pageOf(ValuationRow).extend({
  on: Day,
  totals: z.object({ products: z.int(), value_minor: MinorOut, in_transit_minor: MinorOut }),
})
export type Valuation = z.infer<typeof Valuation>

export const AcknowledgeAlerts = z.strictObject({
  items: z
    .array(z.strictObject({ product_id: Id, warehouse_id: Id }))
    .min(1)
    .max(200),
})

const sizes = ['30x20', '40x25', '50x25', '60x40', '100x50', 'sheet'] as const
export const LabelSize = z.enum(sizes)
export type LabelSize = z.infer<typeof LabelSize>

export const PrintLabels = z.strictObject({
  kind: z.enum(['product', 'bin']),
  items: z
    .array(z.strictObject({ id: Id, copies: z.int().min(1).max(500).optional() }))
    .min(1)
    .max(500),
  format: z.enum(['pdf', 'zpl']).optional(),
  size: LabelSize.optional(),
  /** `auto`: EAN-13 where the code is one, else Code 128. */
  code: z.enum(['auto', 'ean13', 'code128', 'qr']).optional(),
  with_price: z.boolean().optional(),
})
export type PrintLabels = z.infer<typeof PrintLabels>
