import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery } from '#platform/database/page'
import { present } from '#platform/invariant'
import { binsOf } from './bins.ts'
import type { fulfilmentContract } from './contract.ts'
import { nextActs } from './fulfilment-state.ts'
import { shipmentsOf } from './queries-shipments.ts'
import { refuseFulfilment } from './refusals.ts'
import { CustomerOut, type FulfilmentOut, FulfilmentSummaryOut, type LineOut } from './wire.ts'

type Filters = QueryOf<(typeof fulfilmentContract)['GET /api/fulfilments']>

export const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`

export const isOpen = sql<boolean>`f.state in ('received', 'picking', 'packing')`

/** What should have left and did not. */
export const isLate = (ctx: Ctx) => sql<boolean>`(${isOpen} and f.due_at < ${ctx.now().toISOString()}::timestamptz)`

/** Fulfilments that the actor may see, with what their lines add up to. */
export function fulfilmentRows(ctx: Ctx) {
  const { store_ids, warehouse_ids } = ctx.actor
  let rows = ctx.db
    .selectFrom('fulfilment.fulfilment as f')
    .innerJoin('sales.order as o', 'o.id', 'f.order_id')
    .innerJoin('company.warehouse as w', 'w.id', 'f.warehouse_id')
    .innerJoinLateral(
      (q) =>
        q
          .selectFrom('fulfilment.line as l')
          .whereRef('l.fulfilment_id', '=', 'f.id')
          .select([
            sql<number>`count(*) filter (where l.quantity > 0)`.as('lines'),
            sql<number>`coalesce(sum(l.quantity), 0)`.as('units'),
            sql<number>`coalesce(sum(l.picked), 0)`.as('picked'),
            sql<number>`coalesce(sum(l.packed), 0)`.as('packed'),
            sql<number>`coalesce(sum(l.shipped), 0)`.as('shipped'),
          ])
          .as('sums'),
      (join) => join.onTrue(),
    )
    .select(['f.id', 'f.number', 'f.state', 'f.state_at', 'f.order_id', 'o.number as order_number', 'f.store_id'])
    .select(['f.warehouse_id', 'w.name as warehouse_name', 'o.customer_id', 'o.customer_name', 'f.waits_for_stock'])
    .select(['f.due_at', isLate(ctx).as('is_late'), 'f.picker_name', 'f.return_reason', 'f.returned_at'])
    .select(['f.created_at', 'f.version'])
    .select(['sums.lines', 'sums.units', 'sums.picked', 'sums.packed', 'sums.shipped'])
  if (store_ids) rows = rows.where('f.store_id', '=', anyOf(store_ids))
  if (warehouse_ids) rows = rows.where('f.warehouse_id', '=', anyOf(warehouse_ids))
  return rows
}

export async function listFulfilments(ctx: Ctx, query: Filters) {
  let rows = fulfilmentRows(ctx)
  const where = (condition: RawBuilder<boolean>) => {
    rows = rows.where(condition)
  }
  if (query.state) where(sql`f.state = ${query.state}`)
  if (query.open !== undefined) where(query.open ? isOpen : sql`not ${isOpen}`)
  if (query.late !== undefined) where(query.late ? isLate(ctx) : sql`not ${isLate(ctx)}`)
  if (query.waits_for_stock !== undefined) where(sql`f.waits_for_stock = ${query.waits_for_stock}`)
  if (query.warehouse_id) where(sql`f.warehouse_id = ${query.warehouse_id}::uuid`)
  if (query.store_id) where(sql`f.store_id = ${query.store_id}::uuid`)
  if (query.order_id) where(sql`f.order_id = ${query.order_id}::uuid`)
  if (query.customer_id) where(sql`o.customer_id = ${query.customer_id}::uuid`)
  if (query.q) where(matches(query.q))
  const page = await pageOfQuery(rows, query, {
    sorts: {
      due_at: { by: sql`f.due_at`, cast: 'timestamptz' },
      created_at: { by: sql`f.created_at`, cast: 'timestamptz' },
      state_at: { by: sql`f.state_at`, cast: 'timestamptz' },
      number: { by: sql`f.number`, cast: 'bigint' },
      customer_name: { by: sql`o.customer_name`, cast: 'text' },
      units: { by: sql`sums.units`, cast: 'numeric' },
    },
    sort: '-created_at',
    id: sql`f.id`,
    actor: ctx.actor,
  })
  return { ...page, items: page.items.map((row) => FulfilmentSummaryOut.parse(row)) }
}

function matches(q: string): RawBuilder<boolean> {
  const number = /^\d{1,9}$/.test(q) ? Number(q) : null
  return sql`(f.number = ${number} or o.number = ${number}
    or platform.fold(o.customer_name) like '%' || platform.fold(${q.replace(/[%_\\]/g, '\\$&')}) || '%'
    or exists (select from fulfilment.shipment s where s.fulfilment_id = f.id and lower(s.tracking) = lower(${q})))`
}

export const trackingPath = (code: string) => `/seguimiento/${code}`

/** One fulfilment, by its number or its id, with its lines, its parcels and what may be done next. */
export async function fulfilmentBy(ctx: Ctx, key: string): Promise<FulfilmentOut> {
  const isNumber = /^\d{1,9}$/.test(key)
  const row = await fulfilmentRows(ctx)
    .leftJoin('fulfilment.tracking as t', 't.order_id', 'f.order_id')
    .select(['f.delivery_address', 'f.cancel_reason', 'o.customer', 'o.notes', 't.code'])
    .where(isNumber ? 'f.number' : 'f.id', '=', isNumber ? Number(key) : key)
    .executeTakeFirst()
  if (!row) throw refuseFulfilment.notFound({ number: key })
  const summary = FulfilmentSummaryOut.parse(row)
  const tracking_code = present(row.code, 'every order in the warehouse has its code')
  return {
    ...summary,
    delivery_address: row.delivery_address,
    customer: row.customer === null ? null : CustomerOut.parse(row.customer),
    notes: row.notes,
    cancel_reason: row.cancel_reason,
    tracking_code,
    tracking_path: trackingPath(tracking_code),
    items: await itemsOf(ctx, summary),
    shipments: await shipmentsOf(ctx, summary.id),
    next: nextActs(summary),
  }
}

async function itemsOf(ctx: Ctx, { id, warehouse_id }: { id: string; warehouse_id: string }): Promise<LineOut[]> {
  const lines = await ctx.db
    .selectFrom('fulfilment.line')
    .selectAll()
    .where('fulfilment_id', '=', id)
    .orderBy('position')
    .execute()
  const product_ids = lines.map(({ product_id }) => product_id)
  const bins = await binsOf(ctx, { warehouse_id, product_ids })
  return lines.map(({ fulfilment_id: _of, ...line }) => ({ ...line, bin: bins.get(line.product_id)?.code ?? null }))
}

/** Every step, oldest first, with who and when. */
export async function stepsOf(ctx: Ctx, key: string) {
  const { id } = await fulfilmentBy(ctx, key)
  const rows = await ctx.db
    .selectFrom('fulfilment.step as s')
    .leftJoin('fulfilment.line as l', 'l.id', 's.line_id')
    .select(['s.at', 's.act', 's.from_state', 's.to_state', 'l.sku', 'l.name', 's.quantity', 's.reason', 's.note'])
    .select('s.actor_name')
    .where('s.fulfilment_id', '=', id)
    .orderBy('s.id')
    .limit(STEPS_MAX)
    .execute()
  const State = FulfilmentSummaryOut.shape.state.nullable()
  return {
    items: rows.map((row) => ({
      ...row,
      from_state: State.parse(row.from_state),
      to_state: State.parse(row.to_state),
    })),
  }
}

const STEPS_MAX = 2_000
