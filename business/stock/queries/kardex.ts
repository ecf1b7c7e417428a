import { type RawBuilder, sql } from 'kysely'
import { sellableByCode, sellablesById } from '#catalog'
import { businessOf, warehouseById } from '#company'
import { can } from '#platform/actor'
import { dayIn } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { platformRefuse } from '#platform/platform-refusals'
import { refuse } from '../refusals.ts'
import type { Kardex, KardexQuery } from '../shapes.ts'
import { visibleTo, warehouseColumn } from './places.ts'

const ROWS_DEFAULT = 500
const DAYS_DEFAULT = 30
const DAY_MS = 86_400_000

/**
 * The stock card of a product: what there was, each movement with the running quantity and value, what there is.
 * Over the whole business the value is the books' own, to the unit. Of some warehouses it is their quantity at the
 * average that the business had at that moment, because cost is an average of the business, not of a warehouse.
 */
export async function kardexOf(ctx: Ctx, query: KardexQuery): Promise<Kardex> {
  const product = await productOf(ctx, query)
  const warehouse = query.warehouse_id === undefined ? null : await warehouseById(ctx, query.warehouse_id)
  const period = await periodOf(ctx, query)
  const part = partOf(ctx, product.id, query.warehouse_id)
  const frame = await frameOf(ctx, part, period)
  const { rows, next_cursor } = await rowsOf(ctx, part, { ...period, frame, query })
  const seesCosts = can(ctx.actor, 'costs.see')
  const balance = (quantity: number, value_minor: number) => (seesCosts ? { quantity, value_minor } : { quantity })
  return {
    product: { id: product.id, sku: product.sku, name: product.name, unit: product.unit },
    warehouse: warehouse && { id: warehouse.id, code: warehouse.code, name: warehouse.name },
    from: period.from,
    to: period.to,
    opening: balance(frame.opening, frame.opening_value),
    rows: seesCosts ? rows : rows.map(({ cost_minor: _cost, value_minor: _value, ...row }) => row),
    totals: { quantity_in: frame.quantity_in, quantity_out: frame.quantity_out },
    closing: balance(frame.closing, frame.closing_value),
    next_cursor,
  }
}

async function productOf(ctx: Ctx, { product_id, sku }: KardexQuery) {
  if (product_id === undefined && sku === undefined) throw refuse.whichProduct()
  const product =
    product_id === undefined
      ? (await sellableByCode(ctx, sku ?? ''))?.sellable
      : (await sellablesById(ctx, [product_id])).get(product_id)
  if (!product) throw refuse.productNotFound()
  return product
}

interface Period {
  readonly from: string
  readonly to: string
  readonly zone: string
}

/** Business days, both included: the last thirty unless the question says otherwise. */
async function periodOf(ctx: Ctx, query: KardexQuery): Promise<Period> {
  const { time_zone: zone } = await businessOf(ctx)
  const to = query.to ?? dayIn(zone, ctx.now())
  const from = query.from ?? new Date(Date.parse(to) - (DAYS_DEFAULT - 1) * DAY_MS).toISOString().slice(0, 10)
  if (from > to) throw refuse.badPeriod({ from, to })
  return { from, to, zone }
}

const startsAt = ({ from, zone }: Period) => sql`(${from}::date::timestamp at time zone ${zone})`
const endsAt = ({ to, zone }: Period) => sql`((${to}::date + 1)::timestamp at time zone ${zone})`

interface Part {
  readonly product_id: string
  /** All movements of the product, whoever asks: then the value is the ledger's own. */
  readonly isWhole: boolean
  readonly where: RawBuilder<unknown>
}

function partOf(ctx: Ctx, product_id: string, warehouse_id: string | undefined): Part {
  const { store_ids, warehouse_ids } = ctx.actor
  const isWhole = warehouse_id === undefined && store_ids === null && warehouse_ids === null
  const one = warehouse_id === undefined ? sql`true` : sql`m.warehouse_id = ${warehouse_id}::uuid`
  return { product_id, isWhole, where: sql`m.product_id = ${product_id}::uuid and ${one} and ${visibleTo(ctx.actor)}` }
}

interface Frame {
  readonly opening: number
  readonly opening_value: number
  readonly closing: number
  readonly closing_value: number
  readonly quantity_in: number
  readonly quantity_out: number
}

async function frameOf(ctx: Ctx, part: Part, period: Period): Promise<Frame> {
  const average = (before: RawBuilder<unknown>) => sql`coalesce((
    select a.product_value_after_minor / nullif(a.product_quantity_after, 0)
    from stock.movement a
    where a.product_id = ${part.product_id}::uuid and a.at < ${before}
    order by a.id desc
    limit 1), 0)`
  const value = (quantity: RawBuilder<unknown>, cost: RawBuilder<unknown>, before: RawBuilder<unknown>) =>
    part.isWhole ? sql`coalesce(${cost}, 0)` : sql`round(coalesce(${quantity}, 0) * ${average(before)})`
  const { rows } = await sql<Frame>`
    select coalesce(opening, 0) as opening, ${value(sql`opening`, sql`opening_cost`, startsAt(period))} as opening_value,
      coalesce(closing, 0) as closing, ${value(sql`closing`, sql`closing_cost`, endsAt(period))} as closing_value,
      quantity_in, quantity_out
    from (
      select sum(m.quantity) filter (where m.at < ${startsAt(period)}) as opening,
        sum(m.cost_minor) filter (where m.at < ${startsAt(period)}) as opening_cost,
        sum(m.quantity) as closing, sum(m.cost_minor) as closing_cost,
        coalesce(sum(m.quantity) filter (where m.at >= ${startsAt(period)} and m.quantity > 0), 0) as quantity_in,
        coalesce(-sum(m.quantity) filter (where m.at >= ${startsAt(period)} and m.quantity < 0), 0) as quantity_out
      from stock.movement m
      join company.warehouse w on w.id = m.warehouse_id
      where ${part.where} and m.at < ${endsAt(period)}
    ) sums`.execute(ctx.db)
  const [frame] = rows
  if (!frame) throw platformRefuse.notFound()
  return frame
}

async function rowsOf(ctx: Ctx, part: Part, input: Period & { frame: Frame; query: KardexQuery }) {
  const { frame, query } = input
  const limit = query.limit ?? ROWS_DEFAULT
  const value = part.isWhole
    ? sql`${frame.opening_value}::bigint + sum(m.cost_minor) over so_far`
    : sql`round((${frame.opening}::numeric + sum(m.quantity) over so_far)
        * coalesce(m.product_value_after_minor / nullif(m.product_quantity_after, 0), 0))`
  const { rows } = await sql<Kardex['rows'][number]>`
    select *
    from (
      select m.id, m.at, m.sequence, m.kind, m.quantity, m.cost_minor, m.cause_kind, m.cause_id, m.cause_label, m.reason,
        m.actor_id, m.actor_name, ${warehouseColumn.expression} as warehouse,
        ${frame.opening}::numeric + sum(m.quantity) over so_far as balance, ${value} as value_minor
      from stock.movement m
      join company.warehouse w on w.id = m.warehouse_id
      where ${part.where} and m.at >= ${startsAt(input)} and m.at < ${endsAt(input)}
      window so_far as (order by m.id)
    ) card
    where id > ${readCursor(query.cursor)}::bigint
    order by id
    limit ${limit + 1}::integer`.execute(ctx.db)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), next_cursor: last ? String(last.id) : null }
}

function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (!/^\d{1,15}$/.test(cursor)) throw platformRefuse.badCursor()
  return Number(cursor)
}
