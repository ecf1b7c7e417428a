import { sql } from 'kysely'
import { entriesOfDocument } from '#money'
import type { Ctx } from '#platform/context'
import { orderById } from './queries.ts'

const ENTRIES_MAX = 500

interface Change {
  readonly field: string
  readonly from: unknown
  readonly to: unknown
}

/** Who did what to an order and its payments, and when: the audit trail, read for one thing. */
export async function historyOf(ctx: Ctx, order_id: string) {
  await orderById(ctx, order_id)
  const payments = (await entriesOfDocument(ctx, order_id)).map(({ id }) => id)
  const rows = await ctx.db
    .selectFrom('platform.audit_entry')
    .select(['at', 'action', 'actor_id', 'actor_name', 'authorised_by', 'label', 'reason', 'before', 'after'])
    .where((e) =>
      e.or([
        e.and([e('thing', '=', 'order'), e('thing_id', '=', order_id)]),
        e.and([e('thing', '=', 'payment'), e('thing_id', '=', sql<string>`any(${payments}::text[])`)]),
      ]),
    )
    .orderBy('id')
    .limit(ENTRIES_MAX)
    .execute()
  return { items: rows.map(({ before, after, ...entry }) => ({ ...entry, changes: changesOf(before, after) })) }
}

/** The fields that differ, as the trail keeps them. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const from = fieldsOf(before)
  const to = fieldsOf(after)
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((field) => JSON.stringify(from[field]) !== JSON.stringify(to[field]))
    .map((field) => ({ field, from: from[field] ?? null, to: to[field] ?? null }))
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? { ...value } : {}
}
