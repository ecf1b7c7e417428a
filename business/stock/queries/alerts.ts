import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import type { Page } from '#platform/units'
import type { Alert, AlertCounts, AlertQuery } from '../shapes.ts'
import { availableNow, hasWords, minimum, productColumn, warehouseColumn, watchedPlaces } from './places.ts'

/** Near the minimum means at most this many times it, unless the question says otherwise. */
const NEAR = 1.5

const levelOf = (ctx: Ctx) => sql<Alert['level']>`
  case when ${availableNow(ctx)} <= 0 then 'critical' when ${availableNow(ctx)} <= ${minimum} then 'high' else 'medium' end`

/** How urgent: nothing available comes first, then whatever is furthest below its minimum. */
const urgency = (ctx: Ctx) => sql<number>`
  case when ${availableNow(ctx)} <= 0 then -1 else ${availableNow(ctx)} / nullif(${minimum}, 0) end`

const missing = (ctx: Ctx) => sql<number>`greatest(${minimum} - ${availableNow(ctx)}, 0)`

/** What to order when nobody said how much: the usual quantity, else up to the maximum, else the minimum again. */
const suggestion = (ctx: Ctx) => sql<number>`
  coalesce(rule.reorder_quantity, p.reorder_quantity,
    case when ${availableNow(ctx)} < coalesce(rule.max_stock, p.max_stock)
      then coalesce(rule.max_stock, p.max_stock) - ${availableNow(ctx)} end,
    greatest(${minimum}, 1))`

/** Goods at or near their minimum, worst first. */
export async function listAlerts(ctx: Ctx, query: AlertQuery): Promise<Page<Alert>> {
  const rows = alertRows(ctx, query)
    .$if(query.level !== undefined, (q) => q.where(sql<boolean>`${levelOf(ctx)} = ${query.level}`))
    .$if(query.category_id !== undefined, (q) => q.where('p.category_id', '=', query.category_id ?? ''))
    .$if(query.q !== undefined, (q) => q.where(hasWords(query.q ?? '')))
    .select([productColumn, warehouseColumn, levelOf(ctx).as('level'), availableNow(ctx).as('available')])
    .select([sql<number>`coalesce(l.on_hand, 0)`.as('on_hand'), minimum.as('min_stock')])
    .select(sql<number | null>`round(100 * ${availableNow(ctx)} / nullif(${minimum}, 0))`.as('percent_of_min'))
    .select([missing(ctx).as('missing'), suggestion(ctx).as('suggested_quantity')])
  return pageOfQuery(rows, query, {
    sorts: {
      urgency: { by: urgency(ctx), cast: 'numeric' },
      name: { by: sql`p.name_key`, cast: 'text' },
      available: { by: availableNow(ctx), cast: 'numeric' },
      missing: { by: missing(ctx), cast: 'numeric' },
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
  const is = (level: Alert['level']) => sql<number>`count(*) filter (where ${levelOf(ctx)} = ${level})`
  const warehouses = await alertRows(ctx, query)
    .groupBy(['w.id', 'w.code', 'w.name'])
    .orderBy('w.name')
    .select([warehouseColumn, sql<number>`count(*)`.as('total'), sql<number>`sum(${missing(ctx)})`.as('missing')])
    .select([is('critical').as('critical'), is('high').as('high'), is('medium').as('medium')])
    .execute()
  const sum = (name: 'total' | 'critical' | 'high' | 'medium') => warehouses.reduce((all, row) => all + row[name], 0)
  const [total, critical, high, medium] = [sum('total'), sum('critical'), sum('high'), sum('medium')]
  return { total, critical, high, medium, has_alerts: total > 0, has_critical: critical > 0, warehouses }
}

function alertRows(ctx: Ctx, query: { warehouse_id?: string | undefined; multiplier?: number | undefined }) {
  return watchedPlaces(ctx)
    .where('p.kind', '=', 'good')
    .where('p.status', '=', 'active')
    .where('p.archived_at', 'is', null)
    .where(sql<boolean>`(${availableNow(ctx)} <= ${query.multiplier ?? NEAR}::numeric * ${minimum}
      or ${availableNow(ctx)} <= 0)`)
    .$if(query.warehouse_id !== undefined, (q) => q.where('w.id', '=', query.warehouse_id ?? ''))
}
