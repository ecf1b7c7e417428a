import { type SelectQueryBuilder, sql } from 'kysely'
import type { Rows } from '../../db/rows.ts'
import { type Actor, can } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { platformRefuse } from '../platform-refusals.ts'
import { PAGE_DEFAULT, type Page } from '../units.ts'
import type { AuditFilters, AuditOut } from './contract.ts'

/** Fields that need a permission of their own wherever they are written down, such as costs. */
export interface Confidential {
  readonly fields: RegExp
  readonly may: string
}

export interface AuditReading {
  readonly time_zone: string
  readonly confidential: readonly Confidential[]
}

const COLUMNS = [
  'id',
  'at',
  'actor_kind',
  'actor_id',
  'actor_name',
  'ip',
  'agent',
  'request_id',
  'action',
  'thing',
  'thing_id',
  'label',
  'store_id',
  'reason',
  'authorised_by',
  'before',
  'after',
] as const

type Entries = SelectQueryBuilder<Rows, 'platform.audit_entry', object>

/** Entries that match and that the actor may see: who is limited to stores sees only what happened there. */
function matching(ctx: Ctx, filters: AuditFilters, time_zone: string): Entries {
  let entries: Entries = ctx.db.selectFrom('platform.audit_entry')
  const { thing, thing_id, actor_id, action, store_id, from, to, q } = filters
  const { store_ids } = ctx.actor
  if (store_ids !== null) entries = entries.where('store_id', 'in', [...store_ids, null])
  if (store_id) entries = entries.where('store_id', '=', store_id)
  if (thing) entries = entries.where('thing', '=', thing)
  if (thing_id) entries = entries.where('thing_id', '=', thing_id)
  if (actor_id) entries = entries.where('actor_id', '=', actor_id)
  if (action)
    entries = entries.where((eb) => eb.or([eb('action', '=', action), eb('action', 'like', `${like(action)}.%`)]))
  if (from) entries = entries.where('at', '>=', sql<string>`${from}::date::timestamp at time zone ${time_zone}`)
  if (to) entries = entries.where('at', '<', sql<string>`(${to}::date + 1)::timestamp at time zone ${time_zone}`)
  if (q) {
    entries = entries.where(
      sql<boolean>`platform.fold(concat_ws(' ', label, actor_name, reason, action, thing_id))
        like '%' || platform.fold(${like(q)}) || '%'`,
    )
  }
  return entries
}

const like = (text: string) => text.replace(/[\\%_]/g, '\\$&')

export async function auditPage(
  ctx: Ctx,
  query: AuditFilters & { limit?: number | undefined; cursor?: string | undefined; count?: boolean | undefined },
  reading: AuditReading,
): Promise<Page<AuditOut>> {
  const limit = query.limit ?? PAGE_DEFAULT
  const entries = matching(ctx, query, reading.time_zone)
  const rows = await pageBefore(entries, readCursor(query.cursor), limit + 1)
  const items = rows.slice(0, limit).map((row) => visible(row, ctx.actor, reading.confidential))
  const last = rows.length > limit ? items.at(-1) : undefined
  const page = { items, next_cursor: last ? String(last.id) : null }
  return query.count ? { ...page, total: await countOf(entries) } : page
}

export const auditCount = (ctx: Ctx, filters: AuditFilters, reading: AuditReading): Promise<number> =>
  countOf(matching(ctx, filters, reading.time_zone))

const EXPORT_PAGE = 1_000

/** Everything that matches, newest first, read page by page so that memory stays flat. */
export async function* auditEntries(ctx: Ctx, filters: AuditFilters, reading: AuditReading): AsyncGenerator<AuditOut> {
  const entries = matching(ctx, filters, reading.time_zone)
  let before: number | null = null
  while (true) {
    const rows: AuditOut[] = await pageBefore(entries, before, EXPORT_PAGE)
    for (const row of rows) yield visible(row, ctx.actor, reading.confidential)
    const last = rows.at(-1)
    if (!last || rows.length < EXPORT_PAGE) return
    before = last.id
  }
}

function pageBefore(entries: Entries, before: number | null, limit: number): Promise<AuditOut[]> {
  const page = before === null ? entries : entries.where('id', '<', before)
  return page.select(COLUMNS).orderBy('id', 'desc').limit(limit).execute()
}

async function countOf(entries: Entries): Promise<number> {
  const row = await entries.select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow()
  return row.count
}

function readCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null
  if (!/^\d{1,15}$/.test(cursor)) throw platformRefuse.badCursor()
  return Number(cursor)
}

function visible(entry: AuditOut, actor: Actor, confidential: readonly Confidential[]): AuditOut {
  const hidden = confidential.filter(({ may }) => !can(actor, may)).map(({ fields }) => fields)
  if (hidden.length === 0) return entry
  return { ...entry, before: without(entry.before, hidden), after: without(entry.after, hidden) }
}

function without(value: unknown, hidden: readonly RegExp[]): unknown {
  if (Array.isArray(value)) return value.map((item) => without(item, hidden))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !hidden.some((fields) => fields.test(name)))
      .map(([name, inner]) => [name, without(inner, hidden)]),
  )
}
