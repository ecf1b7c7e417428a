import { businessOf, countryOf } from '#company'
import { dueOf, entriesOfDocument, methodsOf } from '#money'
import type { Ctx } from '#platform/context'
import { orderById } from './queries.ts'
import { refuseReceipt } from './refusals.ts'
import { CustomerOut } from './wire.ts'
import type { ReceiptOut } from './wire-quotes.ts'

export const receiptPath = (token: string) => `/api/receipts/${token}`

/** The receipt of an order that the actor may see, with its public link. */
export async function receiptOfOrder(
  ctx: Ctx,
  order_id: string,
): Promise<ReceiptOut & { token: string; path: string }> {
  await orderById(ctx, order_id)
  const { receipt_token: token } = await ctx.db
    .selectFrom('sales.order')
    .select('receipt_token')
    .where('id', '=', order_id)
    .executeTakeFirstOrThrow()
  return { ...(await receiptOf(ctx, token)), token, path: receiptPath(token) }
}

/** The receipt behind a link: the token is the permission. Drafts have none. */
export async function receiptOf(ctx: Ctx, token: string): Promise<ReceiptOut> {
  const order = await ctx.db
    .selectFrom('sales.order as o')
    .innerJoin('company.store as s', 's.id', 'o.store_id')
    .innerJoin('money.balance as b', 'b.document_id', 'o.id')
    .selectAll('o')
    .select(['s.name as store_name', 's.address as store_address'])
    .select(['b.paid_minor', 'b.refunded_minor', 'b.credited_minor', 'b.is_open', 'b.total as asked_minor'])
    .where('o.receipt_token', '=', token)
    .where('o.status', '<>', 'draft')
    .executeTakeFirst()
  if (!order) throw refuseReceipt.notFound()
  const customer = order.customer === null ? null : CustomerOut.parse(order.customer)
  return {
    ...(await letterhead(ctx)),
    store: { name: order.store_name, address: order.store_address },
    order_number: order.number,
    document_kind: order.document_kind,
    document_label: order.document_label,
    issued_at: order.completed_at ?? order.confirmed_at ?? order.created_at,
    seller: order.created_by_name,
    customer: customer && { name: customer.name, tax_id: customer.tax_id },
    items: await receiptLines(ctx, order.id),
    subtotal_minor: order.subtotal_minor,
    discount_minor: order.discount_minor,
    net_minor: order.net_minor,
    tax_minor: order.tax_minor,
    exempt_minor: order.exempt_minor,
    total: order.total,
    ...(await paidFor(ctx, order.id)),
    refunded_minor: order.refunded_minor,
    due_minor: dueOf({ ...order, total: order.asked_minor }),
    status: order.status,
  }
}

async function letterhead(ctx: Ctx) {
  const business = await businessOf(ctx)
  const pack = await countryOf(ctx)
  const { name, legal_name, tax_id, activity, phone, receipt_footer: footer, currency } = business
  const where = [business.address, business.commune, business.city].filter((part) => part !== null).join(', ')
  return {
    business: {
      name,
      legal_name,
      tax_id: tax_id && pack.formatTaxId(tax_id),
      tax_id_name: pack.tax_id_name,
      activity,
      address: where === '' ? null : where,
      phone,
      footer,
    },
    currency,
    currency_decimals: pack.currency_decimals,
    tax_name: pack.tax_name,
  }
}

async function receiptLines(ctx: Ctx, order_id: string): Promise<ReceiptOut['items']> {
  const lines = await ctx.db
    .selectFrom('sales.line')
    .select(['sku', 'name', 'quantity', 'unit', 'unit_price', 'discount_minor', 'order_discount_minor', 'total'])
    .where('order_id', '=', order_id)
    .orderBy('position')
    .execute()
  return lines.map(({ order_discount_minor, ...line }) => ({
    ...line,
    discount_minor: line.discount_minor + order_discount_minor,
  }))
}

/** How it was paid. The link's holder is no actor of any store, so the ledger is read for this document alone. */
async function paidFor(ctx: Ctx, order_id: string) {
  const names = new Map((await methodsOf(ctx)).map(({ code, name }) => [code, name]))
  const unlimited: Ctx = { ...ctx, actor: { ...ctx.actor, store_ids: null } }
  const entries = await entriesOfDocument(unlimited, order_id)
  const charges = entries.filter(({ kind }) => kind === 'charge')
  return {
    payments: charges.map(({ method, amount, reference }) => ({
      method: method ?? '',
      name: names.get(method ?? '') ?? '',
      amount,
      reference,
    })),
    change_minor: charges.reduce((sum, { change_minor }) => sum + change_minor, 0),
    rounding_minor: entries.reduce((sum, { kind, amount }) => sum + (kind === 'rounding' ? amount : 0), 0),
  }
}
