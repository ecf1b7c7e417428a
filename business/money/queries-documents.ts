import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery } from '#platform/database/page'
import { prepared } from '#platform/database/prepared'
import type { moneyContract } from './contract.ts'
import { refuseBankAccount, refuseDocument } from './refusals.ts'
import type { IssuedDocumentOut } from './wire.ts'
import { TaxLineOut } from './wire.ts'

type Route = typeof moneyContract

function documentRows(ctx: Ctx) {
  const rows = ctx.db
    .selectFrom('money.issued_document as d')
    .select(['d.id', 'd.kind', 'd.number', 'd.label', 'd.store_id', 'd.document_kind', 'd.document_id'])
    .select(['d.refers_to_id', 'd.customer', 'd.net_minor', 'd.tax_minor', 'd.exempt_minor', 'd.total'])
    .select(['d.taxes', 'd.reason', 'd.day', 'd.issued_at', 'd.issued_by'])
  const { store_ids } = ctx.actor
  return store_ids ? rows.where('d.store_id', '=', sql<string>`any(${[...store_ids]}::uuid[])`) : rows
}

type DocumentRow = Awaited<ReturnType<ReturnType<typeof documentRows>['execute']>>[number]

const documentOut = ({ taxes, customer, ...row }: DocumentRow): IssuedDocumentOut => ({
  ...row,
  customer: customer as Record<string, unknown> | null,
  taxes: TaxLineOut.array().parse(taxes),
})

export async function listIssuedDocuments(ctx: Ctx, query: QueryOf<Route['GET /api/issued-documents']>) {
  let rows = documentRows(ctx)
  if (query.store_id) rows = rows.where('d.store_id', '=', query.store_id)
  if (query.kind) rows = rows.where('d.kind', '=', query.kind)
  if (query.number) rows = rows.where('d.label', 'ilike', `%${query.number.replace(/[%_\\]/g, '\\$&')}`)
  if (query.order_id) rows = rows.where('d.document_id', '=', query.order_id)
  if (query.from) rows = rows.where('d.day', '>=', query.from)
  if (query.to) rows = rows.where('d.day', '<=', query.to)
  const page = await pageOfQuery(rows, query, {
    sorts: {
      issued_at: { by: sql`d.issued_at`, cast: 'timestamptz' },
      number: { by: sql`d.number`, cast: 'bigint' },
      total: { by: sql`d.total`, cast: 'bigint' },
    },
    sort: '-issued_at',
    id: sql`d.id`,
    actor: ctx.actor,
  })
  return { ...page, items: page.items.map(documentOut) }
}

export async function issuedDocumentById(ctx: Ctx, id: string): Promise<IssuedDocumentOut> {
  const row = await documentRows(ctx).where('d.id', '=', id).executeTakeFirst()
  if (!row) throw refuseDocument.notFound({ id })
  return documentOut(row)
}

/** The document that a sale or order was given (its boleta or factura), without credit notes. */
export async function issuedFor(ctx: Ctx, document_id: string): Promise<IssuedDocumentOut | undefined> {
  const row = await documentRows(ctx)
    .where('d.document_id', '=', document_id)
    .where('d.refers_to_id', 'is', null)
    .modifyEnd(prepared)
    .executeTakeFirst()
  return row && documentOut(row)
}

// ── bank accounts ─────────────────────────────────────────────────────────────────────────────────────────────────

function bankAccountRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('money.bank_account')
    .select(['id', 'bank', 'number', 'type', 'holder', 'tax_id', 'notes', 'is_active', 'version'])
}

export async function bankAccountsOf(ctx: Ctx, is_active: boolean | undefined) {
  const rows = bankAccountRows(ctx).orderBy('bank').orderBy('number')
  return (is_active === undefined ? rows : rows.where('is_active', '=', is_active)).execute()
}

export async function bankAccountById(ctx: Ctx, id: string) {
  const row = await bankAccountRows(ctx).where('id', '=', id).executeTakeFirst()
  if (!row) throw refuseBankAccount.notFound({ id })
  return row
}
