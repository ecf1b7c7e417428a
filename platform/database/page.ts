import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Actor } from '../actor.ts'
import { can } from '../actor.ts'
import { platformRefuse } from '../platform-refusals.ts'
import { PAGE_DEFAULT, PAGE_MAX, type Page } from '../units.ts'

/** One way a list can be sorted. `cast` is the SQL type of the value; `may` the permission it needs (no oracle on costs). */
export interface SortKey {
  readonly by: RawBuilder<unknown>
  readonly cast: 'text' | 'numeric' | 'timestamptz' | 'date' | 'bigint' | 'real'
  readonly may?: string
  /**
   * The value is never null and the id is a uuid, so an index on (value, id) gives the order: for lists that may be long.
   * Without it every page sorts all that matches.
   */
  readonly indexed?: true
}

export interface PageOptions {
  readonly sorts: Readonly<Record<string, SortKey>>
  /** The default, such as `-created_at`; a leading minus means descending. */
  readonly sort: string
  /** A unique column that breaks ties, as text or uuid. */
  readonly id: RawBuilder<unknown>
  readonly actor: Actor
}

export interface PageInput {
  limit?: number | undefined
  cursor?: string | undefined
  sort?: string | undefined
  count?: boolean | undefined
}

/**
 * One page of a list by keyset: the cursor carries the last row's sort value and id, so pages stay right while rows
 * are added and the thousandth page costs what the first does.
 */
export async function pageOfQuery<DB, TB extends keyof DB, O extends object>(
  query: SelectQueryBuilder<DB, TB, O>,
  input: PageInput,
  options: PageOptions,
): Promise<Page<O>> {
  const { key, name, descending } = sortOf(input.sort ?? options.sort, options)
  const limit = Math.min(input.limit ?? PAGE_DEFAULT, PAGE_MAX)
  const direction = descending ? sql`desc` : sql`asc`
  let wanted = query
    .select([sql<string | null>`(${key.by})::text`.as('page_value'), sql<string>`(${options.id})::text`.as('page_id')])
    .orderBy(
      key.indexed
        ? sql`${key.by} ${direction}, ${options.id} ${direction}`
        : sql`${key.by} is null ${direction}, ${key.by} ${direction}, (${options.id})::text ${direction}`,
    )
    .limit(limit + 1)
  if (input.cursor) wanted = wanted.where(after(readCursor(input.cursor, name, key), key, options.id, descending))
  const rows = (await wanted.execute()) as (O & { page_value: string | null; page_id: string })[]
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const items = rows.slice(0, limit).map(({ page_value: _value, page_id: _id, ...row }) => row as unknown as O)
  const page: Page<O> = { items, next_cursor: last ? writeCursor(name, last.page_value, last.page_id) : null }
  return input.count ? { ...page, total: await countOf(query) } : page
}

function sortOf(asked: string, { sorts, actor }: PageOptions) {
  const descending = asked.startsWith('-')
  const name = descending ? asked.slice(1) : asked
  const key = Object.hasOwn(sorts, name) ? sorts[name] : undefined
  if (!key) throw platformRefuse.badSort({ sort: asked, allowed: Object.keys(sorts).join(', ') })
  if (key.may && !can(actor, key.may)) throw platformRefuse.sortForbidden({ field: name })
  return { key, name: asked, descending }
}

function after(
  cursor: { value: string | null; id: string },
  key: SortKey,
  id: RawBuilder<unknown>,
  descending: boolean,
) {
  const is = descending ? sql`<` : sql`>`
  if (key.indexed)
    return sql<boolean>`(${key.by}, ${id}) ${is} (${cursor.value}::${sql.raw(key.cast)}, ${cursor.id}::uuid)`
  if (cursor.value === null) {
    const sameNulls = sql`(${key.by} is null and (${id})::text ${is} ${cursor.id})`
    return descending ? sql<boolean>`(${sameNulls} or ${key.by} is not null)` : sql<boolean>`${sameNulls}`
  }
  const value = sql`${cursor.value}::${sql.raw(key.cast)}`
  const beyond = sql`(${key.by} ${is} ${value} or (${key.by} = ${value} and (${id})::text ${is} ${cursor.id}))`
  return descending ? sql<boolean>`${beyond}` : sql<boolean>`(${beyond} or ${key.by} is null)`
}

function writeCursor(sort: string, value: string | null, id: string): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url')
}

function readCursor(text: string, sort: string, key: SortKey): { value: string | null; id: string } {
  try {
    const [made, value, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    const isValue = value === null || typeof value === 'string'
    if (made === sort && isValue && typeof id === 'string' && isReadable(value, id, key)) return { value, id }
  } catch {
    // Falls through: whatever a cursor of ours is not, is one refusal.
  }
  throw platformRefuse.badCursor()
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A forged cursor is a bad request; PostgreSQL would call it a failed cast, which is a bug's answer. */
function isReadable(value: string | null, id: string, { cast, indexed }: SortKey): boolean {
  if (indexed && (value === null || !UUID.test(id))) return false
  if (value === null || cast === 'text') return !value?.includes('\0')
  if (cast === 'timestamptz' || cast === 'date') return !Number.isNaN(Date.parse(value))
  return /^-?\d{1,15}(\.\d{1,9})?(e[+-]?\d{1,2})?$/i.test(value)
}

async function countOf<DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>): Promise<number> {
  const counting = query.clearSelect().clearOrderBy().select(sql<number>`count(*)`.as('total'))
  const row = (await counting.executeTakeFirstOrThrow()) as { total: number }
  return row.total
}
