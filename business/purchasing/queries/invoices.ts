import { sql } from 'kysely'
import { businessOf } from '#company'
import { dayIn } from '#platform/clock'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery } from '#platform/database/page'
import type { purchasingContract } from '../contract.ts'
import { refuseInvoice } from '../refusals.ts'
import { InvoiceOut, SupplierAccountOut } from '../wire-receipts.ts'
import { anywhere } from './columns.ts'
import { supplierById } from './offers.ts'

type Query = QueryOf<(typeof purchasingContract)['GET /api/supplier-invoices']>

const dueNow = sql<number>`case when i.status = 'open' then i.total - i.paid_minor else 0 end`

/** An invoice beside what our own papers expected: to the peso, or with the difference. */
const match = sql`jsonb_build_object(
  'verdict', case when i.expected_net_minor is null then 'no_receipt'
    when i.expected_net_minor = i.net_minor then 'matches' else 'differs' end,
  'expected_net_minor', i.expected_net_minor,
  'difference_minor', i.net_minor - i.expected_net_minor)`

function invoiceRows(ctx: Ctx, today: string) {
  const { store_ids } = ctx.actor
  const rows = ctx.db
    .selectFrom('purchasing.invoice as i')
    .select(['i.id', 'i.store_id', 'i.document_label', 'i.issued_on', 'i.due_on', 'i.net_minor', 'i.tax_minor'])
    .select(['i.total', 'i.paid_minor', 'i.status', 'i.notes', 'i.created_at', 'i.created_by_name', 'i.version'])
    .select([
      sql`jsonb_build_object('id', i.supplier_id, 'name', i.supplier_name)`.as('supplier'),
      sql<boolean>`i.status = 'open' and i.due_on < ${today}::date`.as('is_overdue'),
      dueNow.as('due_minor'),
      match.as('match'),
      sql`coalesce((
        select jsonb_agg(jsonb_build_object('id', r.id, 'number', r.number) order by r.number)
        from purchasing.invoice_receipt ir join purchasing.receipt r on r.id = ir.receipt_id
        where ir.invoice_id = i.id), '[]'::jsonb)`.as('receipts'),
    ])
  return store_ids ? rows.where('i.store_id', '=', sql<string>`any(${[...store_ids]}::uuid[])`) : rows
}

const todayOf = async (ctx: Ctx) => dayIn((await businessOf(ctx)).time_zone, ctx.now())

export async function listInvoices(ctx: Ctx, query: Query) {
  const today = await todayOf(ctx)
  let rows = invoiceRows(ctx, today)
  if (query.store_id) rows = rows.where('i.store_id', '=', query.store_id)
  if (query.supplier_id) rows = rows.where('i.supplier_id', '=', query.supplier_id)
  if (query.status) rows = rows.where('i.status', '=', query.status)
  if (query.overdue) rows = rows.where('i.status', '=', 'open').where('i.due_on', '<', today)
  if (query.from) rows = rows.where('i.issued_on', '>=', query.from)
  if (query.to) rows = rows.where('i.issued_on', '<=', query.to)
  if (query.q) {
    const like = anywhere(query.q)
    rows = rows.where(
      sql<boolean>`(i.label_key like lower(${like}) or platform.fold(i.supplier_name) like platform.fold(${like}))`,
    )
  }
  const page = await pageOfQuery(rows, query, {
    sorts: {
      due_on: { by: sql`i.due_on`, cast: 'date' },
      issued_on: { by: sql`i.issued_on`, cast: 'date' },
      created_at: { by: sql`i.created_at`, cast: 'timestamptz' },
      total: { by: sql`i.total`, cast: 'bigint' },
      supplier: { by: sql`i.supplier_name`, cast: 'text' },
    },
    sort: '-created_at',
    id: sql`i.id`,
    actor: ctx.actor,
  })
  return { ...page, items: page.items.map((row) => InvoiceOut.parse(row)) }
}

export async function invoiceById(ctx: Ctx, id: string): Promise<InvoiceOut> {
  const row = await invoiceRows(ctx, await todayOf(ctx))
    .where('i.id', '=', id)
    .executeTakeFirst()
  if (!row) throw refuseInvoice.notFound({ id })
  return InvoiceOut.parse(row)
}

const INVOICES_MAX = 200
const PAYMENTS_MAX = 50

/** What we owe a supplier, invoice by invoice in the order they fall due, and the latest payments. */
export async function supplierAccount(ctx: Ctx, id: string): Promise<SupplierAccountOut> {
  const supplier = await supplierById(ctx, id)
  const today = await todayOf(ctx)
  const open = await invoiceRows(ctx, today)
    .where('i.supplier_id', '=', supplier.id)
    .where('i.status', '=', 'open')
    .orderBy('i.due_on')
    .orderBy('i.id')
    .limit(INVOICES_MAX)
    .execute()
  const invoices = open.map((row) => InvoiceOut.parse(row))
  const sum = (rows: readonly InvoiceOut[]) => rows.reduce((total, { due_minor }) => total + due_minor, 0)
  return SupplierAccountOut.parse({
    supplier: { id: supplier.id, name: supplier.name },
    due_minor: sum(invoices),
    overdue_minor: sum(invoices.filter(({ is_overdue }) => is_overdue)),
    invoices,
    payments: await paymentsTo(ctx, supplier.id),
  })
}

async function paymentsTo(ctx: Ctx, supplier_id: string) {
  const { store_ids } = ctx.actor
  const visible = store_ids ? sql`e.store_id = any(${[...store_ids]}::uuid[])` : sql`true`
  const { rows } = await sql<Record<string, unknown>>`
    select e.id, -e.amount as amount, e.method, e.reference, e.created_at, e.created_by_name,
      jsonb_agg(jsonb_build_object('id', i.id, 'document_label', i.document_label, 'amount', p.amount)
        order by i.due_on, i.id) as invoices
    from money.entry e
    join purchasing.payment p on p.entry_id = e.id
    join purchasing.invoice i on i.id = p.invoice_id
    where i.supplier_id = ${supplier_id}::uuid and ${visible}
    group by e.id
    order by e.sequence desc
    limit ${PAYMENTS_MAX}`.execute(ctx.db)
  return rows
}
