import { z } from 'zod'
import { Id, Instant, line, PageQuery } from '#platform/units'

/** A model as somebody typed it; a spelling that is known answers with the model it means. */
export const NewDeviceModel = z.strictObject({
  id: Id.optional(),
  device_type: line(60),
  brand: line(60),
  name: line(120),
})
export type NewDeviceModel = z.output<typeof NewDeviceModel>

export const DeviceModel = z.object({
  id: Id,
  device_type: z.string(),
  brand: z.string(),
  name: z.string(),
  spelling_count: z.int(),
  merged_into_id: Id.nullable(),
  created_at: Instant,
})
export type DeviceModel = z.infer<typeof DeviceModel>

export const DeviceModelQuery = PageQuery.extend({
  device_type: z.string().trim().max(60).optional(),
  brand: z.string().trim().max(60).optional(),
})
export type DeviceModelQuery = z.output<typeof DeviceModelQuery>

export const MergeInto = z.strictObject({ into_id: Id })
