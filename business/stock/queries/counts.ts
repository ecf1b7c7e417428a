import { sql } from 'kysely'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import type { Page } from '#platform/units'
import { nextCountActs } from '../count.ts'
import {
  type CountLine,
  type CountLineQuery,
  type CountOut,
  type CountQuery,
  CountStatus,
  CountSummary,
} from '../count-shapes.ts'
import { refuse } from '../refusals.ts'
import { firstBin } from './bins.ts'
import { hasWords, productColumn, unitCost, visibleTo, warehouseColumn } from './places.ts'
import { stockSettings } from './settings.ts'

function countRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('stock.count as c')
    .innerJoin('company.warehouse as w', 'w.id', 'c.warehouse_id')
    .leftJoin('catalog.category as g', 'g.id', 'c.category_id')
    .where(visibleTo(ctx.actor))
    .select([
      'c.id',
      'c.number',
      warehouseColumn,
      'c.scope',
      'c.abc_class',
      'c.status',
      'c.is_blind',
      'c.note',
      'c.lines',
    ])
    .select(
      sql<{ id: string; name: string } | null>`
      case when g.id is not null then jsonb_build_object('id', g.id, 'name', g.name) end`.as('category'),
    )
    .select(
      sql<number>`(
      select count(*) from stock.count_line i where i.count_id = c.id and i.counted is not null)`.as('counted'),
    )
    .select(['c.created_at', 'c.created_by_name', 'c.closed_at', 'c.closed_by_name', 'c.posted_at', 'c.posted_by_name'])
    .select(['c.cancelled_at', 'c.cancelled_by_name', 'c.cancel_reason', 'c.version'])
}

export async function listCounts(ctx: Ctx, query: CountQuery) {
  const rows = countRows(ctx)
    .$if(query.status !== undefined, (q) => q.where('c.status', '=', query.status ?? ''))
    .$if(query.warehouse_id !== undefined, (q) => q.where('c.warehouse_id', '=', query.warehouse_id ?? ''))
    .$if(query.q !== undefined, (q) => q.where(sql<boolean>`c.number::text = ${(query.q ?? '').replace(/^c-/i, '')}`))
  const page = await pageOfQuery(rows, query, {
    sorts: {
      created_at: { by: sql`c.created_at`, cast: 'timestamptz', indexed: true },
      number: { by: sql`c.number`, cast: 'bigint' },
    },
    sort: '-created_at',
    id: sql`c.id`,
    actor: ctx.actor,
  })
  return { ...page, items: page.items.map((row) => CountSummary.parse(row)) }
}

export async function countById(ctx: Ctx, id: string): Promise<CountOut> {
  const row = await countRows(ctx).where('c.id', '=', id).executeTakeFirst()
  if (!row) throw refuse.countNotFound({ id })
  const summary = CountSummary.parse(row)
  const isKnown = summary.status === 'review' || summary.status === 'posted'
  return {
    ...summary,
    differences: isKnown ? await differencesOf(ctx, id) : null,
    needs_another: summary.status === 'review' && (await needsAnother(ctx, id)),
    next: nextCountActs(summary.status),
  }
}

async function differencesOf(ctx: Ctx, id: string): Promise<CountOut['differences']> {
  const { rows } = await sql<NonNullable<CountOut['differences']>>`
    select count(*) filter (where i.counted <> i.expected) as lines,
      coalesce(sum(i.counted - i.expected) filter (where i.counted > i.expected), 0) as over,
      coalesce(sum(i.expected - i.counted) filter (where i.counted < i.expected), 0) as under,
      coalesce(sum(round((i.counted - i.expected) * (${unitCost}))), 0) as value_minor
    from stock.count_line i
    left join stock.valuation v on v.product_id = i.product_id
    where i.count_id = ${id}::uuid and i.counted is not null and i.expected is not null`.execute(ctx.db)
  const [sums] = rows
  if (!sums) return null
  const { value_minor, ...quantities } = sums
  return can(ctx.actor, 'costs.see') ? sums : { ...quantities, ...(value_minor === undefined ? {} : {}) }
}

