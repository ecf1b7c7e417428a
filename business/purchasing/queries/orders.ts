import { sql } from 'kysely'
import { businessOf, inDays } from '#company'
import { can } from '#platform/actor'
import { dayIn } from '#platform/clock'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery } from '#platform/database/page'
import type { purchasingContract } from '../contract.ts'
import { purchaseLinesOf } from '../records/purchase.ts'
import { refusePurchase } from '../refusals.ts'
import type { TermsOut } from '../wire.ts'
import { PurchaseOut, PurchaseSummaryOut } from '../wire-orders.ts'
import { anywhere, visibleRows } from './columns.ts'
import { supplierById, termsOf } from './offers.ts'

type Query = QueryOf<(typeof purchasingContract)['GET /api/purchase-orders']>

/** Orders as the actor may see them: what they cost is absent without `costs.see`. */
function orderRows(ctx: Ctx, today: string) {
  return ctx.db
    .selectFrom('purchasing.purchase_order as o')
    .innerJoin('company.warehouse as w', 'w.id', 'o.warehouse_id')
    .where(visibleRows(ctx.actor, 'o'))
    .select(['o.id', 'o.number', 'o.store_id', 'o.status', 'o.expected_on', 'o.lines', 'o.created_at'])
    .select(['o.created_by_name', 'o.sent_at', 'o.received_at', 'o.version'])
    .select([
      sql`jsonb_build_object('id', o.supplier_id, 'name', o.supplier_name)`.as('supplier'),
      sql`jsonb_build_object('id', w.id, 'name', w.name)`.as('warehouse'),
      sql<boolean>`coalesce(o.status in ('sent', 'partially_received') and o.expected_on < ${today}::date, false)`.as(
        'is_late',
      ),
      sql<number>`coalesce((
        select round(100 * sum(least(l.received_quantity, l.quantity)) / nullif(sum(l.quantity), 0), 1)
        from purchasing.purchase_line l where l.purchase_order_id = o.id), 0)`.as('received_percent'),
    ])
    .$if(can(ctx.actor, 'costs.see'), (q) => q.select('o.total as cost_minor'))
}

const todayOf = async (ctx: Ctx) => dayIn((await businessOf(ctx)).time_zone, ctx.now())

export async function listPurchases(ctx: Ctx, query: Query) {
  let rows = orderRows(ctx, await todayOf(ctx))
  if (query.store_id) rows = rows.where('o.store_id', '=', query.store_id)
  if (query.supplier_id) rows = rows.where('o.supplier_id', '=', query.supplier_id)
  if (query.warehouse_id) rows = rows.where('o.warehouse_id', '=', query.warehouse_id)
  if (query.status) rows = rows.where('o.status', '=', query.status)
  if (query.to_receive) rows = rows.where('o.status', 'in', ['sent', 'partially_received'])
  if (query.from || query.to) rows = rows.where(await inDays(ctx, sql`o.created_at`, query))
  if (query.q) {
    rows = rows.where(
      sql<boolean>`(o.number::text = ${query.q} or platform.fold(o.supplier_name) like platform.fold(${anywhere(query.q)}))`,
    )
  }
  const page = await pageOfQuery(rows, query, {
    sorts: {
      created_at: { by: sql`o.created_at`, cast: 'timestamptz' },
      number: { by: sql`o.number`, cast: 'bigint' },
      expected_on: { by: sql`o.expected_on`, cast: 'date' },
      supplier: { by: sql`o.supplier_name`, cast: 'text' },
      cost_minor: { by: sql`o.total`, cast: 'bigint', may: 'costs.see' },
    },
    sort: '-created_at',
    id: sql`o.id`,
    actor: ctx.actor,
  })
  return { ...page, items: page.items.map((row) => PurchaseSummaryOut.parse(row)) }
}

/** What was bought of one supplier. */
export async function purchasesOf(ctx: Ctx, id: string, query: Omit<Query, 'supplier_id'>) {
  const supplier = await supplierById(ctx, id)
  return listPurchases(ctx, { ...query, supplier_id: supplier.id })
}

export async function purchaseById(ctx: Ctx, id: string): Promise<PurchaseOut> {
  const row = await orderRows(ctx, await todayOf(ctx))
    .where('o.id', '=', id)
    .select(['o.notes', 'o.sent_to', 'o.cancelled_at', 'o.cancel_reason', 'o.supplier_id'])
    .select(['o.goods_minor', 'o.freight_minor'])
    .executeTakeFirst()
  if (!row) throw refusePurchase.notFound({ id })
  const { goods_minor, freight_minor, supplier_id, ...order } = row
  const seesCosts = can(ctx.actor, 'costs.see')
  const costs = seesCosts
    ? {
        goods_cost_minor: goods_minor,
        freight_cost_minor: freight_minor,
        cost_terms: againstTerms(goods_minor, await termsOf(ctx, supplier_id)),
      }
    : {}
  const items = (await purchaseLinesOf(ctx, id)).map(({ total, pack_cost_minor, ...line }) => ({
    ...line,
    ...(seesCosts ? { pack_cost_minor, cost_minor: total } : {}),
  }))
  return PurchaseOut.parse({ ...order, ...costs, items, receipts: await receiptsOf(ctx, id) })
}

function againstTerms(goods_minor: number, { minimum_minor, free_freight_minor }: TermsOut) {
  return {
    minimum_minor,
    missing_to_minimum_minor: Math.max(minimum_minor - goods_minor, 0),
    free_freight_minor,
    missing_to_free_freight_minor: free_freight_minor === null ? null : Math.max(free_freight_minor - goods_minor, 0),
  }
}

function receiptsOf(ctx: Ctx, purchase_order_id: string) {
  return ctx.db
    .selectFrom('purchasing.receipt')
    .select(['id', 'number', 'received_at', 'received_by_name', 'units'])
    .where('purchase_order_id', '=', purchase_order_id)
    .orderBy('number')
    .limit(200)
    .execute()
}
