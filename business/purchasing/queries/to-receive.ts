import { sql } from 'kysely'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { say } from '#platform/text'
import { refuseGoods, refusePurchase } from '../refusals.ts'
import { isReceivable } from '../states.ts'
import { statusText } from '../text.ts'
import { PurchaseStatus } from '../wire-orders.ts'
import { ToReceiveOut } from '../wire-receipts.ts'
import { visibleRows } from './columns.ts'

/** What is still to come of an order, in the order one walks past the shelves it goes to. */
export async function toReceive(ctx: Ctx, id: string): Promise<ToReceiveOut> {
  const order = await ctx.db
    .selectFrom('purchasing.purchase_order as o')
    .innerJoin('company.warehouse as w', 'w.id', 'o.warehouse_id')
    .where('o.id', '=', id)
    .where(visibleRows(ctx.actor, 'o'))
    .select(['o.id', 'o.number', 'o.expected_on', 'o.status', 'o.warehouse_id'])
    .select([
      sql`jsonb_build_object('id', o.supplier_id, 'name', o.supplier_name)`.as('supplier'),
      sql`jsonb_build_object('id', w.id, 'name', w.name)`.as('warehouse'),
    ])
    .executeTakeFirst()
  if (!order) throw refusePurchase.notFound({ id })
  const { status: found, warehouse_id, ...head } = order
  const status = PurchaseStatus.parse(found)
  if (!isReceivable(status)) {
    throw refuseGoods.notReceivable({ status, status_text: say(statusText[status], ctx.request.language) })
  }
  return ToReceiveOut.parse({ ...head, items: await openItems(ctx, id, warehouse_id) })
}

async function openItems(ctx: Ctx, id: string, warehouse_id: string) {
  const { rows } = await sql<{ pack_cost_minor: number }>`
    select l.product_id, l.sku, l.name, l.unit, p.decimals, l.quantity as ordered, l.pack_size, l.pack_cost_minor,
      case when l.closed_at is null then greatest(l.quantity - l.received_quantity, 0) else 0 end as open,
      coalesce((
        select jsonb_agg(jsonb_build_object('code', b.code, 'pack_quantity', b.pack_quantity) order by b.position)
        from catalog.barcode b where b.product_id = l.product_id), '[]'::jsonb)
        || jsonb_build_array(jsonb_build_object('code', p.sku, 'pack_quantity', 1))
        || case when l.supplier_code is null then '[]'::jsonb
          else jsonb_build_array(jsonb_build_object('code', l.supplier_code, 'pack_quantity', l.pack_size)) end as codes,
      bin.bin, exists (select from stock.lot_product k where k.product_id = l.product_id) as tracks_lots
    from purchasing.purchase_line l
    join catalog.product p on p.id = l.product_id
    left join lateral (
      select jsonb_build_object('id', s.id, 'code', s.code) as bin, s.walk_order
      from stock.bin_product bp
      join stock.bin s on s.id = bp.bin_id
      where bp.product_id = l.product_id and bp.warehouse_id = ${warehouse_id}::uuid and s.archived_at is null
      order by bp.position
      limit 1
    ) bin on true
    where l.purchase_order_id = ${id}::uuid
    order by bin.walk_order nulls last, l.position`.execute(ctx.db)
  const seesCosts = can(ctx.actor, 'costs.see')
  return rows.map(({ pack_cost_minor, ...row }) => (seesCosts ? { ...row, pack_cost_minor } : row))
}