/** Whether the shop wants a second person for this count and the reader is one of those who counted. */
export async function needsAnother(ctx: Ctx, id: string): Promise<boolean> {
  const { counts_need_second } = await stockSettings(ctx)
  if (!counts_need_second) return false
  const own = await ctx.db
    .selectFrom('stock.count_entry')
    .select('id')
    .where('count_id', '=', id)
    .where('actor_id', '=', ctx.actor.id)
    .limit(1)
    .executeTakeFirst()
  return own !== undefined
}

function lineRows(ctx: Ctx, id: string, isHidden: boolean) {
  const expected = isHidden
    ? sql<number | null>`null::numeric`
    : sql<number | null>`case when c.status in ('open', 'counting') then coalesce(l.on_hand, 0) else i.expected end`
  const difference = sql<number | null>`case when c.status in ('review', 'posted') then i.counted - i.expected end`
  return ctx.db
    .selectFrom('stock.count_line as i')
    .innerJoin('stock.count as c', 'c.id', 'i.count_id')
    .innerJoin('catalog.product as p', 'p.id', 'i.product_id')
    .leftJoin('stock.valuation as v', 'v.product_id', 'i.product_id')
    .leftJoin('stock.level as l', (join) =>
      join.onRef('l.product_id', '=', 'i.product_id').onRef('l.warehouse_id', '=', 'c.warehouse_id'),
    )
    .where('i.count_id', '=', id)
    .select([
      productColumn,
      'p.decimals',
      sql<string | null>`${firstBin('code', sql`i.product_id`, sql`c.warehouse_id`)}`.as('bin'),
    ])
    .select(['i.counted', 'i.counted_at', 'i.counted_by_name', expected.as('expected'), difference.as('difference')])
    .select(['i.moved_meanwhile', 'i.is_found', 'i.reason'])
    .$if(can(ctx.actor, 'costs.see'), (q) =>
      q.select(sql<number | null>`round((${difference}) * (${unitCost}))`.as('difference_minor')),
    )
}

export async function countLines(ctx: Ctx, id: string, query: CountLineQuery): Promise<Page<CountLine>> {
  const count = await countById(ctx, id)
  const rows = lineRows(ctx, id, isHidden(count))
    .$if(query.q !== undefined, (q) => q.where(hasWords(query.q ?? '')))
    .$if(query.show === 'counted', (q) => q.where('i.counted', 'is not', null))
    .$if(query.show === 'uncounted', (q) => q.where('i.counted', 'is', null))
    .$if(query.show === 'different', (q) =>
      q.where(sql<boolean>`c.status in ('review', 'posted') and i.counted <> i.expected`),
    )
  return pageOfQuery(rows, query, {
    sorts: {
      name: { by: sql`p.name_key`, cast: 'text' },
      walk: { by: firstBin('walk_order', sql`i.product_id`, sql`c.warehouse_id`), cast: 'bigint' },
      counted_at: { by: sql`i.counted_at`, cast: 'timestamptz' },
      difference: {
        by: sql`case when c.status in ('review', 'posted') then abs(i.counted - i.expected) end`,
        cast: 'numeric',
      },
    },
    sort: 'name',
    id: sql`i.product_id`,
    actor: ctx.actor,
  })
}

/** The lines of some products, as whoever counts sees them after a scan. */
export async function linesOfProducts(ctx: Ctx, id: string, product_ids: readonly string[]): Promise<CountLine[]> {
  const count = await countById(ctx, id)
  return lineRows(ctx, id, isHidden(count))
    .where('i.product_id', 'in', [...product_ids])
    .execute()
}

const isHidden = ({ is_blind, status }: { is_blind: boolean; status: string }) =>
  is_blind && (CountStatus.parse(status) === 'open' || status === 'counting' || status === 'cancelled')
