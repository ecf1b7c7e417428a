/** What travels of tills: their sessions, counts and cash. */
import { z } from 'zod'
import { Id, Instant, line, MinorNotNegative, MinorOut, MinorPositive, paragraph } from '#platform/units'
import { MethodCode } from './wire.ts'

export const TillSessionState = z.enum(['open', 'closed', 'under_review', 'settled'])
export type TillSessionState = z.infer<typeof TillSessionState>

/** `expected_minor` and `difference_minor` stay null for the person who still has to count. */
export const TillCountOut = z.object({
  method: z.string(),
  counted_minor: MinorOut.nullable(),
  expected_minor: MinorOut.nullable(),
  difference_minor: MinorOut.nullable(),
})
export const TillSessionOut = z.object({
  id: Id,
  till_id: Id,
  store_id: Id,
  state: TillSessionState,
  opening_minor: MinorOut,
  holder_id: Id,
  holder_name: z.string(),
  opened_by: Id,
  opened_at: Instant,
  closed_by: Id.nullable(),
  closed_at: Instant.nullable(),
  settled_by: Id.nullable(),
  settled_at: Instant.nullable(),
  settle_reason: z.string().nullable(),
  notes: z.string().nullable(),
  difference_minor: MinorOut.nullable(),
  counts: z.array(TillCountOut),
  version: z.int(),
})
export type TillSessionOut = z.infer<typeof TillSessionOut>

export const OpenTill = z.strictObject({ id: Id.optional(), till_id: Id, opening_minor: MinorNotNegative })
export const MoveCash = z.strictObject({ id: Id.optional(), amount: MinorPositive, reason: line(200) })
export const CloseTill = z.strictObject({
  counts: z
    .array(z.strictObject({ method: MethodCode, counted_minor: MinorNotNegative }))
    .min(1)
    .max(50),
  notes: paragraph(500).optional(),
})
