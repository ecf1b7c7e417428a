import { sql } from 'kysely'
import { businessOf } from '#company'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery } from '#platform/database/page'
import type { purchasingContract } from '../contract.ts'
import { suggestedPrice, unitCostOf } from '../pack.ts'
import { refuseGoods } from '../refusals.ts'
import { GoodsReceiptOut, ReceiptSummaryOut } from '../wire-receipts.ts'
import { anywhere, visibleRows } from './columns.ts'

type Query = QueryOf<(typeof purchasingContract)['GET /api/goods-receipts']>

function receiptRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('purchasing.receipt as r')
    .innerJoin('company.warehouse as w', 'w.id', 'r.warehouse_id')
    .leftJoin('purchasing.purchase_order as o', 'o.id', 'r.purchase_order_id')
    .leftJoin('purchasing.invoice_receipt as i', 'i.receipt_id', 'r.id')
    .where(visibleRows(ctx.actor, 'r'))
    .select(['r.id', 'r.number', 'r.store_id', 'r.document_label', 'r.lines', 'r.units', 'i.invoice_id'])
    .select(['r.received_at', 'r.received_by_name'])
    .select([
      sql`case when o.id is not null then jsonb_build_object('id', o.id, 'number', o.number) end`.as('purchase_order'),
      sql`jsonb_build_object('id', r.supplier_id, 'name', r.supplier_name)`.as('supplier'),
      sql`jsonb_build_object('id', w.id, 'name', w.name)`.as('warehouse'),
      sql<boolean>`exists (select from purchasing.receipt_line l where l.receipt_id = r.id and l.differences <> '{}')`.as(
        'has_differences',
      ),
    ])
    .$if(can(ctx.actor, 'costs.see'), (q) => q.select(['r.cost_minor', 'r.charges_minor']))
}

export async function listReceipts(ctx: Ctx, query: Query) {
  let rows = receiptRows(ctx)
  if (query.store_id) rows = rows.where('r.store_id', '=', query.store_id)
  if (query.supplier_id) rows = rows.where('r.supplier_id', '=', query.supplier_id)
  if (query.warehouse_id) rows = rows.where('r.warehouse_id', '=', query.warehouse_id)
  if (query.purchase_order_id) rows = rows.where('r.purchase_order_id', '=', query.purchase_order_id)
  if (query.to_invoice) rows = rows.where('i.invoice_id', 'is', null)
  if (query.from) rows = rows.where('r.day', '>=', query.from)
  if (query.to) rows = rows.where('r.day', '<=', query.to)
  if (query.q) {
    const like = anywhere(query.q)
    rows = rows.where(
      sql<boolean>`(r.number::text = ${query.q} or r.document_label ilike ${like} or platform.fold(r.supplier_name) like platform.fold(${like}))`,
    )
  }
  const page = await pageOfQuery(rows, query, {
    sorts: {
      received_at: { by: sql`r.received_at`, cast: 'timestamptz' },
      number: { by: sql`r.number`, cast: 'bigint' },
      supplier: { by: sql`r.supplier_name`, cast: 'text' },
      units: { by: sql`r.units`, cast: 'numeric' },
      cost_minor: { by: sql`r.cost_minor`, cast: 'bigint', may: 'costs.see' },
    },
    sort: '-received_at',
    id: sql`r.id`,
    actor: ctx.actor,
  })
  return { ...page, items: page.items.map((row) => ReceiptSummaryOut.parse(row)) }
}

export async function receiptById(ctx: Ctx, id: string): Promise<GoodsReceiptOut> {
  const row = await receiptRows(ctx).select('r.notes').where('r.id', '=', id).executeTakeFirst()
  if (!row) throw refuseGoods.notFound({ id })
  const seesCosts = can(ctx.actor, 'costs.see')
  const items = await ctx.db
    .selectFrom('purchasing.receipt_line')
    .select(['id', 'position', 'product_id', 'sku', 'name', 'quantity', 'damaged_quantity', 'differences', 'pack_size'])
    .select(
      sql`coalesce((
        select jsonb_agg(jsonb_build_object('code', t.code, 'expires_on', t.expires_on, 'quantity', t.quantity)
          order by t.position)
        from purchasing.receipt_lot t where t.receipt_line_id = purchasing.receipt_line.id), '[]'::jsonb)`.as('lots'),
    )
    .$if(seesCosts, (q) => q.select(['pack_cost_minor', 'cost_minor', 'charges_minor']))
    .where('receipt_id', '=', id)
    .orderBy('position')
    .execute()
  return GoodsReceiptOut.parse({ ...row, items, ...(seesCosts ? { cost_hints: await costHints(ctx, id) } : {}) })
}

/**
 * Products that came at another price than the time before, or than the catalogue knew, with the price that would keep the markup they had then. A
 * product whose price was changed since is not proposed again.
 */
async function costHints(ctx: Ctx, receipt_id: string) {
  const { rows } = await sql<{
    product_id: string
    sku: string
    name: string
    price_minor: number
    pack_size: number
    pack_cost_minor: number
    before_size: number | null
    before_cost_minor: number | null
  }>`
    select l.product_id, p.sku, p.name, p.price_minor, l.pack_size, l.pack_cost_minor,
      coalesce(before.pack_size, case when known.amount_minor is not null then 1 end) as before_size,
      coalesce(before.pack_cost_minor, known.amount_minor) as before_cost_minor
    from purchasing.receipt_line l
    join purchasing.receipt r on r.id = l.receipt_id
    join catalog.product p on p.id = l.product_id
    left join lateral (
      select b.pack_size, b.pack_cost_minor
      from purchasing.receipt_line b
      join purchasing.receipt br on br.id = b.receipt_id
      where b.product_id = l.product_id and br.number < r.number
      order by br.number desc
      limit 1
    ) before on true
    left join lateral (
      select c.amount_minor from catalog.cost_history c
      where c.product_id = l.product_id and c.valid_from < r.received_at
      order by c.valid_from desc
      limit 1
    ) known on true
    where l.receipt_id = ${receipt_id}::uuid and l.quantity > 0
      and not exists (select from catalog.price_history h
        where h.product_id = l.product_id and h.valid_from > r.received_at)
    order by l.position`.execute(ctx.db)
  const step = Math.max((await businessOf(ctx)).cash_rounding_minor, 1)
  return rows.flatMap(({ pack_size, pack_cost_minor, before_size, before_cost_minor, price_minor, ...product }) => {
    if (before_size === null || before_cost_minor === null) return []
    const cost_before_minor = unitCostOf({ pack_size: before_size, pack_cost_minor: before_cost_minor })
    const cost_after_minor = unitCostOf({ pack_size, pack_cost_minor })
    const suggested_price = suggestedPrice(price_minor, cost_before_minor, cost_after_minor, step)
    if (suggested_price === null) return []
    return [{ ...product, price: price_minor, cost_before_minor, cost_after_minor, suggested_price }]
  })
}
