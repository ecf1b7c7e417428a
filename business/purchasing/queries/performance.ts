import { sql } from 'kysely'
import { businessOf } from '#company'
import { can } from '#platform/actor'
import { dayIn } from '#platform/clock'
import type { Ctx } from '#platform/context'
import type { PerformanceOut } from '../wire.ts'
import { visibleRows } from './columns.ts'
import { supplierById } from './offers.ts'

const DAYS = 365

interface Figures extends Omit<PerformanceOut, 'supplier_id' | 'from' | 'to' | 'price_drift_percent' | 'cost_minor'> {
  readonly cost_minor: number
}

/**
 * How well a supplier delivers, computed from orders and receipts when asked; nothing is stored.
 * On time: an order whose last goods came on or before the day expected. Lead time: days from sending to each receipt,
 * weighted by its units. Fill rate: good units received of those ordered, on orders of which nothing more is expected.
 */
export async function performanceOf(
  ctx: Ctx,
  id: string,
  asked: { from?: string | undefined; to?: string | undefined },
): Promise<PerformanceOut> {
  const supplier = await supplierById(ctx, id)
  const { time_zone } = await businessOf(ctx)
  const to = asked.to ?? dayIn(time_zone, ctx.now())
  const from = asked.from ?? dayBefore(to, DAYS)
  const { cost_minor, ...figures } = await figuresOf(ctx, supplier.id, { from, to, time_zone })
  return {
    supplier_id: supplier.id,
    from,
    to,
    ...figures,
    price_drift_percent: await priceDriftOf(ctx, supplier.id, { from, to }),
    ...(can(ctx.actor, 'costs.see') ? { cost_minor } : {}),
  }
}

async function figuresOf(
  ctx: Ctx,
  supplier_id: string,
  { from, to, time_zone }: { from: string; to: string; time_zone: string },
): Promise<Figures> {
  const { rows } = await sql<Figures>`
    with came as (
      select r.id, r.day, r.units, r.cost_minor, r.received_at, o.sent_at
      from purchasing.receipt r
      left join purchasing.purchase_order o on o.id = r.purchase_order_id
      where r.supplier_id = ${supplier_id}::uuid and r.day between ${from}::date and ${to}::date
        and ${visibleRows(ctx.actor, 'r')}
    ), lead as (
      select units, extract(epoch from received_at - sent_at) / 86400 as days from came
      where sent_at is not null and units > 0
    ), lead_mean as (
      select sum(units * days) / nullif(sum(units), 0) as mean from lead
    ), finished as (
      select o.id, (o.received_at at time zone ${time_zone})::date <= o.expected_on as is_on_time,
        (select sum(l.quantity) from purchasing.purchase_line l where l.purchase_order_id = o.id) as ordered,
        (select sum(least(l.received_quantity, l.quantity)) from purchasing.purchase_line l
          where l.purchase_order_id = o.id) as received
      from purchasing.purchase_order o
      where o.supplier_id = ${supplier_id}::uuid and o.status = 'received' and ${visibleRows(ctx.actor, 'o')}
        and (o.received_at at time zone ${time_zone})::date between ${from}::date and ${to}::date
    ), broken as (
      select sum(l.damaged_quantity) as damaged, sum(l.quantity + l.damaged_quantity) as handed
      from purchasing.receipt_line l where l.receipt_id in (select id from came)
    )
    select
      (select count(*) from finished)::int as orders,
      (select count(*) from came)::int as receipts,
      (select round(100.0 * avg(is_on_time::int), 1) from finished where is_on_time is not null) as on_time_percent,
      (select round(mean::numeric, 2) from lead_mean) as lead_time_days_mean,
      (select round(sqrt(sum(units * (days - m.mean) ^ 2) / nullif(sum(units), 0))::numeric, 2)
        from lead, lead_mean m) as lead_time_days_deviation,
      (select round(100 * sum(received) / nullif(sum(ordered), 0), 1) from finished) as fill_rate_percent,
      (select round(100 * damaged / nullif(handed, 0), 1) from broken) as damaged_percent,
      (select coalesce(sum(units), 0) from came) as units,
      (select coalesce(sum(cost_minor), 0) from came)::bigint as cost_minor`.execute(ctx.db)
  const [figures] = rows
  if (!figures) throw new Error('an aggregate gives one row')
  return figures
}

/** First against last unit price of each product bought more than once in the period, weighted by what it cost. */
async function priceDriftOf(ctx: Ctx, supplier_id: string, { from, to }: { from: string; to: string }) {
  const { rows } = await sql<{ drift: number | null }>`
    with bought as (
      select l.product_id, l.pack_cost_minor / l.pack_size as unit_cost, l.cost_minor,
        row_number() over (partition by l.product_id order by r.received_at, l.id) as first,
        row_number() over (partition by l.product_id order by r.received_at desc, l.id desc) as last
      from purchasing.receipt r
      join purchasing.receipt_line l on l.receipt_id = r.id
      where r.supplier_id = ${supplier_id}::uuid and r.day between ${from}::date and ${to}::date
        and ${visibleRows(ctx.actor, 'r')}
    ), moved as (
      select max(unit_cost) filter (where first = 1) as before, max(unit_cost) filter (where last = 1) as after,
        sum(cost_minor) as weight
      from bought
      group by product_id
      having count(*) > 1
    )
    select round(100 * sum(weight * (after / before - 1)) / nullif(sum(weight), 0), 1) as drift
    from moved where before > 0`.execute(ctx.db)
  return rows[0]?.drift ?? null
}

function dayBefore(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() - days)
  return at.toISOString().slice(0, 10)
}
