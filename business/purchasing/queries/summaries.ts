import { sql } from 'kysely'
import { businessOf } from '#company'
import { can } from '#platform/actor'
import { dayIn } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { SupplierSummaryOut } from '../wire.ts'
import { visibleRows } from './columns.ts'

/** What a list says of each supplier: one line for each that exists, whatever was bought of it. */
export async function supplierSummaries(ctx: Ctx, supplier_ids: readonly string[]): Promise<SupplierSummaryOut[]> {
  const today = dayIn((await businessOf(ctx)).time_zone, ctx.now())
  const { rows } = await sql<SupplierSummaryOut & { due_minor: number; overdue_minor: number }>`
    select s.id as supplier_id,
      (select count(*)::int from purchasing.offer f where f.supplier_id = s.id and f.archived_at is null) as offers,
      coalesce(bought.open_orders, 0) as open_orders, bought.last_order_at,
      coalesce(owed.due_minor, 0) as due_minor, coalesce(owed.overdue_minor, 0) as overdue_minor
    from contacts.party s
    left join lateral (
      select (count(*) filter (where o.status in ('sent', 'partially_received')))::int as open_orders,
        max(o.sent_at) as last_order_at
      from purchasing.purchase_order o
      where o.supplier_id = s.id and ${visibleRows(ctx.actor, 'o')}
    ) bought on true
    left join lateral (
      select sum(i.total - i.paid_minor)::bigint as due_minor,
        (sum(i.total - i.paid_minor) filter (where i.due_on < ${today}::date))::bigint as overdue_minor
      from purchasing.invoice i
      where i.supplier_id = s.id and i.status = 'open' and ${visibleStores(ctx)}
    ) owed on true
    where s.id = any(${[...supplier_ids]}::uuid[]) and s.is_supplier
    order by s.id`.execute(ctx.db)
  const seesDebts = can(ctx.actor, 'purchases.invoices')
  return rows.map(({ due_minor, overdue_minor, ...row }) =>
    SupplierSummaryOut.parse(seesDebts ? { ...row, due_minor, overdue_minor } : row),
  )
}

function visibleStores({ actor: { store_ids } }: Ctx) {
  return store_ids ? sql<boolean>`i.store_id = any(${[...store_ids]}::uuid[])` : sql<boolean>`true`
}
