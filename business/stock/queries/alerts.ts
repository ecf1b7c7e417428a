import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import type { Page } from '#platform/units'
import type { Alarm } from '../records/alerts.ts'
import type { Alert, AlertCounts, AlertQuery } from '../shapes.ts'
import type { StockSettings } from '../transfer-shapes.ts'
import { availableNow, hasWords, minimum, productColumn, warehouseColumn, watchedPlaces } from './places.ts'
import { stockSettings } from './settings.ts'

/** Near the minimum means at most this many times it, unless the question says otherwise. */
const NEAR = 1.5

/** Nothing left; at its minimum, or gone in a few days as it has been leaving; or near either. */
const levelOf = (ctx: Ctx, { cover_high_days }: StockSettings) => sql<Alert['level']>`
  case when ${availableNow(ctx)} <= 0 then 'critical'
    when ${availableNow(ctx)} <= ${minimum} or ${cover(ctx)} <= ${cover_high_days}::integer then 'high'
    else 'medium' end`

/** Days that what is available lasts at the present pace; null where nothing leaves. */
const cover = (ctx: Ctx) => sql<number | null>`(${availableNow(ctx)} / nullif(pace.per_day, 0))`

/** How urgent: nothing available comes first, then whatever is furthest below its minimum. */
const urgency = (ctx: Ctx) => sql<number>`
  case when ${availableNow(ctx)} <= 0 then -1 else ${availableNow(ctx)} / nullif(${minimum}, 0) end`

const missing = (ctx: Ctx) => sql<number>`greatest(${minimum} - ${availableNow(ctx)}, 0)`

/** What open documents still have to bring there. */
const incoming = sql<number>`coalesce((
  select sum(i.quantity) from stock.incoming i
  where i.product_id = place.product_id and i.warehouse_id = place.warehouse_id), 0)`

/** What to order when nobody said how much: the usual quantity, else up to the maximum, else the minimum again. */
const suggestion = (ctx: Ctx) => sql<number>`
  coalesce(rule.reorder_quantity, p.reorder_quantity,
    case when ${availableNow(ctx)} < coalesce(rule.max_stock, p.max_stock)
      then coalesce(rule.max_stock, p.max_stock) - ${availableNow(ctx)} end,
    greatest(${minimum}, 1))`

/** Goods at or near their minimum, worst first. */
export async function listAlerts(ctx: Ctx, query: AlertQuery): Promise<Page<Alert>> {
  const settings = await stockSettings(ctx)
  const level = levelOf(ctx, settings)
  const rows = alertRows(ctx, query, settings)
    .$if(query.level !== undefined, (q) => q.where(sql<boolean>`${level} = ${query.level}`))
    .$if(query.acknowledged !== undefined, (q) =>
      q.where('told.acknowledged_at', query.acknowledged ? 'is not' : 'is', null),
    )
    .$if(query.category_id !== undefined, (q) => q.where('p.category_id', '=', query.category_id ?? ''))
    .$if(query.q !== undefined, (q) => q.where(hasWords(query.q ?? '')))
    .select([productColumn, warehouseColumn, level.as('level'), availableNow(ctx).as('available')])
    .select([sql<number>`coalesce(l.on_hand, 0)`.as('on_hand'), minimum.as('min_stock')])
    .select(sql<number | null>`round(100 * ${availableNow(ctx)} / nullif(${minimum}, 0))`.as('percent_of_min'))
    .select([missing(ctx).as('missing'), incoming.as('incoming')])
    .select(sql<number>`greatest(${suggestion(ctx)} - ${incoming}, 0)`.as('suggested_quantity'))
    .select(sql<number | null>`round(greatest(${cover(ctx)}, 0), 1)`.as('days_of_cover'))
    .select(['told.since', 'told.acknowledged_at', 'told.acknowledged_by_name'])
  return pageOfQuery(rows, query, {
    sorts: {
      urgency: { by: urgency(ctx), cast: 'numeric' },
      name: { by: sql`p.name_key`, cast: 'text' },
      available: { by: availableNow(ctx), cast: 'numeric' },
      missing: { by: missing(ctx), cast: 'numeric' },
      cover: { by: cover(ctx), cast: 'numeric' },
    },
    sort: 'urgency',
    id: sql`p.id::text || w.id::text`,
    actor: ctx.actor,
  })
}

/** How many alerts there are, in all and by warehouse. */
export async function countAlerts(
  ctx: Ctx,
  query: { warehouse_id?: string | undefined; multiplier?: number | undefined },
): Promise<AlertCounts> {
  const settings = await stockSettings(ctx)
  const level = levelOf(ctx, settings)
  const is = (wanted: Alert['level']) => sql<number>`count(*) filter (where ${level} = ${wanted})`
  const waiting = sql<number>`count(*) filter (where ${level} <> 'medium' and told.acknowledged_at is null)`
  const rows = await alertRows(ctx, query, settings)
    .groupBy(['w.id', 'w.code', 'w.name'])
    .orderBy('w.name')
    .select([warehouseColumn, sql<number>`count(*)`.as('total'), sql<number>`sum(${missing(ctx)})`.as('missing')])
    .select([is('critical').as('critical'), is('high').as('high'), is('medium').as('medium'), waiting.as('waiting')])
    .execute()
  const sum = (name: 'total' | 'critical' | 'high' | 'medium' | 'waiting') =>
    rows.reduce((all, row) => all + row[name], 0)
  const [total, critical, high, medium] = [sum('total'), sum('critical'), sum('high'), sum('medium')]
  return {
    total,
    waiting: sum('waiting'),
    critical,
    high,
    medium,
    has_alerts: total > 0,
    has_critical: critical > 0,
    warehouses: rows.map(({ waiting: _waiting, ...row }) => row),
  }
}

/** Every place that runs out now, whoever asks. */
export async function alarmsNow(ctx: Ctx): Promise<Alarm[]> {
  const settings = await stockSettings(ctx)
  return alertRows(ctx, {}, settings)
    .select(['place.product_id', 'place.warehouse_id', levelOf(ctx, settings).as('level')])
    .execute()
}

function alertRows(
  ctx: Ctx,
  query: { warehouse_id?: string | undefined; multiplier?: number | undefined },
  { cover_medium_days }: StockSettings,
) {
  return watchedPlaces(ctx)
    .leftJoin('stock.pace as pace', (join) =>
      join.onRef('pace.product_id', '=', 'place.product_id').onRef('pace.warehouse_id', '=', 'place.warehouse_id'),
    )
    .leftJoin('stock.alert as told', (join) =>
      join.onRef('told.product_id', '=', 'place.product_id').onRef('told.warehouse_id', '=', 'place.warehouse_id'),
    )
    .where('p.kind', '=', 'good')
    .where('p.status', '=', 'active')
    .where('p.archived_at', 'is', null)
    .where(sql<boolean>`(${availableNow(ctx)} <= ${query.multiplier ?? NEAR}::numeric * ${minimum}
      or ${availableNow(ctx)} <= 0 or ${cover(ctx)} <= ${cover_medium_days}::integer)`)
    .$if(query.warehouse_id !== undefined, (q) => q.where('w.id', '=', query.warehouse_id ?? ''))
}
