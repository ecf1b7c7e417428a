import { sql } from 'kysely'
import { inDays } from '#company'
import { usersWho } from '#people'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery } from '#platform/database/page'
import { prepared } from '#platform/database/prepared'
import type { moneyContract } from './contract.ts'
import type { SessionRow } from './records.ts'
import { refuseSession } from './refusals.ts'
import type { TillSessionOut } from './wire-tills.ts'

type Route = typeof moneyContract

function sessionRows(ctx: Ctx) {
  const rows = ctx.db.selectFrom('money.till_session as s').selectAll()
  const { store_ids } = ctx.actor
  return store_ids ? rows.where('s.store_id', '=', sql<string>`any(${[...store_ids]}::uuid[])`) : rows
}

export async function sessionById(ctx: Ctx, id: string): Promise<TillSessionOut> {
  const row = await sessionRows(ctx).where('s.id', '=', id).modifyEnd(prepared).executeTakeFirst()
  if (!row) throw refuseSession.notFound({ id })
  const [session] = await withCounts(ctx, [row])
  if (!session) throw refuseSession.notFound({ id })
  return session
}

/** Who can take over this till: able in its store, and with no open till of their own. */
export async function successorsOf(ctx: Ctx, { store_id }: Pick<SessionRow, 'store_id'>) {
  const able = await usersWho(ctx, { may: 'till_sessions.operate', store_id })
  const holding = await ctx.db
    .selectFrom('money.till_session')
    .select('holder_id')
    .where('state', '=', 'open')
    .execute()
  const busy = new Set(holding.map(({ holder_id }) => holder_id))
  return able.filter(({ id }) => !busy.has(id))
}

export async function listSessions(ctx: Ctx, query: QueryOf<Route['GET /api/till-sessions']>) {
  let rows = sessionRows(ctx)
  if (query.store_id) rows = rows.where('s.store_id', '=', query.store_id)
  if (query.till_id) rows = rows.where('s.till_id', '=', query.till_id)
  if (query.state) rows = rows.where('s.state', '=', query.state)
  if (query.mine) rows = rows.where('s.holder_id', '=', ctx.actor.id)
  if (query.from || query.to) rows = rows.where(await inDays(ctx, sql`s.opened_at`, query))
  const page = await pageOfQuery(rows, query, {
    sorts: { opened_at: { by: sql`s.opened_at`, cast: 'timestamptz' } },
    sort: '-opened_at',
    id: sql`s.id`,
    actor: ctx.actor,
  })
  return { ...page, items: await withCounts(ctx, page.items) }
}

/**
 * Sessions with what was counted and what the ledger expects. While a till is open its holder is the one who will
 * count, so what is expected is shown only to another person who supervises.
 */
async function withCounts(ctx: Ctx, rows: readonly SessionRow[]): Promise<TillSessionOut[]> {
  const counts = await countsOf(ctx, rows)
  const live = await expectedOf(
    ctx,
    rows.filter((row) => mayForesee(ctx, row)),
  )
  return rows.map(({ state, ...row }) => {
    const own = counts.get(row.id) ?? live.get(row.id) ?? []
    const counted = own.filter((count) => count.difference_minor !== null)
    const difference_minor =
      counted.length > 0 ? counted.reduce((sum, one) => sum + (one.difference_minor ?? 0), 0) : null
    return { ...row, state: state as TillSessionOut['state'], counts: own, difference_minor }
  })
}

function mayForesee(ctx: Ctx, { state, holder_id }: SessionRow): boolean {
  return state === 'open' && holder_id !== ctx.actor.id && can(ctx.actor, 'till_sessions.supervise')
}

type Count = TillSessionOut['counts'][number]

async function countsOf(ctx: Ctx, rows: readonly SessionRow[]): Promise<Map<string, Count[]>> {
  const ids = rows.filter(({ state }) => state !== 'open').map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const counts = await ctx.db
    .selectFrom('money.till_count as c')
    .innerJoin('money.method as m', 'm.code', 'c.method')
    .select(['c.till_session_id', 'c.method', 'c.counted_minor', 'c.expected_minor'])
    .where('c.till_session_id', 'in', ids)
    .orderBy('m.position')
    .execute()
  return grouped(
    counts.map(({ till_session_id, ...count }) => ({
      till_session_id,
      count: { ...count, difference_minor: count.counted_minor - count.expected_minor },
    })),
  )
}

async function expectedOf(ctx: Ctx, rows: readonly SessionRow[]): Promise<Map<string, Count[]>> {
  const found: { till_session_id: string; count: Count }[] = []
  for (const { id, opening_minor } of rows) {
    for (const { method, expected_minor } of await expectedBySession(ctx, id, opening_minor)) {
      found.push({
        till_session_id: id,
        count: { method, expected_minor, counted_minor: null, difference_minor: null },
      })
    }
  }
  return grouped(found)
}

function grouped(rows: readonly { till_session_id: string; count: Count }[]): Map<string, Count[]> {
  const groups = new Map<string, Count[]>()
  for (const { till_session_id, count } of rows) {
    groups.set(till_session_id, [...(groups.get(till_session_id) ?? []), count])
  }
  return groups
}

/** What should lie in the till per method that is counted: the float and every entry since. Cash is always listed. */
export async function expectedBySession(
  ctx: Ctx,
  till_session_id: string,
  opening_minor: number,
): Promise<{ method: string; expected_minor: number }[]> {
  const { rows } = await sql<{ method: string; expected_minor: number }>`
    select m.code as method,
      (coalesce(sum(e.amount), 0) + case when m.code = 'cash' then ${opening_minor}::bigint else 0 end)::bigint
        as expected_minor
    from money.method m
    left join money.entry e on e.method = m.code and e.till_session_id = ${till_session_id}::uuid
      and e.kind <> 'difference'
    where m.kind not in ('credit', 'store_credit')
    group by m.code, m.position
    having m.code = 'cash' or count(e.id) > 0
    order by m.position`.execute(ctx.db)
  return rows
}
