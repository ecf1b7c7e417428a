import { businessOf } from '#company'
import { dayIn } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { newId } from '#platform/ids'
import type { EntryRow } from './records.ts'

/** A line for the ledger, with who and when put in. */
export async function entryOf(
  ctx: Ctx,
  given: Omit<EntryRow, 'id' | 'day' | 'created_at' | 'created_by' | 'created_by_name'> & { id?: string | undefined },
): Promise<EntryRow> {
  const { time_zone } = await businessOf(ctx)
  const now = ctx.now()
  return {
    ...given,
    id: given.id ?? newId(),
    day: dayIn(time_zone, now),
    created_at: now.toISOString(),
    created_by: ctx.actor.id,
    created_by_name: ctx.actor.name,
  }
}
