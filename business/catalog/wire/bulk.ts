import { z } from 'zod'
import {
  Id,
  line,
  MinorNotNegative,
  MinorOut,
  QuantityNotNegative,
  QuantityOut,
  QuantityPositive,
} from '#platform/units'
import { ProductStatus } from './product.ts'

export const BULK_MAX = 1000

/** A price change in hundredths of a percent: 1000 raises by 10 %. Rounded to a multiple of `round_to`. */
const PriceBy = z.strictObject({
  basis_points: z.int().min(-9_999).max(100_000),
  round_to: z.int().min(1).max(1_000_000).default(1),
})

/** One change for many products: all of them, or none when one refuses. `dry_run` only shows what would happen. */
export const BulkEdit = z.strictObject({
  ids: z.array(Id).min(1).max(BULK_MAX),
  dry_run: z.boolean().default(false),
  changes: z
    .strictObject({
      category_id: Id.nullable().optional(),
      supplier_id: Id.nullable().optional(),
      status: ProductStatus.optional(),
      tax_class: line(30).optional(),
      unit: line(12).optional(),
      price: MinorNotNegative.optional(),
      price_by: PriceBy.optional(),
      min_stock: QuantityNotNegative.nullable().optional(),
      max_stock: QuantityNotNegative.nullable().optional(),
      reorder_quantity: QuantityPositive.nullable().optional(),
      archived: z.boolean().optional(),
    })
    .refine((changes) => Object.keys(changes).length > 0, { error: 'product.nothing_to_change' })
    .refine(({ price, price_by }) => price === undefined || price_by === undefined, { error: 'product.one_price' }),
})
export type BulkEdit = z.output<typeof BulkEdit>

const Value = z.union([z.string(), MinorOut, QuantityOut, z.boolean()]).nullable()
export const BulkResult = z.object({
  dry_run: z.boolean(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.array(z.object({ id: Id, label: z.string(), code: z.string(), title: z.string() })),
  products: z.array(
    z.object({
      id: Id,
      label: z.string(),
      changes: z.array(z.object({ field: z.string(), before: Value, after: Value })),
    }),
  ),
})
export type BulkResult = z.infer<typeof BulkResult>
