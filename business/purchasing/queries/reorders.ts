import { sql } from 'kysely'
import { businessOf, inDays } from '#company'
import { dayIn } from '#platform/clock'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery } from '#platform/database/page'
import type { purchasingContract } from '../contract.ts'
import { refuseReorder } from '../refusals.ts'
import { type FromAlerts, type ReorderDetailOut, ReorderOut, ReorderStepOut } from '../wire-reorders.ts'
import { anywhere, productRef, visibleRows } from './columns.ts'

type Query = QueryOf<(typeof purchasingContract)['GET /api/reorders']>

function reorderRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('purchasing.reorder as r')
    .innerJoin('catalog.product as p', 'p.id', 'r.product_id')
    .innerJoin('company.warehouse as w', 'w.id', 'r.warehouse_id')
    .leftJoin('contacts.party as s', 's.id', 'r.supplier_id')
    .leftJoin('purchasing.purchase_order as o', 'o.id', 'r.purchase_order_id')
    .where(visibleRows(ctx.actor, 'r'))
    .select(['r.id', 'r.number', productRef.as('product')])
    .select([
      sql`jsonb_build_object('id', w.id, 'name', w.name)`.as('warehouse'),
      sql`case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end`.as('supplier'),
      sql`case when o.id is not null then jsonb_build_object('id', o.id, 'number', o.number) end`.as('purchase_order'),
    ])
    .select(['r.quantity', 'r.received_quantity', 'r.status', 'r.source', 'r.notes', 'r.version'])
    .select(['r.created_at', 'r.created_by_name'])
}

export async function listReorders(ctx: Ctx, query: Query) {
  let rows = reorderRows(ctx)
  if (query.store_id) rows = rows.where('r.store_id', '=', query.store_id)
  if (query.status) rows = rows.where('r.status', '=', query.status)
  if (query.product_id) rows = rows.where('r.product_id', '=', query.product_id)
  if (query.warehouse_id) rows = rows.where('r.warehouse_id', '=', query.warehouse_id)
  if (query.supplier_id) rows = rows.where('r.supplier_id', '=', query.supplier_id)
  if (query.from || query.to) rows = rows.where(await inDays(ctx, sql`r.created_at`, query))
  if (query.q)
    rows = rows.where(sql<boolean>`(r.number::text = ${query.q} or p.search like platform.fold(${anywhere(query.q)}))`)
  const page = await pageOfQuery(rows, query, {
    sorts: {
      created_at: { by: sql`r.created_at`, cast: 'timestamptz' },
      number: { by: sql`r.number`, cast: 'bigint' },
      name: { by: sql`p.name_key`, cast: 'text' },
      quantity: { by: sql`r.quantity`, cast: 'numeric' },
    },
    sort: '-created_at',
    id: sql`r.id`,
    actor: ctx.actor,
  })
  return { ...page, items: page.items.map((row) => ReorderOut.parse(row)) }
}

export async function reordersById(ctx: Ctx, ids: readonly string[]): Promise<ReorderOut[]> {
  if (ids.length === 0) return []
  const rows = await reorderRows(ctx)
    .where('r.id', 'in', [...ids])
    .orderBy('r.number')
    .execute()
  return rows.map((row) => ReorderOut.parse(row))
}

export async function reorderById(ctx: Ctx, id: string): Promise<ReorderDetailOut> {
  const [reorder] = await reordersById(ctx, [id])
  if (!reorder) throw refuseReorder.notFound({ id })
  const steps = await ctx.db
    .selectFrom('purchasing.reorder_step')
    .select(['from_status as from', 'to_status as to', 'notes', 'at', 'by_name'])
    .where('reorder_id', '=', id)
    .orderBy('id')
    .execute()
  return { ...reorder, history: steps.map((step) => ReorderStepOut.parse(step)) }
}

/** What is below its minimum at a place, counting what is on its way, and what to order to fill it. */
export interface ShortPlace {
  readonly product_id: string
  readonly warehouse_id: string
  readonly store_id: string
  readonly wanted: number
  readonly supplier_id: string | null
  readonly pack_size: number
  readonly minimum_quantity: number
  /** A request for this place is open already. */
  readonly is_asked: boolean
}

const PLACES_MAX = 1_000

/**
 * Places at or below their minimum by available + incoming, and how many units bring them to their maximum (else their
 * usual order size, else twice the minimum). `critical` asks only for what has nothing available; places that are named
 * are taken as they stand.
 */
