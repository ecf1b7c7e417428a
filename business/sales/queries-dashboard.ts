import { type RawBuilder, sql } from 'kysely'
import { businessOf } from '#company'
import { can } from '#platform/actor'
import { dayIn } from '#platform/clock'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { present } from '#platform/invariant'
import type { salesContract } from './contract.ts'
import { addDays, compared, localTime } from './periods.ts'
import type { Compared, Figures, OverviewOut } from './wire-quotes.ts'

type Route = typeof salesContract
interface Asked {
  readonly store_id?: string | undefined
}

/** Sold is what was confirmed and not cancelled; it counts on the day it was confirmed. */
function sold(ctx: Ctx, { store_id }: Asked): RawBuilder<boolean> {
  const { store_ids, warehouse_ids } = ctx.actor
  return sql`o.status in ('confirmed', 'completed')
    and (${store_id ?? null}::uuid is null or o.store_id = ${store_id ?? null}::uuid)
    and (${store_ids === null ? null : [...store_ids]}::uuid[] is null or o.store_id = any (${[...(store_ids ?? [])]}::uuid[]))
    and (${warehouse_ids === null ? null : [...warehouse_ids]}::uuid[] is null
      or o.warehouse_id = any (${[...(warehouse_ids ?? [])]}::uuid[]))`
}

interface Sums {
  readonly sales_minor: number
  readonly orders: number
  readonly units: number
  readonly customers: number
  readonly margin_minor: number
}

/** What was sold between two local instants of the business. */
async function sumsOf(ctx: Ctx, asked: Asked, time_zone: string, from: string, to: string): Promise<Sums> {
  const { rows } = await sql<Sums>`
    select coalesce(sum(o.total), 0)::bigint as sales_minor, count(*) as orders, coalesce(sum(o.units), 0) as units,
      count(distinct o.customer_id) as customers,
      coalesce(sum(o.net_minor + o.exempt_minor - o.cost_minor) filter (where o.cost_minor is not null), 0)::bigint
        as margin_minor
    from sales."order" o
    where ${sold(ctx, asked)} and o.day between ${from.slice(0, 10)}::date and ${to.slice(0, 10)}::date
      and o.confirmed_at >= ${from}::timestamp at time zone ${time_zone}
      and o.confirmed_at <= ${to}::timestamp at time zone ${time_zone}`.execute(ctx.db)
  return present(rows[0], 'a sum has a row')
}

async function figuresOf(
  ctx: Ctx,
  asked: Asked,
  kind: 'today' | 'week' | 'month' | 'year',
  time_zone: string,
): Promise<Figures> {
  const stretch = compared(kind, localTime(time_zone, ctx.now()))
  const now = await sumsOf(ctx, asked, time_zone, stretch.now.from, stretch.now.to)
  const before = await sumsOf(ctx, asked, time_zone, stretch.before.from, stretch.before.to)
  const ticket = ({ sales_minor, orders }: Sums) => (orders === 0 ? 0 : Math.round(sales_minor / orders))
  return {
    from: stretch.now.from,
    to: stretch.now.to,
    before_from: stretch.before.from,
    before_to: stretch.before.to,
    sales_minor: compare(now.sales_minor, before.sales_minor),
    orders: compare(now.orders, before.orders),
    units: compare(now.units, before.units),
    average_ticket_minor: compare(ticket(now), ticket(before)),
    customers: compare(now.customers, before.customers),
    ...(can(ctx.actor, 'costs.see') ? { margin_minor: compare(now.margin_minor, before.margin_minor) } : {}),
  }
}

/** No share of nothing: without a figure before there is no change to name. */
function compare(value: number, before: number): Compared {
  const change_basis_points = before === 0 ? null : Math.round(((value - before) / Math.abs(before)) * 10_000)
  return { value, before, change_basis_points }
}

export async function overviewOf(ctx: Ctx, asked: Asked): Promise<OverviewOut> {
  const { time_zone, currency } = await businessOf(ctx)
  const today = dayIn(time_zone, ctx.now())
  const month = `${today.slice(0, 7)}-01`
  const last = addDays(month, -1)
  const previous = await sumsOf(ctx, asked, time_zone, `${last.slice(0, 7)}-01`, `${last}T23:59:59.999999`)
  return {
    today: await figuresOf(ctx, asked, 'today', time_zone),
    week: await figuresOf(ctx, asked, 'week', time_zone),
    month: await figuresOf(ctx, asked, 'month', time_zone),
    year: await figuresOf(ctx, asked, 'year', time_zone),
    previous_month: { sales_minor: previous.sales_minor, orders: previous.orders },
    orders: await orderCounts(ctx, asked, today, time_zone),
    received_month_minor: await receivedSince(ctx, asked, month),
    currency,
    timestamp: ctx.now().toISOString(),
  }
}

