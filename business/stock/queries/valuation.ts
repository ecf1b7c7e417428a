import { type RawBuilder, sql } from 'kysely'
import { businessOf, warehouseById } from '#company'
import { dayIn } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import type { Valuation, ValuationQuery } from '../place-shapes.ts'
import { hasWords, productColumn, visibleTo } from './places.ts'

/**
 * What the goods were worth at the end of a day: the sums of the ledger up to then, so it agrees with the stock cards
 * to the unit and the peso. Of some warehouses it is their quantity at the average that the business had then.
 */
export async function stockValuation(ctx: Ctx, query: ValuationQuery): Promise<Valuation> {
  const { on, end } = await endOfDay(ctx, query)
  const rows = valuedRows(ctx, query, end)
  const totals = await rows
    .select([sql<number>`count(*)`.as('products'), sql<number>`coalesce(sum(v.value_minor), 0)`.as('value_minor')])
    .executeTakeFirstOrThrow()
  const page = await pageOfQuery(
    rows.select([productColumn, 'v.quantity', 'v.value_minor', unitCostAt.as('unit_cost')]),
    query,
    {
      sorts: {
        name: { by: sql`p.name_key`, cast: 'text' },
        value: { by: sql`v.value_minor`, cast: 'numeric' },
        quantity: { by: sql`v.quantity`, cast: 'numeric' },
      },
      sort: 'name',
      id: sql`p.id`,
      actor: ctx.actor,
    },
  )
  return { ...page, on, totals: { ...totals, in_transit_minor: await inTransitAt(ctx, query.warehouse_id, end) } }
}

const unitCostAt = sql<number>`coalesce(round(v.value_minor / nullif(v.quantity, 0)), 0)`

/** All of it at once, for a file: page by page the ledger would be summed again for each. */
export async function wholeValuation(ctx: Ctx, query: Omit<ValuationQuery, 'limit' | 'cursor'>, rows_max: number) {
  const { on, end } = await endOfDay(ctx, query)
  const rows = await valuedRows(ctx, query, end)
    .select(['p.sku', 'p.name as product', 'v.quantity', 'v.value_minor', unitCostAt.as('unit_cost')])
    .orderBy('p.name_key')
    .orderBy('p.id')
    .limit(rows_max)
    .execute()
  return { on, rows }
}

async function endOfDay(ctx: Ctx, query: Pick<ValuationQuery, 'on' | 'warehouse_id'>) {
  const { time_zone } = await businessOf(ctx)
  const on = query.on ?? dayIn(time_zone, ctx.now())
  if (query.warehouse_id !== undefined) await warehouseById(ctx, query.warehouse_id)
  return { on, end: sql`((${on}::date + 1)::timestamp at time zone ${time_zone})` }
}

function valuedRows(ctx: Ctx, query: Omit<ValuationQuery, 'limit' | 'cursor'>, end: RawBuilder<unknown>) {
  return ctx.db
    .selectFrom('catalog.product as p')
    .innerJoin(worthAt(ctx, query.warehouse_id, end).as('v'), 'v.product_id', 'p.id')
    .where(sql<boolean>`(v.quantity <> 0 or v.value_minor <> 0)`)
    .$if(query.category_id !== undefined, (q) => q.where('p.category_id', '=', query.category_id ?? ''))
    .$if(query.q !== undefined, (q) => q.where(hasWords(query.q ?? '')))
}

interface Worth {
  product_id: string
  quantity: number
  value_minor: number
}

function worthAt(ctx: Ctx, warehouse_id: string | undefined, end: RawBuilder<unknown>): RawBuilder<Worth> {
  const { store_ids, warehouse_ids } = ctx.actor
  if (warehouse_id === undefined && store_ids === null && warehouse_ids === null) {
    return sql<Worth>`(
      select m.product_id, sum(m.quantity) as quantity, sum(m.cost_minor)::bigint as value_minor
      from stock.movement m
      where m.at < ${end}
      group by m.product_id)`
  }
  const one = warehouse_id === undefined ? sql`true` : sql`w.id = ${warehouse_id}::uuid`
  return sql<Worth>`(
    select own.product_id, own.quantity, round(own.quantity * coalesce(whole.average, 0))::bigint as value_minor
    from (
      select m.product_id, sum(m.quantity) as quantity
      from stock.movement m
      join company.warehouse w on w.id = m.warehouse_id
      where m.at < ${end} and ${one} and ${visibleTo(ctx.actor)}
      group by m.product_id
    ) own
    join (
      select product_id, sum(cost_minor) / nullif(sum(quantity), 0) as average
      from stock.movement
      where at < ${end}
      group by product_id
    ) whole on whole.product_id = own.product_id)`
}

/** What travelled between warehouses at that moment: it had left and not arrived. Nobody's own, so only of the whole. */
async function inTransitAt(ctx: Ctx, warehouse_id: string | undefined, end: RawBuilder<unknown>): Promise<number> {
  if (warehouse_id !== undefined) return 0
  const { rows } = await sql<{ cost: number }>`
    select coalesce(-sum(m.cost_minor), 0)::bigint as cost
    from stock.movement m
    join stock.transfer t on t.id = m.cause_id
    join company.warehouse w on w.id = t.to_warehouse_id
    where m.cause_kind = 'transfer' and m.kind in ('transfer_out', 'transfer_in') and m.at < ${end}
      and ${visibleTo(ctx.actor)}`.execute(ctx.db)
  return rows[0]?.cost ?? 0
}