export async function shortPlaces(ctx: Ctx, { warehouse_id, level, places }: FromAlerts): Promise<ShortPlace[]> {
  const judged = places
    ? sql<boolean>`(j.product_id, j.warehouse_id) in (select * from unnest(
        ${places.map(({ product_id }) => product_id)}::uuid[], ${places.map(({ warehouse_id: id }) => id)}::uuid[]))`
    : sql<boolean>`j.minimum > 0 and j.position <= j.minimum
        and (${level ?? 'high'} <> 'critical' or j.available <= 0)`
  const { rows } = await sql<ShortPlace>`
    with place as (
      select l.product_id, l.warehouse_id, l.on_hand - l.reserved as available from stock.level l
      union all
      select r.product_id, r.warehouse_id, 0 from catalog.level_rule r
      where r.min_stock > 0 and not exists (
        select from stock.level l where l.product_id = r.product_id and l.warehouse_id = r.warehouse_id)
    ), judged as (
      select place.*, w.store_id, p.decimals, coalesce(rule.min_stock, p.min_stock) as minimum,
        coalesce(rule.max_stock, p.max_stock) as maximum,
        coalesce(rule.reorder_quantity, p.reorder_quantity) as usual,
        place.available + coalesce(i.quantity, 0) as position
      from place
      join catalog.product p on p.id = place.product_id
      join company.warehouse w on w.id = place.warehouse_id
      left join catalog.level_rule rule on rule.product_id = place.product_id and rule.warehouse_id = place.warehouse_id
      left join (
        select product_id, warehouse_id, sum(quantity) as quantity from stock.incoming group by 1, 2
      ) i on i.product_id = place.product_id and i.warehouse_id = place.warehouse_id
      where p.kind = 'good' and p.status = 'active' and p.archived_at is null and w.archived_at is null
        and (${warehouse_id ?? null}::uuid is null or w.id = ${warehouse_id ?? null}::uuid)
        and ${scopeOf(ctx)}
    )
    select j.product_id, j.warehouse_id, j.store_id,
      greatest(coalesce(case when j.maximum > j.position then j.maximum - j.position end, j.usual,
        2 * j.minimum - j.position), case when j.decimals = 0 then 1 else 0.001 end) as wanted,
      o.supplier_id, coalesce(o.pack_size, 1) as pack_size, coalesce(o.minimum_quantity, 0) as minimum_quantity,
      exists (select from purchasing.reorder r where r.product_id = j.product_id and r.warehouse_id = j.warehouse_id
        and r.status in ('requested', 'ordered')) as is_asked
    from judged j
    left join lateral (
      select o.* from purchasing.offer o
      where o.product_id = j.product_id and o.archived_at is null
      order by o.is_preferred desc, o.pack_cost_minor / o.pack_size, o.id
      limit 1
    ) o on true
    where ${judged}
    order by j.product_id, j.warehouse_id
    limit ${PLACES_MAX}`.execute(ctx.db)
  return rows
}

/** Which warehouses (as `w`) the actor may see. */
function scopeOf({ actor: { store_ids, warehouse_ids } }: Ctx) {
  const stores = store_ids ? sql`w.store_id = any(${[...store_ids]}::uuid[])` : sql`true`
  const places = warehouse_ids ? sql`w.id = any(${[...warehouse_ids]}::uuid[])` : sql`true`
  return sql<boolean>`(${stores} and ${places})`
}

/** Twelve months, the present one last; a month without reorders stands there with zeros. */
export async function monthlyReorders(ctx: Ctx, { warehouse_id }: { warehouse_id?: string | undefined }) {
  const { time_zone } = await businessOf(ctx)
  const today = dayIn(time_zone, ctx.now())
  const { rows } = await sql<{
    month: string
    requested: number
    received: number
    cancelled: number
    units: number
  }>`
    select to_char(m.month, 'YYYY-MM') as month, count(r.id)::int as requested,
      (count(*) filter (where r.status = 'received'))::int as received,
      (count(*) filter (where r.status = 'cancelled'))::int as cancelled,
      coalesce(sum(r.quantity) filter (where r.status <> 'cancelled'), 0) as units
    from generate_series(date_trunc('month', ${today}::date) - interval '11 months',
      date_trunc('month', ${today}::date), interval '1 month') as m (month)
    left join purchasing.reorder r
      on r.created_at >= (m.month at time zone ${time_zone}) and r.created_at < ((m.month + interval '1 month') at time zone ${time_zone})
      and ${visibleRows(ctx.actor, 'r')} and (${warehouse_id ?? null}::uuid is null or r.warehouse_id = ${warehouse_id ?? null}::uuid)
    group by m.month
    order by m.month`.execute(ctx.db)
  return { months: rows }
}
