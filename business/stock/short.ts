import { z } from 'zod'
import type { Refusal } from '#platform/refusals'
import { refuse } from './refusals.ts'

const ShortLines = z.array(
  z.object({ product_id: z.string(), warehouse_id: z.string(), requested: z.number(), available: z.number() }),
)
type ShortLine = z.infer<typeof ShortLines>[number]

/** Refuses with every short line, so that the person sees at once what to take away or replace. */
export function refuseShort(rows: readonly (ShortLine & { status: string })[]): void {
  const short_lines = rows
    .filter(({ status }) => status === 'short')
    .map(({ product_id, warehouse_id, requested, available }) => ({ product_id, warehouse_id, requested, available }))
  if (short_lines.length > 0) throw shortOf(short_lines)
}

/** The same refusal of lines that an SQL function of this module found short. */
export const refusalOfShort = (lines: unknown): Refusal => shortOf(ShortLines.parse(lines))

const shortOf = (short_lines: readonly ShortLine[]) =>
  refuse.short({ short_count: short_lines.length }, { details: { short_lines } })
