import { z } from 'zod'
import { Flag, Id, Instant, line, PageQuery, paragraph } from '#platform/units'

export const NewCategory = z.strictObject({
  id: Id.optional(),
  name: line(120),
  description: paragraph(1000).nullable().optional(),
  parent_id: Id.nullable().optional(),
})
export type NewCategory = z.output<typeof NewCategory>

export const CategoryChanges = NewCategory.omit({ id: true }).partial()
export type CategoryChanges = z.output<typeof CategoryChanges>

export const Category = z.object({
  id: Id,
  name: z.string(),
  description: z.string().nullable(),
  parent_id: Id.nullable(),
  /** Names from the root down to this one. */
  path: z.array(z.string()),
  product_count: z.int(),
  version: z.int(),
  created_at: Instant,
  archived_at: Instant.nullable(),
})
export type Category = z.infer<typeof Category>

export const CategoryQuery = PageQuery.extend({ parent_id: Id.optional(), archived: Flag.optional() })
export type CategoryQuery = z.output<typeof CategoryQuery>
