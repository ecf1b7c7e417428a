import { type RawBuilder, sql } from 'kysely'
import { businessOf, inDays } from '#company'
import { can } from '#platform/actor'
import { dayIn } from '#platform/clock'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery } from '#platform/database/page'
import type { fulfilmentContract } from './contract.ts'
import { refuseShipment } from './refusals.ts'
import { ShipmentOut } from './wire.ts'

type Filters = QueryOf<(typeof fulfilmentContract)['GET /api/shipments']>

const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`
const isLate = (today: string) =>
  sql<boolean>`coalesce(s.state in ('pending', 'in_transit') and s.expected_on < ${today}::date, false)`

/** Shipments that the actor may see. What they cost only for those who see costs. */
function shipmentRows(ctx: Ctx, today: string) {
  const { store_ids, warehouse_ids } = ctx.actor
  let rows = ctx.db
    .selectFrom('fulfilment.shipment as s')
    .innerJoin('fulfilment.fulfilment as f', 'f.id', 's.fulfilment_id')
    .innerJoin('sales.order as o', 'o.id', 's.order_id')
    .select(['s.id', 's.number', 's.fulfilment_id', 'f.number as fulfilment_number', 's.order_id'])
    .select(['o.number as order_number', 's.store_id', 's.warehouse_id', 's.state', 'o.customer_name', 's.carrier'])
    .select(['s.tracking', 's.address', 's.expected_on', isLate(today).as('is_late'), 's.retry_of_id'])
    .select(['s.received_by', 's.proof_file_id', 's.failed_reason', 's.created_at', 's.created_by_name'])
    .select(['s.dispatched_at', 's.delivered_at', 's.failed_at', 's.version'])
    .select(
      sql<number>`(select coalesce(sum(l.quantity), 0) from fulfilment.shipment_line l where l.shipment_id = s.id)`.as(
        'units',
      ),
    )
  if (store_ids) rows = rows.where('s.store_id', '=', anyOf(store_ids))
  if (warehouse_ids) rows = rows.where('s.warehouse_id', '=', anyOf(warehouse_ids))
  return can(ctx.actor, 'costs.see') ? rows.select('s.cost_minor') : rows
}

const todayOf = async (ctx: Ctx) => dayIn((await businessOf(ctx)).time_zone, ctx.now())

export async function listShipments(ctx: Ctx, query: Filters) {
  const today = await todayOf(ctx)
  let rows = shipmentRows(ctx, today)
  const where = (condition: RawBuilder<boolean>) => {
    rows = rows.where(condition)
  }
  if (query.state) where(sql`s.state = ${query.state}`)
  if (query.late !== undefined) where(query.late ? isLate(today) : sql`not ${isLate(today)}`)
  if (query.order_id) where(sql`s.order_id = ${query.order_id}::uuid`)
  if (query.fulfilment_id) where(sql`s.fulfilment_id = ${query.fulfilment_id}::uuid`)
  if (query.warehouse_id) where(sql`s.warehouse_id = ${query.warehouse_id}::uuid`)
  if (query.store_id) where(sql`s.store_id = ${query.store_id}::uuid`)
  if (query.from || query.to) where(await inDays(ctx, sql`s.created_at`, query))
  if (query.q) where(matches(query.q))
  const page = await pageOfQuery(rows, query, {
    sorts: {
      created_at: { by: sql`s.created_at`, cast: 'timestamptz' },
      number: { by: sql`s.number`, cast: 'bigint' },
      expected_on: { by: sql`s.expected_on`, cast: 'date' },
    },
    sort: '-created_at',
    id: sql`s.id`,
    actor: ctx.actor,
  })
  return { ...page, items: page.items.map((row) => ShipmentOut.parse(row)) }
}

function matches(q: string): RawBuilder<boolean> {
  const number = /^\d{1,9}$/.test(q) ? Number(q) : null
  return sql`(s.number = ${number} or o.number = ${number} or lower(s.tracking) = lower(${q})
    or platform.fold(o.customer_name) like '%' || platform.fold(${q.replace(/[%_\\]/g, '\\$&')}) || '%')`
}

/** The parcels of a fulfilment that was already found to be visible. */
export async function shipmentsOf(ctx: Ctx, fulfilment_id: string) {
  const rows = await shipmentRows(ctx, await todayOf(ctx))
    .where('s.fulfilment_id', '=', fulfilment_id)
    .orderBy('s.number')
    .execute()
  return rows.map((row) => ShipmentOut.parse(row))
}

export async function shipmentById(ctx: Ctx, id: string) {
  const row = await shipmentRows(ctx, await todayOf(ctx))
    .where('s.id', '=', id)
    .executeTakeFirst()
  if (!row) throw refuseShipment.notFound({ id })
  const items = await ctx.db
    .selectFrom('fulfilment.shipment_line as s')
    .innerJoin('fulfilment.line as l', 'l.id', 's.line_id')
    .select(['s.line_id', 'l.product_id', 'l.sku', 'l.name', 's.quantity'])
    .where('s.shipment_id', '=', id)
    .orderBy('l.position')
    .execute()
  return { ...ShipmentOut.parse(row), items }
}
