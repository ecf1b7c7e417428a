import { type RawBuilder, sql } from 'kysely'
import { businessOf } from '#company'
import { refundPlan } from '#money'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery } from '#platform/database/page'
import { subtractQuantity } from '#platform/quantity'
import { orderById } from '#sales'
import type { returnsContract } from './contract.ts'
import { goneOf } from './gone.ts'
import { refuseReturn } from './refusals.ts'
import { type ReturnableOut, ReturnLineOut, type ReturnOut, ReturnSummaryOut } from './wire.ts'

type Filters = QueryOf<(typeof returnsContract)['GET /api/returns']>
type Period = QueryOf<(typeof returnsContract)['GET /api/returns/reasons']>

const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`

function returnRows(ctx: Ctx) {
  const { store_ids, warehouse_ids } = ctx.actor
  const sumOf = (column: 'quantity' | 'quarantined') =>
    sql<number>`(select coalesce(sum(l.${sql.ref(column)}), 0) from returns.line l where l.return_id = r.id)`
  let rows = ctx.db
    .selectFrom('returns.return as r')
    .innerJoin('sales.order as o', 'o.id', 'r.order_id')
    .select(['r.id', 'r.number', 'r.state', 'r.order_id', 'o.number as order_number', 'o.document_label', 'r.store_id'])
    .select(['r.warehouse_id', 'o.customer_id', 'o.customer_name', 'r.reason', 'r.note', 'r.value_minor'])
    .select([sumOf('quantity').as('units'), sumOf('quarantined').as('quarantined')])
    .select(sql<number>`(select count(*) from returns.line l where l.return_id = r.id)`.as('lines'))
    .select(['r.requested_at', 'r.requested_by_name', 'r.received_at', 'r.settled_at', 'r.settled_as'])
    .select(['r.refunded_minor', 'r.credit_note_label', 'r.rejected_at', 'r.reject_reason', 'r.exchange_order_id'])
    .select('r.version')
  if (store_ids) rows = rows.where('r.store_id', '=', anyOf(store_ids))
  if (warehouse_ids) rows = rows.where('r.warehouse_id', '=', anyOf(warehouse_ids))
  return rows
}

export async function listReturns(ctx: Ctx, query: Filters) {
  const { time_zone } = await businessOf(ctx)
  let rows = returnRows(ctx)
  const where = (condition: RawBuilder<boolean>) => {
    rows = rows.where(condition)
  }
  if (query.state) where(sql`r.state = ${query.state}`)
  if (query.reason) where(sql`r.reason = ${query.reason}`)
  if (query.order_id) where(sql`r.order_id = ${query.order_id}::uuid`)
  if (query.customer_id) where(sql`o.customer_id = ${query.customer_id}::uuid`)
  if (query.warehouse_id) where(sql`r.warehouse_id = ${query.warehouse_id}::uuid`)
  where(within(query, time_zone))
  if (query.q) where(matches(query.q))
  const page = await pageOfQuery(rows, query, {
    sorts: {
      requested_at: { by: sql`r.requested_at`, cast: 'timestamptz' },
      number: { by: sql`r.number`, cast: 'bigint' },
      value_minor: { by: sql`r.value_minor`, cast: 'bigint' },
    },
    sort: '-requested_at',
    id: sql`r.id`,
    actor: ctx.actor,
  })
  return { ...page, items: page.items.map((row) => ReturnSummaryOut.parse(row)) }
}

/** Business days, both included. */
const within = ({ store_id, from, to }: Period, zone: string) => sql<boolean>`
  (${store_id ?? null}::uuid is null or r.store_id = ${store_id ?? null}::uuid)
  and (${from ?? null}::date is null or (r.requested_at at time zone ${zone})::date >= ${from ?? null}::date)
  and (${to ?? null}::date is null or (r.requested_at at time zone ${zone})::date <= ${to ?? null}::date)`

function matches(q: string): RawBuilder<boolean> {
  const number = /^\d{1,9}$/.test(q) ? Number(q) : null
  return sql`(r.number = ${number} or o.number = ${number} or o.document_label ilike ${q.replace(/[%_\\]/g, '\\$&')}
    or platform.fold(o.customer_name) like '%' || platform.fold(${q.replace(/[%_\\]/g, '\\$&')}) || '%')`
}

export async function returnById(ctx: Ctx, id: string): Promise<ReturnOut> {
  const row = await returnRows(ctx).where('r.id', '=', id).executeTakeFirst()
  if (!row) throw refuseReturn.notFound({ id })
  const summary = ReturnSummaryOut.parse(row)
  const items = await ctx.db
    .selectFrom('returns.line')
    .select(['id', 'order_line_id', 'product_id', 'sku', 'name', 'unit', 'quantity', 'value_minor', 'disposition'])
    .select('quarantined')
    .where('return_id', '=', id)
    .orderBy('position')
    .execute()
  return {
    ...summary,
    items: items.map((line) => ReturnLineOut.parse(line)),
    proposal: await proposalFor(ctx, summary),
    next: [
      ...(summary.state === 'requested' ? (['receive', 'reject'] as const) : []),
      ...(summary.state === 'received' ? (['settle'] as const) : []),
      ...(summary.quarantined > 0 ? (['decide'] as const) : []),
    ],
  }
}

/** How the money would go back, each payment in its own tender; what is still owed falls away first. */
async function proposalFor(
  ctx: Ctx,
  { state, order_id, value_minor }: ReturnSummaryOut,
): Promise<ReturnOut['proposal']> {
  if (state === 'settled' || state === 'rejected') return []
  const { due_minor, paid_minor, refunded_minor } = await orderById(ctx, order_id)
  const amount = Math.min(paid_minor - refunded_minor, Math.max(0, value_minor - due_minor))
  if (amount === 0) return []
  const plan = await refundPlan(ctx, { document_id: order_id, amount })
  return plan.map(({ payment_id, method, amount: part }) => ({ payment_id, method, amount: part }))
}

/** What of an order can still come back: the order itself, or what its receipt, document or number names. */
export async function returnableOf(
  ctx: Ctx,
  query: { order_id?: string | undefined; code?: string | undefined },
): Promise<ReturnableOut> {
  if (query.order_id === undefined && query.code === undefined) throw refuseReturn.whichOrder()
  const order = await orderById(ctx, query.order_id ?? (await orderNamed(ctx, query.code ?? '')))
  const gone = await goneOf(ctx, order)
  const taken = await ctx.db
    .selectFrom('returns.taken')
    .selectAll()
    .where('order_line_id', '=', anyOf(order.items.map(({ id }) => id)))
    .execute()
  const { id, number, customer_name, document_label, warehouse_id } = order
  return {
    order_id: id,
    order_number: number,
    customer_name,
    document_label,
    warehouse_id,
    items: order.items.map(({ id: order_line_id, product_id, sku, name, unit, quantity, total }) => {
      const returned = taken.find((one) => one.order_line_id === order_line_id)?.returned ?? 0
      const handed_over = gone.get(order_line_id) ?? 0
      const left = subtractQuantity(handed_over, returned)
      return { order_line_id, product_id, sku, name, unit, sold: quantity, handed_over, returned, left, total }
    }),
  }
}

/** A receipt's link or code, a document's label, an order's number: whatever is on the paper in the customer's hand. */
async function orderNamed(ctx: Ctx, code: string): Promise<string> {
  const last = code.split('/').at(-1) ?? code
  const number = /^\d{1,9}$/.test(last) ? Number(last) : null
  const row = await ctx.db
    .selectFrom('sales.order')
    .select('id')
    .where((e) =>
      e.or([
        e('receipt_token', '=', last),
        e('document_label', '=', last.toUpperCase()),
        ...(number === null ? [] : [e('number', '=', number)]),
      ]),
    )
    .where(ctx.actor.store_ids === null ? sql<boolean>`true` : sql<boolean>`store_id = ${anyOf(ctx.actor.store_ids)}`)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) throw refuseReturn.orderNotFound({ code })
  return row.id
}

/** Why goods came back in a period, and which came back most. What was rejected never came. */
export async function reasonsOf(ctx: Ctx, period: Period) {
  const { time_zone } = await businessOf(ctx)
  const { store_ids } = ctx.actor
  const scope = sql<boolean>`r.state <> 'rejected' and ${within(period, time_zone)}
    and (${store_ids === null} or r.store_id = ${anyOf(store_ids ?? [])})`
  const { rows: reasons } = await sql<{
    reason: ReturnSummaryOut['reason']
    returns: number
    units: number
    value_minor: number
  }>`
    select r.reason, count(distinct r.id) as returns, sum(l.quantity) as units, sum(l.value_minor)::bigint as value_minor
    from returns.return r
    join returns.line l on l.return_id = r.id
    where ${scope}
    group by r.reason
    order by 4 desc, 1`.execute(ctx.db)
  const { rows: products } = await sql<{
    product_id: string
    sku: string
    name: string
    units: number
    value_minor: number
  }>`
    select l.product_id, max(l.sku) as sku, max(l.name) as name, sum(l.quantity) as units,
      sum(l.value_minor)::bigint as value_minor
    from returns.return r
    join returns.line l on l.return_id = r.id
    where ${scope}
    group by l.product_id
    order by 5 desc, 2
    limit 20`.execute(ctx.db)
  const sum = (of: 'returns' | 'value_minor') => reasons.reduce((all, row) => all + row[of], 0)
  return { returns: sum('returns'), value_minor: sum('value_minor'), reasons, products }
}