async function orderCounts(
  ctx: Ctx,
  { store_id }: Asked,
  today: string,
  time_zone: string,
): Promise<OverviewOut['orders']> {
  const { store_ids } = ctx.actor
  const { rows } = await sql<OverviewOut['orders']>`
    with mine as (
      select o.*, case when b.is_open then greatest(b.total - b.credited_minor - b.paid_minor + b.refunded_minor, 0) else 0 end
        as due_minor
      from sales."order" o
      join money.balance b on b.document_id = o.id
      where (o.status in ('draft', 'confirmed') or o.completed_at >= ${today}::timestamp at time zone ${time_zone}
        or o.cancelled_at >= ${today}::timestamp at time zone ${time_zone})
        and (${store_id ?? null}::uuid is null or o.store_id = ${store_id ?? null}::uuid)
        and (${store_ids === null ? null : [...store_ids]}::uuid[] is null
          or o.store_id = any (${[...(store_ids ?? [])]}::uuid[]))
    )
    select count(*) filter (where status = 'draft') as draft,
      count(*) filter (where status = 'confirmed') as confirmed,
      count(*) filter (where status = 'completed') as completed_today,
      count(*) filter (where status = 'cancelled') as cancelled_today,
      count(*) filter (where status = 'confirmed' and handed_over_at is null) as to_hand_over,
      count(*) filter (where status = 'confirmed' and due_minor > 0) as unpaid,
      coalesce(sum(due_minor) filter (where status = 'confirmed'), 0)::bigint as unpaid_minor
    from mine`.execute(ctx.db)
  return present(rows[0], 'a count has a row')
}

/** What came in for sales since a day, refunds taken off. */
async function receivedSince(ctx: Ctx, { store_id }: Asked, day: string): Promise<number> {
  const { store_ids } = ctx.actor
  const { rows } = await sql<{ received: number }>`
    select coalesce(sum(e.amount), 0)::bigint as received
    from money.entry e
    join money.method m on m.code = e.method
    where e.kind in ('charge', 'refund', 'deposit') and m.kind not in ('credit', 'store_credit')
      and e.day >= ${day}::date
      and (${store_id ?? null}::uuid is null or e.store_id = ${store_id ?? null}::uuid)
      and (${store_ids === null ? null : [...store_ids]}::uuid[] is null
        or e.store_id = any (${[...(store_ids ?? [])]}::uuid[]))`.execute(ctx.db)
  return present(rows[0], 'a sum has a row').received
}

const DAYS_DEFAULT = 30

export async function trendOf(ctx: Ctx, query: QueryOf<Route['GET /api/dashboard/sales-trend']>) {
  const { time_zone } = await businessOf(ctx)
  const to = query.to ?? dayIn(time_zone, ctx.now())
  const from = query.from ?? addDays(to, 1 - (query.days ?? DAYS_DEFAULT))
  const { rows } = await sql<{
    from: string
    to: string
    sales_minor: number
    orders: number
    units: number
    before_minor: number
    margin_minor: number
  }>`
    with sold as (
      select o.day, sum(o.total) as sales_minor, count(*) as orders, sum(o.units) as units,
        sum(o.net_minor + o.exempt_minor - o.cost_minor) filter (where o.cost_minor is not null) as margin_minor
      from sales."order" o
      where ${sold(ctx, query)} and o.day between ${from}::date - 366 and ${to}::date
      group by o.day
    ), days as (
      select d::date as day, (d - case ${query.by} when 'day' then interval '7 days' when 'week' then interval '364 days'
        else interval '1 year' end)::date as before
      from generate_series(${from}::date, ${to}::date, interval '1 day') d
    )
    select min(days.day) as from, max(days.day) as to, coalesce(sum(s.sales_minor), 0)::bigint as sales_minor,
      coalesce(sum(s.orders), 0)::bigint as orders, coalesce(sum(s.units), 0) as units,
      coalesce(sum(b.sales_minor), 0)::bigint as before_minor, coalesce(sum(s.margin_minor), 0)::bigint as margin_minor
    from days
    left join sold s on s.day = days.day
    left join sold b on b.day = days.before
    group by date_trunc(${query.by}, days.day::timestamp)
    order by 1`.execute(ctx.db)
  return { by: query.by, items: rows.map((row) => withoutMargin(ctx, row)) }
}

const LIMIT_DEFAULT = 5

export async function topProductsOf(ctx: Ctx, query: QueryOf<Route['GET /api/dashboard/top-products']>) {
  const { time_zone } = await businessOf(ctx)
  const to = dayIn(time_zone, ctx.now())
  const from = addDays(to, 1 - (query.days ?? DAYS_DEFAULT))
  const { rows } = await sql<{
    product_id: string
    sku: string
    name: string
    units: number
    sales_minor: number
    orders: number
    share_basis_points: number
    margin_minor: number
  }>`
    with sold as (
      select l.product_id, sum(l.quantity) as units, sum(l.total) as sales_minor, count(distinct o.id) as orders,
        sum(l.net_minor - l.cost_minor) filter (where l.cost_minor is not null) as margin_minor
      from sales."order" o
      join sales.line l on l.order_id = o.id
      where ${sold(ctx, query)} and o.day between ${from}::date and ${to}::date
      group by l.product_id
    )
    select s.product_id, p.sku, p.name, s.units, s.sales_minor::bigint, s.orders,
      coalesce(round(s.sales_minor * 10000 / nullif(sum(s.sales_minor) over (), 0)), 0)::integer as share_basis_points,
      coalesce(s.margin_minor, 0)::bigint as margin_minor
    from sold s
    join catalog.product p on p.id = s.product_id
    order by ${query.by === 'units' ? sql`s.units` : sql`s.sales_minor`} desc, p.sku
    limit ${query.limit ?? LIMIT_DEFAULT}`.execute(ctx.db)
  return { from, to, items: rows.map((row) => withoutMargin(ctx, row)) }
}

/** Margins only for those who may see costs. */
function withoutMargin<T extends { margin_minor: number }>(ctx: Ctx, { margin_minor, ...row }: T) {
  return can(ctx.actor, 'costs.see') ? { ...row, margin_minor } : row
}
