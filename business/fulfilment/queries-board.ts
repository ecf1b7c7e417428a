import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import type { AnswerOf } from '#platform/contract'
import type { fulfilmentContract } from './contract.ts'
import { anyOf, fulfilmentRows, isLate } from './queries.ts'
import { FulfilmentState, FulfilmentSummaryOut } from './wire.ts'

type Board = AnswerOf<(typeof fulfilmentContract)['GET /api/fulfilments/board']>

/** Cards that a column shows; the list has the rest. */
const CARDS_MAX = 30
/** What ended long ago is no longer news on a board. */
const NEWS_DAYS = 30

interface Place {
  readonly store_id?: string | undefined
  readonly warehouse_id?: string | undefined
}

interface Figures {
  readonly state: string
  readonly count: number
  readonly late: number
  readonly oldest_at: string | null
}

/** The board: what is in each state, what is late, how long things usually stay, and the most urgent of each. */
export async function boardOf(ctx: Ctx, place: Place): Promise<Board> {
  const figures = await figuresOf(ctx, place)
  const medians = await mediansOf(ctx, place)
  const cards = await cardsOf(ctx, place)
  return {
    columns: FulfilmentState.options.map((state) => {
      const { count = 0, late = 0, oldest_at = null } = figures.find((one) => one.state === state) ?? {}
      const items = cards.filter((card) => card.state === state)
      return { state, count, late, oldest_at, median_hours: medians.get(state) ?? null, items }
    }),
  }
}

const since = (ctx: Ctx) => new Date(ctx.now().getTime() - NEWS_DAYS * 86_400_000).toISOString()

/** The places asked for, as far as the actor sees them. */
function within(ctx: Ctx, { store_id, warehouse_id }: Place) {
  const { store_ids, warehouse_ids } = ctx.actor
  return sql<boolean>`(${store_id ?? null}::uuid is null or f.store_id = ${store_id ?? null}::uuid)
    and (${warehouse_id ?? null}::uuid is null or f.warehouse_id = ${warehouse_id ?? null}::uuid)
    and (${store_ids === null} or f.store_id = ${anyOf(store_ids ?? [])})
    and (${warehouse_ids === null} or f.warehouse_id = ${anyOf(warehouse_ids ?? [])})`
}

/** Open ones whatever their age, and what ended in the last month. */
const isNews = (ctx: Ctx) =>
  sql<boolean>`(f.state in ('received', 'picking', 'packing', 'shipped') or f.state_at >= ${since(ctx)}::timestamptz)`

async function figuresOf(ctx: Ctx, place: Place): Promise<Figures[]> {
  const { rows } = await sql<Figures>`
    select f.state, count(*) as count, count(*) filter (where ${isLate(ctx)}) as late, min(f.state_at) as oldest_at
    from fulfilment.fulfilment f
    where ${within(ctx, place)} and ${isNews(ctx)}
    group by f.state`.execute(ctx.db)
  return rows
}

/** How long things stayed in a state before they left it, from the steps of the last month. */
async function mediansOf(ctx: Ctx, place: Place) {
  const { rows } = await sql<{ state: string; hours: number }>`
    select from_state as state,
      round((percentile_cont(0.5) within group (order by extract(epoch from at - came_at)) / 3600)::numeric, 1) as hours
    from (
      select s.from_state, s.at, lag(s.at) over (partition by s.fulfilment_id order by s.id) as came_at
      from fulfilment.step s
      join fulfilment.fulfilment f on f.id = s.fulfilment_id
      where s.to_state is not null and s.at >= ${since(ctx)}::timestamptz and ${within(ctx, place)}
    ) moves
    where from_state is not null and came_at is not null
    group by from_state`.execute(ctx.db)
  return new Map(rows.map(({ state, hours }) => [state, Number(hours)]))
}

async function cardsOf(ctx: Ctx, place: Place) {
  const { rows: first } = await sql<{ id: string }>`
    select id from (
      select f.id, row_number() over (
        partition by f.state
        order by case when f.state in ('received', 'picking', 'packing') then f.due_at end, f.state_at desc) as turn
      from fulfilment.fulfilment f
      where ${within(ctx, place)} and ${isNews(ctx)}
    ) ranked
    where turn <= ${CARDS_MAX}`.execute(ctx.db)
  if (first.length === 0) return []
  const rows = await fulfilmentRows(ctx)
    .where('f.id', '=', anyOf(first.map(({ id }) => id)))
    .orderBy('f.due_at')
    .execute()
  return rows.map((row) => FulfilmentSummaryOut.parse(row))
}
