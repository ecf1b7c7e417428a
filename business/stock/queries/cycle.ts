import { type RawBuilder, sql } from 'kysely'
import { warehouseById } from '#company'
import type { Ctx } from '#platform/context'
import type { AbcClass, CycleOut } from '../count-shapes.ts'

const DAYS_DEFAULT = 90
const DAY_MS = 86_400_000
/** How often each class is counted: what moves most money most often. */
const EVERY_DAYS: Record<AbcClass, number> = { A: 30, B: 90, C: 180 }

/**
 * The goods of a warehouse by the cost of what left it: the first 80 % of it are class A, up to 95 % B, the rest C;
 * with when each was last counted.
 */
export function classesOf(ctx: Ctx, warehouse_id: string, days = DAYS_DEFAULT): RawBuilder<unknown> {
  const since = new Date(ctx.now().getTime() - days * DAY_MS).toISOString()
  return sql`(
    select product_id, moved, last_counted_at,
      case when moved = 0 then 'C' when before_it < 0.80 * total then 'A' when before_it < 0.95 * total then 'B' else 'C' end
        as abc_class
    from (
      select g.product_id, g.moved, g.last_counted_at, sum(g.moved) over () as total,
        sum(g.moved) over (order by g.moved desc, g.product_id) - g.moved as before_it
      from (
        select l.product_id, coalesce(used.cost, 0) as moved, last.at as last_counted_at
        from stock.level l
        join catalog.product p on p.id = l.product_id and p.kind = 'good' and p.archived_at is null
        left join (
          select m.product_id, sum(-m.cost_minor) as cost
          from stock.movement m
          where m.warehouse_id = ${warehouse_id}::uuid and m.at >= ${since}::timestamptz
            and m.kind in ('sale', 'consumption') and m.quantity < 0
          group by m.product_id
        ) used on used.product_id = l.product_id
        left join (
          select i.product_id, max(i.counted_at) as at
          from stock.count_line i
          join stock.count c on c.id = i.count_id
          where c.warehouse_id = ${warehouse_id}::uuid and c.status = 'posted' and i.counted_at is not null
          group by i.product_id
        ) last on last.product_id = l.product_id
        where l.warehouse_id = ${warehouse_id}::uuid
      ) g
    ) ranked
  )`
}

export async function cycleOf(ctx: Ctx, query: { warehouse_id: string; days?: number | undefined }): Promise<CycleOut> {
  const { id } = await warehouseById(ctx, query.warehouse_id)
  const before = (days: number) => new Date(ctx.now().getTime() - days * DAY_MS).toISOString()
  const { rows } = await sql<CycleOut['classes'][number]>`
    select k.abc_class, k.every_days, count(c.product_id) as products,
      coalesce(round(100 * sum(c.moved) / nullif(sum(sum(c.moved)) over (), 0), 1), 0) as share_percent,
      count(c.product_id) filter (where c.last_counted_at is null or c.last_counted_at < k.before) as due
    from (values
      ('A', ${EVERY_DAYS.A}::integer, ${before(EVERY_DAYS.A)}::timestamptz),
      ('B', ${EVERY_DAYS.B}::integer, ${before(EVERY_DAYS.B)}::timestamptz),
      ('C', ${EVERY_DAYS.C}::integer, ${before(EVERY_DAYS.C)}::timestamptz)) as k (abc_class, every_days, before)
    left join ${classesOf(ctx, id, query.days)} c on c.abc_class = k.abc_class
    group by k.abc_class, k.every_days
    order by k.abc_class`.execute(ctx.db)
  return { classes: rows }
}
