import { entriesOfDocument, issuedFor } from '#money'
import type { Ctx } from '#platform/context'
import { prepared } from '#platform/database/prepared'
import { present } from '#platform/invariant'
import { refuseOrder } from './refusals.ts'
import type { SaleOut } from './wire-counter.ts'

/** A counter sale as it was answered, rebuilt from what was written: the first answer and every replay are the same. */
export async function saleById(ctx: Ctx, id: string): Promise<SaleOut> {
  const order = await ctx.db
    .selectFrom('sales.order')
    .select(['id', 'number', 'document_kind', 'subtotal_minor', 'discount_minor', 'net_minor', 'tax_minor'])
    .select(['exempt_minor', 'total', 'customer_id', 'store_id', 'warehouse_id', 'till_session_id'])
    .select(['receipt_token', 'created_at'])
    .where('id', '=', id)
    .modifyEnd(prepared)
    .executeTakeFirst()
  if (!order) throw refuseOrder.notFound({ id })
  const issued = present(await issuedFor(ctx, id), 'a sale has its document')
  const entries = await entriesOfDocument(ctx, id)
  const sum = (kind: string) => entries.reduce((all, entry) => all + (entry.kind === kind ? entry.amount : 0), 0)
  return {
    ...order,
    document_number: issued.number,
    document_label: issued.label,
    paid_minor: sum('charge'),
    rounding_minor: sum('rounding'),
    change: entries.reduce((all, entry) => all + (entry.kind === 'charge' ? entry.change_minor : 0), 0),
  }
}
