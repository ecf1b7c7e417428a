import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#platform/context'
import { businessOf } from './business.ts'

/** Calendar days, both of them meant whole; either may be missing. */
interface Days {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/**
 * Whether a moment lies in these days as the shop's own clock counts them: what happened at ten at night in Santiago
 * belongs to that evening, although UTC calls it tomorrow. Days become moments, so that an index on `at` serves it.
 */
export async function inDays(ctx: Ctx, at: RawBuilder<unknown>, { from, to }: Days): Promise<RawBuilder<boolean>> {
  const { time_zone } = await businessOf(ctx)
  const starts = (day: RawBuilder<unknown>) => sql`(${day})::timestamp at time zone ${time_zone}`
  const after = from === undefined ? sql<boolean>`true` : sql<boolean>`${at} >= ${starts(sql`${from}::date`)}`
  const before = to === undefined ? sql<boolean>`true` : sql<boolean>`${at} < ${starts(sql`${to}::date + 1`)}`
  return sql<boolean>`(${after} and ${before})`
}
