import { type RawBuilder, sql } from 'kysely'
import { businessOf } from '#company'
import { refundableOf } from '#money'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery, type SortKey } from '#platform/database/page'
import { prepared } from '#platform/database/prepared'
import { roundCash } from '#platform/money'
import type { salesContract } from './contract.ts'
import { nextActs } from './order.ts'
import { refuseOrder } from './refusals.ts'
import { CustomerOut, type LineOut, type OrderOut, OrderSummaryOut } from './wire.ts'

type Filters = QueryOf<(typeof salesContract)['GET /api/orders']>

const due = sql<number>`
  case when b.is_open then greatest(b.total - b.credited_minor - (b.paid_minor - b.refunded_minor), 0) else 0 end`

/** The same rule as money's paymentStatusOf; a test compares the two. */
const payment_status = sql<string>`
  case
    when b.paid_minor > 0 and b.refunded_minor >= b.paid_minor then 'refunded'
    when b.total = 0 and o.status = 'draft' then 'unpaid'
    when b.paid_minor - b.refunded_minor + b.credited_minor >= b.total then 'paid'
    when b.paid_minor - b.refunded_minor > 0 then 'partial'
    else 'unpaid'
  end`

/** Orders that the actor may see, with what the ledgers say of them. Costs only for those who may see them. */
export function orderRows(ctx: Ctx) {
  const { store_ids, warehouse_ids } = ctx.actor
  let rows = ctx.db
    .selectFrom('sales.order as o')
    .innerJoin('money.balance as b', 'b.document_id', 'o.id')
    .select(['o.id', 'o.number', 'o.status', 'o.store_id', 'o.warehouse_id', 'o.till_session_id', 'o.customer_id'])
    .select(['o.customer_name', 'o.channel', 'o.fulfilment', 'o.document_kind', 'o.document_label'])
    .select(['o.subtotal_minor', 'o.discount_minor', 'o.net_minor', 'o.tax_minor', 'o.exempt_minor', 'o.total'])
    .select(['o.lines', 'o.units', 'o.day', 'o.created_at', 'o.created_by', 'o.created_by_name'])
    .select(['o.confirmed_at', 'o.handed_over_at', 'o.completed_at', 'o.cancelled_at', 'o.version'])
    .select(['b.paid_minor', 'b.refunded_minor', due.as('due_minor'), payment_status.as('payment_status')])
    .select(
      sql<string>`case when o.handed_over_at is null then 'pending' else 'handed_over' end`.as('fulfilment_status'),
    )
  if (store_ids) rows = rows.where('o.store_id', '=', anyOf(store_ids))
  if (warehouse_ids) rows = rows.where('o.warehouse_id', '=', anyOf(warehouse_ids))
  return can(ctx.actor, 'costs.see')
    ? rows.select(['o.cost_minor', sql<number | null>`o.net_minor + o.exempt_minor - o.cost_minor`.as('margin_minor')])
    : rows
}

