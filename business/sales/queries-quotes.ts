import { sql } from 'kysely'
import { businessOf, inDays } from '#company'
import { dayIn } from '#platform/clock'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery } from '#platform/database/page'
import type { salesContract } from './contract.ts'
import { statusOn } from './quote.ts'
import { refuseQuote } from './refusals.ts'
import { CustomerOut } from './wire.ts'
import type { QuoteOut } from './wire-quotes.ts'

type Query = QueryOf<(typeof salesContract)['GET /api/quotes']>

function quoteRows(ctx: Ctx) {
  const rows = ctx.db
    .selectFrom('sales.quote as q')
    .select(['q.id', 'q.number', 'q.status', 'q.store_id', 'q.warehouse_id', 'q.customer_id', 'q.customer_name'])
    .select(['q.order_id', 'q.subtotal_minor', 'q.discount_minor', 'q.net_minor', 'q.tax_minor', 'q.exempt_minor'])
    .select(['q.total', 'q.valid_until', 'q.created_at', 'q.created_by', 'q.created_by_name', 'q.sent_at'])
    .select(['q.decided_at', 'q.version'])
  const { store_ids } = ctx.actor
  return store_ids ? rows.where('q.store_id', '=', sql<string>`any(${[...store_ids]}::uuid[])`) : rows
}

export async function todayOf(ctx: Ctx): Promise<string> {
  return dayIn((await businessOf(ctx)).time_zone, ctx.now())
}

export async function listQuotes(ctx: Ctx, query: Query) {
  const today = await todayOf(ctx)
  const status = sql<string>`case when q.status = 'sent' and q.valid_until < ${today}::date then 'expired' else q.status end`
  let rows = quoteRows(ctx)
  if (query.store_id) rows = rows.where('q.store_id', '=', query.store_id)
  if (query.customer_id) rows = rows.where('q.customer_id', '=', query.customer_id)
  if (query.status) rows = rows.where(status, '=', query.status)
  if (query.from || query.to) rows = rows.where(await inDays(ctx, sql`q.created_at`, query))
  if (query.q) {
    const pattern = query.q.replace(/[%_\\]/g, '\\$&')
    rows = rows.where(
      sql<boolean>`(q.number::text = ${query.q} or platform.fold(q.customer_name) like '%' || platform.fold(${pattern}) || '%')`,
    )
  }
  const page = await pageOfQuery(rows, query, {
    sorts: {
      created_at: { by: sql`q.created_at`, cast: 'timestamptz' },
      number: { by: sql`q.number`, cast: 'bigint' },
      total: { by: sql`q.total`, cast: 'bigint' },
      valid_until: { by: sql`q.valid_until`, cast: 'date' },
    },
    sort: '-created_at',
    id: sql`q.id`,
    actor: ctx.actor,
  })
  return { ...page, items: page.items.map((row) => ({ ...row, status: statusOn(row, today) })) }
}

export async function quoteById(ctx: Ctx, id: string): Promise<QuoteOut> {
  const row = await quoteRows(ctx)
    .select(['q.customer', 'q.notes', 'q.decline_reason', 'q.order_discount_minor'])
    .select('q.discount_basis_points as order_discount_basis_points')
    .where('q.id', '=', id)
    .executeTakeFirst()
  if (!row) throw refuseQuote.notFound({ id })
  const items = await ctx.db
    .selectFrom('sales.quote_line')
    .selectAll()
    .where('quote_id', '=', id)
    .orderBy('position')
    .execute()
  const customer = row.customer === null ? null : CustomerOut.parse(row.customer)
  return { ...row, status: statusOn(row, await todayOf(ctx)), customer, items }
}
