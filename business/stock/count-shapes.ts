import { z } from 'zod'
import { Id, Instant, line, MinorOut, PageQuery, Quantity, QuantityOut, Whole } from '#platform/units'
import { ProductOut, WarehouseOut } from './shapes.ts'

/** Products of one count at most. */
export const COUNT_LINES_MAX = 20_000
/** Scans of one call at most: what a phone gathered while it had no network. */
export const ENTRIES_MAX = 200

export const CountStatus = z.enum(['open', 'counting', 'review', 'posted', 'cancelled'])
export type CountStatus = z.infer<typeof CountStatus>
export const AbcClass = z.enum(['A', 'B', 'C'])
export type AbcClass = z.infer<typeof AbcClass>

const common = {
  id: Id.optional(),
  warehouse_id: Id,
  /** Whoever counts does not see what the books say; so unless told otherwise. */
  is_blind: z.boolean().optional(),
  note: line(500).optional(),
}

/** The whole warehouse, a category with those below it, a class of the ABC cycle, or the products named. */
export const OpenCount = z.discriminatedUnion('scope', [
  z.strictObject({ ...common, scope: z.literal('whole') }),
  z.strictObject({ ...common, scope: z.literal('category'), category_id: Id }),
  z.strictObject({
    ...common,
    scope: z.literal('abc'),
    abc_class: AbcClass,
    /** Those counted longest ago first; without it all of the class. */
    products_max: z.int().min(1).max(COUNT_LINES_MAX).optional(),
  }),
  z.strictObject({ ...common, scope: z.literal('products'), product_ids: z.array(Id).min(1).max(1000) }),
])
export type OpenCount = z.infer<typeof OpenCount>

export const CountEntry = z.strictObject({
  /** Made by who counts, so that a scan sent twice counts once. */
  id: Id.optional(),
  product_id: Id,
  /** `add` for a scan (below zero takes one back), `set` for a figure typed, `clear` for "not counted after all". */
  mode: z.enum(['add', 'set', 'clear']),
  quantity: Quantity,
  /** When it was seen, if that was not now: a phone without network tells later. */
  counted_at: Instant.optional(),
})
export type CountEntry = z.infer<typeof CountEntry>
export const AddEntries = z.strictObject({ entries: z.array(CountEntry).min(1).max(ENTRIES_MAX) })

/** What nobody looked at stays as the books say, or was not there. */
export const CloseCount = z.strictObject({ uncounted: z.enum(['leave', 'zero']).optional() })
export const RecountLines = z.strictObject({ product_ids: z.array(Id).max(1000).optional() })
export const PostCount = z.strictObject({
  reasons: z
    .array(z.strictObject({ product_id: Id, reason: line(300) }))
    .max(1000)
    .optional(),
})
export type PostCount = z.infer<typeof PostCount>
export const CancelCount = z.strictObject({ reason: line(300).optional() })

const who = z.string().nullable()

export const CountSummary = z.object({
  id: Id,
  number: z.int(),
  warehouse: WarehouseOut,
  scope: z.enum(['whole', 'category', 'abc', 'products']),
  category: z.object({ id: Id, name: z.string() }).nullable(),
  abc_class: AbcClass.nullable(),
  status: CountStatus,
  is_blind: z.boolean(),
  note: z.string().nullable(),
  lines: z.int(),
  /** How many lines somebody looked at. */
  counted: z.int(),
  created_at: z.string(),
  created_by_name: z.string(),
  closed_at: who,
  closed_by_name: who,
  posted_at: who,
  posted_by_name: who,
  cancelled_at: who,
  cancelled_by_name: who,
  cancel_reason: who,
  version: z.int(),
})

export const CountOut = CountSummary.extend({
  /** Known from the review on; `value_minor` only for those who see costs. */
  differences: z
    .object({ lines: z.int(), over: QuantityOut, under: QuantityOut, value_minor: MinorOut.optional() })
    .nullable(),
  /** The shop asks that another person than those who counted approves, and the reader is one of them. */
  needs_another: z.boolean(),
  next: z.array(z.enum(['count', 'close', 'recount', 'post', 'cancel'])),
})
export type CountOut = z.infer<typeof CountOut>

export const CountLine = z.object({
  product: ProductOut,
  decimals: z.int(),
  bin: z.string().nullable(),
  counted: QuantityOut.nullable(),
  counted_at: z.string().nullable(),
  counted_by_name: z.string().nullable(),
  /** What the ledger says was there when it was counted; hidden while a blind count goes on. */
  expected: QuantityOut.nullable(),
  difference: QuantityOut.nullable(),
  difference_minor: MinorOut.nullable().optional(),
  moved_meanwhile: z.boolean(),
  is_found: z.boolean(),
  reason: z.string().nullable(),
})
export type CountLine = z.infer<typeof CountLine>

export const CountQuery = PageQuery.extend({ status: CountStatus.optional(), warehouse_id: Id.optional() })
export type CountQuery = z.infer<typeof CountQuery>
export const CountLineQuery = PageQuery.extend({
  show: z.enum(['all', 'counted', 'uncounted', 'different']).optional(),
})
export type CountLineQuery = z.infer<typeof CountLineQuery>

export const AbcQuery = z.object({ warehouse_id: Id, days: Whole(7, 730).optional() })

/** How the cycle stands: how many products of each class there are, and how many nobody counted for too long. */
export const CycleOut = z.object({
  classes: z.array(
    z.object({ abc_class: AbcClass, products: z.int(), share_percent: z.number(), every_days: z.int(), due: z.int() }),
  ),
})
export type CycleOut = z.infer<typeof CycleOut>