const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`

const sorts: Record<string, SortKey> = {
  created_at: { by: sql`o.created_at`, cast: 'timestamptz' },
  number: { by: sql`o.number`, cast: 'bigint' },
  total: { by: sql`o.total`, cast: 'bigint' },
  day: { by: sql`o.day`, cast: 'date' },
  customer_name: { by: sql`o.customer_name`, cast: 'text' },
  margin_minor: { by: sql`o.net_minor + o.exempt_minor - o.cost_minor`, cast: 'bigint', may: 'costs.see' },
}
const paging = { sorts, sort: '-created_at', id: sql`o.id` }

export async function listOrders(ctx: Ctx, query: Filters) {
  const page = await pageOfQuery(filtered(ctx, query), query, { ...paging, actor: ctx.actor })
  return { ...page, items: page.items.map((row) => OrderSummaryOut.parse(row)) }
}

/** The day list: what was sold. */
export async function listSales(ctx: Ctx, query: Omit<Filters, 'status' | 'to_hand_over'>) {
  const rows = filtered(ctx, query).where('o.status', 'in', ['confirmed', 'completed'])
  const page = await pageOfQuery(rows, query, { ...paging, actor: ctx.actor })
  return { ...page, items: page.items.map((row) => OrderSummaryOut.parse(row)) }
}

export function filtered(ctx: Ctx, query: Filters) {
  let rows = orderRows(ctx)
  const where = (condition: RawBuilder<boolean>) => {
    rows = rows.where(condition)
  }
  if (query.status) where(sql`o.status = ${query.status}`)
  if (query.store_id) where(sql`o.store_id = ${query.store_id}::uuid`)
  if (query.warehouse_id) where(sql`o.warehouse_id = ${query.warehouse_id}::uuid`)
  if (query.customer_id) where(sql`o.customer_id = ${query.customer_id}::uuid`)
  if (query.till_session_id) where(sql`o.till_session_id = ${query.till_session_id}::uuid`)
  if (query.number) where(sql`o.number = ${query.number}`)
  if (query.channel) where(sql`o.channel = ${query.channel}`)
  if (query.from) where(sql`o.day >= ${query.from}::date`)
  if (query.to) where(sql`o.day <= ${query.to}::date`)
  if (query.payment_status) where(sql`${payment_status} = ${query.payment_status}`)
  if (query.to_hand_over) where(sql`o.status = 'confirmed' and o.handed_over_at is null`)
  if (query.q) where(matches(query.q))
  return rows
}

function matches(q: string): RawBuilder<boolean> {
  const number = /^\d{1,9}$/.test(q) ? Number(q) : null
  return sql`(o.number = ${number} or o.document_label ilike ${q} or o.id::text = lower(${q})
    or platform.fold(o.customer_name) like '%' || platform.fold(${q.replace(/[%_\\]/g, '\\$&')}) || '%')`
}

/** One order with its lines, its customer as frozen (or as linked, while a draft) and what may be done next. */
export async function orderById(ctx: Ctx, id: string): Promise<OrderOut> {
  const row = await orderRows(ctx)
    .select(['o.customer', 'o.delivery_address', 'o.notes', 'o.order_discount_minor', 'o.cancel_reason', 'o.quote_id'])
    .select('o.discount_basis_points as order_discount_basis_points')
    .where('o.id', '=', id)
    .modifyEnd(prepared)
    .executeTakeFirst()
  if (!row) throw refuseOrder.notFound({ id })
  const { cash_rounding_minor } = await businessOf(ctx)
  return orderOut(row, await itemsOf(ctx, id), cash_rounding_minor)
}

/** An order as the wire shows it, from its row and lines. */
export function orderOut(
  row: object & Pick<OrderOut, OwnField> & { customer: unknown },
  items: LineOut[],
  cash_rounding_minor: number,
): OrderOut {
  const summary = OrderSummaryOut.parse(row)
  const { delivery_address, notes, order_discount_minor, order_discount_basis_points, cancel_reason, quote_id } = row
  return {
    ...summary,
    customer: row.customer === null ? null : CustomerOut.parse(row.customer),
    delivery_address,
    notes,
    order_discount_basis_points,
    order_discount_minor,
    cancel_reason,
    quote_id,
    cash_due_minor: roundCash(summary.due_minor, cash_rounding_minor),
    items,
    next: nextActs(summary, summary.due_minor),
  }
}

type OwnField =
  | 'delivery_address'
  | 'notes'
  | 'order_discount_basis_points'
  | 'order_discount_minor'
  | 'cancel_reason'
  | 'quote_id'

/** The lines of an order that was already found to be visible. */
async function itemsOf(ctx: Ctx, order_id: string): Promise<LineOut[]> {
  const rows = ctx.db
    .selectFrom('sales.line as l')
    .select(['l.id', 'l.position', 'l.product_id', 'l.sku', 'l.name', 'l.unit', 'l.quantity', 'l.unit_price'])
    .select(['l.list_price', 'l.discount_basis_points', 'l.discount_minor', 'l.order_discount_minor', 'l.tax_class'])
    .select(['l.tax_basis_points', 'l.net_minor', 'l.tax_minor', 'l.total', 'l.note'])
    .where('l.order_id', '=', order_id)
    .orderBy('l.position')
    .modifyEnd(prepared)
  return can(ctx.actor, 'costs.see') ? rows.select('l.cost_minor').execute() : rows.execute()
}

/** The refunds that a cancelled order proposes: what was paid and not given back. */
export async function proposedRefunds(ctx: Ctx, order_id: string) {
  return refundableOf(ctx, order_id)
}
