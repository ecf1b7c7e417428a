import { z } from 'zod'
import { Flag, Id, Instant, line, PageQuery } from '#platform/units'
import { Product } from './product.ts'

export const OPTIONS_MAX = 3

/** Products that differ only in options. Its variants are products with `family_id` and `options`. */
export const NewFamily = z.strictObject({
  id: Id.optional(),
  name: line(200),
  option_names: z
    .array(line(40))
    .min(1)
    .max(OPTIONS_MAX)
    .refine((names) => new Set(names).size === names.length, { error: 'product_family.option_twice' }),
})
export type NewFamily = z.output<typeof NewFamily>

/** `archived: false` takes it out of the archive. */
export const FamilyChanges = z.strictObject({ name: line(200).optional(), archived: z.literal(false).optional() })
export type FamilyChanges = z.output<typeof FamilyChanges>

export const Family = z.object({
  id: Id,
  name: z.string(),
  option_names: z.array(z.string()),
  variant_count: z.int(),
  version: z.int(),
  created_at: Instant,
  archived_at: Instant.nullable(),
})
export type Family = z.infer<typeof Family>

export const FamilyWithVariants = Family.extend({ variants: z.array(Product) })
export const FamilyQuery = PageQuery.extend({ archived: Flag.optional() })
